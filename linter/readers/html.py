"""HTML pages, and workbooks and documents that were saved as HTML, -> Document.

What a browser shows is read: text in blocks, tables with their spans, printed numbers of lists. Scripts, styles and
templates are nothing, nor is what a tracked change deleted; hidden text is not read, and a remark says where it stands.
A table that only places other tables or prose on the page is taken apart.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from linter.bilingual import Bilingual
from linter.document import UNREAD, Block, Cell, Document, Location, Paragraph, Remark, Table
from linter.language.list_numbers import opening
from linter.readers.debris import is_upright, tidy
from linter.readers.decode import decode
from linter.readers.html_lists import number_of
from linter.readers.kinds import damaged
from linter.readers.limits import Meter
from linter.readers.relaid import relaid

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|^\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.I)
_HEAD = 8192
# What calls itself GB2312 or GBK holds characters of its successor.
_ENCODINGS = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
}
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_DROPPED = frozenset((
    "script", "style", "template", "noscript", "head", "title", "object", "svg", "math", "iframe", "del", "select",
    "textarea", "colgroup",
))  # fmt: skip
_PICTURES = frozenset(("img", "object", "embed", "iframe", "canvas"))
_MARK_SIZE = 40
"""A picture that says that it is no larger (in pixels) is a mark or a line."""
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
))  # fmt: skip
_LONG_TEXT = 60
_DEEPEST_TABLE = 16
_MOST_COLUMNS, _MOST_ROWS = 1000, 65_534
_LAST_LINE = 65_535
"""libxml2 counts no further."""
_SHOWN_LINES = 5

Element = etree._Element


@cache
def _before_item() -> re.Pattern[str]:
    """A program that writes cells into HTML without <br> leaves the line breaks of their texts; those before a number are kept."""
    return re.compile(rf"[ \t\r]*\n\s*(?={opening('heading', 'item')})")


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """A page as a browser shows it. Lines are those of the file; beyond line 65,534 there are none."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_text(data).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(str(error).splitlines()[0][:80]) from None
    if root is None:
        raise damaged("HTML")
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise damaged("标签嵌套过深", "elements are nested too deep")
    meter.check()
    page = _Page(path, meter)
    page.flow(root)
    return Document(path, "html", sha256, tuple(page.blocks), page.remarks())


def _text(data: bytes) -> str:
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    declared = None if marked else _CHARSET.search(data[:_HEAD])
    if declared is not None:
        name = (declared.group(1) or declared.group(2)).decode("ascii").lower()
        try:
            return data.decode(_ENCODINGS[name])
        except (KeyError, UnicodeError):
            pass
    return decode(data)


def _line(element: Element) -> int | None:
    line = element.sourceline
    return line if isinstance(line, int) and 0 < line < _LAST_LINE else None


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _hidden(element: Element) -> bool:
    style = element.get("style")
    return (style is not None and _HIDING.search(style) is not None) or element.get("hidden") is not None


def _is_mark(element: Element) -> bool:
    """Whether a picture is said to say nothing (HTML Living Standard, 4.8.4.4: an empty alt), or is as small as a letter."""
    if element.get("alt") == "" or element.get("role") == "presentation":
        return True
    sides = [element.get(side, "").strip().removesuffix("px") for side in ("width", "height")]
    return any(side.isdecimal() and len(side) < 6 and int(side) <= _MARK_SIZE for side in sides)


