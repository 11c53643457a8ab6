"""Runs of headings and list items that skip, repeat or take back a number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.checks.shared.texts import Text, printed_lines, texts
from linter.document import Cell
from linter.findings import Related
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_HAN = "一二三四五六七八九十"
# The styles of numbers, the highest level first. A number run on into another (一、二级) is no list number.
_PARTS = "第…部分"
_STYLES = {
    _PARTS: re.compile(rf"第([{_HAN}]{{1,3}}|\d{{1,2}})(?:部分|章|篇)"),
    "一、": re.compile(rf"([{_HAN}]{{1,3}})\s*[、.．](?![{_HAN}]+[、级类期季月年天])"),
    "（一）": re.compile(rf"[(（]\s*([{_HAN}]{{1,3}})\s*[)）]"),
    "1.": re.compile(r"(\d{1,2})\s*(?:、|[.．](?!\d)|[.．](?=20\d\d年))"),
    "（1）": re.compile(r"[(（]\s*(\d{1,2})\s*[)）]"),
    "1)": re.compile(r"(\d{1,2})[)）]"),
    "①": re.compile(r"([①-⑳])"),
}
_POINT = re.compile(rf"(?:^|(?<=[。；;：:，,\s]))([{_HAN}])是(?!否)")
_GOAL = re.compile(r"目标\s*(\d{1,2})\s*[:：]")
_POINTS, _GOALS = "一是", "目标1"
_MANY, _SHARE = 6, 4
_GOING_BACK = frozenset({_PARTS, "一、", "（一）"})


@dataclass(frozen=True, slots=True)
class Params:
    pass


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered line (or a point inside a line): its style, number and place."""

    style: str
    number: int
    text: Text
    start: int
    end: int


@dataclass(slots=True)
class _Run:
    """An open list: its last item, and the lists of the same style that it interrupts."""

    style: str
    last: Item
    suspended: list[Item] = field(default_factory=list)


def build(params: Params, resources: Resources) -> Check:
    return _check


def _check(subject: Subject) -> Iterator[Hit]:
    items: list[Item] = []
    loose: list[tuple[int, Item]] = []
    for text in texts(subject.budget):
        own = list(numbered(text))
        if not isinstance(text.block, Cell):
            items.extend(own)
            continue
        loose.extend((len(items), item) for item in own if not text.text[: item.start].rpartition("\n")[2].strip())
        if len(own) > 1:
            yield from _faults(own, [])
    yield from _kept_in_order(list(_faults(items, loose)), items)


def _kept_in_order(found: Sequence[Hit], items: Sequence[Item]) -> Iterator[Hit]:
    """The faults of the styles whose numbers mostly run on: where many do not, they are labels and count nothing."""
    members, faults = Counter(item.style for item in items), Counter(str(hit.fields["style"]) for hit in found)
    for hit in found:
        style = str(hit.fields["style"])
        if faults[style] < _MANY or faults[style] * _SHARE < members[style]:
            yield hit


def numbered(text: Text) -> Iterator[Item]:
    """The numbered items of a text, in order."""
    goals = list(_GOAL.finditer(text.text))
    if goals:
        yield from (Item(_GOALS, int(m.group(1)), text, m.start(), m.end()) for m in goals)
        return
    for offset, line in printed_lines(text.text):
        lead = len(line) - len(line.lstrip())
        for style, pattern in _STYLES.items():
            match = pattern.match(line, lead)
            if match is not None:
                yield Item(style, _value(match.group(1)), text, offset + match.start(), offset + match.end())
                break
        for match in _POINT.finditer(line):
            yield Item(_POINTS, _value(match.group(1)), text, offset + match.start(1), offset + match.end())


def _value(printed: str) -> int:
    if printed.isdigit() and printed.isascii():
        return int(printed)
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    tens, found, ones = printed.rpartition("十")
    if not found:
        return _HAN.index(printed) + 1 if len(printed) == 1 else 0
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(ones) + 1 if ones else 0)


def _faults(items: Sequence[Item], loose: Sequence[tuple[int, Item]]) -> Iterator[Hit]:
    """Walks the items with a stack of open lists: a number of a higher list ends the lists inside it."""
    stack: list[_Run] = []
    for index, item in enumerate(items):
        run = next((run for run in stack if run.style == item.style), None)
        if run is None:
            # A higher style ends the lists of lower ones, as 第二部分 ends the run of 一、二、 before it.
            stack[:] = [each for each in stack if _rank(each.style) < _rank(item.style)]
            stack.append(_Run(item.style, item))
            continue
        del stack[stack.index(run) + 1 :]
        last = run.last
        expected = last.number + 1
        if item.number == 1:
            run.suspended.append(last)
        elif item.number != expected:
            resumed = next((old for old in reversed(run.suspended) if item.number == old.number + 1), None)
            if resumed is not None:
                del run.suspended[run.suspended.index(resumed) :]
            elif not _told(item, last, items[:index], loose):
                fault = _fault(item, last)
                if fault:
                    yield _hit(item, last, fault)
                elif item.number < last.number:
                    run.suspended.append(last)
        run.last = item


def _rank(style: str) -> int:
    ranks = [*_STYLES, _POINTS, _GOALS]
    return ranks.index(style)


def _fault(item: Item, last: Item) -> tuple[str, str] | None:
    if item.number == last.number:
        same = item.text.text[item.end :].strip() == last.text.text[last.end :].strip()
        return None if same else ("重复", "repeated")
    if item.number > last.number + 1:
        return "跳号", "skipped"
    return ("倒序", "out of order") if item.style in _GOING_BACK else None


def _told(item: Item, last: Item, before: Sequence[Item], loose: Sequence[tuple[int, Item]]) -> bool:
    """Whether the numbers that seem to be missing stand in table cells between the two items."""
    since = next((i for i, other in enumerate(before) if other is last), 0)
    between = {each.number for at, each in loose if since < at <= len(before) and each.style == item.style}
    if item.style == _PARTS:
        # The contents name a part of tables, whose title stands over the tables and is no paragraph.
        between |= {each.number for each in before if each.style == _PARTS and "表" in each.text.text[each.end :]}
    missing = set(range(last.number + 1, item.number))
    return bool(missing) and missing <= between


def _hit(item: Item, last: Item, fault: tuple[str, str]) -> Hit:
    printed, before = item.text.text[item.start : item.end].strip(), last.text.text[last.start : last.end].strip()
    hit = item.text.hit(item.start, item.end)
    return Hit(
        location=hit.location,
        fields={"printed": printed, "before": before, "fault": fault[0], "fault_en": fault[1], "style": item.style},
        excerpt=hit.excerpt,
        marks=hit.marks,
        actual=printed,
        related=(Related(last.text.place(last.start, last.end), "上一序号 / the number before"),),
        key=f"{before}|{printed}|{item.text.text[item.end : item.end + 12]}",
    )


KIND = Kind(
    name="numbering",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"printed", "before", "fault", "fault_en", "style"}),
)
