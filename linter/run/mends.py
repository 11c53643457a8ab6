"""Which mends hold: each is made in the document, the document is understood and checked again, and whatever brings a new
finding at its place, or leaves the old one there, is offered to nobody.

All mends of a document are tried together, as whoever takes them takes them; those to blame fall out, and the others are tried
again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from linter.document import Block, Cell, Document, Location, Paragraph, locate
from linter.findings import SEVERITIES, Change, Finding

_ROUNDS = 5
"""So often are the mends that are left tried again; what does not come to rest by then is not certain."""


T = TypeVar("T", Paragraph, Cell)


class Edit(NamedTuple):
    """The characters start..end of one block's text, and what stands there afterwards."""

    block: Hashable
    start: int
    end: int
    new: str


def verified(
    findings: Sequence[Finding], document: Document, check: Callable[[Document], Sequence[Finding]]
) -> tuple[Finding, ...]:
    """The findings, each with a suggestion only where its mend is certain, and with the exact places of all its changes.

    `check` understands and checks a mended document as the findings' own document was.
    """
    if not any(each.suggestion for each in findings):
        return tuple(findings)
    texts = _Texts(document)
    offered = dict(_apart({place: each for place, each in enumerate(texts.edits(findings)) if each}, findings))
    for _ in range(_ROUNDS):
        wrong = _wrong(findings, offered, check(_mended(document, _all(offered)))) if offered else set()
        if not wrong:
            break
        offered = {place: edits for place, edits in offered.items() if place not in wrong}
    else:
        offered = {}
    return tuple(
        replace(each, changes=texts.changes(each, offered[place]))
        if place in offered
        else replace(each, suggestion=None, changes=())
        for place, each in enumerate(findings)
    )


def mended(document: Document, findings: Iterable[Finding]) -> Document:
    """The document with all mends of some findings made."""
    edits = {
        Edit(_key(each.location), *(each.location.span or (0, len(each.old))), each.new)
        for finding in findings
        for each in finding.changes
    }
    return _mended(document, edits)


def _all(offered: Mapping[int, Sequence[Edit]]) -> set[Edit]:
    return {edit for edits in offered.values() for edit in edits}


def _apart(
    wanted: Mapping[int, tuple[Edit, ...]], findings: Sequence[Finding]
) -> Iterator[tuple[int, tuple[Edit, ...]]]:
    """Those that can be made together: of two mends of the same characters that differ, the graver finding's."""
    taken: dict[Hashable, list[Edit]] = {}
    for place in sorted(wanted, key=lambda place: (SEVERITIES.index(findings[place].severity), place)):
        edits = wanted[place]
        if all(edit == other or not _overlap(edit, other) for edit in edits for other in taken.get(edit.block, ())):
            for edit in edits:
                taken.setdefault(edit.block, []).append(edit)
            yield place, edits


def _overlap(one: Edit, other: Edit) -> bool:
    return one.start < max(other.end, other.start + 1) and other.start < max(one.end, one.start + 1)


def _wrong(findings: Sequence[Finding], offered: Mapping[int, Sequence[Edit]], after: Sequence[Finding]) -> set[int]:
    """The mends that a second check speaks against: by a finding that was not there, or by the old one."""
    before = Counter((each.code, _row(each.location)) for each in findings)
    places: dict[Hashable, set[int]] = {}
    for place, edits in offered.items():
        finding = findings[place]
        before[finding.code, _row(finding.location)] -= 1
        rows = {_row(finding.location), *(_row(change.location) for change in finding.changes)}
        for key in (*rows, *(("text", edit.block) for edit in edits), ("project", finding.project)):
            places.setdefault(key, set()).add(place)
    wrong: set[int] = set()
    for each in after:
        key = each.code, _row(each.location)
        before[key] -= 1
        if before[key] < 0:
            # What was mended in the very text is to blame before what was mended beside it.
            rows = {_row(each.location), *(_row(other.location) for other in each.related)}
            text = places.get(("text", _key(each.spot or each.location)))
            beside = set().union(*(places.get(row, ()) for row in rows))
            wrong |= text or beside or places.get(("project", each.project), set())
    return wrong


