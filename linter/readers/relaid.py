"""Lays out anew what was flat before it came into an office file.

Tables are pasted into Word and Excel from extracted text: a head cell over several columns has lost its span there, and
the last cell of each short row spans the rest. The true spans of an office file are not touched; what is laid out anew
shows the signs of flat text, which no table drawn by hand shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linter.document import Cell, Table
from linter.readers.flattened import spans

Row = tuple[Cell, ...]

_ABOVE = 3
"""How many whole rows stand above one that was cut: the fields of a form, a few to a row, are no such table."""


def relaid(table: Table) -> tuple[Table, list[int]]:
    """The table with its head cells over the columns that they head and its cut rows joined.

    Beside it, of how many of the file's rows each of its rows is made. Cells keep their places in the file.
    """
    groups = _groups(table.rows, table.width)
    rows = table.rows if len(groups) == len(table.rows) else _joined(table.rows, groups)
    heads = _heads(rows, table.width)
    if rows is table.rows and not heads:
        return table, groups
    laid = tuple(_placed(row, heads[index]) if index in heads else row for index, row in enumerate(rows))
    return replace(table, rows=laid), groups


def _groups(rows: Sequence[Row], width: int) -> list[int]:
    """How many rows of the file go together: two short ones that make one whole row, among whole rows."""
    groups: list[int] = []
    index = 0
    while index < len(rows):
        cut = (
            _ABOVE <= index < len(rows) - 2
            and len(rows[index]) + len(rows[index + 1]) == width
            and all(_is_whole(rows[index - above], width) for above in range(1, _ABOVE + 1))
            and _is_whole(rows[index + 2], width)
            and _is_short(rows[index], width)
            and _is_short(rows[index + 1], width)
        )
        groups.append(2 if cut else 1)
        index += groups[-1]
    return groups


def _is_whole(row: Row, width: int) -> bool:
    return len(row) == width


def _is_short(row: Row, width: int) -> bool:
    """Whether a row lies as a flat one is laid: one column a cell, the last over the rest."""
    return 0 < len(row) < width and all(cell.column_span == 1 for cell in row[:-1]) and row[-1].row_span == 1


def _joined(rows: Sequence[Row], groups: Sequence[int]) -> tuple[Row, ...]:
    moved: dict[int, int] = {}
    start = 0
    for index, count in enumerate(groups):
        moved.update((start + each, index) for each in range(count))
        start += count
    joined: list[Row] = []
    start = 0
    for index, count in enumerate(groups):
        cells = [cell for row in rows[start : start + count] for cell in row]
        start += count
        joined.append(
            tuple(
                replace(
                    cell,
                    row=index,
                    row_span=moved.get(cell.row + cell.row_span - 1, index) - index + 1,
                    column=column if count > 1 else cell.column,
                    column_span=1 if count > 1 else cell.column_span,
                    origin=(moved[cell.origin[0]], cell.origin[1]) if cell.origin is not None else None,
                )
                for column, cell in enumerate(cells)
            )
        )
    return tuple(joined)


def _heads(rows: Sequence[Row], width: int) -> dict[int, list[tuple[int, int]]]:
    """The rows of the head whose cells stand over other columns than the file says, with (column, span) of their cells."""
    if not any(_is_short(row, width) for row in rows[:-1]):
        return {}
    placed, _ = spans(rows)
    heads: dict[int, list[tuple[int, int]]] = {}
    for index in range(len(rows) - 2, -1, -1):
        row, below = rows[index], rows[index + 1]
        now = [(cell.column, cell.column_span) for cell in row]
        if placed[index] == now or not _is_short(row, width):
            continue
        if not (_is_whole(below, width) or index + 1 in heads or _is_short(below, width)):
            continue
        # Where people merge cells, a head over one column is merged with the blank one below it.
        if any(cell.blank and cell.origin is None for cell in below):
            heads[index] = placed[index]
    return heads


def _placed(row: Row, places: Sequence[tuple[int, int]]) -> Row:
    return tuple(
        replace(cell, column=column, column_span=span) for cell, (column, span) in zip(row, places, strict=True)
    )
