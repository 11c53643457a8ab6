"""Excel workbooks (.xlsx, .xlsm) -> Document: the displayed texts of the visible sheets.

SpreadsheetML (ECMA-376 part 1, 18) is read as a stream, straight from the archive: one pass gives values, formulas
without a result, formats, hidden rows and merged cells, and memory does not grow with what a sheet claims to hold.
Formulas are not computed; what the program that saved the file computed is read. Comments are no content.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from linter.bilingual import Bilingual
from linter.document import UNREAD, Document
from linter.errors import UserError
from linter.readers.archive import Archive
from linter.readers.kinds import damaged
from linter.readers.limits import Meter
from linter.readers.xlsx.bands import Merge, Sheet
from linter.readers.xlsx.drawings import unread
from linter.readers.xlsx.number_dates import serial_of
from linter.readers.xlsx.number_format import BUILTIN, GENERAL, show_figure, show_number, show_text
from linter.readers.xlsx.sheets import FINDINGS_SHEET, SheetsBuilder, empty_workbook
from linter.readers.xlsx.xml_stream import ElementHandler, stream

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_LITERAL = re.compile(r"[-+]?\d+(?:\.\d+)?%?")
# Numbers that General shows as the file writes them.
_SHORT = re.compile(r"-?(?:[1-9]\d{0,6}|0(?!\.000))(?:\.\d{0,2}[1-9])?")
_ROWS, _COLUMNS = 1_048_576, 16_384
_DEFAULT_STYLE = (GENERAL, False)


class _SheetEntry(NamedTuple):
    name: str
    relation: str
    hidden: bool


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """The visible sheets of a workbook in their order."""
    archive = Archive(data, meter)
    main = archive.related("", "officeDocument")
    if main is None:
        raise damaged("workbook")
    if main.endswith(".bin"):
        raise UserError(
            Bilingual("暂不能读取二进制工作簿（.xlsb）", "binary workbooks (.xlsb) cannot be read yet"),
            Bilingual("请另存为 .xlsx 后再检查。", "Save it as .xlsx and check that."),
        )
    book = _Book()
    stream(archive, main, book, meter)
    targets = {each.id: each for each in archive.relationships(main)}
    styles, strings = _Styles(), _Strings()
    for kind, part in (("styles", styles), ("sharedStrings", strings)):
        name = archive.related(main, kind)
        if name is not None:
            stream(archive, name, part, meter)
    build = SheetsBuilder(path, meter)
    for entry in book.sheets:
        target = targets.get(entry.relation)
        if target is None or target.kind != "worksheet":
            continue  # a sheet that is a chart or a dialog has no cells
        if entry.hidden:
            build.hidden_sheet(entry.name)
            continue
        sheet = Sheet(entry.name)
        cells = _Cells(sheet, strings.texts, styles.styles, book.date1904, meter)
        stream(archive, target.target, cells, meter)
        if not cells.ours:
            build.add(sheet)
            build.say(entry.name, unread(archive, target.target, entry.name))
    if not build.blocks:
        raise empty_workbook()
    return Document(path, "xlsx", sha256, tuple(build.blocks), tuple(build.remarks))


class _Book(ElementHandler):
    """xl/workbook.xml: the sheets in order, and where days are counted from."""

    def __init__(self) -> None:
        self.sheets: list[_SheetEntry] = []
        self.date1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(_SheetEntry(attributes.get("name", ""), relation, hidden))
        elif name == "workbookPr":
            self.date1904 = attributes.get("date1904") in ("1", "true")


class _Styles(ElementHandler):
    """xl/styles.xml: for each cell style its number format and whether it draws a border."""

    def __init__(self) -> None:
        self.styles: list[tuple[str, bool]] = []
        self._formats: dict[int, str] = {}
        self._borders: list[bool] = []
        self._open: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(name)
        within = self._open[-2] if len(self._open) > 1 else ""
        if name == "numFmt" and within == "numFmts":
            self._formats[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", GENERAL)
        elif name == "border":
            self._borders.append(False)
        elif within == "border" and self._borders and attributes.get("style", "none") != "none":
            self._borders[-1] = True
        elif name == "xf" and within == "cellXfs":
            number, border = _number(attributes.get("numFmtId")), _number(attributes.get("borderId"))
            code = self._formats.get(number) or BUILTIN.get(number, GENERAL)
            self.styles.append((code, border < len(self._borders) and self._borders[border]))

    def end(self, name: str, text: str) -> None:
        self._open.pop()


class _Strings(ElementHandler):
    """xl/sharedStrings.xml: texts without their formatting and without phonetic guides."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str, text: str) -> None:
        if name == "t" and not self._phonetic:
            self._parts.append(text)
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.texts.append(_plain("".join(self._parts)))


