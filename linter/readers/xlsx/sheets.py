"""Sheets of a workbook -> blocks: what a printed sheet shows, cut into paragraphs and tables.

Hidden rows and columns are not printed and not read; a remark names those that hold something, for a total may count
them. Rows without text, borders and merged cells part what stands above from what stands below; rows that hold one
text and belong to no table are paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from linter.bilingual import Bilingual
from linter.document import Block, Cell, Location, Paragraph, Remark, Table
from linter.errors import UserError
from linter.readers.limits import Meter
from linter.readers.relaid import relaid

Place = tuple[int, int]
"""(row, column) of a sheet, both from 0."""
Span = tuple[int, int]
"""First and last row (or column), both included."""

_LONGEST_GAP = 40
"""More rows without any text than this end a table even where they have borders."""
_BRIDGE = 3
_META_ROWS = 2
_META_CELLS = 4
_TITLE_LENGTH = 60
_GENERAL_NAME = re.compile(r"(?:sheet|表格?|工作表|新建)?[\s\d()（）_-]*", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；;]")
_FIGURE = re.compile(r"[-+¥￥]?[\d,.]+[%％]?")
_SHOWN_REFS = 5


FINDINGS_SHEET = "BudgetlintFindings"
"""The code name of the sheet that a review copy adds: it speaks of the workbook and is none of its content."""


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
    stretches of rows that have borders and no text, `pending` the cells whose formula has no result."""

    name: str
    texts: dict[Place, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[Span] = field(default_factory=list)
    bordered: list[Span] = field(default_factory=list)
    pending: list[Place] = field(default_factory=list)

    def shows(self, row: int, column: int) -> bool:
        if not self.hidden_rows and not self.hidden_columns:
            return True
        return row not in self.hidden_rows and not any(a <= column <= b for a, b in self.hidden_columns)

    def border(self, row: int) -> None:
        if self.bordered and row <= self.bordered[-1][1] + 1:
            self.bordered[-1] = (self.bordered[-1][0], row)
        else:
            self.bordered.append((row, row))


@dataclass(frozen=True, slots=True)
class _Item:
    """A text, or a merged area with or without one: where it begins to be seen, and the row and column behind it."""

    text: str
    row: int
    column: int
    row_end: int
    column_end: int
    ref: str


class _Band:
    """A stretch of rows: those that are seen, with blank ones between, and what begins in them. `by_row` holds the texts
    that begin in each row."""

    __slots__ = ("by_row", "items", "rows")

    def __init__(self, rows: Sequence[int], items: Sequence[_Item]) -> None:
        self.rows = rows
        self.items = items
        self.by_row: dict[int, list[_Item]] = defaultdict(list)
        for item in items:
            if item.text:
                self.by_row[item.row].append(item)

    @property
    def lone(self) -> bool:
        """Whether each of its rows has only one text."""
        return all(len(items) == 1 for items in self.by_row.values())


@dataclass(slots=True)
class SheetsBuilder:
    """Makes the blocks and remarks of a document from its sheets, one after the other."""

    path: str
    meter: Meter
    blocks: list[Block] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0

    def hidden_sheet(self, name: str) -> None:
        why = Bilingual(f"工作表“{name}”是隐藏的，未检查", f"the sheet “{name}” is hidden and was not checked")
        self.remarks.append(Remark(Location(self.path, sheet=name), why))

    def add(self, sheet: Sheet) -> None:
        self._remark(sheet)
        bands = [part for band in _bands(sheet, self.meter) for part in _side_by_side(band)]
        if bands and _wants_name(bands[0], sheet.name):
            self._paragraph(sheet.name.strip(), Location(self.path, sheet=sheet.name), level=1)
        for index, band in enumerate(bands):
            self._band(band, sheet.name, first=index == 0)

    def _band(self, band: _Band, sheet: str, *, first: bool) -> None:
        rows = band.by_row
        order = sorted(rows)
        start, end = (len(order), len(order)) if band.lone else _table_part(band, order)
        for number, row in enumerate(order[:start]):
            self._lines(rows[row][0], sheet, title=first and number == 0)
        if start < end:
            above, below = order[start], order[end] if end < len(order) else band.rows[-1] + 1
            inside = [item for item in band.items if above <= item.row < below]
            self._table(inside, [row for row in band.rows if above <= row < below], sheet)
        for row in order[end:]:
            self._lines(rows[row][0], sheet)

    def _lines(self, item: _Item, sheet: str, *, title: bool = False) -> None:
        place = Location(self.path, sheet=sheet, ref=item.ref)
        heading = title and item.column_end - item.column > 1 and len(item.text) <= _TITLE_LENGTH
        for line in item.text.split("\n"):
            self._paragraph(line.strip(), place, level=1 if heading else 0)

    def _paragraph(self, text: str, place: Location, level: int = 0) -> None:
        if not text:
            return
        self.meter.tick()
        self.paragraphs += 1
        numbered = Location(place.path, paragraph=self.paragraphs, sheet=place.sheet, ref=place.ref)
        self.blocks.append(Paragraph(text, numbered, level))

    def _table(self, items: Sequence[_Item], lines: Sequence[int], sheet: str) -> None:
        """A table of the sheet's rows `lines`. Columns in which nothing begins are none of the table."""
        self.tables += 1
        edge = max(item.column_end for item in items if item.text)
        items = [item for item in items if item.column < edge]
        starts = sorted({item.column for item in items})
        width = len(starts)
        own: dict[int, list[_Item]] = defaultdict(list)
        for item in items:
            own[item.row].append(item)
        covered: dict[int, list[tuple[int, int, Place]]] = defaultdict(list)
        rows = []
        for r, line in enumerate(lines):
            pieces: list[tuple[int, int, _Item | Place]] = [*covered.pop(r, ())]
            for item in own.get(line, ()):
                pieces.append((bisect_left(starts, item.column), bisect_left(starts, item.column_end), item))
            pieces.sort(key=lambda piece: piece[0])
            row: list[Cell] = []
            at = 0
            for left, right, what in [*pieces, (width, width, (0, 0))]:
                for column in range(at, left):
                    row.append(self._cell("", r, column, ref(line, starts[column]), sheet, len(row)))
                if left < at or left == right:
                    at = max(at, left)
                    continue
                if isinstance(what, _Item):
                    below = max(bisect_left(lines, what.row_end), r + 1)
                    row.append(self._cell(what.text, r, left, what.ref, sheet, len(row), (below - r, right - left)))
                    for lower in range(r + 1, below):
                        covered[lower].append((left, right, (r, left)))
                else:
                    name = ref(line, starts[left])
                    row.append(self._cell("", r, left, name, sheet, len(row), (1, right - left), what))
                at = right
            self.meter.cell(len(row))
            rows.append(tuple(row))
        place = Location(self.path, table=self.tables, sheet=sheet, ref=rows[0][0].location.ref)
        table, _ = relaid(Table(tuple(rows), width, place))
        self.blocks.append(table)

    def _cell(
        self,
        text: str,
        row: int,
        column: int,
        place: str,
        sheet: str,
        before: int,
        spans: tuple[int, int] = (1, 1),
        origin: Place | None = None,
    ) -> Cell:
        location = Location(self.path, table=self.tables, row=row + 1, cell=before + 1, sheet=sheet, ref=place)
        return Cell(text, row, column, location, spans[0], spans[1], origin)

    def _remark(self, sheet: Sheet) -> None:
        hidden = [place for place in sheet.texts if not sheet.shows(*place)]
        rows = sorted({r for r, _ in hidden if r in sheet.hidden_rows})
        columns = sorted({c for r, c in hidden if r not in sheet.hidden_rows})
        if rows:
            which = "、".join(_stretches(rows, lambda row: str(row + 1)))
            self._say(
                sheet,
                (rows[0], 0),
                Bilingual(
                    f"隐藏的第 {which} 行有内容，未检查；合计可能包含这些行",
                    f"hidden rows hold something and were not checked, a total may count them: {which}",
                ),
            )
        if columns:
            which = "、".join(_stretches(columns, column_name))
            self._say(
                sheet,
                (0, columns[0]),
                Bilingual(
                    f"隐藏的第 {which} 列有内容，未检查；合计可能包含这些列",
                    f"hidden columns hold something and were not checked, a total may count them: {which}",
                ),
            )
        pending = [place for place in sorted(sheet.pending) if sheet.shows(*place)]
        if pending:
            some = "、".join(ref(*place) for place in pending[:_SHOWN_REFS]) + (
                "…" if len(pending) > _SHOWN_REFS else ""
            )
            self._say(
                sheet,
                pending[0],
                Bilingual(
                    f"{len(pending)} 个公式没有结果（{some}），请在 Excel 里打开并保存",
                    f"{len(pending)} formula(s) have no result; open the file in Excel and save it",
                ),
            )

    def _say(self, sheet: Sheet, place: Place, why: Bilingual) -> None:
        self.remarks.append(Remark(Location(self.path, sheet=sheet.name, ref=ref(*place)), why))


def empty_workbook() -> UserError:
    return UserError(
        Bilingual("工作簿是空的，没有可检查的内容", "the workbook is empty, there is nothing to check"),
        Bilingual("若内容在隐藏的工作表里，请先取消隐藏。", "If hidden sheets hold the content, unhide them first."),
    )


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


def _stretches(numbers: Sequence[int], name: Callable[[int], str]) -> Iterator[str]:
    """Numbers in order as text: 3, 7–9."""
    first = numbers[0]
    for one, following in [*pairwise(numbers), (numbers[-1], None)]:
        if following != one + 1:
            yield name(first) if first == one else f"{name(first)}–{name(one)}"
            first = following if following is not None else first


# -- what is seen, and the bands it stands in ----------------------------------------------------------


def _items(sheet: Sheet, meter: Meter) -> list[_Item]:
    """What a print of the sheet shows. Of merged cells only the first one's text is seen, wherever the area is."""
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
    items = []
    for (row, column), text in sheet.texts.items():
        if (row, column) not in anchors and (row, column) not in inside and sheet.shows(row, column):
            items.append(_Item(text, row, column, row + 1, column + 1, ref(row, column)))
    for (top, left), merge in anchors.items():
        shown = next((r for r in range(top, merge.bottom + 1) if r not in sheet.hidden_rows), None)
        edge = _first_shown(left, merge.right, sheet.hidden_columns)
        if shown is not None and edge is not None:
            text = sheet.texts.get((top, left), "")
            items.append(_Item(text, shown, edge, merge.bottom + 1, merge.right + 1, ref(top, left)))
    return items


def _first_shown(left: int, right: int, hidden: Iterable[Span]) -> int | None:
    for first, last in sorted(hidden):
        if first <= left <= last:
            left = last + 1
    return left if left <= right else None


def _bands(sheet: Sheet, meter: Meter) -> Iterator[_Band]:
    """The sheet cut where rows have no text, no borders and no merged cells. A line of two or three labels that a
    gap parts from the table below it (编制部门, 单位) stays with the table."""
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
    held: _Band | None = None
    for top, bottom in stretches:
        inside = items[bisect_left(begins, top) : bisect_right(begins, bottom)]
        # A merged area may reach far below the last text; nothing is seen there.
        last = max(item.row for item in inside)
        band = _Band([row for row in range(top, last + 1) if row not in sheet.hidden_rows], inside)
        if held is not None:
            if band.lone or band.rows[0] - held.rows[-1] > _BRIDGE + 1 or _opens_with_title(band):
                yield held
            else:
                band = _Band([*held.rows, *band.rows], [*held.items, *band.items])
            held = None
        if _is_meta(band):
            held = band
        else:
            yield band
    if held is not None:
        yield held


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


def _is_meta(band: _Band) -> bool:
    rows = band.by_row
    return (
        not band.lone
        and len(rows) <= _META_ROWS
        and all(len(items) <= _META_CELLS for items in rows.values())
        and not any(_FIGURE.fullmatch(item.text.strip()) for items in rows.values() for item in items)
    )


def _opens_with_title(band: _Band) -> bool:
    rows = band.by_row
    return len(rows[min(rows)]) == 1


def _table_part(band: _Band, order: Sequence[int]) -> tuple[int, int]:
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


def _is_prose(item: _Item) -> bool:
    return len(item.text) > _TITLE_LENGTH or _SENTENCE.search(item.text) is not None


def _wants_name(band: _Band, name: str) -> bool:
    """Whether a sheet's name has to serve as the title: its first table prints none."""
    return not _opens_with_title(band) and _GENERAL_NAME.fullmatch(name.strip()) is None


def _side_by_side(band: _Band) -> list[_Band]:
    """The band cut where two tables stand side by side: an empty column between them, and a title (…表) over each."""
    rows = band.by_row
    body = [item for item in band.items if item.text and len(rows[item.row]) > 1]
    columns = _joined((item.column, item.column_end - 1) for item in body)
    for left, right in pairwise(columns):
        parts = [
            _Band(band.rows, [item for item in band.items if item.column <= left[1]]),
            _Band(band.rows, [item for item in band.items if item.column > left[1]]),
        ]
        if right[0] - left[1] > 1 and all(_has_own_title(part) for part in parts):
            return [parts[0], *_side_by_side(parts[1])]
    return [band]


def _has_own_title(part: _Band) -> bool:
    rows = part.by_row
    order = sorted(rows)
    if len(order) < 3 or len(rows[order[1]]) < 2:
        return False
    first = rows[order[0]]
    return len(first) == 1 and first[0].text.strip().endswith("表")
