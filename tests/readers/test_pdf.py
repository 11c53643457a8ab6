"""PDF -> Document: ruled tables, tables over page breaks, paragraphs, what nobody sees, and files that are none."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import font_made
import pytest
from hostile_made import raw

from linter.budget import understand
from linter.document import UNREAD, Document, Location, Paragraph, Table
from linter.errors import UserError
from linter.packs.load import load_pack
from linter.readers import read
from linter.readers.limits import Limits
from linter.run.run import check

pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
FONT = font_made.register()
EMPTY = font_made.register(font_made.EMPTY)
NOT_EMBEDDED = "STSong-Light"
WIDTH, HEIGHT = 595, 842
EM = 10.0

pdfmetrics.registerFont(UnicodeCIDFont(NOT_EMBEDDED))


class Sheet:
    """Draws pages with coordinates from the top left, as the reader gives them."""

    def __init__(self, size: tuple[float, float] = (WIDTH, HEIGHT), **options: object) -> None:
        self.file = io.BytesIO()
        self.size = size
        self.canvas = Canvas(self.file, pagesize=size, **options)

    def text(self, x: float, base: float, text: str, em: float = EM, font: str = FONT) -> None:
        self.canvas.setFont(font, em)
        self.canvas.drawString(x, self.size[1] - base, text)

    def lines(self, x: float, base: float, lines: Sequence[str], pitch: float = 16) -> None:
        for number, line in enumerate(lines):
            self.text(x, base + number * pitch, line)

    def stroke(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.line(x0, self.size[1] - top, x1, self.size[1] - bottom)

    def bar(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A line as spreadsheets draw it: a thin filled box."""
        wide, tall = max(x1 - x0, 0.7), max(bottom - top, 0.7)
        self.canvas.rect(x0, self.size[1] - top - tall, wide, tall, stroke=0, fill=1)

    def grid(
        self, xs: Sequence[float], ys: Sequence[float], rule: Callable[[float, float, float, float], None] | None = None
    ) -> None:
        rule = rule or self.stroke
        for x in xs:
            rule(x, ys[0], x, ys[-1])
        for y in ys:
            rule(xs[0], y, xs[-1], y)

    def row(self, xs: Sequence[float], base: float, texts: Sequence[str], em: float = EM) -> None:
        for x, text in zip(xs, texts, strict=False):
            self.text(x + 3, base, text, em)

    def table(self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]]) -> float:
        """Ruled rows of 20 points; returns where they end."""
        ys = [top + 20 * r for r in range(len(rows) + 1)]
        self.grid(xs, ys)
        for r, texts in enumerate(rows):
            self.row(xs, ys[r] + 14, texts)
        return ys[-1]

    def page(self) -> None:
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()

    def document(self) -> Document:
        return read("a.pdf", data=self.data())


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def said(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def only_table(document: Document) -> Table:
    (table,) = document.tables
    return table


# -- ruled tables ----------------------------------------------------------------------------------------

XS = [60, 160, 260, 360, 460]


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

HEAD = ["科目编码", "科目名称", "预算数"]
COLUMNS = [60, 160, 400, 520]


def many_pages() -> Sheet:
    sheet = Sheet()
    codes = iter(range(201, 300))
    for number in range(1, 4):
        sheet.text(220, 40, "示例县二〇二四年预算", 9)
        sheet.text(280, 820, f"- {number} -", 9)
        if number == 1:
            sheet.text(220, 90, "支出预算总表", 16)
            sheet.text(460, 110, "单位：万元")
        rows = [HEAD] + [[str(next(codes)), "某项支出", "10.00"] for _ in range(33 if number < 3 else 5)]
        sheet.table(COLUMNS, 120, rows)
        sheet.page()
    return sheet


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


# -- fonts without outlines: not embedded and not on the machine, or embedded and empty -----------------------


@pytest.mark.parametrize("font", [FONT, EMPTY, NOT_EMBEDDED])
def test_text_is_read_whether_its_font_has_outlines_or_not(font: str) -> None:
    sheet = Sheet()
    for x, character in enumerate("预算说明"):  # each an object of its own
        sheet.text(70 + EM * x, 60, character, font=font)
    sheet.grid([60, 90, 260, 300], [100, 200])
    sheet.canvas.saveState()
    sheet.canvas.translate(79, HEIGHT - 180)
    sheet.canvas.rotate(90)
    sheet.canvas.setFont(font, EM)
    sheet.canvas.drawString(0, 0, "绩效目标")
    sheet.canvas.restoreState()
    sheet.canvas.beginForm("inner")
    sheet.text(120, 150, "否", font=font)
    sheet.canvas.endForm()
    sheet.canvas.doForm("inner")
    document = sheet.document()
    assert said(document) == ["预算说明"]
    assert texts(only_table(document)) == [["绩效目标", "否", ""]]
    assert not document.remarks


@pytest.mark.parametrize("font", [FONT, EMPTY, NOT_EMBEDDED])
def test_text_that_is_drawn_twice_is_read_once_and_unseen_text_stays_unseen(font: str) -> None:
    sheet = Sheet()
    for shift in (0, 0.3):  # how some programs make a character bold
        sheet.text(70 + shift, 100, "是", font=font)
    hidden = sheet.canvas.beginText(70, HEIGHT - 180)
    hidden.setFont(font, EM)
    hidden.setTextRenderMode(3)
    hidden.textOut("否")
    sheet.canvas.drawText(hidden)
    document = sheet.document()
    assert said(document) == ["是"]
    assert ["1 characters" in remark.why for remark in document.remarks] == [True]


FORM = [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "修缮渡口数量", ""]]


