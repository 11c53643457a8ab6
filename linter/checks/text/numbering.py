"""TXT003. Runs of headings and list items that skip, repeat or take back a number."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.checks.shared.texts import Text, printed_lines, texts
from linter.document import Cell
from linter.language.list_numbers import ListNumber, continues, in_order, labels, styles
from linter.packs.hits import Beside, Hit, Subject
from linter.packs.kinds import DOCUMENT, check

_PARTS = "第…部分"
_MANY, _SHARE = 6, 4
_GOING_BACK = frozenset({_PARTS, "一、", "（一）"})
_REPEATED = Bilingual("重复", "repeated")
_SKIPPED = Bilingual("跳号", "skipped")
_OUT_OF_ORDER = Bilingual("倒序", "out of order")
_BEFORE = Bilingual("上一序号", "the number before")


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
    """An open list: its last item, which of all it is, and the lists of the same style that it interrupts."""

    style: str
    last: Item
    at: int
    suspended: list[Item] = field(default_factory=list)

    def takes_up(self, number: int) -> bool:
        """Whether a number goes on with a list that was interrupted; the lists inside that one are then over."""
        for index in range(len(self.suspended) - 1, -1, -1):
            if number == self.suspended[index].number + 1:
                del self.suspended[index:]
                return True
        return False


@check("numbering", on=DOCUMENT, says=("printed", "before", "fault", "fault_en", "style"))
def numbering(budget: Budget, subject: Subject) -> Iterator[Hit]:
    items: list[Item] = []
    loose: list[tuple[int, Item]] = []
    for text in texts(budget):
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
            stack.append(_Run(item.style, item, index))
            continue
        del stack[stack.index(run) + 1 :]
        last = run.last
        if item.number == 1:
            run.suspended.append(last)
        elif item.number != last.number + 1 and not run.takes_up(item.number) and not _told(run, items, index, loose):
            fault = _fault(item, last)
            if fault is not None:
                yield _hit(item, last, fault)
            elif item.number < last.number:
                run.suspended.append(last)
        run.last, run.at = item, index


def _rank(style: str) -> int:
    return styles().index(style)


def _fault(item: Item, last: Item) -> Bilingual | None:
    if item.number == last.number:
        same = item.text.text[item.end :].strip() == last.text.text[last.end :].strip()
        return None if same else _REPEATED
    if item.number > last.number + 1:
        return _SKIPPED
    return _OUT_OF_ORDER if item.style in _GOING_BACK else None


def _told(run: _Run, items: Sequence[Item], index: int, loose: Sequence[tuple[int, Item]]) -> bool:
    """Whether the numbers that seem to be missing stand in table cells between the last item of a run and this one."""
    item = items[index]
    missing = set(range(run.last.number + 1, item.number))
    first, last = (bisect_right(loose, at, key=lambda each: each[0]) for at in (run.at, index))
    between = {each.number for _, each in loose[first:last] if each.style == item.style}
    if item.style == _PARTS:
        # The contents name a part of tables, whose title stands over the tables and is no paragraph.
        between |= {each.number for each in items[:index] if each.style == _PARTS and _names_tables(each)}
    return bool(missing) and missing <= between


def _names_tables(item: Item) -> bool:
    return "表" in item.text.text[item.end :]


def _hit(item: Item, last: Item, fault: Bilingual) -> Hit:
    printed, before = item.text.text[item.start : item.end].strip(), last.text.text[last.start : last.end].strip()
    hit = item.text.hit(item.start, item.end)
    return Hit(
        location=hit.location,
        fields={"printed": printed, "before": before, "fault": fault.zh, "fault_en": fault.en, "style": item.style},
        excerpt=hit.excerpt,
        marks=hit.marks,
        actual=printed,
        related=(Beside(last.text.place(last.start, last.end), _BEFORE),),
        key=f"{before}|{printed}|{item.text.text[item.end : item.end + 12]}",
    )
