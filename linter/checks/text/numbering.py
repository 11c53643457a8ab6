"""Runs of headings and list items that skip, repeat or take back a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.checks.shared.texts import Text, printed_lines, texts
from linter.document import Cell
from linter.findings import Related
from linter.language.list_numbers import ListNumber, continues, in_order, labels, styles
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_PARTS = "第…部分"
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
    goals = list(labels(text.text))
    if goals:
        yield from (Item(goal.style, goal.value, text, goal.start, goal.end) for goal in goals)
        return
    for offset, line in printed_lines(text.text):
        opening: ListNumber | None = None
        for number in in_order(line):
            opens = not line[: number.start].strip()
            # A list that the line opens may go on in it: （七）……。（八）……。
            goes_on = opening is not None and continues(number, opening)
            if opens or goes_on:
                opening = number
            if opens or goes_on or number.opens == "point":
                yield Item(number.style, number.value, text, offset + number.start, offset + number.end)


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
    return styles().index(style)


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
