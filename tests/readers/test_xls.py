"""Old workbooks (.xls, .et) -> Document."""

from __future__ import annotations

import io
import math
import struct

import pytest

from linter.document import UNREAD, Table
from linter.errors import UserError
from linter.readers import read
from linter.readers.converted import find_program
from linter.readers.kinds import kind_of
from linter.readers.limits import Limits
from linter.readers.xlsx import xls

xlrd = pytest.importorskip("xlrd")
xlwt = pytest.importorskip("xlwt")


def workbook() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("收支")
    sheet.write_merge(0, 0, 0, 3, "收支总表")
    for column, text in enumerate(["收入", "预算数", "支出", "预算数"]):
        sheet.write(1, column, text)
    sheet.write(2, 0, "财政拨款")
    sheet.write(2, 1, 1234.5, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.write(2, 2, "基本支出")
    sheet.write(2, 3, 0.1 + 0.2)
    sheet.write(3, 0, "比例")
    sheet.write(3, 1, 0.9512, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(3, 2, "编制月份")
    sheet.write(3, 3, 45000, xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    sheet.write(4, 0, "旧数")
    sheet.row(4).hidden = True
    book.add_sheet("底稿").visibility = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_displayed_texts_and_merged_cells() -> None:
    read_in = read("a.et", data=workbook())
    assert read_in.format == "xls"
    (grid,) = read_in.blocks
    assert isinstance(grid, Table)
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["收支总表"],
        ["收入", "预算数", "支出", "预算数"],
        ["财政拨款", "1,234.50", "基本支出", "0.3"],
        ["比例", "95.12%", "编制月份", "2023年3月"],
    ]
    assert grid.rows[0][0].column_span == 4
    amount = grid.rows[2][1].location
    assert (amount.sheet, amount.ref, amount.row, amount.cell) == ("收支", "B3", 3, 2)


def test_hidden_rows_and_sheets_are_named() -> None:
    whys = [remark.why for remark in read("a.xls", data=workbook()).remarks]
    assert len(whys) == 2
    assert "第 5 行" in whys[0] and "底稿" in whys[1]


def test_without_xlrd_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "find_spec", lambda name: None)
    monkeypatch.setattr(xls, "find_program", lambda: None)
    with pytest.raises(UserError) as caught:
        read("a.xls", data=workbook())
    assert "xlrd" in caught.value.message and "LibreOffice" in caught.value.message
    assert "pip install" in caught.value.hint


def test_without_xlrd_libreoffice_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "find_spec", lambda name: None)
    if find_program() is None:
        pytest.skip("LibreOffice is not installed")
    try:
        read_in = read("a.xls", data=workbook())
    except UserError as error:
        assert "Calc" in error.message
        pytest.skip("LibreOffice is installed without Calc")
    assert read_in.format == "xls" and read_in.blocks == read("a.xls", data=workbook()).blocks


def test_a_bad_cell_costs_a_cell_and_not_the_file() -> None:
    data = workbook()
    for value in (math.nan, math.inf):
        changed = data.replace(struct.pack("<d", 0.1 + 0.2), struct.pack("<d", value))
        assert changed != data
        read_in = read("a.xls", data=changed)
        (grid,) = read_in.tables
        assert grid.rows[2][3].text == UNREAD and grid.rows[2][1].text == "1,234.50"
        assert any("1 个单元格的内容已损坏（D3）" in remark.why for remark in read_in.remarks)


def test_names_of_streams_ignore_case() -> None:
    data = workbook()
    for name in ("WORKBOOK", "workbook"):
        changed = data.replace("Workbook".encode("utf-16-le"), name.encode("utf-16-le"))
        assert changed != data
        assert read("a.xls", data=changed).blocks == read("a.xls", data=data).blocks


def test_the_kind_is_told_by_the_streams_at_the_top() -> None:
    inside = workbook() + "WordDocument".encode("utf-16-le") + bytes(488)
    assert kind_of(inside) == "xls"


def test_a_name_that_xlrd_cannot_evaluate_does_not_cost_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise xlrd.formula.FormulaError("tExtended token not implemented")

    monkeypatch.setattr(xlrd.book.Book, "names_epilogue", lambda book: xlrd.book.evaluate_name_formula(book, None, 0))
    monkeypatch.setattr(xlrd.book, "evaluate_name_formula", fail)
    read_in = read("a.xls", data=workbook())
    assert len(read_in.blocks) == 1 and len(read_in.remarks) == 2
    assert xlrd.book.evaluate_name_formula is fail


def test_a_directory_that_is_not_whole_is_read_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    own = xlrd.open_workbook

    def strict(*, ignore_workbook_corruption: bool, **options: object) -> object:
        if not ignore_workbook_corruption:
            raise xlrd.compdoc.CompDocError("Workbook corruption: seen[2] == 4")
        return own(**options)

    monkeypatch.setattr(xlrd, "open_workbook", strict)
    read_in = read("a.xls", data=workbook())
    assert len(read_in.blocks) == 1
    assert "文件结构有损坏" in read_in.remarks[-1].why


def test_a_broken_file() -> None:
    data = workbook()
    for cut in (600, 1500, 3000, len(data) // 2):
        try:
            read("a.xls", data=data[:cut] + bytes(512))
        except UserError as error:
            assert error.message  # a part of it may still be readable


def test_more_cells_than_allowed() -> None:
    with pytest.raises(UserError, match="单元格数"):
        read("a.xls", data=workbook(), limits=Limits(cells=5))
