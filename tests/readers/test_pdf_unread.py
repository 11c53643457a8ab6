"""What stands on a page and is not read: pictures, texts in form fields, fonts that do not tell their characters."""

from __future__ import annotations

import pytest
from hostile_made import raw
from pdf_made import Sheet, only_table, refused, said, texts
from PIL import Image
from reportlab.lib.utils import ImageReader

from linter.document import UNREAD, Document
from linter.readers import read

LINE = "示例县水务局负责全县堤坝和泵站的维护。"


def picture(sheet: Sheet, x: float, top: float, wide: float, tall: float) -> None:
    image = ImageReader(Image.new("RGB", (30, 20), "grey"))
    sheet.canvas.drawImage(image, x, sheet.size[1] - top - tall, wide, tall)


def whys(document: Document) -> list[str]:
    return [remark.why.zh for remark in document.remarks]


def test_a_picture_beside_the_text_is_told_with_its_page() -> None:
    sheet = Sheet()
    for number in range(3):
        sheet.text(60, 60, LINE)
        if number:
            picture(sheet, 60, 100, 400, 200)
        sheet.page()
    document = sheet.document()
    assert whys(document) == ["第 2 页有 1 处图片，未检查", "第 3 页有 1 处图片，未检查"]
    assert [remark.location.page for remark in document.remarks] == [2, 3]


def test_small_pictures_are_told_once_and_lines_and_grounds_are_not() -> None:
    sheet = Sheet()
    for _ in range(3):
        picture(sheet, 40, 40, 500, 90)
        sheet.text(60, 60, LINE)
        picture(sheet, 60, 200, 60, 60)
        picture(sheet, 60, 300, 400, 2)
        picture(sheet, 60, 320, 8, 8)
        sheet.page()
    assert whys(sheet.document()) == ["有 3 处小图片（徽标、印章等，自第 1 页起），未检查"]


def test_what_was_typed_into_a_form_field_is_told() -> None:
    sheet = Sheet()
    sheet.text(60, 60, LINE)
    sheet.canvas.acroForm.textfield(name="a", value="30.00", x=60, y=500, width=90, height=20)
    sheet.canvas.acroForm.textfield(name="b", value="", x=60, y=400, width=90, height=20)
    assert whys(sheet.document()) == ["第 1 页有 1 处填写在表单域或批注框里的文字，未检查"]


# -- fonts that do not tell their characters -----------------------------------------------------------


def with_fonts(*lines: tuple[str, float, float, str], drawn: str = "") -> bytes:
    """A page with lines of text in the font F, which tells its characters, or G, which does not."""
    content = drawn + "\n".join(
        f"BT /{font} 10 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for font, x, y, text in lines
    )

    def cid(ordering: str, encoding: str, child: int) -> tuple[str, str]:
        system = f"/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 0>>"
        return (
            f"<</Type/Font/Subtype/Type0/BaseFont/Nowhere/Encoding/{encoding}/DescendantFonts[{child} 0 R]>>",
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/Nowhere{system}/DW 1000>>",
        )

    return raw(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 7 0 R>>>>>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        *cid("GB1", "UniGB-UCS2-H", 6),
        *cid("Identity", "Identity-H", 8),
    )


def test_other_text_of_such_a_file_is_read_with_a_remark() -> None:
    data = with_fonts(("F", 60, 700, LINE), ("G", 60, 660, LINE), ("F", 60, 620, "泵站五座。"))
    document = read("a.pdf", data=data)
    assert said(document) == [LINE, "泵站五座。"]
    assert whys(document) == [f"第 1 页有 {len(LINE)} 个字无法还原，未检查"]


def test_figures_without_their_words_are_refused() -> None:
    data = with_fonts(("G", 60, 700, LINE), ("F", 300, 700, "30.00"), ("G", 60, 660, LINE), ("F", 300, 660, "2026"))
    assert "没有编码" in refused(data)


@pytest.mark.parametrize(("text", "cell"), [("12", UNREAD), ("修缮堤坝三公里并疏浚河道", "修缮堤坝三公里并疏浚河道")])
def test_a_cell_of_which_a_part_is_lost_is_not_what_is_left_of_it(text: str, cell: str) -> None:
    xs, ys = (60, 200, 400), (700, 720, 740)
    drawn = "".join(f"{x} 700 m {x} 740 l S\n" for x in xs) + "".join(f"60 {y} m 400 {y} l S\n" for y in ys)
    lines = [("F", 63, 726, "指标名称"), ("F", 203, 726, "指标值"), ("F", 63, 706, "堤坝长度")]
    data = with_fonts(*lines, ("F", 203, 706, text), ("G", 360, 706, "年"), ("F", 60, 600, LINE), drawn=drawn)
    assert texts(only_table(read("a.pdf", data=data))) == [["指标名称", "指标值"], ["堤坝长度", cell]]
