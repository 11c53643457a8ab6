"""Workbooks -> Document: displayed texts, merged cells, several tables, hidden parts, and hostile files."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from linter.budget import understand
from linter.document import UNREAD, Document, Paragraph, Table
from linter.errors import UserError
from linter.packs.load import load_pack
from linter.readers import read
from linter.readers.limits import Limits
from linter.run.run import check

openpyxl = pytest.importorskip("openpyxl")
from openpyxl import Workbook  # noqa: E402
from openpyxl.styles import Border, Side  # noqa: E402
from openpyxl.worksheet.worksheet import Worksheet  # noqa: E402

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
HEAD = ["项目", "预算数"]
THIN = Border(*(Side("thin") for _ in range(4)))


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def document(fill: Callable[[Worksheet], object], title: str = "Sheet1") -> Document:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    fill(sheet)
    return read("a.xlsx", data=saved(book))


def rows(*lines: list[object]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def texts(grid: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == name else old.read(each))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def small() -> bytes:
    book = Workbook()
    assert book.active is not None
    rows(HEAD, ["办公费", 3.2])(book.active)
    return saved(book)


# -- texts ---------------------------------------------------------------------------------------------


def test_cells_show_what_excel_shows() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["名称", "数", "率", "月", "文本", "真", "错"])
        sheet.append(["路灯", 0.1 + 0.2, 0.95, date(2024, 3, 1), "007", True, "#REF!"])
        sheet["B2"].number_format = "0.00"
        sheet["C2"].number_format = "0%"
        sheet["D2"].number_format = 'yyyy"年"m"月"'
        sheet.append(["桥梁", 0.1 + 0.2, 16.5, None, "多\n行", False, None])
        sheet["C3"].number_format = "#,##0.00_ "

    (grid,) = document(fill).tables
    assert texts(grid)[1] == ["路灯", "0.30", "95%", "2024年3月", "007", "TRUE", "#REF!"]
    assert texts(grid)[2] == ["桥梁", "0.3", "16.50", "", "多\n行", "FALSE", ""]


def test_places_name_sheet_and_cell() -> None:
    (grid,) = document(rows([None], [None, *HEAD], [None, "办公费", 3.2]), "收支").tables
    cell = grid.rows[1][1]
    assert (cell.text, cell.location.sheet, cell.location.ref) == ("3.2", "收支", "C3")
    assert (cell.location.table, cell.location.row, cell.location.cell) == (1, 2, 2)


def test_a_formula_without_a_result_is_said() -> None:
    read_in = document(rows(HEAD, ["办公费", 3], ["合计", "=SUM(B2:B2)"], ["完成率", "=100%"]))
    (grid,) = read_in.tables
    assert grid.rows[2][1].text == UNREAD  # it is no blank: nobody knows what it says
    assert grid.rows[3][1].text == "=100%"  # a text that was taken for a formula
    (remark,) = read_in.remarks
    assert remark.location.ref == "B3"
    assert "公式没有结果" in remark.why


def test_a_formula_shows_its_stored_result() -> None:
    data = changed(small(), SHEET, lambda part: part.replace(b"<v>3.2</v>", b"<f>1.6*2</f><v>3.2</v>"))
    (grid,) = read("a.xlsx", data=data).tables
    assert grid.rows[1][1].text == "3.2"


def test_rich_text_is_joined_and_phonetic_guides_are_no_text() -> None:
    strings = "<si><r><t>项</t></r><r><t>目</t></r><rPh sb='0' eb='1'><t>xm</t></rPh></si>"
    data = changed(
        small(), "xl/sharedStrings.xml", lambda part: part.replace("<si><t>项目</t></si>".encode(), strings.encode())
    )
    (grid,) = read("a.xlsx", data=data).tables
    assert grid.rows[0][0].text == "项目"


# -- layout --------------------------------------------------------------------------------------------


def test_merged_cells() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["类", "金额", None], [None, "基本", "项目"], ["教育", 1, 2])(sheet)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    (grid,) = document(fill).tables
    first, second = grid.rows[0]
    assert (first.row_span, first.column_span) == (2, 1)
    assert (second.text, second.column, second.column_span) == ("金额", 1, 2)
    assert grid.rows[1][0].origin == (0, 0)
    assert [cell.text for cell in grid.rows[1]] == ["", "基本", "项目"]


def test_columns_in_which_nothing_begins_are_none() -> None:
    def fill(sheet: Worksheet) -> None:
        for row, line in enumerate([["项目名称", "桥梁养护"], ["项目编码", "QS-01"]], 1):
            sheet.cell(row, 1, line[0])
            sheet.cell(row, 4, line[1])
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
            sheet.merge_cells(start_row=row, end_row=row, start_column=4, end_column=9)

    (grid,) = document(fill).tables
    assert texts(grid) == [["项目名称", "桥梁养护"], ["项目编码", "QS-01"]]
    assert grid.width == 2
    assert grid.rows[1][1].location.ref == "D2"


def test_a_title_over_a_gap_is_a_heading_and_the_line_of_the_unit_stays_with_the_table() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["收支总表", None], [], ["编制部门：路灯所", "单位：万元"], [], HEAD, ["办公费", 3])(sheet)
        sheet.merge_cells("A1:B1")

    read_in = document(fill)
    title, grid = read_in.blocks
    assert isinstance(title, Paragraph) and isinstance(grid, Table)
    assert (title.text, title.level, title.location.ref) == ("收支总表", 1, "A1")
    assert texts(grid) == [["编制部门：路灯所", "单位：万元"], HEAD, ["办公费", "3"]]


def test_several_tables_on_one_sheet() -> None:
    read_in = document(rows(HEAD, ["办公费", 1], [], [], ["科目", "金额"], ["水费", 2]))
    assert [texts(grid) for grid in read_in.tables] == [[HEAD, ["办公费", "1"]], [["科目", "金额"], ["水费", "2"]]]


def test_blank_rows_with_borders_do_not_end_a_table() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(HEAD, ["办公费", 1], [], [], ["合计", 1])(sheet)
        for row in sheet["A1:B5"]:
            for cell in row:
                cell.border = THIN

    (grid,) = document(fill).tables
    assert texts(grid) == [HEAD, ["办公费", "1"], ["", ""], ["", ""], ["合计", "1"]]


def test_tables_side_by_side_have_titles_of_their_own() -> None:
    apart = document(rows(["收入表", None, None, "支出表"], [*HEAD, None, *HEAD], ["税", 1, None, "薪", 2]))
    assert [texts(grid)[-1] for grid in apart.tables] == [["税", "1"], ["薪", "2"]]
    together = document(rows(["收入", "数", None, "支出", "数"], ["税", 1, None, "薪", 2], ["费", 1, None, "水", 2]))
    assert len(list(together.tables)) == 1


def test_prose_is_paragraphs_line_by_line() -> None:
    read_in = document(rows(["情况说明"], [], ["一、基本情况\n本所有路灯三百盏。"]))
    assert [p.text for p in read_in.paragraphs] == ["情况说明", "一、基本情况", "本所有路灯三百盏。"]
    assert not list(read_in.tables)


@pytest.mark.parametrize(("name", "heads"), [("三公经费预算表", ["三公经费预算表"]), ("Sheet1", []), ("表12", [])])
def test_a_sheet_gives_its_name_to_a_table_without_a_title(name: str, heads: list[str]) -> None:
    assert [p.text for p in document(rows(HEAD, ["办公费", 1]), name).paragraphs] == heads


# -- hidden --------------------------------------------------------------------------------------------


def test_hidden_rows_and_columns_are_not_read_and_named() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["项目", "旧数", "预算数"], ["办公费", 8, 3], ["水费", 8, 4], ["合计", 8, 7])(sheet)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True

    read_in = document(fill)
    (grid,) = read_in.tables
    assert texts(grid) == [HEAD, ["办公费", "3"], ["合计", "7"]]
    assert [cell.location.ref for cell in grid.rows[2]] == ["A4", "C4"]
    assert ["第 3 行" in r.why or "第 B 列" in r.why for r in read_in.remarks] == [True, True]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_not_read_and_named(state: str) -> None:
    book = Workbook()
    assert book.active is not None
    rows(HEAD, ["办公费", 1])(book.active)
    hidden = book.create_sheet("底稿")
    hidden.append(["秘密", 1])
    hidden.sheet_state = state
    read_in = read("a.xlsx", data=saved(book))
    assert len(read_in.blocks) == 1
    assert [r.location.sheet for r in read_in.remarks] == ["底稿"]


# -- what it means -------------------------------------------------------------------------------------


def test_a_template_that_nobody_filled_in_is_said() -> None:
    lines = [["收支总表", None, None, None], ["单位：万元", None, None, None], ["收入", "预算数", "支出", "预算数"]]
    lines += [["一、财政拨款收入", None, "一、教育支出", None], ["收入总计", None, "支出总计", None]]
    blank = understand(document(rows(*lines)))
    assert any("空白模板" in each.why for each in blank.unrecognised)
    lines[3] = ["一、财政拨款收入", 5, "一、教育支出", 5]
    assert not any("空白模板" in each.why for each in understand(document(rows(*lines))).unrecognised)


def test_a_value_merged_over_rows_belongs_to_each_indicator() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(
            ["项目名称", "桥梁养护"],
            ["一级指标", "二级指标", "三级指标", "指标值", "指标值确定依据"],
            ["产出指标", "数量指标", "养护桥梁数", "≥3座", "养护规程"],
            [None, None, "检查桥梁数", None, None],
        )(sheet)
        for area in ("A3:A4", "B3:B4", "D3:D4", "E3:E4"):
            sheet.merge_cells(area)

    (project,) = understand(document(fill)).projects
    assert [(i.name, i.value, i.basis) for i in project.indicators] == [
        ("养护桥梁数", "≥3座", "养护规程"),
        ("检查桥梁数", "≥3座", "养护规程"),
    ]


@pytest.mark.skipif(not SAMPLES.exists(), reason="needs the real samples beside the checkout")
def test_the_template_of_a_district() -> None:
    budget = understand(read(SAMPLES / "department-budget-template.xlsx"))
    assert len(budget.tables) == 9
    assert any("空白模板" in each.why for each in budget.unrecognised)


# -- damaged and hostile -------------------------------------------------------------------------------


def fails(data: bytes, limits: Limits | None = None) -> str:
    started = time.monotonic()
    with pytest.raises(UserError) as caught:
        read("a.xlsx", data=data, limits=limits)
    assert time.monotonic() - started < 60
    return str(caught.value.message)


def test_an_empty_workbook() -> None:
    assert "工作簿是空的" in fails(saved(Workbook()))


def test_a_document_type_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    data = changed(small(), SHEET, lambda part: part.replace(b"<worksheet", bomb + b"<worksheet", 1))
    assert "文档类型" in fails(data)


def test_broken_xml() -> None:
    assert "损坏" in fails(changed(small(), SHEET, lambda part: part[: len(part) // 2]))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *((b'r="B2"', f'r="{name}"'.encode()) for name in ("ZZZZ1", "A0", "A9999999", "1A", "")),
        *((b"<v>3.2</v>", b"<v>" + value + b"</v>") for value in (b"NaN", b"INF", b"-Infinity", b"1E999999999")),
        (b't="n"><v>3.2</v>', b't="s"><v>NaN</v>'),
        (b't="n"><v>3.2</v>', b't="s"><v>9999</v>'),
        (b't="n"><v>3.2</v>', b't="s"><v>-1</v>'),
    ],
)
def test_a_bad_cell_costs_a_cell_and_not_the_file(old: bytes, new: bytes) -> None:
    data = changed(small(), SHEET, lambda part: part.replace(old, new))
    assert data != small()
    read_in = read("a.xlsx", data=data)
    (grid,) = read_in.tables
    assert texts(grid) == [HEAD, ["办公费", UNREAD]]
    (remark,) = read_in.remarks
    assert "1 个单元格的内容已损坏（B2）" in remark.why and remark.location.ref == "B2"


def test_nothing_is_said_of_a_value_that_a_formula_did_not_get() -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    lines = [["产出指标", "数量指标", "疏通沟渠长度", '="≥"&"8公里"'], ["", "质量指标", "疏通沟渠合格率", None]]
    title: list[object] = ["沟渠疏通项目绩效目标表"]
    budget = understand(document(rows(title, ["项目名称", "沟渠疏通"], list(head), *map(list, lines))))
    result = check(budget, load_pack("standard"), "zh")
    assert [each.indicator for each in result.findings if each.code == "VAL001"] == ["疏通沟渠合格率"]
    assert any(each.code.startswith("VAL") for each in result.coverage.undecided)


def test_deep_elements() -> None:
    deep = b"<x>" * 5000 + b"</x>" * 5000
    assert "嵌套" in fails(changed(small(), SHEET, lambda part: part.replace(b"</worksheet>", deep + b"</worksheet>")))


def test_more_cells_than_allowed() -> None:
    many = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(3, 400)).encode()
    data = changed(small(), SHEET, lambda part: part.replace(b"</sheetData>", many + b"</sheetData>"))
    assert "单元格数" in fails(data, Limits(cells=300))


def test_cells_far_apart_cost_nothing() -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = changed(small(), SHEET, lambda part: part.replace(b"</sheetData>", far + b"</sheetData>"))
    read_in = read("a.xlsx", data=data)
    assert len(list(read_in.tables)) == 1
    assert [p.location.ref for p in read_in.paragraphs] == ["XFD1048576"]


def test_a_million_rows_that_hold_nothing_and_merged_cells_over_the_whole_sheet() -> None:
    empty = "".join(f'<row r="{r}" ht="18"/>' for r in range(3, 300_000)).encode()
    merge = b'<mergeCells><mergeCell ref="A2:A1048576"/><mergeCell ref="D1:XFD1048576"/></mergeCells>'
    data = changed(small(), SHEET, lambda part: part.replace(b"</sheetData>", empty + b"</sheetData>" + merge))
    (grid,) = read("a.xlsx", data=data).tables
    assert texts(grid) == [HEAD, ["办公费", "3.2"]]


def test_merged_cells_that_overlap() -> None:
    merges = b'<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells>'
    data = changed(small(), SHEET, lambda part: part.replace(b"</sheetData>", b"</sheetData>" + merges))
    (grid,) = read("a.xlsx", data=data).tables
    for row in grid.rows:
        assert row[0].column == 0
        assert sum(cell.column_span for cell in row) == grid.width


def test_prose_and_headings_right_above_a_table_are_paragraphs() -> None:
    read_in = document(rows(["一、收支情况"], ["本年收入三百元。"], ["收支总表"], HEAD, ["办公费", 1]))
    assert [p.text for p in read_in.paragraphs] == ["一、收支情况", "本年收入三百元。", "收支总表"]
    assert [texts(grid) for grid in read_in.tables] == [[HEAD, ["办公费", "1"]]]


# -- over the cells ------------------------------------------------------------------------------------


def test_pictures_and_charts_of_a_sheet_are_told() -> None:
    pytest.importorskip("PIL")
    from openpyxl.chart import BarChart
    from openpyxl.drawing.image import Image
    from PIL import Image as Picture

    def fill(sheet: Worksheet) -> None:
        rows(HEAD, ["办公费", 3])(sheet)
        for _ in range(2):
            picture = io.BytesIO()
            Picture.new("RGB", (20, 20)).save(picture, "png")
            sheet.add_image(Image(picture), "E2")
        sheet.add_chart(BarChart(), "E9")

    read_in = document(fill, "收支")
    assert [remark.why.zh for remark in read_in.remarks] == [
        "工作表“收支”有 2 张图片，未检查",
        "工作表“收支”有 1 个图表，未检查",
    ]
    assert {remark.location.sheet for remark in read_in.remarks} == {"收支"}


@pytest.mark.parametrize(("text", "told"), [("填报说明", 1), (" ", 0)])
def test_a_text_box_of_a_sheet_is_told_and_an_empty_shape_is_not(text: str, told: int) -> None:
    spaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    shape = f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    relation = f'<Relationship Id="d" Type="{kind}" Target="../drawings/drawing1.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO(small())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", f"<xdr:wsDr {spaces}>{shape}</xdr:wsDr>")
        archive.writestr(
            "xl/worksheets/_rels/sheet1.xml.rels", f'<Relationships xmlns="{package}">{relation}</Relationships>'
        )
    remarks = read("a.xlsx", data=out.getvalue()).remarks
    assert [("1 个文本框" in remark.why.zh) for remark in remarks] == [True] * told


def test_a_head_that_is_set_upright_is_one_word() -> None:
    (grid,) = document(rows(HEAD, ["绩\n效\n指\n标", "是\n否"])).tables
    assert texts(grid)[1] == ["绩效指标", "是\n否"]
