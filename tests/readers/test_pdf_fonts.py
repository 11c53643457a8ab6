"""PDF text in fonts without outlines (not embedded and not on the machine, or embedded and empty) and of unknown characters."""

from __future__ import annotations

import font_made
import pytest
from hostile_made import raw
from pdf_made import EM, FONT, HEIGHT, XS, Sheet, only_table, refused, said, texts
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from linter.budget import understand
from linter.document import UNREAD
from linter.packs.load import load_pack
from linter.readers import read
from linter.run.run import check

EMPTY = font_made.register(font_made.EMPTY)
NOT_EMBEDDED = "STSong-Light"

pdfmetrics.registerFont(UnicodeCIDFont(NOT_EMBEDDED))


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
