"""PDF -> Document: ruled tables, tables over page breaks, paragraphs, and what nobody sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from pdf_made import COLUMNS, EM, FONT, HEAD, HEIGHT, WIDTH, XS, Sheet, many_pages, only_table, said, texts

from linter.budget import understand
from linter.document import Document, Location
from linter.packs.load import load_pack
from linter.readers import read
from linter.run.run import check

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


# -- ruled tables ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["strokes", "thin boxes", "one box a cell"])
def test_a_ruled_table_however_its_lines_are_drawn(kind: str) -> None:
    sheet = Sheet()
    ys = [100, 120, 140]
    if kind == "one box a cell":
        for x0, x1 in pairwise(XS):
            for top, bottom in pairwise(ys):
                sheet.canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top)
    else:
        sheet.grid(XS, ys, sheet.stroke if kind == "strokes" else sheet.bar)
    sheet.row(XS, 114, ["科目编码", "科目名称", "合计", "基本支出"])
    sheet.row(XS, 134, ["201", "道路养护", "1,234.50", "0.00"])
    table = only_table(sheet.document())
    assert texts(table) == [["科目编码", "科目名称", "合计", "基本支出"], ["201", "道路养护", "1,234.50", "0.00"]]
    place = table.rows[1][2].location
    assert (place.page, place.table, place.row, place.cell) == (1, 1, 2, 3)
    assert place.box is not None
    assert place.box == pytest.approx((260, 120, 360, 140), abs=1.5)


def test_merged_cells_have_spans_and_covered_places_lead_to_them() -> None:
    sheet = Sheet()
    for y in (100, 160):
        sheet.stroke(60, y, 460, y)
    sheet.stroke(160, 120, 460, 120)  # the first column goes over both head rows
    sheet.stroke(60, 140, 460, 140)
    for x in (60, 160, 460):
        sheet.stroke(x, 100, x, 160)
    for x in (260, 360):
        sheet.stroke(x, 120, x, 160)
    sheet.text(70, 124, "项目")
    sheet.text(280, 114, "支出预算")
    sheet.row(XS, 134, ["", "合计", "基本", "项目"])
    sheet.row(XS, 154, ["养护", "3", "1", "2"])
    table = only_table(sheet.document())
    assert texts(table) == [["项目", "支出预算"], ["", "合计", "基本", "项目"], ["养护", "3", "1", "2"]]
    head, over = table.rows[0]
    assert (head.row_span, head.column_span, over.column, over.column_span) == (2, 1, 1, 3)
    covered = table.rows[1][0]
    assert covered.origin == (0, 0)
    assert covered.location.box == pytest.approx((60, 120, 160, 140), abs=1)


def test_a_cell_that_wraps_is_one_text_and_a_number_begins_a_line() -> None:
    sheet = Sheet()
    xs = [60, 120, 260]
    sheet.grid(xs, [100, 170])
    sheet.lines(63, 114, ["绩效目标及", "完成情况"])
    sheet.lines(123, 114, ["1.修复县道桥梁十座保障出行", "安全；", "2.更换路灯一百盏。"])
    row = only_table(sheet.document()).rows[0]
    assert [cell.text for cell in row] == ["绩效目标及完成情况", "1.修复县道桥梁十座保障出行安全；\n2.更换路灯一百盏。"]


def test_a_figure_that_wraps_in_a_narrow_column_is_put_together() -> None:
    sheet = Sheet()
    xs = [60, 160, 200]
    sheet.grid(xs, [100, 140])
    sheet.text(63, 114, "养护")
    sheet.lines(163, 114, ["1,234,5", "67.89"])
    assert texts(only_table(sheet.document())) == [["养护", "1,234,567.89"]]


def test_a_blank_between_words_is_kept_and_none_is_made_between_chinese_and_figures() -> None:
    sheet = Sheet()
    sheet.canvas.setFont(FONT, EM)
    sheet.text(60, 100, "截至")
    sheet.text(60 + 2 * EM + 2.5, 100, "2024")
    sheet.text(60 + 2 * EM + 2.5 + 20 + 2.5, 100, "年末")
    sheet.text(60, 200, "编制部门：示例中心")
    sheet.text(400, 200, "单位：万元")
    assert said(sheet.document()) == ["截至2024年末", "编制部门：示例中心 单位：万元"]


def test_an_underline_and_a_frame_around_the_page_make_no_cells() -> None:
    sheet = Sheet()
    sheet.canvas.rect(30, 30, WIDTH - 60, HEIGHT - 60)
    sheet.text(80, 100, "道路养护中心部门预算")
    sheet.stroke(80, 103, 180, 103)
    sheet.table(XS, 200, [["科目", "金额", "", "备注"]])
    document = sheet.document()
    assert said(document) == ["道路养护中心部门预算"]
    assert texts(only_table(document)) == [["科目", "金额", "", "备注"]]


# -- over page breaks ------------------------------------------------------------------------------------


def test_a_table_over_pages_is_one_and_its_cells_know_their_page() -> None:
    document = many_pages().document()
    table = only_table(document)
    assert [row[0].text for row in table.rows] == ["科目编码", *map(str, range(201, 272))]
    assert [row[0].location.page for row in table.rows] == [1] * 34 + [2] * 33 + [3] * 5
    assert [row[0].location.row for row in table.rows] == list(range(1, 73))


def test_running_heads_and_page_numbers_are_no_text() -> None:
    assert said(many_pages().document()) == ["支出预算总表", "单位：万元"]


def test_a_table_under_a_title_of_its_own_is_another_table() -> None:
    sheet = Sheet()
    sheet.table(COLUMNS, 100, [HEAD] + [["1", "某项", "2"]] * 33)
    sheet.page()
    sheet.text(220, 80, "收入预算总表", 16)
    sheet.table(COLUMNS, 100, [HEAD, ["3", "某项", "4"]])
    assert len(list(sheet.document().tables)) == 2


def cut(top_line: Sequence[str], bottom_ruling: bool = True) -> Sheet:
    """A last row that goes on in the first row of the next page."""
    sheet = Sheet()
    ys = [100 + 20 * r for r in range(34)] + [780]
    for y in ys if bottom_ruling else ys[:-1]:
        sheet.stroke(60, y, 400, y)
    xs = [60, 130, 200, 400]
    for x in xs:
        sheet.stroke(x, 100, x, 780)
    for r in range(33):
        sheet.row(xs, ys[r] + 14, ["产出指标", "养护里程", "≥120公里"])
    sheet.row(xs, 774, ["效益指标", "群众出行便利", "90%"])
    sheet.page()
    sheet.table(xs, 60, [top_line, ["满意指标", "群众满意", "95%"]])
    return sheet


def test_a_row_that_a_page_break_cuts_is_one_row() -> None:
    table = only_table(cut(["", "程度", ""]).document())
    assert texts(table)[33:] == [["效益指标", "群众出行便利程度", "90%"], ["满意指标", "群众满意", "95%"]]
    assert (table.rows[33][1].location.page, table.rows[34][1].location.page) == (1, 2)


def test_a_row_without_a_ruling_at_the_foot_of_the_page_goes_on() -> None:
    table = only_table(cut(["", "且舒适的程度", ""], bottom_ruling=False).document())
    assert texts(table)[33] == ["效益指标", "群众出行便利且舒适的程度", "90%"]


def test_a_whole_row_at_the_top_of_a_page_stays_a_row() -> None:
    table = only_table(cut(["效益指标", "程度", "80%"]).document())
    assert texts(table)[33:35] == [["效益指标", "群众出行便利", "90%"], ["效益指标", "程度", "80%"]]


# -- paragraphs ------------------------------------------------------------------------------------------

FULL = "为保障道路安全畅通养护中心按照年度计划组织实施日常养护和应急抢修并及时公开预算执行情况接"
"""As many characters as fill a line from 70 to 520."""


def test_lines_make_paragraphs_by_indent_and_by_how_far_they_go() -> None:
    sheet = Sheet()
    sheet.text(80 + EM, 100, FULL[:43])
    sheet.lines(70, 116, [FULL, "受监督。"])
    sheet.text(80 + EM, 148, "单独一段。")
    sheet.text(80 + EM, 164, FULL[:43])
    sheet.text(70, 180, "受监督。")
    document = sheet.document()
    assert said(document) == [FULL[:43] + FULL + "受监督。", "单独一段。", FULL[:43] + "受监督。"]
    first = next(iter(document.paragraphs)).location
    assert first.box is not None
    assert first.box == pytest.approx((70, 91, 520, 133), abs=3)


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    sheet = Sheet()
    sheet.text(90, 760, FULL[:43])
    sheet.text(70, 776, FULL)
    sheet.page()
    sheet.text(70, 60, "受监督。")
    sheet.text(90, 76, "另一段。")
    document = sheet.document()
    assert said(document) == [FULL[:43] + FULL + "受监督。", "另一段。"]
    assert [p.location.page for p in document.paragraphs] == [1, 2]


def test_a_contents_list_and_headings_are_not_run_together() -> None:
    sheet = Sheet()
    sheet.text(200, 80, "部门预算说明", 20)
    dots = "…" * 36
    sheet.lines(70, 120, [f"一、主要职能{dots}3", f"二、机构设置{dots}4"])
    sheet.lines(90, 200, [FULL[:43], "一、收支情况"])
    document = sheet.document()
    assert len(said(document)) == 5
    assert [p.level for p in document.paragraphs] == [1, 0, 0, 0, 0]


def test_columns_without_rulings_are_a_table_and_two_columns_of_prose_are_read_in_turn() -> None:
    sheet = Sheet()
    for r, row in enumerate([("科目", "合计", "基本支出"), ("养护", "120.00", "20.00"), ("绿化", "30.00", "10.00")]):
        sheet.row([60, 260, 420], 100 + 18 * r, row)
    left = [f"左栏第{n}行讲道路养护的安排情况等" for n in "一二三四五六七"]
    right = [f"右栏第{n}行讲绿化管护的安排情况等" for n in "一二三四五六七"]
    for r, (one, other) in enumerate(zip(left, right, strict=True)):
        sheet.text(60, 400 + 16 * r, one)
        sheet.text(320, 400 + 16 * r, other)
    document = sheet.document()
    assert texts(only_table(document))[1:] == [["养护", "120.00", "20.00"], ["绿化", "30.00", "10.00"]]
    prose = "".join(said(document))
    assert prose.index("左栏第七行") < prose.index("右栏第一行")


# -- turned pages ----------------------------------------------------------------------------------------


def turned(rotate: int, by_text: int) -> Document:
    """A landscape table: on a page with /Rotate, or as text set sideways on a portrait page."""
    # The canvas turns the size of a page with /Rotate: this one is a portrait page in the file, too.
    sheet = Sheet((HEIGHT, WIDTH) if rotate else (WIDTH, HEIGHT))
    canvas = sheet.canvas
    if rotate:
        canvas.setPageRotation(rotate)
    canvas.saveState()
    canvas.translate(*((WIDTH, 0) if by_text == 90 else (0, HEIGHT)))
    canvas.rotate(by_text if by_text == 90 else -90)
    sheet.size = (HEIGHT, WIDTH)
    sheet.table([100, 300, 500, 700], 100, [["科目", "预算数", "备注"], ["养护", "12.00", "无"]])
    canvas.restoreState()
    return sheet.document()


@pytest.mark.parametrize(("rotate", "by_text"), [(0, 90), (0, 270), (90, 90), (270, 270)])
def test_landscape_tables(rotate: int, by_text: int) -> None:
    table = only_table(turned(rotate, by_text))
    assert texts(table) == [["科目", "预算数", "备注"], ["养护", "12.00", "无"]]
    box = table.rows[0][0].location.box
    assert box is not None
    if rotate:  # the page is shown as a landscape page, and the cell lies where it is seen
        assert box == pytest.approx((100, 100, 300, 120), abs=1)
    else:
        assert (round(box[2] - box[0]), round(box[3] - box[1])) == (20, 200)


def test_a_word_that_is_set_sideways_in_a_cell_keeps_its_order() -> None:
    for angle in (90, -90):
        sheet = Sheet()
        sheet.grid([60, 90, 260], [100, 200])
        sheet.canvas.saveState()
        sheet.canvas.translate(*((79, HEIGHT - 180) if angle == 90 else (71, HEIGHT - 120)))
        sheet.canvas.rotate(angle)
        sheet.canvas.setFont(FONT, EM)
        sheet.canvas.drawString(0, 0, "绩效目标")
        sheet.canvas.restoreState()
        sheet.text(95, 150, "保障道路安全畅通")
        assert texts(only_table(sheet.document())) == [["绩效目标", "保障道路安全畅通"]]


# -- what nobody sees ------------------------------------------------------------------------------------


def test_unseen_text_is_a_remark_and_no_content() -> None:
    sheet = Sheet()
    sheet.text(70, 100, "看得见的文字")
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.text(70, 140, "白色文字")
    sheet.canvas.setFillColorRGB(0, 0, 0)
    hidden = sheet.canvas.beginText(70, HEIGHT - 180)
    hidden.setFont(FONT, EM)
    hidden.setTextRenderMode(3)
    hidden.textOut("隐藏文字")
    sheet.canvas.drawText(hidden)
    sheet.text(70, 1000, "页外文字")
    document = sheet.document()
    assert said(document) == ["看得见的文字"]
    assert [remark.location.page for remark in document.remarks] == [1, 1]
    assert "8 characters" in f"{document.remarks[0].why}{document.remarks[1].why}"
    assert all(" / " in remark.why for remark in document.remarks)


def test_white_text_on_a_dark_ground_is_seen() -> None:
    sheet = Sheet()
    sheet.canvas.setFillColorRGB(0.1, 0.2, 0.5)
    sheet.canvas.rect(60, HEIGHT - 120, 200, 30, stroke=0, fill=1)
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.text(70, 110, "深底白字")
    document = sheet.document()
    assert said(document) == ["深底白字"]
    assert not document.remarks


def test_text_that_is_struck_out_is_no_content() -> None:
    sheet = Sheet()
    sheet.text(70, 100, "旧值九成新值八成")
    sheet.stroke(70, 97, 110, 97)
    document = sheet.document()
    assert said(document) == ["新值八成"]
    assert "struck out" in document.remarks[0].why


def test_a_tall_cell_that_is_drawn_whole_on_two_pages_is_read_once() -> None:
    sheet = Sheet()
    for shift, top, bottom in ((0, 60, 765), (-400, 60, 420)):
        sheet.canvas.saveState()
        window = sheet.canvas.beginPath()
        window.rect(50, HEIGHT - bottom, 500, bottom - top)
        sheet.canvas.clipPath(window, stroke=0, fill=0)
        if shift == 0:
            sheet.lines(70, 760, ["一、第一段。", "二、第二段。"])
        else:
            sheet.lines(70, 50, ["一、第一段。", "二、第二段。"])
        sheet.canvas.restoreState()
        sheet.page()
    document = sheet.document()
    assert said(document) == ["一、第一段。", "二、第二段。"]
    assert not document.remarks


def test_slanted_text_is_a_watermark() -> None:
    sheet = Sheet()
    sheet.text(70, 100, "预算说明如下")
    sheet.canvas.saveState()
    sheet.canvas.translate(200, 300)
    sheet.canvas.rotate(45)
    sheet.canvas.setFont(FONT, 60)
    sheet.canvas.drawString(0, 0, "征求意见稿")
    sheet.canvas.restoreState()
    document = sheet.document()
    assert said(document) == ["预算说明如下"]
    assert "watermark" in document.remarks[0].why


# -- real files ------------------------------------------------------------------------------------------

needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="the real samples are not there")


@needs_samples
@pytest.mark.parametrize("number", ["001", "004"])
def test_the_findings_are_those_of_the_text(number: str) -> None:

    pack = load_pack("standard")

    def found(path: Path) -> Counter[tuple[str, ...]]:
        result = check(understand(read(path)), pack, "zh")
        return Counter(
            tuple("".join(str(part).split()) for part in (f.code, f.project, f.indicator, f.actual))
            for f in result.findings
        )

    text, pdf = found(next(SAMPLES.glob(f"{number}_*.txt"))), found(SAMPLES / "office" / f"{number}.pdf")
    total = sum(text.values())
    assert sum((text & pdf).values()) >= 0.95 * total
    assert sum((pdf - text).values()) <= 0.01 * total


@needs_samples
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("pdf/*.pdf")), ids=lambda path: path.name)
def test_published_budgets_have_their_nine_tables(path: Path) -> None:
    budget = understand(read(path))
    tables = [table for table in budget.tables if table.title]
    assert len(tables) == 9
    assert all(table.currency_unit in ("元", "万元") for table in tables)
    assert budget.fiscal_year is not None
    assert {"summary", "income", "expenditure", "grant_summary", "three_public"} <= {table.kind for table in tables}
    for table in tables:
        accounts = {row.code: row for row in table.rows if row.code and not row.side}
        for code, row in accounts.items():
            parts = [r for c, r in accounts.items() if len(c) == len(code) + 2 and c.startswith(code)]
            for index, figure in row.figures.items():
                if parts and figure.number is not None:
                    whole = sum((part.figures[index].number or 0) for part in parts)
                    assert abs(whole - figure.number) <= 0.02, (table.title, code)


def test_a_place_of_several_cells_has_a_box_around_them() -> None:
    first, last = (
        Location("a.pdf", page=1, box=(60, 100, 160, 120)),
        Location("a.pdf", page=1, box=(360, 100, 460, 140)),
    )
    assert first.through(last).box == (60, 100, 460, 140)
    assert first.through(replace(last, page=2)).box == first.box
