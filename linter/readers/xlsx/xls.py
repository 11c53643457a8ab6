"""Old workbooks (.xls of Excel 97 to 2003, .et of WPS) -> Document, through xlrd: displayed texts, as for .xlsx."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

from linter.bilingual import Bilingual
from linter.document import Document
from linter.errors import UserError
from linter.readers.debris import tidy
from linter.readers.kinds import damaged, encrypted
from linter.readers.limits import Meter
from linter.readers.xlsx.bands import Merge, Sheet
from linter.readers.xlsx.number_format import BUILTIN, GENERAL, show_number, show_text
from linter.readers.xlsx.sheets import SheetsBuilder, empty_workbook

if TYPE_CHECKING:
    import xlrd.book
    import xlrd.sheet

_OWN_FORMATS = 164
"""Formats from this number on are defined by the file; lower ones are built in and differ by language."""


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """The visible sheets of a workbook in their order. Raises UserError where xlrd is not installed."""
    try:
        import xlrd
    except ImportError:
        raise UserError(
            Bilingual("读取 .xls、.et 文件需要 xlrd", ".xls and .et files need xlrd"),
            Bilingual(
                '请运行 pip install "budgetlint[xls]"，或另存为 .xlsx。',
                'Run pip install "budgetlint[xls]", or save it as .xlsx.',
            ),
        ) from None
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
    except Exception as error:
        # xlrd tells broken files by whatever its unpacking stumbles over.
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise encrypted() from None
        raise damaged(type(error).__name__) from None
    meter.check()
    build = SheetsBuilder(path, meter)
    formats = _formats(book)
    for number, name in enumerate(book.sheet_names()):
        try:
            opened = book.sheet_by_index(number)
        except Exception as error:
            raise damaged(f"{name}: {type(error).__name__}") from None
        if opened.visibility:
            build.hidden_sheet(name)
        else:
            build.add(_sheet(opened, name, formats, book.datemode == 1, meter))
        book.unload_sheet(number)
        meter.check()
    if not build.blocks:
        raise empty_workbook()
    return Document(path, "xls", sha256, tuple(build.blocks), tuple(build.remarks))


def _formats(book: xlrd.book.Book) -> list[tuple[str, bool]]:
    """For each cell style its number format and whether it draws a border."""
    out = []
    for style in book.xf_list:
        key = style.format_key
        known = book.format_map.get(key)
        own = known.format_str if known is not None else GENERAL
        code = own if key >= _OWN_FORMATS else BUILTIN.get(key, own)
        sides = ("left", "right", "top", "bottom")
        out.append((code, any(getattr(style.border, f"{side}_line_style", 0) for side in sides)))
    return out


def _sheet(opened: xlrd.sheet.Sheet, name: str, formats: list[tuple[str, bool]], date1904: bool, meter: Meter) -> Sheet:
    sheet = Sheet(name)
    sheet.hidden_rows.update(row for row, info in opened.rowinfo_map.items() if info.hidden or info.height == 0)
    sheet.hidden_columns.extend((c, c) for c, info in opened.colinfo_map.items() if info.hidden or info.width == 0)
    sheet.merges.extend(
        Merge(top, left, bottom - 1, right - 1)
        for top, bottom, left, right in opened.merged_cells
        if (bottom - top) * (right - left) > 1
    )
    for row in range(opened.nrows):
        meter.tick()
        bordered = texts = False
        for column in range(opened.row_len(row)):
            code, border = formats[opened.cell_xf_index(row, column)]
            bordered = bordered or border
            text = _shown(opened.cell_type(row, column), opened.cell_value(row, column), code, date1904)
            if text and not text.isspace():
                meter.cell()
                texts = True
                sheet.texts[row, column] = tidy(text.rstrip().lstrip("\n"))
        if bordered and not texts:
            sheet.border(row)
    return sheet


def _shown(kind: int, value: object, code: str, date1904: bool) -> str:
    """The text of a cell of one of xlrd's types."""
    from xlrd import biffh

    if kind in (biffh.XL_CELL_EMPTY, biffh.XL_CELL_BLANK):
        return ""
    if kind == biffh.XL_CELL_TEXT:
        return show_text(str(value).replace("\r\n", "\n").replace("\r", "\n"), code)
    if kind == biffh.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == biffh.XL_CELL_ERROR:
        return str(biffh.error_text_from_code.get(value, "#ERR!"))
    # xlrd gives the double of the file; its shortest decimal is what was typed.
    return show_number(Decimal(repr(value)), code, date1904=date1904)
