"""Where findings point in a document as it was read: the paragraph, row or cell, its anchor, and the heads over a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from linter.document import Cell, Document, Location, Paragraph, Table

_HEAD_LENGTH = 16
_TITLE_LENGTH = 60
_NO_TITLE = re.compile(r"。|单位\s*[:：]|年度\s*[:：]|^[#\s]*[（(].*[）)]$")
_FEWEST_HEADS = 3
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[-−+]?[\d,，]+(?:\.\d+)?%?")
JOINED = " │ "
"""What stands between the cells of a row in a finding's excerpt."""


class Spot(NamedTuple):
    """A place found again: indices of the block, its row and the cell in that row. None: all of the paragraph, table, row."""

    block: int
    row: int | None = None
    cell: int | None = None


At = tuple[int, int | None, int | None]
"""A Spot as the bare tuple that it equals; where there are hundreds of thousands, making the other takes long."""


class Span(NamedTuple):
    """Marked characters of a paragraph or cell; `related` where they are only what a finding refers to."""

    start: int
    end: int
    related: bool = False


class Note(NamedTuple):
    """What stands in the margin beside a place: a link to a finding."""

    anchor: str
    code: str
    severity: str
    title: str
    related: bool


class PrintedPlaces:
    """The places of one document. Whoever points to one says so here, so that the document's print can show it."""

    def __init__(self, document: Document, prefix: str) -> None:
        self.document = document
        self.prefix = prefix
        self.marks: dict[At, list[Span]] = {}
        self.notes: dict[At, list[Note]] = {}
        self.linked: set[At] = set()
        self._cells: dict[tuple[int, int, int], At] = {}
        self._rows: dict[tuple[int, int], At] = {}
        self._blocks: dict[tuple[str, int], At] = {}
        self._alike: dict[tuple[int, tuple[str, ...]], list[int | None]] = {}
        self._runs: dict[int, list[int]] = {}
        self._used: dict[int, set[int]] = {}
        self._texts: dict[tuple[int, int], dict[int, str]] = {}
        for number, block in enumerate(document.blocks):
            self._enter(number, block)

    def _enter(self, number: int, block: Paragraph | Table) -> None:
        place = block.location
        if isinstance(block, Paragraph):
            if place.paragraph is not None:
                self._blocks.setdefault(("paragraph", place.paragraph), (number, None, None))
            return
        if place.table is not None:
            self._blocks.setdefault(("table", place.table), (number, None, None))
        # A form that a reader joined from several tables keeps the places of its parts: cells are asked, not the table.
        for row, cells in enumerate(block.rows):
            for index, cell in enumerate(cells):
                at = cell.location
                if at.table is None or at.row is None:
                    continue
                self._rows.setdefault((at.table, at.row), (number, row, None))
                if at.cell is not None:
                    self._cells.setdefault((at.table, at.row, at.cell), (number, row, index))

    def find(self, location: Location) -> Spot | None:
        """The place that a location means, as closely as it says; None where the document has none such."""
        found = None
        if location.table is not None:
            table, row, cell = location.table, location.row or 0, location.cell or 0
            found = (
                self._cells.get((table, row, cell))
                or self._rows.get((table, row))
                or self._blocks.get(("table", table))
            )
        elif location.paragraph is not None:
            found = self._blocks.get(("paragraph", location.paragraph))
        return None if found is None else Spot(*found)

    def cover(self, spot: Spot, start: int, text: str) -> None:
        """Prints `text` in place of as many characters of a paragraph or cell: what a finding masks shows nowhere."""
        blocks = list(self.document.blocks)
        block = blocks[spot.block]
        if isinstance(block, Paragraph):
            blocks[spot.block] = replace(block, text=_over(block.text, start, text))
        elif spot.row is not None and spot.cell is not None:
            rows = [list(cells) for cells in block.rows]
            cell = rows[spot.row][spot.cell]
            rows[spot.row][spot.cell] = replace(cell, text=_over(cell.text, start, text))
            blocks[spot.block] = replace(block, rows=tuple(map(tuple, rows)))
        self.document = replace(self.document, blocks=tuple(blocks))

    def anchor(self, spot: Spot) -> str:
        """The anchor of a place; the document's print will bear it."""
        self.linked.add(spot)
        return self.name(spot)

    def name(self, spot: At) -> str:
        block, row, cell = spot
        return f"{self.prefix}-b{block}" + ("" if row is None else f"-{row}" if cell is None else f"-{row}-{cell}")

    def mark(self, spot: Spot, span: Span) -> None:
        self.marks.setdefault(spot, []).append(span)

    def note(self, spot: Spot, note: Note) -> None:
        """A note in the margin: beside the row, where the place is a cell."""
        beside = self.notes.setdefault(Spot(spot.block, spot.row), [])
        if note not in beside:
            beside.append(note)

    def row(self, spot: Spot) -> tuple[Cell, ...]:
        """The cells of the row that the place is in; () for a paragraph and a whole table."""
        block = self.document.blocks[spot.block]
        return block.rows[spot.row] if isinstance(block, Table) and spot.row is not None else ()

    def text(self, spot: Spot) -> str:
        """The text of the paragraph or cell; "" for what has more than one."""
        block = self.document.blocks[spot.block]
        if isinstance(block, Paragraph):
            return block.text
        return self.row(spot)[spot.cell].text if spot.cell is not None else ""

    def title(self, block: int) -> str:
        """The line over a table, "" where none stands there."""
        for before in reversed(self.document.blocks[max(block - 3, 0) : block]):
            if not isinstance(before, Paragraph):
                break
            text = before.text.strip()
            if text and len(text) <= _TITLE_LENGTH and not _NO_TITLE.search(text):
                return text
        return ""

    def covering(self, cell: Cell, block: int) -> Cell:
        """The cell whose text fills this place: itself, or the one that it is covered by."""
        table = self.document.blocks[block]
        if cell.origin is None or not isinstance(table, Table):
            return cell
        return table.at(*cell.origin) or cell

    def head_row(self, block: int, row: int, columns: Sequence[str] = ()) -> int | None:
        """The row of column heads over `row`: the one most like the heads that the finding names, if it names any;
        else the one that begins the run of rows with the same columns, where that run holds figures."""
        found = self._named_heads(block, row, tuple(columns)) if any(columns) else self._heads_of_figures(block, row)
        if found is not None:
            self._used.setdefault(block, set()).add(found)
        return found

    def heads_used(self, block: int) -> set[int]:
        """The rows of a table that were taken for column heads so far."""
        return self._used.get(block, set())

    def _table(self, block: int) -> Table:
        table = self.document.blocks[block]
        assert isinstance(table, Table)
        return table

    def _named_heads(self, block: int, row: int, columns: tuple[str, ...]) -> int | None:
        if (block, columns) not in self._alike:
            self._alike[block, columns] = list(_most_alike(self._table(block), columns))
        return self._alike[block, columns][row]

    def _heads_of_figures(self, block: int, row: int) -> int | None:
        table = self._table(block)
        figures = _figures(table.rows[row])
        if block not in self._runs:
            self._runs[block] = list(_runs(table))
        first = self._runs[block][row]
        # One row of figures is a label and its value; a column of them has a head.
        below = (at for at in range(first, len(table.rows)) if self._runs[block][at] == first and at != row)
        if not figures or not any(figures & _figures(table.rows[at]) for at in below):
            return None
        texts = self.heads(block, first)
        heads = [texts[cell.column] for cell in table.rows[row] if texts.get(cell.column)]
        fit = len(heads) >= _FEWEST_HEADS and all(len(t) <= _HEAD_LENGTH and not _DIGIT.search(t) for t in heads)
        return first if fit and first < row else None

    def heads(self, block: int, head: int) -> dict[int, str]:
        """The heads by grid column; one that is blank in the head row is looked for in the row above it."""
        if (block, head) not in self._texts:
            self._texts[block, head] = dict(enumerate(self._head_texts(block, head)))
        return self._texts[block, head]

    def _head_texts(self, block: int, head: int) -> Iterator[str]:
        table = self._table(block)
        for column in range(table.width):
            over = table.at(head, column)
            text = self.covering(over, block).text.strip() if over is not None else ""
            if not text and head > 0 and (above := table.at(head - 1, column)) is not None:
                text = self.covering(above, block).text.strip()
                text = "" if _DIGIT.search(text) else text
            yield text.replace("\n", "")


def _over(text: str, start: int, put: str) -> str:
    return text[:start] + put + text[start + len(put) :]


def _figures(cells: Sequence[Cell]) -> set[int]:
    """The grid columns in which a row holds a number."""
    return {cell.column for cell in cells if is_number(cell.text)}


def _runs(table: Table) -> Iterator[int]:
    """For each row the first row of the run with the same columns."""
    shape, first = None, 0
    for at, cells in enumerate(table.rows):
        own = tuple((cell.column, cell.column_span) for cell in cells)
        if own != shape:
            shape, first = own, at
        yield first


def _most_alike(table: Table, columns: Sequence[str]) -> Iterator[int | None]:
    """For each row the row above it that prints most of the named heads, each in part or in whole; the nearest of equals."""
    best, found = 1, None
    for at, cells in enumerate(table.rows):
        yield found
        texts = [cell.text.strip() for cell in cells if not cell.blank and len(cell.text) <= _HEAD_LENGTH]
        score = sum(any(head in text or text in head for text in texts) for head in columns if head)
        if score >= max(best, 2):
            best, found = score, at


def is_number(text: str) -> bool:
    """Whether a cell holds nothing but a printed number."""
    return _NUMBER.fullmatch(text.strip()) is not None
