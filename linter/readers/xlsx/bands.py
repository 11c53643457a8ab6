"""A sheet of a workbook, cut into bands: what lies between rows without text, borders and merged cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from linter.document import UNREAD
from linter.readers.debris import is_upright, tidy
from linter.readers.limits import Meter

Place = tuple[int, int]
"""(row, column) of a sheet, both from 0."""
Span = tuple[int, int]
"""First and last row (or column), both included."""

_LONGEST_GAP = 40
"""More rows without any text than this end a table even where they have borders."""
_BRIDGE = 3
_META_ROWS = 2
_META_CELLS = 4
TITLE_LENGTH = 60
_GENERAL_NAME = re.compile(r"(?:sheet|表格?|工作表|新建)?[\s\d()（）_-]*", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；;]")
_FIGURE = re.compile(r"[-+¥￥]?[\d,.]+[%％]?")


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: the first and last row and column, from 0 and included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """What a reader found on one visible sheet. `texts` holds the displayed texts that are not blank, `bordered` the
    stretches of rows that have borders and no text. `pending` are the cells whose formula has no result, `bad` those whose
    content is damaged: what stands in them is not known, and their text is UNREAD."""

    name: str
    texts: dict[Place, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[Span] = field(default_factory=list)
    bordered: list[Span] = field(default_factory=list)
    pending: list[Place] = field(default_factory=list)
    bad: list[Place] = field(default_factory=list)

    def shows(self, row: int, column: int) -> bool:
        if not self.hidden_rows and not self.hidden_columns:
            return True
        return row not in self.hidden_rows and not any(a <= column <= b for a, b in self.hidden_columns)

    def fill(self, row: int, column: int, text: str) -> bool:
        """Puts the text of a cell into its place; False for one that is blank."""
        if not text or text.isspace():
            return False
        text = tidy(text.rstrip().lstrip("\n"))
        self.texts[row, column] = text.replace("\n", "") if is_upright(text) else text
        return True

    def fill_or_damaged(self, row: int, column: int, text: str | None) -> bool:
        """As `fill`, and None for a cell whose content is damaged."""
        if text is None:
            self.bad.append((row, column))
        return self.fill(row, column, UNREAD if text is None else text)

    def border(self, row: int) -> None:
        if self.bordered and row <= self.bordered[-1][1] + 1:
            self.bordered[-1] = (self.bordered[-1][0], row)
        else:
            self.bordered.append((row, row))


@dataclass(frozen=True, slots=True)
class Item:
    """A text, or a merged area with or without one: where it begins to be seen, and the row and column behind it."""

    text: str
    row: int
    column: int
    row_end: int
    column_end: int
    ref: str


class Band:
    """A stretch of rows: those that are seen, with blank ones between, and what begins in them. `by_row` holds the texts
    that begin in each row."""

    __slots__ = ("by_row", "items", "rows")

    def __init__(self, rows: Sequence[int], items: Sequence[Item]) -> None:
        self.rows = rows
        self.items = items
        self.by_row: dict[int, list[Item]] = defaultdict(list)
        for item in items:
            if item.text:
                self.by_row[item.row].append(item)

    @property
    def lone(self) -> bool:
        """Whether each of its rows has only one text."""
        return all(len(items) == 1 for items in self.by_row.values())


def ref(row: int, column: int) -> str:
    """The name of a cell: (0, 0) is A1."""
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def _items(sheet: Sheet, meter: Meter) -> list[Item]:
    """What a print of the sheet shows. Of merged cells only the first one's text is seen, wherever the area is."""
    anchors, inside = _merged(sheet, meter)
    items = []
    for (row, column), text in sheet.texts.items():
        if (row, column) not in anchors and (row, column) not in inside and sheet.shows(row, column):
            items.append(Item(text, row, column, row + 1, column + 1, ref(row, column)))
    for (top, left), merge in anchors.items():
        shown = next((r for r in range(top, merge.bottom + 1) if r not in sheet.hidden_rows), None)
        edge = _first_shown(left, merge.right, sheet.hidden_columns)
        if shown is not None and edge is not None:
            text = sheet.texts.get((top, left), "")
            items.append(Item(text, shown, edge, merge.bottom + 1, merge.right + 1, ref(top, left)))
    return items


def _merged(sheet: Sheet, meter: Meter) -> tuple[dict[Place, Merge], set[Place]]:
    """The merged areas by their first cell, and the other cells with a text that lie in one."""
    anchors: dict[Place, Merge] = {}
    inside: set[Place] = set()
    rows = sorted({row for row, _ in sheet.texts})
    columns = defaultdict(list)
    for row, column in sheet.texts:
        columns[row].append(column)
    for merge in sheet.merges:
        meter.tick()
        if (merge.top, merge.left) in inside or (merge.top, merge.left) in anchors:
            continue
        anchors[merge.top, merge.left] = merge
        for row in rows[bisect_left(rows, merge.top) : bisect_right(rows, merge.bottom)]:
            inside.update((row, column) for column in columns[row] if merge.left <= column <= merge.right)
        inside.discard((merge.top, merge.left))
    return anchors, inside


