"""HTML pages, and workbooks and documents that were saved as HTML, -> Document.

What a browser shows is read: text in blocks, tables with their spans, printed numbers of lists. Scripts, styles and
templates are nothing; text that is hidden, and text that a tracked change deleted, is not read, and a remark says where
hidden text stands. Tables that only place other tables and prose on the page are taken apart.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from linter.document import Block, Cell, Document, Location, Paragraph, Remark, Table
from linter.readers.debris import tidy
from linter.readers.decode import decode
from linter.readers.html_lists import number_of
from linter.readers.kinds import damaged
from linter.readers.limits import Meter

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.I)
_HEAD = 8192
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_DROPPED = frozenset("script style template noscript head title object svg math iframe del select textarea".split())
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figure figcaption footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_LONG_TEXT = 60
_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534
# libxml2 keeps no higher line number.
_LAST_LINE = 65_535
_SHOWN_LINES = 5


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """A page as a browser shows it. Lines are those of the file; beyond line 65,535 there are none."""
    text = _decode(data, path)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged(str(error).splitlines()[0][:80]) from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise damaged("标签嵌套过深 / elements are nested too deep")
    meter.check()
    page = _Page(path, meter)
    page.walk(root)
    page.end_line()
    return Document(path, "html", sha256, tuple(page.blocks), page.remarks())


def _decode(data: bytes, path: str) -> str:
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data, path)
    declared = _CHARSET.search(data[:_HEAD]) or _XML_ENCODING.search(data[:_HEAD])
    if declared is not None:
        name = declared.group(1).decode("ascii").lower()
        # What calls itself GB2312 or GBK holds characters of its successor.
        name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936") else name
        try:
            return codecs.lookup(name).decode(data)[0] if codecs.lookup(name)._is_text_encoding else decode(data, path)
        except (LookupError, UnicodeError):
            pass
    return decode(data, path)


def _shown_line(element: etree._Element) -> int | None:
    line = element.sourceline
    return line if line is not None and 0 < line < _LAST_LINE else None


def _hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return (style is not None and _HIDING.search(style) is not None) or element.get("hidden") is not None


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition(":")[2].lower() if isinstance(tag, str) else ""


@dataclass(slots=True)
class _Slot:
    """A cell of the page while its table is being laid out."""

    element: etree._Element
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class _Page:
    path: str
    meter: Meter
    blocks: list[Block] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    hidden: list[int | None] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _line: int | None = None
    _level: int = 0
    _number: str = ""
    _kept: int = 0

    def remarks(self) -> tuple[Remark, ...]:
        if not self.hidden:
            return ()
        lines = [str(line) for line in self.hidden if line is not None]
        some = "、".join(lines[:_SHOWN_LINES]) + ("…" if len(lines) > _SHOWN_LINES else "")
        where = (f"（第 {some} 行）", f" (line {some})") if some else ("", "")
        why = f"有隐藏的文字{where[0]}，未检查 / hidden text was not checked{where[1]}"
        return (Remark(Location(self.path, line=self.hidden[0], end_line=self.hidden[0]), why),)

    # -- paragraphs ------------------------------------------------------------------------------

    def walk(self, element: etree._Element) -> None:
        """Takes the text of an element and what is in it, block by block."""
        self.meter.tick()
        name = _name(element)
        if name in _DROPPED or not name:
            return
        if _hidden(element):
            self._hide(element)
            return
        if name == "br":
            self.end_line()
            return
        if name == "table":
            self.end_line()
            self._table(element)
            return
        block = name in _BLOCKS
        if block:
            self.end_line()
        level = self._level
        if len(name) == 2 and name[0] == "h" and name[1] in "123456":
            self._level = int(name[1])
        if name == "li":
            self._number = number_of(element)
        kept = self._kept
        self._kept += name == "pre"
        self._put(element.text, element)
        for child in element:
            self.walk(child)
            self._put(child.tail, child)
        self._kept = kept
        if block:
            self.end_line()
        if name == "li":
            self._number = ""
        self._level = level

    def _put(self, text: str | None, element: etree._Element) -> None:
        if not text:
            return
        if self._kept:
            *lines, text = text.replace("\r\n", "\n").split("\n")
            for line in lines:
                self._put_words(line, element)
                self.end_line()
        else:
            text = _SPACE.sub(" ", text)
        self._put_words(text, element)

    def _put_words(self, text: str, element: etree._Element) -> None:
        if self._line is None and text.strip():
            self._line = _shown_line(element)
        self._text.append(text)

    def end_line(self) -> None:
        """Ends the paragraph that is being read."""
        text = tidy("".join(self._text).replace("\xa0", " ")).strip()
        line, self._line = self._line, None
        self._text.clear()
        if not text:
            return
        text, self._number = self._number + text, ""
        self.paragraphs += 1
        place = Location(self.path, line=line, end_line=line, paragraph=self.paragraphs)
        self.blocks.append(Paragraph(text, place, self._level))

    def _hide(self, element: etree._Element) -> None:
        if any(text.strip() for text in element.itertext()):
            self.hidden.append(_shown_line(element))

    # -- tables ----------------------------------------------------------------------------------

    def _table(self, element: etree._Element) -> None:
        captions = [child for child in element if _name(child) == "caption"]
        for caption in captions:
            self.walk(caption)
        rows = list(self._rows(element))
        if _only_places(rows):
            for cells in rows:
                for cell in cells:
                    self._level = 0
                    for part in _contents(cell):
                        self.walk_cell(part)
            return
        slots = self._laid_out(rows)
        if not any(slots):
            return
        self.tables += 1
        table = self.tables
        width = max(slot.column + slot.columns for row in slots for slot in row)
        inner: list[etree._Element] = []
        origins: dict[tuple[int, int], _Slot] = {}
        grid = []
        for r, row in enumerate(slots):
            cells: list[Cell] = []
            own = {slot.column: slot for slot in row}
            column = 0
            while column < width:
                slot = own.get(column)
                if slot is not None:
                    found: list[etree._Element] = []
                    text = self._cell_text(slot.element, found)
                    inner += found
                    place = self._place(slot.element, table, r, len(cells))
                    cells.append(Cell(text, r, column, place, slot.rows, slot.columns))
                    for below in range(r + 1, r + slot.rows):
                        origins[below, column] = slot
                    if slot.rows > 1:
                        slot.element.set("data-row", str(r))
                    column += slot.columns
                    continue
                above = origins.pop((r, column), None)
                line = element if not row else row[0].element
                place = self._place(line, table, r, len(cells))
                if above is not None:
                    origin = (int(above.element.get("data-row", "0")), column)
                    cells.append(Cell("", r, column, place, 1, above.columns, origin))
                    column += above.columns
                else:
                    cells.append(Cell("", r, column, place))
                    column += 1
            self.meter.cell(len(cells))
            grid.append(tuple(cells))
        line = _shown_line(element)
        last = grid[-1][-1].location.end_line
        self.blocks.append(Table(tuple(grid), width, Location(self.path, line=line, end_line=last, table=table)))
        for each in inner:
            self._table(each)

    def walk_cell(self, part: etree._Element | str) -> None:
        if isinstance(part, str):
            self._text.append(_SPACE.sub(" ", part))
        else:
            self.walk(part)

    def _place(self, element: etree._Element, table: int, row: int, cell: int) -> Location:
        line = _shown_line(element)
        return Location(self.path, line=line, end_line=line, table=table, row=row + 1, cell=cell + 1)

    def _rows(self, element: etree._Element) -> Iterator[list[etree._Element]]:
        """The cells of each row that is shown; what stands in the foot of a table is shown last."""
        groups = [child for child in element if _name(child) in ("thead", "tbody", "tfoot", "tr")]
        for group in sorted(groups, key=lambda group: _name(group) == "tfoot"):
            if _hidden(group):
                self._hide(group)
                continue
            for row in [group] if _name(group) == "tr" else [each for each in group if _name(each) == "tr"]:
                if _hidden(row):
                    self._hide(row)
                    continue
                cells = [cell for cell in row if _name(cell) in ("td", "th")]
                for cell in cells:
                    if _hidden(cell):
                        self._hide(cell)
                yield [cell for cell in cells if not _hidden(cell)]

    def _laid_out(self, rows: list[list[etree._Element]]) -> list[list[_Slot]]:
        """Where each cell stands (HTML Living Standard, 4.9.12)."""
        taken: dict[int, int] = {}  # column -> first row in which it is free again
        out = []
        for r, row in enumerate(rows):
            slots = []
            column = 0
            for element in row:
                while taken.get(column, 0) > r:
                    column += 1
                wide = _span(element.get("colspan"), _MOST_COLUMNS) or 1
                tall = _span(element.get("rowspan"), _MOST_ROWS)
                tall = len(rows) - r if tall == 0 else min(tall or 1, len(rows) - r)
                # A cell that another one reaches into from above ends there.
                wide = next((n for n in range(1, wide) if taken.get(column + n, 0) > r), wide)
                slots.append(_Slot(element, column, tall, wide))
                self.meter.cell(0)
                for covered in range(column, column + wide):
                    taken[covered] = r + tall
                column += wide
            out.append(slots)
        return out

    def _cell_text(self, element: etree._Element, inner: list[etree._Element]) -> str:
        """The text of a cell, a line break where a block or a <br> ends a line. Tables inside go to `inner`."""
        outside = _Page(self.path, self.meter)
        outside._level = 0
        for part in _contents(element):
            if isinstance(part, str):
                outside._put(part, element)
            else:
                _take_apart(part, outside, inner)
        outside.end_line()
        self.hidden += outside.hidden
        return "\n".join(block.text for block in outside.blocks if isinstance(block, Paragraph))
