"""Sheets that were too wide for their paper: their columns go on upon later pages, beside those before and not below them.

A spreadsheet prints its rows at the same height on each of these pages, and the names of the rows on the first only. So a
table goes on sideways where all its rows lie as those of the table before and have figures and no names. What stands above
it is the rest of what stands above the first part: a title that the edge of the paper cut through.
"""

from __future__ import annotations

import re
from dataclasses import replace

from linter.readers.pdf.lines import Line
from linter.readers.pdf.tables import DraftTable

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
    return same >= _LEAST_ROWS and _named(table) >= _LEAST_NAMED and _named(following) <= _MOST_NAMED


def _named(table: DraftTable) -> float:
    """The share of the rows below the head that hold a name."""
    body = table.rows[min(_HEAD_ROWS, len(table.rows) - 1) :]
    return sum(any(_NAME.search(cell.text) for cell in row) for row in body) / len(body)


def put_beside(table: DraftTable, following: DraftTable) -> None:
    """Adds the columns of `following` to `table`, to the right of its own."""
    shift = table.xs[-1] - following.xs[0]
    table.xs += [x + shift for x in following.xs[1:]]
    for row, other in zip(table.rows, following.rows, strict=True):
        for cell in other:
            cell.x0 += shift
            cell.x1 += shift
        row += other
    table.last_page = following.last_page


def same_height(line: Line, other: Line) -> bool:
    """Whether two lines of two pages stand at the same height."""
    return abs(line.base - other.base) <= _SAME_HEIGHT


def whole_line(line: Line, more: Line) -> Line:
    """A line that the edge of the paper cut, with its rest."""
    return replace(line, text=_together(line.text, more.text))


def _together(text: str, more: str) -> str:
    """Two parts of a line: a character that the edge cut is printed on both sides."""
    if more in text:
        return text
    if text in more:
        return more
    for length in range(min(len(text), len(more)), 0, -1):
        if text.endswith(more[:length]):
            return text + more[length:]
    return f"{text} {more}"
