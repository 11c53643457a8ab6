"""Suggestions as tracked changes of a .docx (ECMA-376 part 1, 17.13.5): each can be accepted or rejected by itself.

Only mends whose place is beyond doubt: the characters there are the very ones that the finding quotes, and they are plain
text of one stretch, not made by a field or a content control.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import NamedTuple

from lxml import etree

from linter.findings import Finding
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
from linter.review.model import AUTHOR, spot_of

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


class Mend(NamedTuple):
    """The characters `start` to `end` of a text are to be replaced; the whole of what was weighed is `span`."""

    start: int
    end: int
    new: str
    span: tuple[int, int]


def mend_of(finding: Finding, text: str) -> Mend | None:
    """The certain mend of a finding in the text of its place; None where it has none."""
    new, old = finding.suggestion, finding.actual
    if not new or not old or finding.confidence != "high" or finding.suppressed is not None or "\n" in old + new:
        return None
    span = spot_of(finding).span
    if span is not None and text[slice(*span)] == old:
        start, end = span
    elif text.strip() == old:
        start = len(text) - len(text.lstrip())
        end = start + len(old)
    else:
        return None
    if old == new:
        return None
    same = _common(old, new)
    rest = _common(old[same:][::-1], new[same:][::-1])
    return Mend(start + same, end - rest, new[same : len(new) - rest], (start, end))


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
        ids = (each.get(ID, "") for each in body.iter(*_REVISIONS))
        self._next = max((int(each) for each in ids if each.isdecimal()), default=-1) + 1

    def make(self, finding: Finding, spot: Spot) -> None:
        """Writes the finding's mend, if it has a certain one."""
        mend = mend_of(finding, spot.text) if spot.exact else None
        if mend is None:
            return
        taken = self._taken.setdefault(spot.source.element, [])
        first = spot.source.first
        low, high = mend.span[0] + first, mend.span[1] + first
        if any(low < end and start < high for start, end in taken):
            return
        marks = spot.source.marks(*mend.span)
        plain = all(
            mark.element.tag == T
            and carrier(mark.element) is mark.element.getparent()
            and not self._fields.holds(carrier(mark.element))
            for mark in marks
        )
        if plain and self._write(mend, spot):
            taken.append((low, high))
            self.count += 1

    def _write(self, mend: Mend, spot: Spot) -> bool:
        deleted = printed(spot.source, mend.start, mend.end)
        if deleted:
            first = self._cutter.from_(deleted[0].element, deleted[0].start)
            last = self._cutter.to(deleted[-1].element, deleted[-1].start + deleted[-1].length)
            runs = _stretch(first, last)
            if runs is None:
                return False
            self._insert(mend.new, last, self._delete(runs))
            return True
        # Nothing goes: what is new stands behind the character before it, or before the first one.
        before = mend.start > mend.span[0]
        at = mend.start - 1 if before else mend.start
        (mark,) = printed(spot.source, at, at + 1)
        run = self._cutter.to(mark.element, mark.start + 1) if before else self._cutter.from_(mark.element, mark.start)
        if not _fits(run):
            return False
        self._insert(mend.new, run, run, before=not before)
        return True

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
