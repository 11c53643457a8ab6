"""What of a PDF cannot be read, and how that is told: as a remark of its page, or as the reason to refuse the file."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from linter.bilingual import Bilingual
from linter.document import UNREAD
from linter.errors import UserError
from linter.readers import kinds
from linter.readers.pdf.grid import Grid
from linter.readers.pdf.page import Box, Glyph, PageContent

_UNREADABLE_SHARE = 0.3
_LEAST_CHINESE = 0.25
_PARTLY = 0.2
_ROW = 6.0
_BROTLI = b"/BrotliDecode"
_LARGE_PICTURE = 0.03
_LEAST_PICTURE = 30.0
_MOST_PICTURES = 200
_COVERED = 3
_OTHER_FORMAT = Bilingual(
    "请使用 Word、Excel 原件，或重新导出 PDF。", "Use the Word or Excel original, or export the PDF again."
)
_WHOLLY_BROTLI = Bilingual("PDF 用 Brotli 压缩，暂不能读取", "the PDF is packed with Brotli, which cannot be read yet")


@dataclass(slots=True)
class Tally:
    """What was found on all pages: characters that were read, Chinese ones among them, those whose fonts do not tell what they
    are, pieces of text in fonts without outlines, pages with pictures, damaged pages."""

    glyphs: int = 0
    chinese: int = 0
    unmapped: int = 0
    outlineless: int = 0
    pictured: int = 0
    failed: int = 0
    pages: int = 0

    @property
    def mostly_unmapped(self) -> bool:
        """Whether what was read is not worth reading: figures without the words that belong to them."""
        lost = self.unmapped > _UNREADABLE_SHARE * (self.glyphs + self.unmapped)
        return lost and self.chinese < _LEAST_CHINESE * self.unmapped


def cannot_open(data: bytes, *, password: bool) -> UserError:
    """What is said of a PDF that pdfium does not open."""
    if _BROTLI in data:
        return UserError(_WHOLLY_BROTLI, _OTHER_FORMAT)
    # pdfium also asks for a password where it does not know a filter.
    return kinds.encrypted() if password and b"/Encrypt" in data else kinds.damaged()


def brotli_parts(data: bytes) -> Bilingual | None:
    """What is said of a PDF that was read and holds something that pdfium cannot unpack."""
    if _BROTLI not in data:
        return None
    return Bilingual(
        "PDF 的一部分用 Brotli 压缩，不能读出，未检查",
        "a part of the PDF is packed with Brotli; it could not be read and was not checked",
    )


def refusal(tally: Tally, data: bytes) -> UserError | None:
    """Why a PDF is refused in which next to nothing was read."""
    if tally.mostly_unmapped:
        return UserError(
            Bilingual(
                "PDF 中的文字无法还原（字体没有编码信息）",
                "the text of the PDF cannot be told, its fonts carry no encoding",
            ),
            _OTHER_FORMAT,
        )
    if tally.glyphs:
        return None
    if tally.outlineless:
        return UserError(
            Bilingual(
                "PDF 中的文字所用字体未嵌入，本机又无可用字体，不能读出",
                "the text of the PDF cannot be read: its fonts are neither embedded nor on this machine",
            ),
            Bilingual(
                "请使用 Word、Excel 原件，或嵌入字体后重新导出 PDF。",
                "Use the Word or Excel original, or export the PDF again with its fonts embedded.",
            ),
        )
    if _BROTLI in data:
        return UserError(_WHOLLY_BROTLI, _OTHER_FORMAT)
    if tally.pictured:
        return UserError(
            Bilingual("PDF 是扫描件，只有图片，没有文字", "the PDF is a scan: it holds pictures and no text"),
            Bilingual(
                "请使用 Word、Excel 原件，或先做文字识别。",
                "Use the Word or Excel original, or run text recognition first.",
            ),
        )
    if tally.failed or not tally.pages:
        return kinds.damaged()
    return UserError(
        Bilingual("PDF 中没有文字", "the PDF holds no text"),
        Bilingual(
            "请检查文件是否正确，或使用 Word、Excel 原件。",
            "Check that it is the right file, or use the Word or Excel original.",
        ),
    )


def page_remarks(content: PageContent, inked: int, struck: int) -> Iterator[Bilingual]:
    """What is said of one page, on which `inked` characters were read and `struck` are struck out."""
    number = content.number
    if content.hidden:
        yield Bilingual(
            f"第 {number} 页有看不见的文字（{content.hidden} 个字），未检查",
            f"page {number} has text that nobody sees ({content.hidden} characters), which was not checked",
        )
    if struck:
        yield Bilingual(
            f"第 {number} 页有划掉的文字（{struck} 个字），未检查",
            f"page {number} has text that is struck out ({struck} characters), which was not checked",
        )
    if content.slanted:
        yield Bilingual(
            f"第 {number} 页有斜排的文字（水印，{content.slanted} 个字），未检查",
            f"page {number} has slanted text (a watermark, {content.slanted} characters), which was not checked",
        )
    if content.recognised:
        yield Bilingual(
            f"第 {number} 页是扫描件，文字来自识别，可能有误",
            f"page {number} is a scan: its text was recognised and may be wrong",
        )
    elif content.pictured and not inked:
        yield Bilingual(f"第 {number} 页是图片，未检查", f"page {number} is a picture and was not checked")
    elif content.unmapped:
        yield Bilingual(
            f"第 {number} 页有 {content.unmapped} 个字无法还原，未检查",
            f"page {number} has {content.unmapped} characters whose font does not tell what they are; not checked",
        )
    if content.outlineless:
        yield Bilingual(
            f"第 {number} 页有 {content.outlineless} 段文字因字体未嵌入、本机又无可用字体而不能读出，未检查",
            f"page {number} has {content.outlineless} pieces of text in fonts that are neither embedded nor on this "
            "machine; they could not be read and were not checked",
        )
    if content.noted:
        yield Bilingual(
            f"第 {number} 页有 {content.noted} 处填写在表单域或批注框里的文字，未检查",
            f"page {number} has {content.noted} texts in form fields or comment boxes, which were not checked",
        )


def cropped_remark(number: int, count: int) -> Bilingual:
    """What is said of text outside what its page shows."""
    return Bilingual(
        f"第 {number} 页有页面以外的文字（{count} 个字），未检查",
        f"page {number} has text outside what it shows ({count} characters), which was not checked",
    )


# -- texts of annotations ------------------------------------------------------------------------------


def count_notes(raw_page: Any) -> int:
    """How many fields and boxes of a page hold text of their own, which no text page has. A seal is none of them."""
    return sum(_holds_text(raw_page, index) for index in range(max(0, pdfium_c.FPDFPage_GetAnnotCount(raw_page))))


def _holds_text(raw_page: Any, index: int) -> bool:
    note = pdfium_c.FPDFPage_GetAnnot(raw_page, index)
    if not note:
        return False
    try:
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        key = {pdfium_c.FPDF_ANNOT_FREETEXT: b"Contents", pdfium_c.FPDF_ANNOT_WIDGET: b"V"}.get(kind)
        if key is None or pdfium_c.FPDFAnnot_GetFlags(note) & pdfium_c.FPDF_ANNOT_FLAG_HIDDEN:
            return False
        # The length is in bytes of UTF-16 and counts the nought at the end.
        return bool(pdfium_c.FPDFAnnot_GetStringValue(note, key, ctypes.POINTER(ctypes.c_ushort)(), 0) > 2)
    finally:
        pdfium_c.FPDFPage_CloseAnnot(note)


# -- characters that no font tells ---------------------------------------------------------------------


def mark_unread(places: Sequence[tuple[float, float]], grids: Sequence[Grid]) -> list[tuple[float, float]]:
    """Marks the cells in which something stands that could not be read and little else, so that none is taken for blank or
    for what is left of it. Returns the places outside cells."""
    lost: dict[int, list[tuple[float, float]]] = {}
    cells = {}
    outside = []
    for x, y in places:
        cell = next((found for grid in grids if (found := grid.at(x, y)) is not None), None)
        if cell is None:
            outside.append((x, y))
            continue
        cells[id(cell)] = cell
        lost.setdefault(id(cell), []).append((x, y))
    for key, cell in cells.items():
        if _is_lost(len(lost[key]), cell.glyphs):
            cell.glyphs[:] = [Glyph(UNREAD, x, x, y, 1.0) for x, y in lost[key][:1]]
    return outside


def without_unread(glyphs: Sequence[Glyph], places: Sequence[tuple[float, float]]) -> list[Glyph]:
    """The glyphs outside cells without those of lines of which too much could not be read."""
    if not places:
        return list(glyphs)
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        rows.setdefault(round(glyph.middle / _ROW), []).append(glyph)
    lost: dict[int, int] = {}
    for _, y in places:
        lost[round(y / _ROW)] = lost.get(round(y / _ROW), 0) + 1
    kept = []
    for row, own in rows.items():
        count = sum(lost.get(near, 0) for near in (row - 1, row, row + 1))
        if not count or not _is_lost(count, own):
            kept += own
    return kept


def _is_lost(count: int, glyphs: Sequence[Glyph]) -> bool:
    read = sum(not glyph.text.isspace() for glyph in glyphs)
    return count > _PARTLY * (count + read)


# -- pictures ------------------------------------------------------------------------------------------


class Pictures:
    """The pictures of all pages that nobody reads: neither the ground on which text stands nor marks as small as a letter."""

    def __init__(self) -> None:
        self.large: dict[int, int] = {}
        self.small: list[int] = []

    def take(self, content: PageContent, glyphs: Sequence[Glyph]) -> None:
        """Counts those of one page, before its glyphs are dealt out."""
        if content.pictured:
            return
        area = content.width * content.height
        for box in content.pictures[:_MOST_PICTURES]:
            wide, tall = box[2] - box[0], box[3] - box[1]
            if min(wide, tall) < _LEAST_PICTURE or _stand_on(glyphs, box):
                continue
            if wide * tall >= _LARGE_PICTURE * area:
                self.large[content.number] = self.large.get(content.number, 0) + 1
            else:
                self.small.append(content.number)

    def remarks(self) -> Iterator[tuple[int, Bilingual]]:
        """What is said of them, with the page. Small ones, such as emblems and seals, are told once for all pages."""
        for number, count in self.large.items():
            yield (
                number,
                Bilingual(
                    f"第 {number} 页有 {count} 处图片，未检查",
                    f"page {number} has {count} picture(s), which were not checked",
                ),
            )
        if self.small:
            count, first = len(self.small), self.small[0]
            yield (
                first,
                Bilingual(
                    f"有 {count} 处小图片（徽标、印章等，自第 {first} 页起），未检查",
                    f"{count} small picture(s), such as emblems or seals, from page {first} on, were not checked",
                ),
            )


def _stand_on(glyphs: Sequence[Glyph], box: Box) -> bool:
    x0, top, x1, bottom = box
    count = 0
    for glyph in glyphs:
        if x0 <= glyph.x0 and glyph.x1 <= x1 and top <= glyph.middle <= bottom and not glyph.text.isspace():
            count += 1
            if count >= _COVERED:
                return True
    return False
