"""XML Spreadsheet 2003 -> Document: the workbooks that many budget systems export, under the suffix .xls or .xml.

One XML file holds styles and sheets ("XML Spreadsheet Reference", Office XP and 2003). It is read as a stream. Rows and
cells state their number only where something was left out before them; merged cells are stated at their first cell.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from linter.document import UNREAD, Document
from linter.readers.decode import decode
from linter.readers.limits import Meter
from linter.readers.xlsx.bands import Merge, Sheet
from linter.readers.xlsx.number_dates import serial_of
from linter.readers.xlsx.number_format import GENERAL, show_figure, show_text
from linter.readers.xlsx.sheets import SheetsBuilder, empty_workbook
from linter.readers.xlsx.xml_stream import ElementHandler, stream_text

_SS = "urn:schemas-microsoft-com:office:spreadsheet"
_NUMBER = re.compile(r"\d{1,9}")
_ROWS, _COLUMNS = 1_048_576, 16_384
_NAMED = {
    "general number": GENERAL,
    "fixed": "0.00",
    "standard": "#,##0.00",
    "percent": "0.00%",
    "scientific": "0.00E+00",
    "currency": '"¥"#,##0.00;"¥"-#,##0.00',
    "short date": "yyyy/m/d",
    "medium date": "d-mmm-yy",
    "long date": 'yyyy"年"m"月"d"日"',
    "general date": "yyyy/m/d h:mm",
    "short time": "h:mm",
    "medium time": "h:mm AM/PM",
    "long time": "h:mm:ss",
    "yes/no": '"Yes";"Yes";"No"',
    "true/false": '"True";"True";"False"',
    "on/off": '"On";"On";"Off"',
}
"""The formats that this file kind knows by a name, as a Chinese Excel shows them."""


class _Style(NamedTuple):
    code: str = GENERAL
    border: bool = False


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """The visible sheets of a workbook in their order."""
    book = _Book(SheetsBuilder(path, meter), meter)
    stream_text(decode(data), book, meter)
    build = book.build
    if not build.blocks:
        raise empty_workbook()
    return Document(path, "xls", sha256, tuple(build.blocks), tuple(build.remarks))


class _Book(ElementHandler):
    """The whole file. A sheet is handed on when it ends: whether it is hidden stands behind its cells."""

    def __init__(self, build: SheetsBuilder, meter: Meter) -> None:
        self.build = build
        self._meter = meter
        self._styles: dict[str, _Style] = {}
        self._style = ""
        self._sheet = Sheet("")
        self._hidden = self._date1904 = False
        self._row = self._column = -1
        self._row_end = 0
        self._next_column = 0
        self._row_style = ""
        self._cell: dict[str, str] | None = None
        self._data: dict[str, str] | None = None
        self._parts: list[str] = []
        self._noted = self._filled = self._texts = self._borders = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._noted or self._data is not None:
            return
        if name == "Data" and self._cell is not None:
            self._data, self._parts = attributes, []
        elif name == "Cell":
            self._start_cell(attributes)
        elif name == "Row":
            self._start_row(attributes)
        elif name in ("Comment", "PhoneticText"):
            self._noted = True
        elif name == "Column":
            self._start_column(attributes)
        elif name == "Worksheet":
            self._start_sheet(attributes)
        elif name in ("Style", "NumberFormat", "Border"):
            self._start_style(name, attributes)

    def between(self, text: str) -> None:
        # Rich text: elements of HTML with the text between them.
        if self._data is not None and not self._noted:
            self._parts.append(text)

    def end(self, name: str, text: str) -> None:
        if self._noted:
            self._noted = name not in ("Comment", "PhoneticText")
        elif self._data is not None:
            self._parts.append(text)
            if name == "Data":
                self._end_data()
        elif name == "Cell":
            self._end_cell()
        elif name == "Row":
            self._end_row()
        elif name == "Worksheet":
            self._end_sheet()
        elif name == "Visible":
            self._hidden = text.strip() in ("SheetHidden", "SheetVeryHidden")
        elif name == "Date1904":
            self._date1904 = True

    # -- styles ------------------------------------------------------------------------------------

    def _start_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Style":
            self._style = _get(attributes, "ID")
            parent = self._styles.get(_get(attributes, "Parent")) or self._styles.get("Default") or _Style()
            self._styles[self._style] = parent
            return
        style = self._styles.get(self._style, _Style())
        if name == "NumberFormat":
            code = _get(attributes, "Format") or GENERAL
            self._styles[self._style] = style._replace(code=_NAMED.get(code.lower(), code))
        elif _get(attributes, "LineStyle") not in ("", "None"):
            self._styles[self._style] = style._replace(border=True)

    # -- sheets ------------------------------------------------------------------------------------

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        self._sheet = Sheet(_get(attributes, "Name"))
        self._hidden = False
        self._row = -1
        self._row_end = self._next_column = 0

    def _end_sheet(self) -> None:
        if self._hidden:
            self.build.hidden_sheet(self._sheet.name)
        else:
            self.build.add(self._sheet)
        self._sheet = Sheet("")

    def _start_column(self, attributes: dict[str, str]) -> None:
        first = _number(attributes, "Index", self._next_column + 1) - 1
        last = min(first + _number(attributes, "Span", 0), _COLUMNS - 1)
        self._next_column = last + 1
        if _get(attributes, "Hidden") == "1" or _get(attributes, "Width") == "0":
            self._sheet.hidden_columns.append((first, last))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = min(max(_number(attributes, "Index", 0), self._row_end + 1), _ROWS) - 1
        self._row_end = min(self._row + 1 + _number(attributes, "Span", 0), _ROWS)
        self._row_style = _get(attributes, "StyleID")
        self._column = -1
        self._texts = self._borders = False
        if _get(attributes, "Hidden") == "1" or _get(attributes, "Height") == "0":
            self._sheet.hidden_rows.update(range(self._row, self._row_end))

    def _end_row(self) -> None:
        self._meter.tick()
        if self._borders and not self._texts:
            self._sheet.border(self._row)

    # -- cells -------------------------------------------------------------------------------------

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._filled = attributes, False
        self._column = min(_number(attributes, "Index", self._column + 2), _COLUMNS) - 1
        across, down = _number(attributes, "MergeAcross", 0), _number(attributes, "MergeDown", 0)
        if across or down:
            right, bottom = min(self._column + across, _COLUMNS - 1), min(self._row + down, _ROWS - 1)
            self._sheet.merges.append(Merge(self._row, self._column, bottom, right))
        self._borders = self._borders or self._style_of(attributes).border

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        if _get(cell, "Formula") and not self._filled:
            self._sheet.pending.append((self._row, self._column))
            self._put(UNREAD)
        self._column += _number(cell, "MergeAcross", 0)

    def _end_data(self) -> None:
        given, self._data = self._data or {}, None
        if self._cell is None:
            return
        self._filled = True
        self._put(self._shown(_get(given, "Type"), "".join(self._parts), self._style_of(self._cell).code))

    def _put(self, text: str | None) -> None:
        if self._sheet.fill_or_damaged(self._row, self._column, text):
            self._meter.cell()
            self._texts = True

    def _style_of(self, cell: dict[str, str]) -> _Style:
        named = _get(cell, "StyleID") or self._row_style or "Default"
        return self._styles.get(named, _Style())

    def _shown(self, kind: str, value: str, code: str) -> str | None:
        """The text that a cell shows; None for one that is damaged."""
        if kind == "Boolean":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if not value.strip():
            return ""
        if kind not in ("Number", "DateTime"):
            return value if kind == "Error" else show_text(value.replace("\r\n", "\n").replace("\r", "\n"), code)
        if kind == "DateTime":
            serial = serial_of(value.strip(), date1904=self._date1904)
            if serial is None:
                return value
            value = str(serial)
        return show_figure(value, code, date1904=self._date1904)


def _get(attributes: dict[str, str], name: str) -> str:
    return attributes.get(f"{_SS} {name}", "") or attributes.get(name, "")


def _number(attributes: dict[str, str], name: str, otherwise: int) -> int:
    text = _get(attributes, name)
    return int(text) if _NUMBER.fullmatch(text) else otherwise
