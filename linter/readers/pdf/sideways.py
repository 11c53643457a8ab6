"""Sheets that were too wide for their paper: their columns go on upon later pages, beside those before and not below them.

A spreadsheet prints its rows at the same height on each of these pages, and the names of the rows on the first only. So a
table goes on sideways where all its rows lie as those of the table before and have figures and no names. What stands above
it is the rest of what stands above the first part: a title that the edge of the paper cut through.
"""

from __future__ import annotations

import re
from dataclasses import replace

from linter.readers.pdf.lines import Line
from linter.readers.pdf.tables import DraftCell, DraftTable

_SAME_HEIGHT = 2.0
_SAME_EDGE = 30.0
_LEAST_ROWS = 4
_HEAD_ROWS = 3
_MOST_NAMED = 0.3
_LEAST_NAMED = 0.5
_NAME = re.compile(r"[\u4e00-\u9fff]{2}")


def goes_on_beside(table: DraftTable, following: DraftTable) -> bool:
    """Whether `following`, on later pages, holds further columns of the rows of `table`."""
    if following.page <= table.last_page or len(table.rows) != len(following.rows) or len(table.rows) < _LEAST_ROWS:
        return False
    if abs(table.xs[0] - following.xs[0]) > _SAME_EDGE:
        return False
    same = 0
    for row, other in zip(table.rows, following.rows, strict=True):
        if not row or not other:
            continue
        one, two = row[0], other[0]
        if one.page - table.page != two.page - following.page or abs(one.box[1] - two.box[1]) > _SAME_HEIGHT:
            return False
        same += 1
    if same < _LEAST_ROWS:
        return False
    return _cut_cells(table, following) or (_named(table) >= _LEAST_NAMED and _named(following) <= _MOST_NAMED)


def _cut_cells(table: DraftTable, following: DraftTable) -> bool:
    """Whether a cell that the edge of the paper cut in one table goes on in the other."""
    cut = {(cell.row, cell.row_span) for row in table.rows for cell in row if cell.cut_right}
    return any((cell.row, cell.row_span) in cut for row in following.rows for cell in row if cell.cut_left)


def _named(table: DraftTable) -> float:
    """The share of the rows below the head that hold a name."""
    body = table.rows[min(_HEAD_ROWS, len(table.rows) - 1) :]
    return sum(any(_NAME.search(cell.text) for cell in row) for row in body) / len(body)


def put_beside(table: DraftTable, following: DraftTable) -> None:
    """Adds the columns of `following` to `table`, to the right of its own."""
    edge = table.xs[-1]
    shift = edge - following.xs[0]
    table.xs += [x + shift for x in following.xs[1:]]
    cut = {(cell.row, cell.row_span): cell for row in table.rows for cell in row if cell.cut_right and cell.x1 == edge}
    for row, other in zip(table.rows, following.rows, strict=True):
        for cell in other:
            begun = cut.get((cell.row, cell.row_span)) if cell.cut_left and cell.x0 == following.xs[0] else None
            if begun is not None:
                _go_on(begun, cell, shift)
                continue
            cell.x0 += shift
            cell.x1 += shift
            row.append(cell)
    table.last_page = following.last_page


def _go_on(cell: DraftCell, more: DraftCell, shift: float) -> None:
    """Puts the rest of a cell that the edge of the paper cut to its beginning, line by line."""
    cell.x1, cell.cut_right = more.x1 + shift, more.cut_right
    rest = [line for part in more.parts for line in part.lines]
    for part in cell.parts:
        for index, line in enumerate(part.lines):
            beside = next((each for each in rest if same_height(line, each)), None)
            if beside is not None:
                rest.remove(beside)
                part.lines[index] = replace(
                    line, text=_together(line.text, beside.text), x1=beside.x1 + shift, reach=beside.reach + shift
                )
    if rest:
        cell.parts[-1].lines = sorted([*cell.parts[-1].lines, *rest], key=lambda line: line.base)
    for part in cell.parts:
        part.right = max([part.right, *(line.x1 for line in part.lines)], default=part.right)


def same_height(line: Line, other: Line) -> bool:
    """Whether two lines of two pages stand at the same height."""
    return abs(line.base - other.base) <= _SAME_HEIGHT


def whole_line(line: Line, more: Line) -> Line:
    """A line that the edge of the paper cut, with its rest."""
    return replace(line, text=_together(line.text, more.text, " "))


def _together(text: str, more: str, gap: str = "") -> str:
    """Two parts of a line, with what stands between them: a character that the edge cut is printed on both sides."""
    if more in text:
        return text
    if text in more:
        return more
    for length in range(min(len(text), len(more)), 0, -1):
        if text.endswith(more[:length]):
            return text + more[length:]
    return f"{text}{gap}{more}"
