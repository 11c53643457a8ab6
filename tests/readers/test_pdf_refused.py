"""PDFs that are no readable document: refused with what is wrong, and never without end."""

from __future__ import annotations

from dataclasses import replace

from hostile_made import raw
from pdf_made import HEIGHT, WIDTH, Sheet, many_pages, refused
from reportlab.lib.pdfencrypt import StandardEncryption

from linter.readers import read
from linter.readers.limits import Limits
from linter.readers.pdf.unread import cannot_open


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


def packed_with(kind: str) -> bytes:
    content = "BT /F 12 Tf 20 50 Td (Budget 2026) Tj ET"
    unknown = "~W#k9)x~~"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>>>"
    return raw(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        page,
        page.replace("5 0 R", "7 0 R") if kind == "part" else page,
        f"<</Filter/BrotliDecode/Length {len(unknown)}>>\nstream\n{unknown}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
    )


def test_a_filter_that_nobody_knows_is_no_password() -> None:
    assert "Brotli" in refused(packed_with("all"))
    told = cannot_open(b"%PDF-2.0 <</Filter/BrotliDecode>>", password=True)
    assert "Brotli" in told.message and "密码" not in told.message
    assert "密码" not in cannot_open(b"%PDF-1.7", password=True).message


def test_a_part_that_cannot_be_unpacked_is_told() -> None:
    document = read("a.pdf", data=packed_with("part"))
    assert [block.text for block in document.paragraphs] == ["Budget 2026"]
    assert "Brotli" in document.remarks[0].why


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