class _Cells(ElementHandler):
    """A worksheet: fills in a Sheet."""

    def __init__(
        self, sheet: Sheet, strings: list[str], styles: list[tuple[str, bool]], date1904: bool, meter: Meter
    ) -> None:
        self._sheet = sheet
        self._strings = strings
        self._styles = styles
        self._date1904 = date1904
        self._meter = meter
        self._row = self._column = -1
        self._type = ""
        self._style = _DEFAULT_STYLE
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: list[str] = []
        self._phonetic = self._texts = self._borders = self._lost = False
        self.ours = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name == "col":
            if attributes.get("hidden") in ("1", "true") or attributes.get("width") == "0":
                first, last = _number(attributes.get("min")), _number(attributes.get("max"))
                self._sheet.hidden_columns.append((first - 1, last - 1))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "rPh":
            self._phonetic = True
        elif name == "sheetPr":
            self.ours = attributes.get("codeName") == FINDINGS_SHEET

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        self._lost = False
        if place is None:
            self._column += 1
        else:
            at = _place(place)
            # A cell that names no place stands behind the one before it, as one that names none at all.
            self._row, self._column = at or (max(self._row, 0), self._column + 1)
            self._lost = at is None
        self._type = attributes.get("t", "n")
        self._style = _DEFAULT_STYLE
        style = attributes.get("s")
        if style is not None:
            number = _number(style)
            self._style = self._styles[number] if number < len(self._styles) else _DEFAULT_STYLE
            self._borders = self._borders or self._style[1]
        self._value = self._formula = None
        self._inline = []

    def _start_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        self._row = self._row + 1 if given is None else _number(given) - 1
        if not 0 <= self._row < _ROWS:
            raise damaged("row")
        self._column = -1
        self._texts = self._borders = False
        if attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0":
            self._sheet.hidden_rows.add(self._row)

    def _merge(self, area: str) -> None:
        self._meter.tick()
        corner, _, end = area.partition(":")
        first, last = _place(corner), _place(end or corner)
        if first is None or last is None:
            return
        (top, left), (bottom, right) = first, last
        if bottom >= top and right >= left and (top, left) != (bottom, right):
            self._sheet.merges.append(Merge(top, left, bottom, right))

    def end(self, name: str, text: str) -> None:
        if name == "c":
            self._cell()
        elif name == "v":
            self._value = text
        elif name == "f":
            self._formula = text
        elif name == "t" and not self._phonetic:
            self._inline.append(text)
        elif name == "rPh":
            self._phonetic = False
        elif name == "row":
            self._meter.tick()
            if self._borders and not self._texts:
                self._sheet.border(self._row)

    def _cell(self) -> None:
        if self._sheet.fill(self._row, self._column, self._bad() if self._lost else self._text()):
            self._meter.cell()
            self._texts = True

    def _text(self) -> str:
        value, code = self._value, self._style[0]
        if self._formula is not None and not value and self._type != "str":
            return self._without_result(self._formula.strip())
        if self._type == "inlineStr":
            return show_text(_plain("".join(self._inline)), code)
        if value is None:
            return ""
        if self._type == "s":
            number = _number(value, -1)
            return show_text(self._strings[number], code) if 0 <= number < len(self._strings) else self._bad()
        if self._type == "str":
            return show_text(_plain(value), code)
        if self._type == "b":
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        if self._type == "e":
            return value
        return self._figure(value, code)

    def _without_result(self, formula: str) -> str:
        if _LITERAL.fullmatch(formula):
            # "=100%" typed where a text was meant, saved by a program that computes nothing.
            return f"={formula}"
        self._sheet.pending.append((self._row, self._column))
        return UNREAD

    def _bad(self) -> str:
        """A damaged cell costs that cell and not the file."""
        self._sheet.bad.append((self._row, self._column))
        return UNREAD

    def _figure(self, value: str, code: str) -> str:
        """A number or a day, as its format shows it."""
        if self._type == "d":
            serial = serial_of(value.strip(), date1904=self._date1904)
            return value if serial is None else show_number(serial, code, date1904=self._date1904)
        if code == GENERAL and _SHORT.fullmatch(value):
            return value
        shown = show_figure(value, code, date1904=self._date1904)
        return self._bad() if shown is None else shown


def _number(text: str | None, otherwise: int = 0) -> int:
    if text is None or not text.strip().isdecimal() or len(text) > 9:
        return otherwise
    return int(text)


def _place(name: str) -> tuple[int, int] | None:
    match = _REF.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match.group(1).upper():
        column = column * 26 + ord(letter) - 64
    row = int(match.group(2))
    return (row - 1, column - 1) if 0 < row <= _ROWS and column <= _COLUMNS else None


def _plain(text: str) -> str:
    """A text of the file with its escapes (_x000D_) resolved (ECMA-376 part 1, 22.4.2.4) and single line ends."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