def test_what_cannot_be_read_is_a_remark_and_its_cell_is_not_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pypdfium2.raw.FPDFPageObj_Transform", lambda *_: True)  # a pdfium that does not help
    sheet = Sheet()
    sheet.text(200, 80, "项目支出绩效目标表")
    sheet.table(XS, 100, FORM)
    sheet.text(XS[3] + 3, 134, "是", font=EMPTY)
    document = sheet.document()
    assert [remark.location.page for remark in document.remarks] == [1]
    assert "第 1 页有 1 段文字" in document.remarks[0].why
    assert "1 pieces of text" in document.remarks[0].why
    result = check(understand(document), load_pack())
    assert not [finding for finding in result.findings if finding.field == "value"]
    assert "VAL010" in {each.code for each in result.coverage.undecided}
    sheet = Sheet()
    sheet.text(70, 100, "是", font=EMPTY)
    assert "嵌入" in refused(sheet.data())


def test_characters_that_their_font_does_not_tell_leave_no_cell_blank() -> None:
    form = [[f"<{text.encode('utf-16-be').hex()}>" for text in row] for row in FORM]
    form[1][3] = "<00010002>"
    lines = [f"{x} 0 m {x} 40 l S" for x in XS] + [f"{XS[0]} {y} m {XS[-1]} {y} l S" for y in (0, 20, 40)]
    for r, row in enumerate(form):
        for x, text in zip(XS, row, strict=False):
            lines.append(f"BT /{'G' if text == '<00010002>' else 'F'} 10 Tf {x + 3} {26 - 20 * r} Td {text} Tj ET")
    content = "\n".join(lines)

    def cid(ordering: str, encoding: str, child: int) -> tuple[str, str]:
        system = f"/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 0>>"
        return (
            f"<</Type/Font/Subtype/Type0/BaseFont/Nowhere/Encoding/{encoding}/DescendantFonts[{child} 0 R]>>",
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/Nowhere{system}/DW 1000>>",
        )

    data = raw(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 7 0 R>>>>>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        *cid("GB1", "UniGB-UCS2-H", 6),
        *cid("Identity", "Identity-H", 8),
    )
    document = read("a.pdf", data=data)
    assert texts(only_table(document)) == [FORM[0], [*FORM[1][:3], UNREAD]]
    assert "第 1 页有 2 个字无法还原" in document.remarks[0].why
    findings = check(understand(document), load_pack()).findings
    assert not [finding for finding in findings if finding.field == "value"]


# -- files that are no readable document -----------------------------------------------------------------


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UserError) as caught:
        read("a.pdf", data=data, limits=limits)
    assert "/ " in caught.value.message
    return str(caught.value.message)


def test_a_scan_is_said_to_be_one() -> None:
    sheet = Sheet()
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, WIDTH, HEIGHT)
    assert "扫描件" in refused(sheet.data())


def test_a_page_without_anything_is_said_to_hold_no_text() -> None:
    sheet = Sheet()
    sheet.page()
    assert "no text" in refused(sheet.data())


def test_a_password_and_damage_are_told_apart() -> None:
    sheet = Sheet(encrypt=StandardEncryption("geheim", canPrint=0))
    sheet.text(70, 100, "内容")
    assert "密码" in refused(sheet.data())
    whole = many_pages().data()
    assert "损坏" in refused(b"%PDF-1.4\n" + b"\x00garbage" * 50)
    assert "损坏" in refused(whole[:60])


def test_a_page_tree_that_leads_back_to_itself_ends() -> None:
    loop = raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")
    refused(loop)
    huge = raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 2000000000>>")
    refused(huge)


def test_a_form_that_draws_itself_ends() -> None:
    content = "q /F Do Q"
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length {len(content)}>>"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 5 0 R/Resources<</XObject<</F 4 0 R>>>>>>"
    refused(
        raw(
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page,
            f"{form}\nstream\n{content}\nendstream",
            f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        )
    )


def test_limits_of_pages_and_cells() -> None:
    whole = many_pages().data()
    assert "页数" in refused(whole, replace(Limits(), pages=2))
    assert "单元格" in refused(whole, replace(Limits(), cells=100))


def test_a_hatch_of_lines_is_bounded() -> None:
    sheet = Sheet((6200, 6200))
    sheet.text(20, 20, "密集的线条")
    for place in range(1200):
        sheet.canvas.line(0, place * 5.1, 6200, place * 5.1)
        sheet.canvas.line(place * 5.1, 0, place * 5.1, 6200)
    assert "单元格" in refused(sheet.data(), replace(Limits(), cells=200_000))


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
