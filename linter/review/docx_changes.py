"""Suggestions as tracked changes of a .docx (ECMA-376 part 1, 17.13.5): each can be accepted or rejected by itself.

Only mends whose place is beyond doubt: the characters there are the very ones that the finding quotes, and they are plain
text of one stretch, not made by a field or a content control.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from copy import deepcopy
from datetime import datetime
from typing import NamedTuple

from lxml import etree

from linter.findings import Change
from linter.readers.docx.names import (
    DEL,
    ID,
    INS,
    MOVE_FROM,
    MOVE_TO,
    RPR,
    SDT,
    SDT_CONTENT,
    SMART_TAG,
    SPACE,
    P,
    R,
    T,
    w,
)
from linter.review.docx_comments import stamp
from linter.review.docx_cut import Cutter, Fields, carrier
from linter.review.docx_places import Spot, printed
from linter.review.model import AUTHOR

_IN_RUN = frozenset((RPR, T, w("lastRenderedPageBreak")))
_BETWEEN = frozenset(
    map(w, ("proofErr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"))
)
_AROUND = frozenset((P, INS, SMART_TAG, SDT_CONTENT, w("hyperlink")))
_REVISIONS = (
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    *map(w, ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange")),
)
_OF_MARK = frozenset((INS, DEL, MOVE_FROM, MOVE_TO, w("rPrChange")))


class _Part(NamedTuple):
    """The characters `start` to `end` of a text are to be replaced by `new`; the whole of what was weighed is `span`."""

    spot: Spot
    start: int
    end: int
    new: str
    span: tuple[int, int]


def _part(change: Change, spot: Spot | None) -> _Part | None:
    """What of a text a change really touches; None where the text is not the one that was checked."""
    span = change.location.span
    if spot is None or not spot.exact or span is None or spot.text[slice(*span)] != change.old:
        return None
    same = _common(change.old, change.new)
    rest = _common(change.old[same:][::-1], change.new[same:][::-1])
    return _Part(spot, span[0] + same, span[1] - rest, change.new[same : len(change.new) - rest], span)


def _id(part: _Part) -> Hashable:
    """What two findings share that ask for one change."""
    return (part.spot.source.element, part.spot.source.first, part.start, part.end, part.new)


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))


class Changes:
    """Writes mends into the body, no two of them over the same characters."""

    def __init__(self, body: etree._Element, cutter: Cutter, fields: Fields, made: datetime) -> None:
        self.count = 0
        self._cutter = cutter
        self._fields = fields
        self._head = {w("author"): AUTHOR, w("date"): stamp(made)}
        self._taken: dict[etree._Element, list[tuple[int, int]]] = {}
        self._made: set[Hashable] = set()
        ids = (each.get(ID, "") for each in body.iter(*_REVISIONS))
        self._next = max((int(each) for each in ids if each.isdecimal()), default=-1) + 1

    def make(self, places: Sequence[tuple[Change, Spot | None]]) -> None:
        """Writes all changes of one mend, or none where one of them has no place that is beyond doubt."""
        parts = [_part(change, spot) for change, spot in places]
        found = [part for part in parts if part is not None]
        if len(found) < len(parts) or not all(self._is_plain(part) for part in found):
            return
        open_ = [part for part in found if _id(part) not in self._made]
        if any(self._is_taken(part) for part in open_):
            return
        ready = [self._ready(part) for part in open_]
        if not all(ready):
            return
        for part, write in zip(open_, ready, strict=True):
            assert write is not None
            write()
            first = part.spot.source.first
            taken = self._taken.setdefault(part.spot.source.element, [])
            taken.append((part.span[0] + first, part.span[1] + first))
            self._made.add(_id(part))
            self.count += 1

    def _is_plain(self, part: _Part) -> bool:
        """Whether what is weighed is text of the file itself, and not the result of a field."""
        return all(
            mark.element.tag == T
            and carrier(mark.element) is mark.element.getparent()
            and not self._fields.holds(carrier(mark.element))
            for mark in part.spot.source.marks(*part.span)
        )

    def _is_taken(self, part: _Part) -> bool:
        first = part.spot.source.first
        low, high = part.span[0] + first, part.span[1] + first
        return any(low < end and start < high for start, end in self._taken.get(part.spot.source.element, ()))

    def _ready(self, part: _Part) -> Callable[[], None] | None:
        """What writes a change, or None where none may stand at its place."""
        source = part.spot.source
        deleted = printed(source, part.start, part.end)
        if deleted:
            first = self._cutter.from_(deleted[0].element, deleted[0].start)
            last = self._cutter.to(deleted[-1].element, deleted[-1].start + deleted[-1].length)
            runs = _stretch(first, last)
            return None if runs is None else lambda: self._insert(part.new, last, self._delete(runs))
        # Nothing goes: what is new stands behind the character before it, or before the first one.
        before = part.start > part.span[0]
        at = part.start - 1 if before else part.start
        (mark,) = printed(source, at, at + 1)
        run = self._cutter.to(mark.element, mark.start + 1) if before else self._cutter.from_(mark.element, mark.start)
        return (lambda: self._insert(part.new, run, run, before=not before)) if _fits(run) else None

    def _revision(self, tag: str) -> etree._Element:
        element = etree.Element(tag, {ID: str(self._next), **self._head})
        self._next += 1
        return element

    def _delete(self, runs: Sequence[etree._Element]) -> etree._Element:
        """Marks runs as deleted. Returns the last of the marks."""
        deletion: etree._Element | None = None
        for run in runs:
            for text in run.findall(T):
                text.tag = w("delText")
                text.set(SPACE, "preserve")
            tail, run.tail = run.tail, None
            if deletion is None or run.getprevious() is not deletion:
                deletion = self._revision(DEL)
                run.addprevious(deletion)
            deletion.append(run)
            deletion.tail = tail
        assert deletion is not None
        return deletion

    def _insert(self, text: str, like: etree._Element, place: etree._Element, *, before: bool = False) -> None:
        """Marks a text as inserted behind `place` (or before it), formatted like the run `like`."""
        if not text:
            return
        insertion = self._revision(INS)
        run = etree.SubElement(insertion, R)
        properties = like.find(RPR)
        if properties is not None:
            copied = deepcopy(properties)
            for each in [child for child in copied if child.tag in _OF_MARK]:
                copied.remove(each)
            run.append(copied)
        etree.SubElement(run, T, {SPACE: "preserve"}).text = text
        parent = place.getparent()
        if parent is not None and parent.tag == INS:
            # Insertions do not stand in each other: the one around is parted.
            if not (before and place is parent[0]):
                self._part(parent, place, before=before)
                before = False
            place = parent
        if before:
            place.addprevious(insertion)
        else:
            insertion.tail, place.tail = place.tail, None
            place.addnext(insertion)

    def _part(self, around: etree._Element, place: etree._Element, *, before: bool) -> None:
        """Parts an insertion behind `place` (or before it)."""
        children = list(around)
        rest = children[children.index(place) + (0 if before else 1) :]
        if rest:
            second = etree.Element(around.tag, {**dict(around.attrib), ID: str(self._next)})
            self._next += 1
            second.tail, around.tail = around.tail, None
            around.addnext(second)
            second.extend(rest)


def _stretch(first: etree._Element, last: etree._Element) -> list[etree._Element] | None:
    """The runs from `first` to `last`, if they are neighbours of plain text; else None."""
    runs = []
    each: etree._Element | None = first
    while each is not None:
        if each.tag == R and _is_text(each):
            runs.append(each)
        elif each.tag not in _BETWEEN and not _is_reference(each):
            return None
        if each is last:
            return runs if _fits(first) else None
        each = each.getnext()
    return None


def _is_text(run: etree._Element) -> bool:
    return all(child.tag in _IN_RUN for child in run)


def _is_reference(run: etree._Element) -> bool:
    return run.tag == R and run.find(w("commentReference")) is not None


def _fits(run: etree._Element) -> bool:
    """Whether a change may stand where the run stands: not in a control that is locked or filled from elsewhere."""
    parent = run.getparent()
    if parent is None or parent.tag not in _AROUND:
        return False
    return all(control.find(f"{w('sdtPr')}/{w('lock')}") is None for control in run.iterancestors(SDT))
