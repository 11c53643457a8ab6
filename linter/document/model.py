"""Document, Paragraph, Table, Cell and Location: plain values that every reader fills in and nothing changes afterwards."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from linter.bilingual import Bilingual

UNREAD = "\ufffd"
"""The text of a cell in which something stands that could not be read: the cell is not blank, and nobody knows what it says."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, physical and symbolic.

    `line` and `end_line` are 1-based lines of the file as it is and `column` is the 1-based character in `line`
    (text formats); `page` counts from 1 (PDF); `paragraph`, `table`, `row` and `cell` count from 1 in reading order;
    `sheet` and `ref` name a sheet and a cell such as F12; `box` is (x0, top, x1, bottom) in points from the top left
    of the page (PDF). `route` is the symbolic way down the document, for instance
    ("项目:道路养护经费", "指标:养护里程", "value"). What a format does not have is None.

    `span` are the characters meant, as offsets into the text of the paragraph or cell, where it is not the whole of it.
    It refines the place and is no part of it: two places are equal without regard to it. Nor is `near`, what a reader sees
    beside the place: the title of its table, or the heading over it; "" where that is not known.
    """

    path: str
    line: int | None = None
    end_line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    sheet: str | None = None
    ref: str | None = None
    box: tuple[float, float, float, float] | None = None
    route: tuple[str, ...] = ()
    span: tuple[int, int] | None = field(default=None, compare=False)
    near: str = field(default="", compare=False)

    def through(self, last: Location) -> Location:
        """This place extended to the end of `last`, a later place of the same file."""
        box = self.box
        if box is not None and last.box is not None and last.page == self.page:
            x0, top, x1, bottom = last.box
            box = min(box[0], x0), min(box[1], top), max(box[2], x1), max(box[3], bottom)
        return replace(self, end_line=last.end_line or last.line or self.end_line, box=box, span=None)

    def routed(self, *route: str) -> Location:
        """This place with a symbolic route."""
        return replace(self, route=route)


class Run(NamedTuple):
    """From character `offset` of a block's text on, the text stands at `line` and `column` of the file.

    A block whose reader removed something (a field code, a bookmark) or whose text goes over several lines has
    several runs, in order of offset; so a place in the clean text always leads back to the file.
    """

    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `level` is its heading level (1 the highest), 0 for body text or where the format tells none."""

    text: str
    location: Location
    level: int = 0
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its own text and the grid places that it covers.

    `row` and `column` are 0-based grid places of its top left corner. A place that a cell of an earlier row covers
    is a Cell too, with empty text and `origin` = that cell's (row, column), where the format knows of it; flattened
    text prints such a place as an empty cell, and `origin` is then None.
    """

    text: str
    row: int
    column: int
    location: Location
    row_span: int = 1
    column_span: int = 1
    origin: tuple[int, int] | None = None
    runs: tuple[Run, ...] = ()

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells: `rows[r]` holds the cells that are printed in row r, from left to right.

    A row's cells cover the columns 0 to `width` - 1 without gaps, unless the row was cut off in the file.
    """

    rows: tuple[tuple[Cell, ...], ...]
    width: int
    location: Location

    def at(self, row: int, column: int) -> Cell | None:
        """The cell of `row` that covers the grid place `column`, or None where the row is too short."""
        for cell in self.rows[row]:
            if cell.column <= column < cell.column + cell.column_span:
                return cell
        return None


Block = Paragraph | Table


class Remark(NamedTuple):
    """Something of a file that is no content of the document and was therefore not checked: hidden text, a hidden sheet.

    `why` says so to people.
    """

    location: Location
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a file: blocks in reading order. `format` is the reader's name ("text", "docx")."""

    path: str
    format: str
    sha256: str
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        return (block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))


def locate(block: Paragraph | Cell, start: int, end: int | None = None) -> Location:
    """The place of the characters start..end of a block's text: its `span`, and in a text file its line and column."""
    span = (start, end if end is not None else len(block.text))
    if not block.runs:
        return replace(block.location, span=span)

    def place(offset: int) -> tuple[int, int]:
        run = block.runs[bisect_right(block.runs, offset, key=lambda r: r.offset) - 1]
        return run.line, run.column + offset - run.offset

    line, column = place(start)
    last = place(max(start, end - 1))[0] if end is not None else line
    return replace(block.location, line=line, end_line=last, column=column, span=span)
