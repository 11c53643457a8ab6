"""Cuts the tables of a document into budget tables: finds each one's title, the line under it, its head, body and notes.

Several budget tables may follow one another within one table of the file, and one may go over several of them (page
breaks, repeated heads). `Layout` is what is found of one, before anything is said of its columns and rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from linter.budget.figures import is_figure, stated_unit
from linter.budget.tables.code_columns import split_code_row
from linter.budget.tables.meta import Meta, read_meta, split_label
from linter.budget.tables.words import TableWords, bare
from linter.budget.titles import coded_unit, year_line
from linter.document import Cell, Document, Location, Paragraph, Table
from linter.language.folding import fold
from linter.language.list_numbers import at_start
from linter.language.pieces import compiled

Row = Sequence[Cell]
Claimed = Callable[[Table, int], bool]
"""Whether a row of a table (from 0) already belongs to something else."""

_TITLE_LENGTH = 56
_TITLE_REACH = 6
_NOTE_REACH = 3
_SENTENCE_ENDS = ("。", "；", "，", "：", ":")
_PAGE = re.compile(r"[-—–\s]*(?:第?\d{1,4}页?(?:共\d+页)?)[-—–\s]*")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_COLUMN_NUMBER = re.compile(r"\d{1,2}(?:=[\d+\-=（）()×*/]+)?|\*+|[甲乙丙丁戊]|[A-Z]")
_CONTINUED = "[（(]?续(?:表)?{figure}?[)）]?$"
_NUMBER_ROW_HEADS = frozenset({"栏次", "行次", "栏目", "列次"})


@dataclass(slots=True)
class Layout:
    """One budget table as it is laid out. `strong` tells a title of its own (…表, or a line in the table) from a heading above."""

    title: str = ""
    strong: bool = False
    title_place: Location | None = None
    heading: str = ""
    meta: Meta = field(default_factory=Meta)
    heads: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    first: Location | None = None
    last: Location | None = None
    width: int = 0
    lone_rows: int = 0

    def extend(self, row: Row, width: int) -> None:
        self.first = self.first or row[0].location
        self.last = row[-1].location
        self.width = max(self.width, width)

    @property
    def location(self) -> Location:
        start = self.title_place or self.first
        assert start is not None and self.last is not None
        return start.through(self.last)


@dataclass(slots=True)
class LayoutFinder:
    """Walks the blocks of a document and gathers layouts in document order."""

    words: TableWords
    claimed: Claimed
    layouts: list[Layout] = field(default_factory=list)
    _open: Layout | None = None
    _before: list[Paragraph] = field(default_factory=list)
    _since: int = 0
    _last: Layout | None = None

    def walk(self, document: Document) -> list[Layout]:
        for block in document.blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(block)
        self._close()
        return self.layouts

    # -- paragraphs ------------------------------------------------------------------------------

    def _paragraph(self, block: Paragraph) -> None:
        text = block.text.strip()
        if _PAGE.fullmatch(fold(text)):
            return
        note = self._is_note(text)
        if self._last is not None and (note or any(word in text for word in self.words.notes.own)):
            self._last.notes.append(text)
        else:
            self._last = None
            self._before.append(block)
        self._since += 1
        if not note:
            self._close()

    def _title_above(self, layout: Layout) -> None:
        """Looks for a title among the paragraphs above, past the lines that give unit, year or number of the table."""
        layout.before = self._notes_above()
        for block in reversed(self._before[-_TITLE_REACH:]):
            text = block.text.strip()
            if self._is_meta_text(text):
                pseudo = Cell(text, 0, 0, block.location)
                read_meta([pseudo], layout.meta, self.words)
                continue
            if self.words.title_number.fullmatch(fold(text)) or self._is_note(text):
                continue
            if self._title_like(text):
                layout.heading = text
                if not layout.title:
                    layout.title, layout.title_place = text, block.location
                    layout.strong = bare(text).endswith("表") or (block.level > 0 and "表" in text)
            return

    def _notes_above(self) -> list[str]:
        """The paragraphs right above a table that may be about it: those behind the last heading of a section.

        A line with a unit or a title between them is no such heading.
        """
        told: list[str] = []
        for block in reversed(self._before[-_NOTE_REACH:]):
            text = block.text.strip()
            if not self._is_meta_text(text) and not bare(text).endswith("表") and _heads_section(block):
                break
            told.append(block.text)
        return told[::-1]

    # -- tables ----------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        if self._open is not None and self._open.width != table.width:
            self._close()
        resumed = self._open is not None
        for index, row in enumerate(table.rows):
            if self.claimed(table, index):
                self._close()
                self._before, self._last, resumed = [], None, False
                continue
            self._row(row, table.width, resumed)
            if not all(cell.blank for cell in row):
                resumed = False
        self._before, self._since = [], 0
        self._last = self._open

    def _row(self, row: Row, width: int, resumed: bool) -> None:
        texts = [cell for cell in row if not cell.blank]
        if not texts:
            if self._open is not None and self._open.heads:
                self._open.extend(row, width)
        elif len(texts) == 1:
            self._lone(texts[0], row, width)
        elif self._is_meta(texts):
            self._meta(texts, row, width, new=self._open is None or bool(self._open.heads))
        else:
            self._cells(row, texts, width, resumed)

    def _cells(self, row: Row, texts: Sequence[Cell], width: int, resumed: bool) -> None:
        """A row with several texts: numbers of columns, heads, both in one, or what the table lists."""
        layout = self._opened()
        split = split_code_row(row, self.words)
        if self._number_row(texts):
            layout.extend(row, width)
        elif split is not None and not layout.body:
            layout.heads.append(split[0])
            layout.extend(row, width)
            rest = [cell for cell in split[1] if not cell.blank]
            if not self._number_row(rest):
                layout.body.append(split[1])
        elif split is not None and self._repeats(split[0], layout):
            layout.extend(row, width)
        elif self._head_row(row, texts, layout):
            self._head(row, texts, width, resumed)
        else:
            layout.body.append(row)
            layout.extend(row, width)

    def _head(self, row: Row, texts: Sequence[Cell], width: int, resumed: bool) -> None:
        """A row of heads: of the table that is open, repeated on a new page, or of the next one."""
        layout = self._opened()
        if layout.body and self._repeats(row, layout):
            layout.extend(row, width)
            return
        if layout.body and (resumed or self._strong_head(texts)):
            layout = self._begin()
        (layout.body if layout.body else layout.heads).append(row)
        layout.extend(row, width)

    def _meta(self, texts: Sequence[Cell], row: Row, width: int, *, new: bool) -> None:
        layout = self._begin() if new else self._opened()
        layout.extend(row, width)
        read_meta(texts, layout.meta, self.words)

    def _lone(self, cell: Cell, row: Row, width: int) -> None:
        """A row with one text: a note, a line of unit or year, a title, or a row like others."""
        text = cell.text.strip()
        layout = self._open
        if self._is_note(text):
            if layout is not None:
                layout.notes.append(text)
                layout.extend(row, width)
            return
        if self._is_meta_text(text):
            self._meta([cell], row, width, new=layout is None or bool(layout.body))
            return
        if self.words.title_number.fullmatch(fold(text)) and "表" in text:
            return
        title = self._title_like(text)
        layout = self._begin() if layout is None and title else layout
        titled = bare(compiled(_CONTINUED).sub("", text)).endswith("表")
        if title and layout is not None and layout.strong and not layout.heads and not bare(text).endswith("表"):
            # A head over the whole width repeats what the title above the table says.
            layout.heads.append(row)
            layout.extend(row, width)
        elif title and (titled or layout is None or not (layout.heads or layout.body)):
            self._titled(cell, row, width)
        else:
            self._alone(text, row, width)

    def _titled(self, cell: Cell, row: Row, width: int) -> None:
        text, layout = cell.text.strip(), self._opened()
        if layout.heads and _same_title(layout.title, text):
            return
        if layout.heads or layout.body or layout.strong:
            layout = self._begin()
        layout.title, layout.strong, layout.title_place = text, True, cell.location
        layout.meta.cells["title"] = cell
        layout.extend(row, width)

    def _alone(self, text: str, row: Row, width: int) -> None:
        layout = self._opened()
        layout.lone_rows += 1
        if layout.body or (layout.heads and (self.words.row_kind(text) or not self.words.knows_head(text))):
            layout.body.append(row)
        elif self.words.knows_head(text):
            layout.heads.append(row)
        layout.extend(row, width)

    def _opened(self) -> Layout:
        return self._open if self._open is not None else self._begin()

    def _begin(self) -> Layout:
        self._close()
        self._open = layout = Layout()
        self._title_above(layout)
        self._before = []
        return layout

    def _close(self) -> None:
        if self._open is not None and self._open.first is not None and (self._open.heads or self._open.body):
            self.layouts.append(self._open)
        self._open = None

    # -- what a row is -----------------------------------------------------------------------------

    def _title_like(self, text: str) -> bool:
        title = bare(text)
        if not 3 <= len(title) <= _TITLE_LENGTH or any(word in text for word in self.words.title_never):
            return False
        if is_figure(text) or self._is_note(text) or self._is_meta_text(text):
            return False
        title = compiled(_CONTINUED).sub("", title)
        return title.endswith("表") or (
            self.words.kind_of_title(title) is not None and not text.rstrip().endswith(("，", "、"))
        )

    def _is_note(self, text: str) -> bool:
        plain = bare(text)
        return any(
            plain.startswith(word) and text.strip()[len(word) :].lstrip()[:1] in (":", "：", "1", "、", ".")
            for word in self.words.notes.starts
        )

    def _is_meta_text(self, text: str) -> bool:
        if len(text) > 80 or "。" in text:
            return False
        if stated_unit(text) and re.match(r"[(（]?(?:金额)?单位", fold(text)):
            return True
        if year_line(text) is not None:
            return True
        label, value = split_label(text, self.words)
        if label is not None and label in self.words.meta:
            return True
        return label is not None and (
            bool(value and coded_unit(value)) or stated_unit(text) is not None or not value or label.endswith("及名称")
        )

    def _is_meta(self, texts: Sequence[Cell]) -> bool:
        if len(texts) > 6 or any(is_figure(cell.text) for cell in texts):
            return False
        return any(self._is_meta_text(cell.text.strip()) for cell in texts)

    def _number_row(self, texts: Sequence[Cell]) -> bool:
        folded = [fold(cell.text) for cell in texts]
        if folded[0] in _NUMBER_ROW_HEADS:
            return True
        if len(folded) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in folded):
            return False
        numbers = [int(m.group()) for text in folded if (m := re.match(r"\d+", text))]
        return len(numbers) >= 2 and all(b == a + 1 for a, b in pairwise(numbers))

    def _head_row(self, row: Row, texts: Sequence[Cell], layout: Layout) -> bool:
        if any(is_figure(cell.text) for cell in texts) or any(at_start(cell.text) for cell in texts):
            return False
        known = sum(self.words.knows_head(cell.text) for cell in texts)
        if not layout.heads and not layout.body:
            return len(texts) >= 2
        if layout.body:
            return known >= 2 and known * 3 >= len(texts) * 2
        # Under a head that names every column there is nothing left to name.
        open_head = len(texts) < len(row) or any(cell.column_span > 1 or cell.blank for cell in layout.heads[-1])
        return open_head and known * 2 >= len(texts)

    def _strong_head(self, texts: Sequence[Cell]) -> bool:
        # 上年结转 | 年终结转 with no figures behind them is a row of the body.
        balances = all(self.words.column_role(cell.text) in self.words.open_parts for cell in texts)
        return len(texts) >= 3 and not balances and all(self.words.knows_head(cell.text) for cell in texts)

    def _repeats(self, row: Row, layout: Layout) -> bool:
        texts = [bare(cell.text) for cell in row if not cell.blank]
        return any(texts == [bare(cell.text) for cell in head if not cell.blank] for head in layout.heads)


def _heads_section(block: Paragraph) -> bool:
    text = block.text.strip()
    return block.level > 0 or (at_start(text) is not None and not text.endswith(_SENTENCE_ENDS))


def _same_title(one: str, other: str) -> bool:
    return compiled(_CONTINUED).sub("", bare(one)) == compiled(_CONTINUED).sub("", bare(other))
