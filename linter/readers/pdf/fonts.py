"""Whether pdfium finds a Chinese font on this machine, for text whose font a PDF does not embed."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_TEXT = b"BT /F 10 Tf 10 10 Td <4E2D> Tj ET"
_ASKING = (
    b"%%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>\nendobj\n"
    b"4 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n"
    b"5 0 obj\n<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>\nendobj\n"
    b"6 0 obj\n<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>/DW 1000>>\nendobj\n"
    b"trailer\n<</Size 7/Root 1 0 R>>\n%%%%EOF\n"
) % (len(_TEXT), _TEXT)


def has_chinese_font() -> bool:
    """Asked of pdfium itself: whether one character (中) in a font that is not embedded has an outline. What pdfium takes
    for a font of the machine differs from system to system, and changes with its version."""
    file = pdfium.PdfDocument(_ASKING)
    try:
        page = file[0]
        drawn = pdfium_c.FPDFPage_GetObject(page.raw, 0)
        edges = [ctypes.c_float() for _ in range(4)]
        pdfium_c.FPDFPageObj_GetBounds(drawn, *edges)
        page.close()
    finally:
        file.close()
    return edges[2].value - edges[0].value > 1