@dataclass(slots=True)
class _Flow:
    """Takes text in reading order and gives it away line by line: `put(text, line, heading level)`, `table(element)`. What
    is hidden goes to `hide`, pictures to `skip`."""

    meter: Meter
    put: Callable[[str, int | None, int], None]
    table: Callable[[Element], None]
    hide: Callable[[Element], None]
    skip: Callable[[Element], object]
    _parts: list[str] = field(default_factory=list)
    _line: int | None = None
    _level: int = 0
    _number: str = ""
    _kept: int = 0

    def inside(self, element: Element) -> None:
        """The text in an element, which is a block of its own."""
        self._add(element.text, element)
        for child in element:
            self._walk(child)
            self._add(child.tail, child)
        self.end_line()

    def _walk(self, element: Element) -> None:
        self.meter.tick()
        name = _name(element)
        if name in _PICTURES and not _hidden(element) and not _is_mark(element):
            self.skip(element)
        if not name or name in _DROPPED:
            return
        if _hidden(element):
            self.hide(element)
            return
        if name in ("br", "table"):
            self.end_line()
            if name == "table":
                self.table(element)
            return
        level, kept = self._level, self._kept
        if len(name) == 2 and name[0] == "h" and name[1] in "123456":
            self._level = int(name[1])
        self._kept += name == "pre"
        if name in _BLOCKS:
            self.end_line()
            if name == "li":
                self._number = number_of(element)
            self.inside(element)
            self._number = ""
        else:
            self._add(element.text, element)
            for child in element:
                self._walk(child)
                self._add(child.tail, child)
        self._level, self._kept = level, kept

    def _add(self, text: str | None, element: Element) -> None:
        if not text:
            return
        if self._kept:
            *lines, text = text.splitlines() if not text.endswith("\n") else [*text.splitlines(), ""]
            for line in lines:
                self._parts.append(line)
                self._line = self._line or _line(element)
                self.end_line()
        if self._line is None and not text.isspace():
            self._line = _line(element)
        if self._kept:
            self._parts.append(text)
            return
        *lines, text = _before_item().split(text)
        for line in lines:
            self._parts.append(_SPACE.sub(" ", line))
            self.end_line()
        self._parts.append(_SPACE.sub(" ", text))

    def end_line(self) -> None:
        text = tidy("".join(self._parts).replace("\xa0", " ")).strip(" \n")
        line, self._line = self._line, None
        self._parts.clear()
        if text.strip():
            number, self._number = self._number, ""
            self.put(number + text, line, self._level)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell of the page and the grid places that it covers."""

    element: Element
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
    pictures: list[int | None] = field(default_factory=list)
    _depth: int = 0

    def flow(self, element: Element) -> None:
        _Flow(self.meter, self._paragraph, self._table, self._hide, self._skip).inside(element)

    def _paragraph(self, text: str, line: int | None, level: int) -> None:
        self.paragraphs += 1
        place = Location(self.path, line=line, end_line=line, paragraph=self.paragraphs)
        self.blocks.append(Paragraph(text.strip(), place, level))

    def _hide(self, element: Element) -> None:
        if any(text.strip() for text in element.itertext()):
            self.hidden.append(_line(element))

    def _skip(self, element: Element) -> None:
        self.pictures.append(_line(element))

    def remarks(self) -> tuple[Remark, ...]:
        count = len(self.pictures)
        found = (
            (self.hidden, "有隐藏的文字{}，未检查", "hidden text was not checked{}"),
            (
                self.pictures,
                f"有 {count} 处图片或嵌入的内容{{}}，未检查",
                f"{count} picture(s) or embedded part(s) were not checked{{}}",
            ),
        )
        return tuple(self._remark(*each) for each in found if each[0])

    def _remark(self, places: Sequence[int | None], chinese: str, english: str) -> Remark:
        lines = [str(line) for line in places if line is not None]
        some = "、".join(lines[:_SHOWN_LINES]) + ("…" if len(lines) > _SHOWN_LINES else "")
        where = (f"（第 {some} 行）", f" (line {some})") if some else ("", "")
        why = Bilingual(chinese.format(where[0]), english.format(where[1]))
        return Remark(Location(self.path, line=places[0], end_line=places[0]), why)

    # -- tables ----------------------------------------------------------------------------------

    def _table(self, element: Element) -> None:
        for caption in (child for child in element if _name(child) == "caption" and not _hidden(child)):
            self.flow(caption)
        rows = list(self._rows(element))
        cells = [cell for row in rows for cell in row]
        self._depth += 1
        if self._depth > _DEEPEST_TABLE:
            raise damaged("表格嵌套过深", "tables are nested too deep")
        if _only_places(cells):
            for cell in cells:
                self.flow(cell)
        elif cells:
            self._grid(element, self._laid_out(rows))
        self._depth -= 1

    def _rows(self, element: Element) -> Iterator[list[Element]]:
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
                cells = []
                for cell in row:
                    if _name(cell) not in ("td", "th"):
                        continue
                    if _hidden(cell):
                        self._hide(cell)
                    else:
                        cells.append(cell)
                yield cells

    def _laid_out(self, rows: Sequence[Sequence[Element]]) -> list[list[_Slot]]:
        """Where each cell stands (HTML Living Standard, 4.9.12)."""
        taken: dict[int, int] = {}
        """Column -> the first row in which it is free again."""
        out = []
        for r, row in enumerate(rows):
            slots = []
            column = 0
            for element in row:
                self.meter.tick()
                while taken.get(column, 0) > r:
                    column += 1
                wide = _span(element.get("colspan"), _MOST_COLUMNS) or 1
                tall = _span(element.get("rowspan"), _MOST_ROWS) or len(rows)
                tall = min(tall, len(rows) - r)
                # A cell ends where another one reaches in from above.
                wide = next((n for n in range(1, wide) if taken.get(column + n, 0) > r), wide)
                slots.append(_Slot(element, column, tall, wide))
                taken.update(dict.fromkeys(range(column, column + wide), r + tall))
                column += wide
            out.append(slots)
        return out

    def _grid(self, element: Element, slots: Sequence[Sequence[_Slot]]) -> None:
        self.tables += 1
        table = self.tables
        width = _width(slots)
        inner: list[Element] = []
        above: dict[tuple[int, int], tuple[_Slot, int]] = {}
        grid = []
        for r, row in enumerate(slots):
            own = {slot.column: slot for slot in row}
            cells: list[Cell] = []
            column = 0
            while column < width:
                slot = own.get(column)
                over, top = above.pop((r, column), (None, 0))
                source = slot.element if slot is not None else row[0].element if row else element
                line = _line(source)
                place = Location(
                    self.path, line=line, end_line=line, table=table, row=r + 1, cell=len(cells) + 1
                )  # fmt: skip
                if slot is not None:
                    text = self._cell_text(slot.element, inner)
                    rows, columns = slot.rows, min(slot.columns, width - column)
                    cells.append(Cell(text, r, column, place, rows, columns))
                    above.update(((below, column), (slot, r)) for below in range(r + 1, r + rows))
                elif over is not None:
                    columns = min(over.columns, width - column)
                    cells.append(Cell("", r, column, place, 1, columns, (top, column)))
                else:
                    columns = 1
                    cells.append(Cell("", r, column, place))
                column += columns
            self.meter.cell(len(cells))
            grid.append(tuple(cells))
        place = Location(self.path, line=_line(element), end_line=grid[-1][-1].location.end_line, table=table)
        laid, _ = relaid(Table(tuple(grid), width, place))
        self.blocks.append(laid)
        for each in inner:
            self._table(each)

    def _cell_text(self, element: Element, inner: list[Element]) -> str:
        """The text of a cell, a line for each line that a block or a <br> ends. Tables inside go to `inner`."""
        lines: list[str] = []
        before = len(self.pictures)
        put = _Flow(self.meter, lambda text, line, level: lines.append(text), inner.append, self._hide, self._skip)
        put.inside(element)
        text = "\n".join(lines).strip("\n").rstrip()
        text = text.replace("\n", "") if is_upright(text) else text
        return text or (UNREAD if len(self.pictures) > before else "")


def _span(text: str | None, most: int) -> int:
    """The number of rows or columns that a cell covers; 0 (down to the end) is told from a missing or broken one."""
    if text is None or not text.strip().isdecimal() or len(text) > 9:
        return 1
    return min(int(text), most)


def _width(slots: Sequence[Sequence[_Slot]]) -> int:
    """The columns of a table: as far as a cell begins. A last cell that says it goes on is taken at its word only as far
    as other rows go too."""
    return max(slot.column for row in slots for slot in row) + 1


def _only_places(cells: Sequence[Element]) -> bool:
    """Whether a table is a frame for what is in it: it holds tables with most of its text, or is one cell of prose."""
    whole = nested = 0
    for cell in cells:
        whole += _length(cell)
        nested += sum(_length(table) for table in cell.iter("table") if _outermost(table, cell))
    if nested:
        return nested * 2 > whole
    return len(cells) == 1 and whole > _LONG_TEXT


def _outermost(table: Element, cell: Element) -> bool:
    return next(table.iterancestors("table", "td", "th"), None) is cell


def _length(element: Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
