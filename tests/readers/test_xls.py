"""Old workbooks (.xls, .et) -> Document."""

from __future__ import annotations

import io
import sys

import pytest

from linter.document import Table
from linter.errors import UserError
from linter.readers import read
from linter.readers.limits import Limits

pytest.importorskip("xlrd")
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
    monkeypatch.setitem(sys.modules, "xlrd", None)
    with pytest.raises(UserError) as caught:
        read("a.xls", data=workbook())
    assert "xlrd" in caught.value.message and "pip install" in caught.value.hint


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
