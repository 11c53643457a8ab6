"""What belongs together over pages: forms with titles of their own, sheets too wide for the paper, broken sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pdf_made import COLUMNS, FONT, HEAD, Sheet, only_table, said, texts

from linter.document import Table
from linter.readers.pdf.lines import line_of
from linter.readers.pdf.page import Glyph

FORM = [["项目名称", "堤坝加固", ""], ["一级指标", "三级指标", "指标值"], ["产出指标", "加固堤坝长度", "≥3公里"]]
NAMED = ["堤坝加固", "泵站维护", "河道疏浚", "水库清淤", "灌渠衬砌"]
PROSE = ["全县水利工程由水务局统一管理，今年安排加固堤坝三公里，疏浚河道两公里，维护泵", "站五座，均在汛前完工。"]


def forms(count: int, title: str, year: str, large: float = 16) -> Sheet:
    sheet = Sheet()
    for number in range(count):
        sheet.text(290 - large * len(title) / 2, 60, title, large)
        sheet.text(290 - 5 * len(year), 82, year)
        sheet.table([60, 200, 380, 520], 95, [["项目名称", NAMED[number], ""], *FORM[1:]])
        sheet.page()
    return sheet


@pytest.mark.parametrize(
    ("title", "year", "large"), [("项目支出绩效目标表", "（2026年度）", 10), ("绩效目标申报", "（2026年度）", 16)]
)
def test_each_page_begins_with_a_form_of_its_own(title: str, year: str, large: float) -> None:
    document = forms(5, title, year, large).document()
    assert said(document) == [title, year] * 5
    assert len(list(document.tables)) == 5


def test_a_running_head_over_tables_is_none_of_their_titles() -> None:
    sheet = Sheet()
    for number in range(4):
        sheet.text(245, 40, "示例县水务局汇编", 9)
        sheet.text(200, 90, f"第{'一二三四'[number]}类收支预算总表", 16)
        sheet.table(COLUMNS, 120, [HEAD, ["201", f"支出{number}", "10.00"], ["202", "其他", "2.00"]])
        sheet.page()
    told = said(sheet.document())
    assert told[0] == "示例县水务局汇编" and len(told) == 5


def test_the_running_head_of_two_pages_is_no_text_and_a_title_over_each_is() -> None:
    sheet = Sheet()
    for number in "一二":
        sheet.text(245, 40, "示例县水务局汇编", 9)
        sheet.lines(80, 90, [f"（{number}）堤坝由各乡镇负责看护。"])
        sheet.page()
    assert said(sheet.document()) == ["（一）堤坝由各乡镇负责看护。", "（二）堤坝由各乡镇负责看护。"]
    assert said(forms(2, "项目支出绩效目标表", "（2026年度）").document()) == ["项目支出绩效目标表", "（2026年度）"] * 2


def test_a_sentence_that_begins_several_pages_is_no_running_head() -> None:
    sheet = Sheet()
    for number in "一二三":
        sheet.lines(80, 60, ["堤坝由各乡镇负责看护，由水务局检查。", f"第{number}段已经加固。"])
        sheet.page()
    assert len(said(sheet.document())) == 6


def test_a_sentence_that_ends_in_a_comma_goes_on() -> None:
    sheet = Sheet()
    lines = ["（一）会议费2.00万元，比上年减少1.00万元，", "主要原因是会议减少。", "（二）培训费3.00万元，与上年持平。"]
    sheet.lines(80, 100, lines[:1])
    sheet.lines(60, 116, lines[1:2])
    sheet.lines(80, 132, lines[2:])
    sheet.lines(80, 148, PROSE[:1])
    sheet.lines(60, 164, PROSE[1:])
    assert said(sheet.document()) == [lines[0] + lines[1], lines[2], "".join(PROSE)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("今年安排堤坝加固经费36", "万元，与上年持平。"),
        ("今年安排堤坝加固经费36.00万元（其中上年结转", "2.00万元），全部用于险工险段。"),
        ("今年安排堤坝加固经费36.00万元", "，全部用于险工险段。"),
    ],
)
def test_what_a_break_tore_is_put_together(first: str, second: str) -> None:
    sheet = Sheet()
    sheet.lines(80, 100, [first])
    sheet.lines(60, 116, [second])
    sheet.lines(80, 132, PROSE[:1])
    sheet.lines(60, 148, PROSE[1:])
    assert said(sheet.document()) == [first + second, "".join(PROSE)]


def test_two_characters_that_one_glyph_draws_stay_two() -> None:
    twice = [Glyph("局", 60, 70, 100, 10), Glyph("局", 60.3, 70.3, 100, 10)]
    dashes = [Glyph("—", 70, 87, 100, 10)] * 2
    line = line_of([*twice, *dashes])
    assert line is not None and line.text == "局——"


def test_a_full_heading_and_the_paragraph_behind_it_are_two() -> None:
    heading = "九、国有资源有偿使用收入安排的支出以及上年结转资金安排的支出预算情况"
    paragraph = "示例县水务局今年没有这种支出。"
    sheet = Sheet()
    sheet.lines(80, 100, [heading, paragraph])
    sheet.lines(80, 150, [PROSE[0][:37]])
    sheet.lines(60, 166, [PROSE[0][37:] + PROSE[1]])
    assert said(sheet.document())[:2] == [heading, paragraph]


def test_a_heading_in_another_font_ends_with_its_line() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    sheet = Sheet()
    heading = "收入支出预算总体情况的说明以及收入支出增减变化的原因和有关情况说明"
    sheet.text(80, 100, heading, font="STSong-Light")
    sheet.text(80, 116, PROSE[0][:37], font=FONT)
    sheet.text(60, 132, PROSE[0][37:] + PROSE[1], font=FONT)
    assert said(sheet.document()) == [heading, "".join(PROSE)]


# -- sheets that are wider than the paper --------------------------------------------------------------

NAMES = [
    ["科目编码", "科目名称"],
    ["", "合计"],
    *([f"20{n:02d}", f"水利支出第{'一二三四五六七八九'[n]}项"] for n in range(8)),
]
FIRST = [[*names, f"{10 * n}.00"] for n, names in enumerate(NAMES)]
SECOND = [[f"{n}.00", f"{n + 1}.00", ""] for n in range(10)]
for rows, heads in ((FIRST, ["科目编码", "科目名称", "合计"]), (SECOND, ["基本支出", "项目支出", "其他支出"])):
    rows[0] = heads


def page(sheet: Sheet, title: str, unit: str, rows: Sequence[Sequence[str]], right: float) -> None:
    if title:
        sheet.text(500 - 14 * len(title) if right > 500 else 60, 60, title, 14)
    if unit:
        sheet.text(60, 76, unit)
    sheet.table([60, 200, 340, right], 90, rows)
    sheet.page()


def joined(rows: Sequence[Sequence[str]], more: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[*row, *other] for row, other in zip(rows, more, strict=True)]


def test_columns_on_a_further_page_belong_to_the_same_rows() -> None:
    sheet = Sheet()
    page(sheet, "示例县水务局收支", "编制单位：示例县水务局", FIRST, 520)
    page(sheet, "支预算总表", "单位：万元", SECOND, 480)
    document = sheet.document()
    table = only_table(document)
    assert texts(table) == joined(FIRST, SECOND)
    assert [cell.location.page for cell in table.rows[2]] == [1, 1, 1, 2, 2, 2]
    assert said(document) == ["示例县水务局收支预算总表", "编制单位：示例县水务局 单位：万元"]


def long(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [*map(list, rows), *(list(row) for row in rows[2:] for _ in range(6))]


@pytest.mark.parametrize("over_first", [True, False])
def test_a_sheet_that_is_cut_both_ways(over_first: bool) -> None:
    left, right = long(FIRST), long(SECOND)
    pages = [("表头", left[:36], 520), ("", left[36:], 520), ("", right[:36], 480), ("", right[36:], 480)]
    order = (0, 2, 1, 3) if over_first else (0, 1, 2, 3)
    sheet = Sheet()
    for index in order:
        title, rows, edge = pages[index]
        page(sheet, title, "", rows, edge)
    assert texts(only_table(sheet.document())) == joined(left, right)


def test_two_tables_of_one_shape_stay_two() -> None:
    sheet = Sheet()
    page(sheet, "收入预算表", "", FIRST, 520)
    page(sheet, "支出预算表", "", FIRST, 480)
    tables: list[Table] = list(sheet.document().tables)
    assert len(tables) == 2


def clipped(sheet: Sheet, x0: float, top: float, x1: float, bottom: float, x: float, base: float, text: str) -> None:
    """Text that is drawn whole and shown only within a box, as spreadsheets print a cell that the paper cuts."""
    canvas = sheet.canvas
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x0, sheet.size[1] - bottom, x1 - x0, bottom - top)
    canvas.clipPath(path, stroke=0)
    sheet.text(x, base, text)
    canvas.restoreState()


def test_a_cell_that_the_edge_of_the_paper_cut_is_whole_again() -> None:
    text = "示例县水务局堤坝管理所第一养护段"
    rows = [["一级指标", "三级指标", "指标值"], *([["产出指标", f"养护堤坝第{n}段", "≥3公里"] for n in "一二三四"])]
    more = [["度量单位"], *[["公里"]] * 4]
    sheet = Sheet()
    ys = [90 + 20 * n for n in range(7)]
    for part, xs in ((0, [60, 200, 340, 520]), (1, [40, 200])):
        for y in ys:
            sheet.stroke(xs[0], y, xs[-1], y)
        for x in xs:
            # The first row is one cell over both pages: only its outer sides are ruled.
            whole = (part == 0 and x == xs[0]) or (part == 1 and x == xs[-1])
            sheet.stroke(x, ys[0] if whole else ys[1], x, ys[-1])
        begin = 460 if part == 0 else 40 - 60
        clipped(sheet, xs[0], ys[0], xs[-1], ys[1], begin, ys[0] + 14, text)
        for number, row in enumerate(rows if part == 0 else more):
            sheet.row(xs, ys[number + 1] + 14, row)
        sheet.page()
    document = sheet.document()
    table = only_table(document)
    assert texts(table) == [[text], *joined(rows, more)]
    assert table.rows[0][0].column_span == 4
    assert said(document) == [] and document.remarks == ()
