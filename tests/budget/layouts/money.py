"""The money of a form: its total, its sources, and the plan of its spending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .content import Content
from .parts import Facts, Held, Part, alike, labelled, pairs

_PLAN = (("3月底", "25%"), ("6月底", "50%"), ("10月底", "75%"), ("12月底", "100%"))


@dataclass(frozen=True, slots=True)
class _Source:
    label: str
    year: Decimal
    long: Decimal


def money(content: Content, layout: Mapping[str, str], facts: Facts) -> Iterator[Part]:
    """The funding in the manner of the layout, and the plan."""
    manner = layout["funding"]
    if manner not in ("none", "in-name-row"):
        sources = [] if manner == "total" else _sources(content, layout)
        shown = [(source.label, _amount(source.year, layout)) for source in sources]
        facts.sources = [(source.label, source.year) for source in sources if _amount(source.year, layout)]
        if manner in ("total", "rows"):
            yield pairs(*total(content, layout, facts))
            for line in shown:
                yield pairs(*line)
        elif manner == "beside":
            yield pairs(*total(content, layout, facts), *(text for line in shown for text in line))
        else:
            yield _block(content, layout, facts, shown, [_amount(source.long, layout) for source in sources])
    if layout["plan"] == "printed":
        facts.plan = tuple(text for _, text in _PLAN)
        yield Held("资金支出计划（%）", [alike(*(head for head, _ in _PLAN)), alike(*facts.plan)])


def total(content: Content, layout: Mapping[str, str], facts: Facts) -> tuple[str, str]:
    """The label and the amount of the year's money."""
    facts.budget = content.budget
    return labelled(_with_unit(layout["total_label"], layout), layout), _amount(content.budget, layout)


def _amount(yuan: Decimal, layout: Mapping[str, str]) -> str:
    if not yuan and layout["zeros"] == "blank":
        return ""
    unit = layout["money"]
    cell = unit if layout["currency"] == "cell" else ""
    return f"{yuan:,.2f}{cell}" if unit == "元" else f"{yuan / 10000:.2f}{cell}"


def _with_unit(label: str, layout: Mapping[str, str], place: str = "label") -> str:
    return f"{label}（{layout['money']}）" if layout["currency"] == place else label


def _sources(content: Content, layout: Mapping[str, str]) -> list[_Source]:
    upper, own, carried, other = content.upper, content.own, content.carried, content.shown_other
    lines = {
        "two": [("其中：财政拨款", upper + own + carried), ("其他资金", other)],
        "three": [("其中：财政拨款", upper + own), ("上年结转资金", carried), ("其他资金", other)],
        "official": [("其中：当年财政拨款", upper + own), ("上年结转", carried), ("单位资金", other)],
        "nested": [
            ("一、财政拨款", upper + own + carried), ("其中：上级补助", upper), ("本级财政资金", own + carried), ("二、其他资金", other),
        ],
        "numbered": [
            ("1.财政拨款", upper + own), ("（1）上级补助", upper), ("（2）本级财政资金", own), ("2.上年结转资金", carried),
            ("3.单位自筹", other),
        ],
        "levels": [("其中：上级补助", upper), ("本级财政资金", own + carried), ("单位自筹", other)],
    }[layout["sources"]]  # fmt: skip
    # The other money of three years is right, whatever this year's cell says.
    return [
        _Source(label, year, (content.other if "其他" in label or "单位" in label else year) * 3)
        for label, year in lines
    ]


def _block(
    content: Content,
    layout: Mapping[str, str],
    facts: Facts,
    shown: Sequence[tuple[str, str]],
    long: Sequence[str],
) -> Part:
    manner = layout["funding"]
    facts.budget = content.budget
    label = _with_unit(layout["block_label"], layout, "block")
    year, whole = _amount(content.budget, layout), _amount(content.budget * 3, layout)
    if manner == "block":
        return Held(label, [pairs(*total(content, layout, facts)), *(pairs(*line) for line in shown)])
    if manner == "two-columns":
        rows = [pairs(_with_unit(layout["long_label"], layout), whole, _with_unit("年度资金总额", layout), year)]
        rows += [pairs(name, far, name, near) for (name, near), far in zip(shown, long, strict=True)]
        return Held(label, rows)
    label = _with_unit(label, layout)
    if manner == "two-headed":
        rows = [alike("资金来源", "实施期金额", "年度金额"), alike("资金总额", whole, year)]
        rows += [alike(name, far, near) for (name, near), far in zip(shown, long, strict=True)]
        return Held(label, rows)
    rows = [alike("资金来源", "预算数", "执行数", "执行率"), alike("年度资金总额", year, year, "100.00%")]
    rows += [alike(name, near, near, "100.00%" if near.strip("0.万元") else "") for name, near in shown]
    return Held(label, rows)
