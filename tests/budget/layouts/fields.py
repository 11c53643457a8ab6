"""The fields and the goals of a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .content import Content
from .money import total
from .parts import Facts, Held, Part, alike, labelled, pairs

_LONG = "该项目按有关规定立项，由单位组织实施，资金专款专用，接受财政、审计部门和社会的监督，项目完成后及时组织验收并建立管护制度。"


def fields(content: Content, layout: Mapping[str, str], facts: Facts) -> Iterator[Part]:
    """Name, units, code and year, and labels that no list knows."""
    known = _known(content, layout)
    strange = _strange(content, layout)
    unknown = layout["unknown"]
    if unknown == "first":
        yield pairs(*strange[0])
    if layout["side"] == "above":
        yield alike(*(label for label, _ in known))
        yield alike(*(value for _, value in known))
    else:
        behind: list[tuple[str, str]] = []
        if layout["code"] == "beside":
            behind.append((labelled("项目编码", layout), content.code))
        if unknown == "behind-name":
            behind.append(strange[0])
        if layout["funding"] == "in-name-row":
            behind.append(total(content, layout, facts))
        yield from _rows(known, content.name, behind, layout)
    if unknown == "row":
        yield pairs(*strange[0])
    elif unknown == "two-in-row":
        yield pairs(*strange[0], *strange[1])
    elif unknown == "sub-table":
        yield alike(*(label for label, _ in strange))
        yield alike(*(value for _, value in strange))
    elif unknown == "long":
        yield pairs(strange[1][0], f"{strange[1][1]}。{_LONG}")
    elif unknown == "dates":
        yield pairs("计划开始日期", f"{content.year}-01-01", "计划完成日期", f"{content.year}-12-31")
    elif unknown == "blank":
        yield pairs(strange[0][0], "", strange[1][0], "")


def _known(content: Content, layout: Mapping[str, str]) -> list[tuple[str, str]]:
    known = [(layout["name_label"], content.name)] if layout["name_place"] == "field" else []
    if layout["department"] != "none":
        known.append((layout["department"], content.department))
    if layout["unit_place"] == "field":
        known.append((layout["unit_label"], content.unit))
    if layout["year"] == "field":
        known.append(("预算年度", str(content.year)))
    if layout["code"] == "first":
        known.insert(0, ("项目编码", content.code))
    if layout["unit_first"] == "yes":
        known.reverse()
    return [(labelled(label, layout), value) for label, value in known]


def _strange(content: Content, layout: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(labelled(label, layout), value) for label, value in content.unknown]


def _rows(
    known: Sequence[tuple[str, str]], name: str, behind: Sequence[tuple[str, str]], layout: Mapping[str, str]
) -> Iterator[Part]:
    if layout["pairs"] == "one" or behind:
        for pair in known:
            more = behind if pair[1] == name else ()
            yield pairs(*pair, *(text for each in more for text in each))
        return
    for index in range(0, len(known), 2):
        yield pairs(*(text for pair in known[index : index + 2] for text in pair))


def goals(content: Content, layout: Mapping[str, str], facts: Facts) -> Iterator[Part]:
    """The annual goals, beside the long ones in some layouts."""
    manner = layout["goals"]
    label = labelled(layout["goal_label"], layout)
    text = "".join(content.goals)
    if manner == "none":
        return
    facts.goals = (text,)
    if manner == "one":
        yield pairs(label, text)
    elif manner in ("numbered", "named"):
        mark = "{}." if manner == "numbered" else "目标{}："
        facts.goals = content.goals
        items = [f"{mark.format(number)}{goal}" for number, goal in enumerate(content.goals, 1)]
        yield pairs(label, "\n".join(items))
    elif manner == "below-label":
        yield alike(label)
        yield alike(text)
    elif manner == "beside-long":
        yield Held("总体目标", [alike("长期目标", "年度目标"), alike(content.long_goal, text)])
    elif manner == "over-long":
        yield alike("实施期目标", "年度目标")
        yield alike(content.long_goal, text)
    elif manner == "pairs-long":
        yield pairs("中期目标", content.long_goal, "年度目标", text)
    elif manner == "rows-long":
        yield Held("总体目标", [pairs("年度目标", text), pairs("长期目标", content.long_goal)])
    elif manner == "results":
        facts.goals = (text,)
        yield Held("年度总体目标", [alike("预期目标", "实际完成情况"), alike(text, "已完成")])
    if layout["unknown"] == "behind-goals":
        yield pairs(*_strange(content, layout)[0])
