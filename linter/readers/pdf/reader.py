"""PDF -> Document, from the geometry of pages: pdfium's characters and drawn lines (pypdfium2).

A PDF holds no tables and no paragraphs, only characters and lines at places (glyphs, drawing, objects). Tables are read
from their ruling lines (grid) and put together over page breaks (tables); what is left is lines of text, put
together to paragraphs (lines, flow) without running heads and page numbers (running). Text that no reader of
the page sees is a remark.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from linter.bilingual import Bilingual
from linter.document import UNREAD, Block, Document, Location, Paragraph, Remark
from linter.errors import UserError
from linter.readers import kinds
from linter.readers.limits import Meter
from linter.readers.pdf.aligned import arrange
from linter.readers.pdf.drawing import read_drawing
from linter.readers.pdf.flow import DraftParagraph, flow
from linter.readers.pdf.glyphs import place_text, read_characters
from linter.readers.pdf.grid import Grid, find_grids
from linter.readers.pdf.lines import lines_of
from linter.readers.pdf.objects import widen_text
from linter.readers.pdf.page import Box, Frame, Glyph, PageContent, Ruling
from linter.readers.pdf.running import Item, PageItems, drop_running
from linter.readers.pdf.tables import DraftTable, draft, finish

_UNREADABLE_SHARE = 0.3
_TAIL = 1024


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """A PDF with text. Raises UserError for a scan, for one with a password, a damaged one, one beyond the limits."""
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise kinds.encrypted() from None
        raise kinds.damaged() from None
    reading = _Reading(path, meter)
    if b"%%EOF" not in data.rstrip(b"\0\t\r\n ")[-_TAIL:]:
        # pdfium reads what is there; what a page lost with the end of the file, it does not tell.
        reading.remarks.append(
            Remark(Location(path), Bilingual("文件末尾缺失，内容可能不完整", "the end of the file is missing"))
        )
    try:
        return reading.document(file, sha256)
    finally:
        file.close()


def read_page(page: pdfium.PdfPage, number: int, meter: Meter) -> PageContent:
    """The content of one page, set upright. Raises PdfiumError for a page that cannot be read, UserError beyond a limit."""
    frame = Frame(page)
    without_outlines = widen_text(page.raw, meter)
    text_page = page.get_textpage()
    try:
        text = read_characters(text_page.raw, without_outlines.widened, meter)
        # What /Rotate has already set upright needs no turning.
        frame.turn_by((text.turn - frame.rotation) % 4)
        content = PageContent(number, *frame.size, frame.turn)
        content.outlineless = len(without_outlines.unread)
        content.unread = [frame.point(*place) for place in without_outlines.unread]
        fills = read_drawing(page.raw, frame, content, meter)
        place_text(text, frame, content, fills)
    finally:
        text_page.close()
    return content


class _Reading:
    def __init__(self, path: str, meter: Meter) -> None:
        self.path = path
        self.meter = meter
        self.pages: list[PageItems] = []
        self.remarks: list[Remark] = []
        self.contents: dict[int, PageContent] = {}
        self.texts: list[str] = []
        self.glyphs = self.unmapped = self.outlineless = self.pictured = self.failed = 0

    def document(self, file: pdfium.PdfDocument, sha256: str) -> Document:
        for index in range(len(file)):
            self.meter.page()
            try:
                page = file[index]
            except pdfium.PdfiumError:
                self._failed(index + 1)
                continue
            try:
                self._page(read_page(page, index + 1, self.meter))
            except pdfium.PdfiumError:
                self._failed(index + 1)
            finally:
                page.close()
        self._refuse_textless()
        self._mention_cropped()
        drop_running(self.pages)
        return Document(self.path, "pdf", sha256, tuple(self._blocks()), tuple(self.remarks))

    def _failed(self, number: int) -> None:
        self.failed += 1
        self._remark(number, f"第 {number} 页已损坏，未检查", f"page {number} is damaged and was not checked")

    def _remark(self, number: int, chinese: str, english: str) -> None:
        self.remarks.append(Remark(Location(self.path, page=number), Bilingual(chinese, english)))

    def _refuse_textless(self) -> None:
        if self.unmapped > _UNREADABLE_SHARE * (self.glyphs + self.unmapped):
            raise UserError(
                Bilingual(
                    "PDF 中的文字无法还原（字体没有编码信息）",
                    "the text of the PDF cannot be told, its fonts carry no encoding",
                ),
                Bilingual(
                    "请使用 Word、Excel 原件，或重新导出 PDF。",
                    "Use the Word or Excel original, or export the PDF again.",
                ),
            )
        if self.glyphs:
            return
        if self.outlineless:
            raise UserError(
                Bilingual(
                    "PDF 中的文字所用字体未嵌入，本机又无可用字体，不能读出",
                    "the text of the PDF cannot be read: its fonts are neither embedded nor on this machine",
                ),
                Bilingual(
                    "请使用 Word、Excel 原件，或嵌入字体后重新导出 PDF。",
                    "Use the Word or Excel original, or export the PDF again with its fonts embedded.",
                ),
            )
        if self.pictured:
            raise UserError(
                Bilingual("PDF 是扫描件，只有图片，没有文字", "the PDF is a scan: it holds pictures and no text"),
                Bilingual(
                    "请使用 Word、Excel 原件，或先做文字识别。",
                    "Use the Word or Excel original, or run text recognition first.",
                ),
            )
        if self.failed or not self.pages:
            raise kinds.damaged()
        raise UserError(
            Bilingual("PDF 中没有文字", "the PDF holds no text"),
            Bilingual(
                "请检查文件是否正确，或使用 Word、Excel 原件。",
                "Check that it is the right file, or use the Word or Excel original.",
            ),
        )

    def _mention_cropped(self) -> None:
        """Remarks on text outside what its page shows, unless another page shows it: a tall cell goes on there."""
        for content in self.contents.values():
            count = sum(len(line) for line in content.cropped if not any(line in text for text in self.texts))
            if count:
                self._remark(
                    content.number,
                    f"第 {content.number} 页有页面以外的文字（{count} 个字），未检查",
                    f"page {content.number} has text outside what it shows ({count} characters), which was not checked",
                )

    # -- a page ------------------------------------------------------------------------------------

    def _page(self, content: PageContent) -> None:
        number = content.number
        self.unmapped += content.unmapped
        self.outlineless += content.outlineless
        grids, loose = find_grids(content, self.meter)
        glyphs, struck = _without_struck(content.glyphs, loose)
        inked = sum(not glyph.text.isspace() for glyph in glyphs)
        self.glyphs += inked
        self.texts.append("".join(glyph.text for glyph in glyphs if not glyph.text.isspace()))
        self.pictured += bool(content.pictures)
        if content.hidden:
            self._remark(
                number,
                f"第 {number} 页有看不见的文字（{content.hidden} 个字），未检查",
                f"page {number} has text that nobody sees ({content.hidden} characters), which was not checked",
            )
        if struck:
            self._remark(
                number,
                f"第 {number} 页有划掉的文字（{struck} 个字），未检查",
                f"page {number} has text that is struck out ({struck} characters), which was not checked",
            )
        if content.slanted:
            self._remark(
                number,
                f"第 {number} 页有斜排的文字（水印，{content.slanted} 个字），未检查",
                f"page {number} has slanted text (a watermark, {content.slanted} characters), which was not checked",
            )
        if content.recognised:
            self._remark(
                number,
                f"第 {number} 页是扫描件，文字来自识别，可能有误",
                f"page {number} is a scan: its text was recognised and may be wrong",
            )
        elif content.pictured and not inked:
            self._remark(number, f"第 {number} 页是图片，未检查", f"page {number} is a picture and was not checked")
        elif content.unmapped:
            self._remark(
                number,
                f"第 {number} 页有 {content.unmapped} 个字无法还原，未检查",
                f"page {number} has {content.unmapped} characters whose font does not tell what they are; not checked",
            )
        if content.outlineless:
            self._remark(
                number,
                f"第 {number} 页有 {content.outlineless} 段文字因字体未嵌入、本机又无可用字体而不能读出，未检查",
                f"page {number} has {content.outlineless} pieces of text in fonts that are neither embedded nor on this "
                "machine; they could not be read and were not checked",
            )
        left = _deal(glyphs, grids)
        _mark_unread(content.unread, grids)
        placed: list[tuple[float, Item]] = list(arrange(lines_of(left), content, self.meter))
        tables = [draft(grid, content) for grid in sorted(grids, key=lambda grid: grid.xs[0])]
        placed += [(table.box[1], table) for table in tables if not table.blank]
        placed.sort(key=lambda pair: pair[0])
        content.glyphs, content.level, content.upright = [], [], []
        self.contents[number] = content
        self.pages.append(PageItems(number, content.width, content.height, [item for _, item in placed]))

    # -- blocks ------------------------------------------------------------------------------------

    def _blocks(self) -> Iterator[Block]:
        paragraphs = tables = 0
        for block in flow(self.pages):
            if isinstance(block, DraftTable):
                tables += 1
                yield finish(block, self.path, tables, self._shown, self.meter)
                continue
            paragraphs += 1
            yield Paragraph(block.text, self._place(block, paragraphs), block.level)

    def _shown(self, page: int, box: Box) -> Box:
        return self.contents[page].shown(box)

    def _place(self, block: DraftParagraph, number: int) -> Location:
        boxes = [line.box for line in block.lines[: block.on_first]]
        box = self._shown(
            block.page,
            (
                min(b[0] for b in boxes),
                min(b[1] for b in boxes),
                max(b[2] for b in boxes),
                max(b[3] for b in boxes),
            ),
        )
        return Location(self.path, page=block.page, paragraph=number, box=box)


def _without_struck(glyphs: list[Glyph], loose: list[Ruling]) -> tuple[list[Glyph], int]:
    """The glyphs without those that a line strikes out, and how many these are."""
    if not loose:
        return glyphs, 0
    kept = []
    for glyph in glyphs:
        middle = (glyph.x0 + glyph.x1) / 2
        if not any(
            line.start <= middle <= line.end and glyph.base - 0.55 * glyph.em < line.at < glyph.base - 0.15 * glyph.em
            for line in loose
        ):
            kept.append(glyph)
    return kept, len(glyphs) - len(kept)


def _mark_unread(places: list[tuple[float, float]], grids: list[Grid]) -> None:
    """Marks the cells in which text stands and nothing that could be read, so that none is taken for blank."""
    for x, y in places:
        for grid in grids:
            cell = grid.at(x, y)
            if cell is not None:
                if all(glyph.text.isspace() for glyph in cell.glyphs):
                    cell.glyphs.append(Glyph(UNREAD, x, x, y, 1.0))
                break


def _deal(glyphs: list[Glyph], grids: list[Grid]) -> list[Glyph]:
    """Deals the glyphs out to the cells where their middles lie; returns those that lie in none."""
    left = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
        for grid in grids:
            cell = grid.at(x, y)
            if cell is not None:
                cell.glyphs.append(glyph)
                break
        else:
            left.append(glyph)
    return left
