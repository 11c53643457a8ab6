"""Grids of pages -> tables: cells with their text, tables and rows that go on over a page break put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from linter.document import Cell, Location, Table
from linter.language import list_numbers
from linter.language.folding import unspaced
from linter.readers.limits import Meter
from linter.readers.pdf.grid import Grid, nearest
from linter.readers.pdf.lines import Line, cell_text, lines_of, starts_item, wrapped
from linter.readers.pdf.page import Box, PageContent
from linter.readers.relaid import relaid

_SAME = 4.0
_MOST_PADDING = 8.0
_NEAR_END = 0.3
_HALF = 0.5
_TALLEST = 200
"""How many rows a merged cell may cover for a page break to find it again."""


@dataclass(slots=True)
class Part:
    """The lines of a cell on one page, and the margins between which they stand."""

    lines: list[Line]
    left: float
    right: float


@dataclass(slots=True)
class DraftCell:
    """A cell while its table is being put together: columns by their x, rows by number; `box` is that of its first part."""

    row: int
    row_span: int
    x0: float
    x1: float
    page: int
    box: Box
    parts: list[Part] = field(default_factory=list)
    covered_by: DraftCell | None = None
    cut_left: bool = False
    cut_right: bool = False

    @property
    def text(self) -> str:
        lines: list[Line] = []
        out = ""
        for part in self.parts:
            if not part.lines:
                continue
            text = cell_text(part.lines, part.left, part.right)
            if out:
                out += _seam(lines[-1], part.lines[0], self.parts[0]) + text
            else:
                out = text
            lines = part.lines
        return out

    @property
    def blank(self) -> bool:
        return not any(part.lines for part in self.parts)

    @property
    def last_line(self) -> tuple[Line, Part] | None:
        return next(((part.lines[-1], part) for part in reversed(self.parts) if part.lines), None)


def _seam(line: Line, following: Line, part: Part) -> str:
    text = cell_text([line, following], part.left, part.right)
    return text[len(line.text) : len(text) - len(following.text)]


@dataclass(slots=True)
class DraftTable:
    """A table of one page, or of several after `join`. `rows[r]` are the cells that begin in row r."""

    page: int
    last_page: int
    xs: list[float]
    rows: list[list[DraftCell]]
    box: Box
    last_box: Box
    open_top: bool = False
    open_bottom: bool = False

    @property
    def blank(self) -> bool:
        return all(cell.blank for row in self.rows for cell in row)


def draft(grid: Grid, content: PageContent) -> DraftTable:
    """The table of a grid whose glyphs have been dealt out."""
    found = {id(cell): lines_of(cell.glyphs) for cell in grid.cells}
    gaps = sorted(line.x0 - cell.box[0] for cell in grid.cells for line in found[id(cell)])
    padding = min(max(gaps[len(gaps) // 10], 0.0), _MOST_PADDING) if gaps else 0.0
    rows: list[list[DraftCell]] = [[] for _ in range(len(grid.ys) - 1)]
    for cell in grid.cells:
        lines = found[id(cell)]
        left, right = cell.box[0] + padding, cell.box[2] - padding
        part = Part(lines, min([left, *(line.x0 for line in lines)]), max([right, *(line.x1 for line in lines)]))
        rows[cell.row].append(
            DraftCell(
                cell.row,
                cell.row_span,
                cell.box[0],
                cell.box[2],
                content.number,
                cell.box,
                [part],
                cut_left=cell.cut_left,
                cut_right=cell.cut_right,
            )
        )
    return DraftTable(
        content.number, content.number, list(grid.xs), rows, grid.box, grid.box, grid.open_top, grid.open_bottom
    )


# -- over page breaks ----------------------------------------------------------------------------------


def continues(table: DraftTable, following: DraftTable, bottom: float) -> bool:
    """Whether `following`, the first block of the next page, goes on with `table`, the last block of its page.

    `bottom` is how far down the pages are filled. The outer borders must agree, and so must the columns: one table
    may lack lines of the other where its cells are merged.
    """
    if table.last_page + 1 != following.page:
        return False
    if abs(table.xs[0] - following.xs[0]) > _SAME or abs(table.xs[-1] - following.xs[-1]) > _SAME:
        return False
    heads = repeated_heads(table, following)
    if heads:
        return table.last_box[3] >= bottom * _HALF and not _begins_anew(table, following, heads)
    if table.last_box[3] < bottom * (1 - _NEAR_END):
        return False
    return table.open_bottom or following.open_top or _agree(table.xs, following.xs) or _tail_agrees(table, following)


def _begins_anew(table: DraftTable, following: DraftTable, heads: int) -> bool:
    """Whether what two tables have in common at their tops is no repeated head: the next is another form of the same kind.
    Below a repeated head a table goes on with rows as its last ones; a form begins again with rows as its first ones."""
    if len(following.rows) <= heads or len(table.rows) <= heads:
        return False
    after, first = following.rows[heads], table.rows[heads]
    return not _same_cells(_last_row(table), after) and _same_cells(sorted(first, key=lambda cell: cell.x0), after)


def _agree(xs: Sequence[float], others: Sequence[float]) -> bool:
    fewer, more = sorted((xs, others), key=len)
    return all(any(abs(x - y) <= _SAME for y in more) for x in fewer)


def _tail_agrees(table: DraftTable, following: DraftTable) -> bool:
    """Whether the last row of a table has the cells of the first row of the next: forms whose rows differ."""
    last, first = _last_row(table), following.rows[0]
    return len(last) > 1 and _same_cells(last, first)


def join(table: DraftTable, following: DraftTable) -> None:
    """Adds the rows of `following` to `table`: repeated head rows are dropped, a row cut by the page break is one again."""
    heads = repeated_heads(table, following)
    rows = following.rows[heads:]
    shift = len(table.rows) - heads
    for row in rows:
        for cell in row:
            cell.row += shift
    table.xs = _united(table.xs, following.xs)
    last = _last_row(table)
    if rows and not heads and _cut_row(table, last, following, rows[0]):
        _mend(last, rows[0])
        for row in rows:
            for cell in row:
                cell.row -= 1
        # Cells of the cut row that go on below it reach further down.
        for cell in rows[0]:
            above = _above(last, cell)
            if above is not None:
                above.row_span = max(above.row_span, cell.row + cell.row_span - above.row)
        rows = rows[1:]
    elif rows and not heads:
        _reach_down(last, rows[0])
    table.rows.extend(rows)
    table.last_page, table.last_box, table.open_bottom = following.last_page, following.last_box, following.open_bottom


def repeated_heads(table: DraftTable, following: DraftTable) -> int:
    """How many rows at the top of `following` repeat those of `table`."""
    count = 0
    for row, other in zip(table.rows, following.rows, strict=False):
        texts = [unspaced(cell.text) for cell in row]
        if texts != [unspaced(cell.text) for cell in other] or not any(texts):
            break
        count += 1
    lone = count and sum(not cell.blank for row in following.rows[:count] for cell in row) < 2
    figures = any(
        re.fullmatch(r"[\d,.]{4,}", unspaced(cell.text)) for row in following.rows[: min(count, 1)] for cell in row
    )
    return 0 if lone or figures else count


def _last_row(table: DraftTable) -> list[DraftCell]:
    """The cells that reach the bottom of a table, from left to right, those of earlier rows that go down to it too."""
    end = len(table.rows)
    cells = [
        cell
        for row in table.rows[-_TALLEST:]
        for cell in row
        if cell.row + cell.row_span >= end and cell.covered_by is None
    ]
    return sorted(cells, key=lambda cell: cell.x0)


def _same_cells(last: Sequence[DraftCell], first: Sequence[DraftCell]) -> bool:
    ordered = sorted(first, key=lambda cell: cell.x0)
    return len(last) == len(ordered) and all(
        abs(a.x0 - b.x0) <= _SAME and abs(a.x1 - b.x1) <= _SAME for a, b in zip(last, ordered, strict=True)
    )


def _above(last: Sequence[DraftCell], cell: DraftCell) -> DraftCell | None:
    return next((a for a in last if abs(a.x0 - cell.x0) <= _SAME and abs(a.x1 - cell.x1) <= _SAME), None)


def _cut_row(table: DraftTable, last: Sequence[DraftCell], following: DraftTable, first: Sequence[DraftCell]) -> bool:
    """Whether the page break went through a row."""
    if not _same_cells(last, first):
        return False
    if table.open_bottom or following.open_top:
        return True
    pairs = [(above, cell) for cell in first if (above := _above(last, cell)) is not None]
    going_on = [(above, cell) for above, cell in pairs if not cell.blank]
    ended = [above for above, cell in pairs if cell.blank and not above.blank]
    if not going_on or not ended:
        return False
    return all(_goes_on(above, cell) for above, cell in going_on)


def _goes_on(above: DraftCell, cell: DraftCell) -> bool:
    """Whether the text of a cell goes on in the cell below the page break."""
    end = above.last_line
    if end is None:
        return False
    line, part = end
    following = cell.parts[0].lines[0]
    if starts_item(following):
        number = list_numbers.at_start(following.text)
        before = [list_numbers.at_start(each.text) for p in above.parts for each in p.lines]
        return number is not None and any(each is not None and list_numbers.continues(number, each) for each in before)
    return wrapped(line, following, part.left, part.right)


def _mend(last: Sequence[DraftCell], first: Sequence[DraftCell]) -> None:
    for cell in first:
        above = _above(last, cell)
        if above is not None:
            above.parts.extend(part for part in cell.parts if part.lines)


def _reach_down(last: Sequence[DraftCell], first: Sequence[DraftCell]) -> None:
    """A merged cell that the page break cut in two: its lower half is blank and has no text of its own."""
    for cell in first:
        above = _above(last, cell)
        if above is not None and cell.blank and not above.blank and (cell.row_span > 1 or above.row_span > 1):
            above.row_span = cell.row + cell.row_span - above.row
            cell.covered_by = above


def _united(xs: Sequence[float], others: Sequence[float]) -> list[float]:
    return sorted([*xs, *(y for y in others if all(abs(x - y) > _SAME for x in xs))])


# -- to the model --------------------------------------------------------------------------------------


def finish(table: DraftTable, path: str, number: int, shown: Callable[[int, Box], Box], meter: Meter) -> Table:
    """The table as the model has it: every place of the grid is a cell, covered ones point to the cell that covers them.

    `shown` leads a box of a page's content to the page as it is shown.
    """
    width, height = len(table.xs) - 1, len(table.rows)
    meter.check()
    owner: dict[tuple[int, int], DraftCell] = {}
    for row in table.rows:
        for cell in row:
            if cell.covered_by is None:
                for r in range(cell.row, min(cell.row + cell.row_span, height)):
                    for c in range(*_columns(table, cell)):
                        owner.setdefault((r, c), cell)
    place = Location(path, table=number)
    rows = tuple(tuple(_row(table, owner, r, place, shown)) for r in range(height))
    first = next((cell.location for cell in rows[0] if cell.location.box), place)
    laid, _ = relaid(Table(rows, width, replace(place, page=table.page, box=first.box)))
    return laid


def _columns(table: DraftTable, cell: DraftCell) -> tuple[int, int]:
    start, end = nearest(table.xs, cell.x0), nearest(table.xs, cell.x1)
    return start, max(end, start + 1)


def _row(
    table: DraftTable,
    owner: dict[tuple[int, int], DraftCell],
    row: int,
    place: Location,
    shown: Callable[[int, Box], Box],
) -> Iterator[Cell]:
    width = len(table.xs) - 1
    page, top, bottom = _band(table, row)
    column = count = 0
    while column < width:
        start, cell = column, owner.get((row, column))
        while column < width and owner.get((row, column)) is cell:
            column += 1
        count += 1
        box: Box | None = None
        if cell is not None and cell.row == row:
            box = shown(cell.page, cell.box)
        elif cell is not None:
            box = shown(page, (cell.x0, top, cell.x1, bottom))
        own = cell.page if cell is not None and cell.row == row else page
        here = Location(place.path, page=own, table=place.table, row=row + 1, cell=count, box=box)
        if cell is None:
            yield Cell("", row, start, here, column_span=column - start)
        elif cell.row == row:
            span = min(cell.row_span, len(table.rows) - row)
            yield Cell(cell.text, row, start, here, span, column - start)
        else:
            origin = cell.row, _columns(table, cell)[0]
            yield Cell("", row, start, here, column_span=column - start, origin=origin)


def _band(table: DraftTable, row: int) -> tuple[int, float, float]:
    """The page on which a row begins, and its top and bottom there."""
    cells = table.rows[row]
    lowest = min(cells, key=lambda cell: cell.row_span, default=None)
    if lowest is None:
        return table.page, table.box[1], table.box[3]
    return lowest.page, lowest.box[1], lowest.box[3]
