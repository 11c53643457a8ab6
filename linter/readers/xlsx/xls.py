"""Old workbooks (.xls of Excel 97 to 2003, .et of WPS) -> Document, through xlrd: displayed texts, as for .xlsx.

What xlrd cannot read, or where it is not installed, LibreOffice makes an .xlsx of.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from linter.bilingual import Bilingual
from linter.document import Document, Location, Remark
from linter.errors import UserError
from linter.readers.converted import find_program, to_xlsx
from linter.readers.kinds import damaged, encrypted
from linter.readers.limits import Meter
from linter.readers.xlsx.bands import Merge, Sheet
from linter.readers.xlsx.number_format import BUILTIN, GENERAL, show_figure, show_text
from linter.readers.xlsx.sheets import SheetsBuilder, empty_workbook

if TYPE_CHECKING:
    import xlrd.book
    import xlrd.sheet

_OWN_FORMATS = 164
"""Formats from this number on are defined by the file; lower ones are built in and differ by language."""


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """The visible sheets of a workbook in their order. Raises UserError where neither xlrd nor LibreOffice can read it."""
    if find_spec("xlrd") is None:
        if find_program() is None:
            raise _nobody_reads()
        return _converted(path, data, sha256, meter)
    try:
        return _through_xlrd(path, data, sha256, meter)
    except _UnreadableError as error:
        detail = error.detail
    meter.check()
    if find_program() is None:
        raise damaged(detail)
    try:
        document = _converted(path, data, sha256, meter)
    except UserError:
        raise damaged(detail) from None
    return _with_damage(document)


class _UnreadableError(Exception):
    """xlrd cannot read a workbook, which others may."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def _with_damage(document: Document) -> Document:
    """What a damaged workbook has lost nobody knows, so that it is said."""
    why = Bilingual(
        "文件结构有损坏，内容可能不完整；请用 Excel、WPS 打开后另存一份再检查",
        "the file's structure is damaged, something may be missing; open it in Excel, save a copy and check that",
    )
    return replace(document, remarks=(*document.remarks, Remark(Location(document.path), why)))


def _nobody_reads() -> UserError:
    return UserError(
        Bilingual("读取 .xls、.et 文件需要 xlrd 或 LibreOffice", ".xls and .et files need xlrd or LibreOffice"),
        Bilingual(
            '请运行 pip install "budgetlint[xls]"，或安装 LibreOffice，或另存为 .xlsx。',
            'Run pip install "budgetlint[xls]", install LibreOffice, or save it as .xlsx.',
        ),
    )


def _converted(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    from linter.readers.xlsx import reader as xlsx

    return replace(xlsx.read(path, to_xlsx(data, meter), sha256, meter), format="xls")


def _through_xlrd(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    book, damage = _opened(data)
    meter.check()
    build = SheetsBuilder(path, meter)
    formats = _formats(book)
    for number, name in enumerate(book.sheet_names()):
        try:
            opened = book.sheet_by_index(number)
        except Exception as error:
            raise _UnreadableError(f"{name}: {type(error).__name__}") from None
        if opened.visibility:
            build.hidden_sheet(name)
        else:
            build.add(_sheet(opened, name, formats, book.datemode == 1, meter))
        book.unload_sheet(number)
        meter.check()
    if not build.blocks:
        raise empty_workbook()
    document = Document(path, "xls", sha256, tuple(build.blocks), tuple(build.remarks))
    return _with_damage(document) if damage else document


@contextmanager
def _without_names() -> Iterator[None]:
    """Within, xlrd passes over the formulas of defined names: nothing here needs them, and one that it does not know
    would cost the whole file."""
    from xlrd import book

    own = book.evaluate_name_formula
    book.evaluate_name_formula = _passed_over
    try:
        yield
    finally:
        book.evaluate_name_formula = own


def _passed_over(*_: object, **__: object) -> None:
    pass


def _opened(data: bytes) -> tuple[xlrd.book.Book, bool]:
    """The workbook, and whether it is damaged: then it is opened in the way that lets a broken directory pass."""
    import xlrd

    detail = ""
    for lenient in (False, True):
        try:
            with _without_names():
                book = xlrd.open_workbook(
                    file_contents=data,
                    formatting_info=True,
                    on_demand=True,
                    ragged_rows=True,
                    logfile=io.StringIO(),
                    ignore_workbook_corruption=lenient,
                )
            return book, lenient
        except Exception as error:
            # xlrd tells broken files by whatever its unpacking stumbles over.
            if "encrypt" in str(error).lower() or "password" in str(error).lower():
                raise encrypted() from None
            detail = detail or type(error).__name__
    raise _UnreadableError(detail)


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
            code, border = _format_of(opened, row, column, formats)
            bordered = bordered or border
            text = _shown(opened.cell_type(row, column), opened.cell_value(row, column), code, date1904)
            if sheet.fill_or_damaged(row, column, text):
                meter.cell()
                texts = True
        if bordered and not texts:
            sheet.border(row)
    return sheet


def _format_of(opened: xlrd.sheet.Sheet, row: int, column: int, formats: list[tuple[str, bool]]) -> tuple[str, bool]:
    number = opened.cell_xf_index(row, column)
    return formats[number] if number < len(formats) else (GENERAL, False)


def _shown(kind: int, value: object, code: str, date1904: bool) -> str | None:
    """The text of a cell of one of xlrd's types; None for one that is damaged."""
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
    return show_figure(repr(value), code, date1904=date1904)