def _first_shown(left: int, right: int, hidden: Iterable[Span]) -> int | None:
    for first, last in sorted(hidden):
        if first <= left <= last:
            left = last + 1
    return left if left <= right else None


def bands(sheet: Sheet, meter: Meter) -> Iterator[Band]:
    """The sheet cut where rows have no text, no borders and no merged cells. A line of two or three labels that a
    gap parts from the table below it (编制部门, 单位) stays with the table."""
    held: Band | None = None
    for band in _runs(sheet, meter):
        if held is not None:
            if band.lone or band.rows[0] - held.rows[-1] > _BRIDGE + 1 or _opens_with_title(band):
                yield held
            else:
                band = Band([*held.rows, *band.rows], [*held.items, *band.items])
            held = None
        if _is_meta(band):
            held = band
        else:
            yield band
    if held is not None:
        yield held


def _runs(sheet: Sheet, meter: Meter) -> Iterator[Band]:
    """The stretches of rows that nothing parts."""
    items = sorted(_items(sheet, meter), key=lambda item: (item.row, item.column))
    if not any(item.text for item in items):
        return
    soft = _joined([*sheet.bordered, *((item.row, item.row_end - 1) for item in items if not item.text)])
    stretches: list[Span] = []
    for item in items:
        if not item.text:
            continue
        if stretches and _continues(stretches[-1][1], item.row, soft, sheet.hidden_rows):
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], item.row_end - 1))
        else:
            stretches.append((item.row, item.row_end - 1))
    begins = [item.row for item in items]
    for top, bottom in stretches:
        inside = items[bisect_left(begins, top) : bisect_right(begins, bottom)]
        # A merged area may reach far below the last text; nothing is seen there.
        last = max(item.row for item in inside)
        yield Band([row for row in range(top, last + 1) if row not in sheet.hidden_rows], inside)


def _joined(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for first, last in sorted(spans):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def _continues(last: int, row: int, soft: Sequence[Span], hidden: set[int]) -> bool:
    """Whether a text in `row` belongs to the band that ends with `last`."""
    if row - last > _LONGEST_GAP and not hidden:
        return False
    gap = 0
    for between in range(last + 1, row):
        if between in hidden:
            continue
        gap += 1
        at = bisect_right(soft, (between, 1 << 30)) - 1
        if gap > _LONGEST_GAP or at < 0 or soft[at][1] < between:
            return False
    return True


def _is_meta(band: Band) -> bool:
    rows = band.by_row
    return (
        not band.lone
        and len(rows) <= _META_ROWS
        and all(len(items) <= _META_CELLS for items in rows.values())
        and not any(_FIGURE.fullmatch(item.text.strip()) for items in rows.values() for item in items)
    )


def _opens_with_title(band: Band) -> bool:
    rows = band.by_row
    return len(rows[min(rows)]) == 1


def table_part(band: Band, order: Sequence[int]) -> tuple[int, int]:
    """The rows of a band that are a table, as indexes into `order`: without the lines above it that are prose or are set
    at its left edge, and without prose below it. A title merged over the table belongs to it, and so does a note."""
    lone = [len(band.by_row[row]) == 1 for row in order]
    first, last = lone.index(False), len(lone) - lone[::-1].index(False)
    left = min(item.column for item in band.items)
    start = 0
    for index, row in enumerate(order[:first]):
        item = band.by_row[row][0]
        if _is_prose(item) or (item.column == left and item.column_end == left + 1):
            start = index + 1
    end = next((index for index in range(last, len(order)) if _is_prose(band.by_row[order[index]][0])), len(order))
    return start, end


def _is_prose(item: Item) -> bool:
    return len(item.text) > TITLE_LENGTH or _SENTENCE.search(item.text) is not None


def wants_name(band: Band, name: str) -> bool:
    """Whether a sheet's name has to serve as the title: its first table prints none."""
    return not _opens_with_title(band) and _GENERAL_NAME.fullmatch(name.strip()) is None


def side_by_side(band: Band) -> list[Band]:
    """The band cut where two tables stand side by side: an empty column between them, and a title (…表) over each."""
    rows = band.by_row
    body = [item for item in band.items if item.text and len(rows[item.row]) > 1]
    columns = _joined((item.column, item.column_end - 1) for item in body)
    for left, right in pairwise(columns):
        parts = [
            Band(band.rows, [item for item in band.items if item.column <= left[1]]),
            Band(band.rows, [item for item in band.items if item.column > left[1]]),
        ]
        if right[0] - left[1] > 1 and all(_has_own_title(part) for part in parts):
            return [parts[0], *side_by_side(parts[1])]
    return [band]


def _has_own_title(part: Band) -> bool:
    rows = part.by_row
    order = sorted(rows)
    if len(order) < 3 or len(rows[order[1]]) < 2:
        return False
    first = rows[order[0]]
    return len(first) == 1 and first[0].text.strip().endswith("表")