def _row(place: Location) -> Hashable:
    """The row, paragraph or line of a place: what a person looks at as one."""
    if place.row is not None:
        return (place.sheet, place.table, place.row)
    return (place.sheet, place.page, place.table, place.paragraph if place.paragraph is not None else place.line)


class _Texts:
    """The texts of a document by their places, which the readers gave them."""

    def __init__(self, document: Document) -> None:
        self._blocks: dict[Hashable, Paragraph | Cell | None] = {}
        for block in _blocks(document):
            key = _key(block.location)
            # Two blocks of one place: which of them is meant cannot be told.
            self._blocks[key] = None if key in self._blocks else block

    def edits(self, findings: Sequence[Finding]) -> Iterator[tuple[Edit, ...]]:
        """What each finding's mend changes; nothing where it has none, or where the document does not say what it quotes."""
        for finding in findings:
            found = [self._edit(change) for change in _changes(finding)]
            yield tuple(edit for edit in found if edit is not None) if all(found) else ()

    def _edit(self, change: Change) -> Edit | None:
        block = self._blocks.get(_key(change.location))
        if block is None or change.old == change.new:
            return None
        text, span = block.text, change.location.span
        if span is not None and text[slice(*span)] == change.old:
            start = span[0]
        elif text.strip() == change.old:
            start = len(text) - len(text.lstrip())
        else:
            return None
        return Edit(_key(block.location), start, start + len(change.old), change.new)

    def changes(self, finding: Finding, edits: Sequence[Edit]) -> tuple[Change, ...]:
        """The changes of a mend with their exact places."""
        found = []
        for edit in edits:
            block = self._blocks[edit.block]
            assert block is not None
            place = locate(block, edit.start, edit.end).routed(*finding.location.route)
            found.append(Change(place, block.text[edit.start : edit.end], edit.new))
        return tuple(found)


def _changes(finding: Finding) -> tuple[Change, ...]:
    """What a finding's mend changes: what its check lists, else the words that it quotes at its spot."""
    if not finding.suggestion:
        return ()
    if finding.changes or finding.actual is None:
        return finding.changes
    return (Change(finding.spot or finding.location, finding.actual, finding.suggestion),)


def _blocks(document: Document) -> Iterator[Paragraph | Cell]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (cell for row in block.rows for cell in row if cell.origin is None)


def _key(place: Location) -> Hashable:
    """The place of a paragraph or cell, whatever characters of it are meant."""
    return (place.page, place.paragraph, place.sheet, place.table, place.row, place.cell, place.ref)


def _mended(document: Document, edits: Iterable[Edit]) -> Document:
    """The document with its texts changed, and all places as they were."""
    by_block: dict[Hashable, list[Edit]] = {}
    for edit in edits:
        by_block.setdefault(edit.block, []).append(edit)

    def one(text: T) -> T:
        own = by_block.get(_key(text.location))
        if own is None or (isinstance(text, Cell) and text.origin is not None):
            return text
        return _edited(text, sorted(own, reverse=True))

    def whole(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return one(block)
        return replace(block, rows=tuple(tuple(one(cell) for cell in row) for row in block.rows))

    return replace(document, blocks=tuple(whole(block) for block in document.blocks))


def _edited(text: T, edits: Sequence[Edit]) -> T:
    """A text with edits made, the last one first, so that the places of the others stay."""
    body, runs = text.text, text.runs
    for edit in edits:
        body = body[: edit.start] + edit.new + body[edit.end :]
        longer = len(edit.new) - (edit.end - edit.start)
        runs = tuple(
            run if run.offset <= edit.start else run._replace(offset=max(run.offset + longer, edit.start))
            for run in runs
        )
    return replace(text, text=body, runs=runs)
