"""Goes through the blocks of a .docx in reading order and hands out each with the elements that print it.

The reader takes the blocks; a review copy takes the elements with them, so nothing is ever searched for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, cast

from lxml import etree

from linter.bilingual import Bilingual
from linter.document import UNREAD, Block, Cell, Location, Paragraph, Remark, Table
from linter.readers.debris import is_upright
from linter.readers.docx.drawn import too_deep
from linter.readers.docx.names import (
    ALTERNATE,
    CUSTOM_XML,
    DEL,
    INS,
    MOVE_TO,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    P,
    branch,
    number,
    on,
    w,
)
from linter.readers.docx.plain import end_paragraph, plain_cells
from linter.readers.docx.text import Piece, TextReader, XmlPlace
from linter.readers.limits import Meter
from linter.readers.relaid import relaid

WRAPPERS = (SDT, CUSTOM_XML, ALTERNATE, INS, MOVE_TO)
"""What may stand around blocks, rows and cells."""

_ALT_CHUNK = w("altChunk")
_GRID_SPAN, _V_MERGE, _H_MERGE, _CELL_DEL = w("gridSpan"), w("vMerge"), w("hMerge"), w("cellDel")
_GRID_BEFORE, _HIDDEN = w("gridBefore"), w("hidden")
_TABLE_LEVELS = 3
_WIDEST = 64
"""More grid columns than one cell of Word can span (63)."""
_RESTART = "restart"
_SHOWN = 30


class Found(NamedTuple):
    """A block with its source; of a table also the source of each of its cells, None for one that is not in the file."""

    block: Block
    source: XmlPlace
    cells: tuple[tuple[XmlPlace | None, ...], ...] = ()


class _Draft:
    """A cell while its table is being read."""

    __slots__ = ("column", "home", "index", "merge", "origin", "rows", "source", "span", "text")

    def __init__(
        self, text: str, source: XmlPlace | None, index: int | None, column: int, span: int, merge: str | None = None
    ) -> None:
        self.text = text
        self.source = source
        self.index = index
        self.column = column
        self.span = span
        self.rows = 1
        self.merge = merge
        self.home = self.origin = cast("tuple[int, int] | None", None)


class Walker:
    """Counts paragraphs and tables over all stories of one document. `remarks` grows while it walks."""

    def __init__(self, path: str, text: TextReader, meter: Meter) -> None:
        self.remarks: list[Remark] = []
        self._path = path
        self._text = text
        self._meter = meter
        self._paragraphs = 0
        self._tables = 0
        self._line: etree._Element | None = None

    def blocks(
        self, elements: Iterable[etree._Element], route: tuple[str, ...] = (), depth: int = 0
    ) -> Iterator[Found]:
        """The blocks of a body, a note or a text box, whose children `elements` are. May be called bit by bit;
        `rest` then closes the story."""
        if depth > self._meter.limits.depth:
            raise too_deep(self._meter.limits.depth)
        for element in elements:
            tag = element.tag
            if tag == P:
                self._meter.tick()
                if self._line is None:
                    self._line = element
                if self._text.paragraph(element):
                    yield from self.rest(route, depth)
            elif tag == TBL:
                yield from self.rest(route, depth)
                yield from self._table(element, route, depth)
            elif tag in WRAPPERS:
                yield from self.blocks(_inside(element), route, depth + 1)
            elif tag == _ALT_CHUNK:
                self._remark(
                    Location(self._path, paragraph=self._paragraphs or None, route=route),
                    Bilingual("嵌入的其他格式内容没有检查", "embedded content of another format was not checked"),
                )

    def rest(self, route: tuple[str, ...] = (), depth: int = 0) -> Iterator[Found]:
        """The paragraph that is being read, line by line, and the text boxes that hang on it."""
        element, self._line = self._line, None
        if element is None:
            return
        pieces = tuple(self._text.take())
        level = self._text.level if not route else 0
        raw = "".join([piece.text for piece in pieces])
        offset = 0
        for line in raw.split("\n"):
            text = line.strip()
            if text:
                self._paragraphs += 1
                place = Location(self._path, paragraph=self._paragraphs, route=route)
                yield Found(
                    Paragraph(text, place, level), XmlPlace(element, pieces, offset + len(line) - len(line.lstrip()))
                )
            offset += len(line) + 1
        if self._text.unread and not raw.strip():
            # A paragraph that holds a picture and no text: it counts, or nobody would find the place.
            self._paragraphs += 1
        place = Location(self._path, paragraph=self._paragraphs or None, route=route)
        self._hidden(place)
        self._drawn(place)
        yield from self._boxed(route, depth)

    def _boxed(self, route: tuple[str, ...], depth: int) -> Iterator[Found]:
        boxes, self._text.boxes = self._text.boxes, []
        for box in boxes:
            fields = self._text.fresh_fields()
            yield from self.blocks(box, route, depth + _TABLE_LEVELS)
            yield from self.rest(route, depth + _TABLE_LEVELS)
            self._text.fresh_fields(fields)

    def _table(self, table: etree._Element, route: tuple[str, ...], depth: int) -> Iterator[Found]:
        if depth > self._meter.limits.depth:
            raise too_deep(self._meter.limits.depth)
        self._tables += 1
        own = self._tables
        boxes, self._text.boxes = self._text.boxes, []
        nested: list[etree._Element] = []
        rows: list[list[_Draft]] = []
        above: dict[int, _Draft] = {}
        for row in _through(table, TR, depth, self._meter.limits.depth):
            place = Location(self._path, table=own, row=len(rows) + 1, route=route)
            drafts = self._row(row, place, nested, depth)
            if drafts is not None:
                above = self._merged(drafts, above, place)
                rows.append(drafts)
        width = max((row[-1].column + row[-1].span for row in rows if row), default=0)
        if width:
            for drafts in rows:
                end = drafts[-1].column + drafts[-1].span if drafts else 0
                if end < width:
                    drafts.append(_Draft("", None, None, end, width - end))
            block = Table(
                tuple(tuple([self._cell(each, own, r, route) for each in row]) for r, row in enumerate(rows)),
                width,
                Location(self._path, table=own, route=route),
            )
            block, groups = relaid(block)
            each_row = iter(rows)
            yield Found(
                block,
                XmlPlace(table),
                tuple(tuple([each.source for row in islice(each_row, count) for each in row]) for count in groups),
            )
        else:
            self._tables -= 1
        for each in nested:
            yield from self._table(each, route, depth + _TABLE_LEVELS)
        yield from self._boxed(route, depth)
        self._text.boxes = boxes

    def _cell(self, draft: _Draft, table: int, row: int, route: tuple[str, ...]) -> Cell:
        place = Location(self._path, table=table, row=row + 1, cell=draft.index, route=route)
        return Cell(draft.text, row, draft.column, place, draft.rows, draft.span, draft.origin)

    def _row(
        self, row: etree._Element, place: Location, nested: list[etree._Element], depth: int
    ) -> list[_Draft] | None:
        """The cells of a row, or None for a row that is deleted or hidden."""
        column, drafts = 0, []
        properties = row.find(TRPR)
        if properties is not None:
            if properties.find(DEL) is not None:
                return None
            if on(properties.find(_HIDDEN)):
                self._remark(place, Bilingual("表格的隐藏行没有检查", "a hidden row of a table was not checked"))
                return None
            before = _span(number(properties.find(_GRID_BEFORE)), 0)
            if before:
                drafts.append(_Draft("", None, None, 0, before))
                column = before
        cells = plain_cells(row, self._text.is_plain_style) if self._text.is_plain else None
        if cells is not None:
            for index, cell in enumerate(cells, 1):
                text, source = _told(cell.element, cell.pieces)
                drafts.append(_Draft(text, source, index, column, _span(cell.span, 1), cell.merge))
                column += drafts[-1].span
        else:
            for index, element in enumerate(_through(row, TC, depth, self._meter.limits.depth), 1):
                draft, joined = self._draft(element, index, column, place, nested, depth)
                if joined and drafts:
                    drafts[-1].span += draft.span
                elif draft.span:
                    drafts.append(draft)
                column += draft.span
        self._meter.cell(len(drafts) or 1)
        return drafts

    def _draft(
        self,
        cell: etree._Element,
        index: int,
        column: int,
        place: Location,
        nested: list[etree._Element],
        depth: int,
    ) -> tuple[_Draft, bool]:
        """A cell, and whether it only goes on with the one before it. A deleted cell spans nothing."""
        span, merge, joined = 1, None, False
        properties = cell.find(TCPR)
        for child in properties if properties is not None else ():
            tag = child.tag
            if tag == _GRID_SPAN:
                span = _span(number(child), 1)
            elif tag == _V_MERGE:
                merge = child.get(VAL, "")
            elif tag == _H_MERGE:
                joined = child.get(VAL) != _RESTART
            elif tag == _CELL_DEL:
                return _Draft("", None, index, column, 0), False
        pieces: list[Piece] = []
        self._cell_lines(cell, pieces, nested, depth)
        pieces += self._text.take()
        text, source = _told(cell, pieces)
        if self._text.hidden:
            self._hidden(replace(place, cell=index))
        if self._text.unread:
            self._drawn(replace(place, cell=index))
            text = text or UNREAD
        return _Draft(text, source, index, column, span, merge), joined

    def _merged(self, drafts: list[_Draft], above: dict[int, _Draft], place: Location) -> dict[int, _Draft]:
        """Gives the cells of a row that go on with one above their origin; what the next row may go on with."""
        below: dict[int, _Draft] = {}
        for draft in drafts:
            if draft.merge is None:
                continue
            head = above.get(draft.column) if draft.merge != _RESTART else None
            if head is None:
                # It begins here, whatever it says: there is nothing above to go on with.
                draft.home = ((place.row or 1) - 1, draft.column)
                head = draft
            else:
                draft.origin = head.home
                if draft.text.strip():
                    self._remark(
                        replace(place, cell=draft.index),
                        Bilingual("被合并单元格遮住的文字没有检查", "text covered by a merged cell was not checked"),
                    )
                    draft.text, draft.source = "", draft.source and XmlPlace(draft.source.element)
                if draft.column == head.column:
                    head.rows += 1
            below.update(dict.fromkeys(range(draft.column, draft.column + draft.span), head))
        return below

    def _cell_lines(
        self,
        container: Iterable[etree._Element],
        pieces: list[Piece],
        nested: list[etree._Element],
        depth: int,
    ) -> None:
        """The lines of a cell, of a paragraph each. Tables inside go to `nested`."""
        if depth > self._meter.limits.depth:
            raise too_deep(self._meter.limits.depth)
        for child in container:
            tag = child.tag
            if tag == P:
                if self._text.paragraph(child):
                    start = len(pieces)
                    pieces += self._text.take()
                    end_paragraph(pieces, start, child)
            elif tag == TBL:
                nested.append(child)
            elif tag in WRAPPERS:
                self._cell_lines(_inside(child), pieces, nested, depth + 1)

    def _hidden(self, place: Location) -> None:
        text = "".join(self._text.hidden).strip()
        self._text.hidden.clear()
        if text:
            shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
            self._remark(place, Bilingual(f"隐藏文字没有检查：{shown}", f"hidden text was not checked: {shown}"))

    def _drawn(self, place: Location) -> None:
        for why in self._text.unread:
            self._remark(place, why)
        self._text.unread.clear()

    def _remark(self, place: Location, why: Bilingual) -> None:
        self.remarks.append(Remark(place, why))


def _told(cell: etree._Element, pieces: list[Piece]) -> tuple[str, XmlPlace]:
    """A cell's text, without blanks at its end, and where it stands."""
    if not pieces:
        return "", XmlPlace(cell)
    raw = "".join([piece.text for piece in pieces]).rstrip()
    if is_upright(raw):
        pieces = [piece for piece in pieces if piece.text != "\n"]
        raw = raw.replace("\n", "")
    first = len(raw) - len(raw.lstrip("\n"))
    return raw[first:], XmlPlace(cell, tuple(pieces), first)


def _span(count: int | None, least: int) -> int:
    return min(max(count if count is not None else least, least), _WIDEST)


def _inside(wrapper: etree._Element) -> Iterable[etree._Element]:
    if wrapper.tag == SDT:
        content = wrapper.find(SDT_CONTENT)
        return content if content is not None else ()
    return branch(wrapper) if wrapper.tag == ALTERNATE else wrapper


def _through(container: Iterable[etree._Element], tag: str, depth: int, deepest: int) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    if depth > deepest:
        raise too_deep(deepest)
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _through(_inside(child), tag, depth + 1, deepest)
