"""Sheets of a workbook -> blocks: what a printed sheet shows, cut into paragraphs and tables.

Hidden rows and columns are not printed and not read; a remark names those that hold something, for a total may count
them. Rows without text, borders and merged cells part what stands above from what stands below; rows that hold one
text and belong to no table are paragraphs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from linter.bilingual import Bilingual
from linter.document import Block, Cell, Location, Paragraph, Remark, Table
from linter.errors import UserError
from linter.readers.limits import Meter
from linter.readers.relaid import relaid
from linter.readers.xlsx.bands import (
    TITLE_LENGTH,
    Band,
    Item,
    Place,
    Sheet,
    bands,
    column_name,
    ref,
    side_by_side,
    table_part,
    wants_name,
)

_SHOWN_REFS = 5
FINDINGS_SHEET = "BudgetlintFindings"
"""The code name of the sheet that a review copy adds: it speaks of the workbook and is none of its content."""


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
        self.say(name, (why,))

    def say(self, sheet: str, whys: Iterable[Bilingual]) -> None:
        """Remarks on a whole sheet."""
        self.remarks.extend(Remark(Location(self.path, sheet=sheet), why) for why in whys)

    def add(self, sheet: Sheet) -> None:
        self._remark(sheet)
        parts = [part for band in bands(sheet, self.meter) for part in side_by_side(band)]
        if parts and wants_name(parts[0], sheet.name):
            self._paragraph(sheet.name.strip(), Location(self.path, sheet=sheet.name), level=1)
        for index, band in enumerate(parts):
            self._band(band, sheet.name, first=index == 0)

    def _band(self, band: Band, sheet: str, *, first: bool) -> None:
        rows = band.by_row
        order = sorted(rows)
        start, end = (len(order), len(order)) if band.lone else table_part(band, order)
        for number, row in enumerate(order[:start]):
            self._lines(rows[row][0], sheet, title=first and number == 0)
        if start < end:
            above, below = order[start], order[end] if end < len(order) else band.rows[-1] + 1
            inside = [item for item in band.items if above <= item.row < below]
            self._table(inside, [row for row in band.rows if above <= row < below], sheet)
        for row in order[end:]:
            self._lines(rows[row][0], sheet)

    def _lines(self, item: Item, sheet: str, *, title: bool = False) -> None:
        place = Location(self.path, sheet=sheet, ref=item.ref)
        heading = title and item.column_end - item.column > 1 and len(item.text) <= TITLE_LENGTH
        for line in item.text.split("\n"):
            self._paragraph(line.strip(), place, level=1 if heading else 0)

    def _paragraph(self, text: str, place: Location, level: int = 0) -> None:
        if not text:
            return
        self.meter.tick()
        self.paragraphs += 1
        numbered = Location(place.path, paragraph=self.paragraphs, sheet=place.sheet, ref=place.ref)
        self.blocks.append(Paragraph(text, numbered, level))

    def _table(self, items: Sequence[Item], lines: Sequence[int], sheet: str) -> None:
        """A table of the sheet's rows `lines`. Columns in which nothing begins are none of the table."""
        self.tables += 1
        edge = max(item.column_end for item in items if item.text)
        items = [item for item in items if item.column < edge]
        starts = sorted({item.column for item in items})
        width = len(starts)
        own: dict[int, list[Item]] = defaultdict(list)
        for item in items:
            own[item.row].append(item)
        covered: dict[int, list[tuple[int, int, Place]]] = defaultdict(list)
        rows = []
        for r, line in enumerate(lines):
            pieces: list[tuple[int, int, Item | Place]] = [*covered.pop(r, ())]
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
                if isinstance(what, Item):
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
            count, some = len(pending), _some(pending)
            self._say(
                sheet,
                pending[0],
                Bilingual(
                    f"{count} 个公式没有结果（{some}），请在 Excel 里打开并保存",
                    f"{count} formula(s) have no result ({some}); open the file in Excel and save it",
                ),
            )
        bad = [place for place in sorted(sheet.bad) if sheet.shows(*place)]
        if bad:
            count, some = len(bad), _some(bad)
            self._say(
                sheet,
                bad[0],
                Bilingual(
                    f"{count} 个单元格的内容已损坏（{some}），未检查",
                    f"{count} cell(s) are damaged ({some}) and were not checked",
                ),
            )

    def _say(self, sheet: Sheet, place: Place, why: Bilingual) -> None:
        self.remarks.append(Remark(Location(self.path, sheet=sheet.name, ref=ref(*place)), why))


def _some(places: Sequence[Place]) -> str:
    return "、".join(ref(*place) for place in places[:_SHOWN_REFS]) + ("…" if len(places) > _SHOWN_REFS else "")


def empty_workbook() -> UserError:
    return UserError(
        Bilingual("工作簿是空的，没有可检查的内容", "the workbook is empty, there is nothing to check"),
        Bilingual("若内容在隐藏的工作表里，请先取消隐藏。", "If hidden sheets hold the content, unhide them first."),
    )


def _stretches(numbers: Sequence[int], name: Callable[[int], str]) -> Iterator[str]:
    """Numbers in order as text: 3, 7–9."""
    first = numbers[0]
    for one, following in [*pairwise(numbers), (numbers[-1], None)]:
        if following != one + 1:
            yield name(first) if first == one else f"{name(first)}–{name(one)}"
            first = following if following is not None else first


# -- what is seen, and the bands it stands in ----------------------------------------------------------
