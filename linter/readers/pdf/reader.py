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
from linter.document import Block, Document, Location, Paragraph, Remark
from linter.readers.limits import Meter
from linter.readers.pdf.aligned import arrange
from linter.readers.pdf.drawing import read_drawing
from linter.readers.pdf.flow import flow
from linter.readers.pdf.glyphs import place_text, read_characters
from linter.readers.pdf.grid import Grid, find_grids
from linter.readers.pdf.joining import DraftParagraph
from linter.readers.pdf.lines import lines_of
from linter.readers.pdf.objects import widen_text
from linter.readers.pdf.page import Box, Frame, Glyph, PageContent, Ruling
from linter.readers.pdf.running import Item, PageItems, drop_running
from linter.readers.pdf.tables import DraftTable, draft, finish
from linter.readers.pdf.tags import stated_lines, stated_paragraphs
from linter.readers.pdf.unread import (
    Pictures,
    Tally,
    brotli_parts,
    cannot_open,
    count_notes,
    cropped_remark,
    mark_unread,
    page_remarks,
    refusal,
    without_unread,
)

_TAIL = 1024


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """A PDF with text. Raises UserError for a scan, for one with a password, a damaged one, one beyond the limits."""
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        asked = getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        raise cannot_open(data, password=asked) from None
    reading = _Reading(path, meter)
    if b"%%EOF" not in data.rstrip(b"\0\t\r\n ")[-_TAIL:]:
        # pdfium reads what is there; what a page lost with the end of the file, it does not tell.
        reading.remarks.append(
            Remark(Location(path), Bilingual("文件末尾缺失，内容可能不完整", "the end of the file is missing"))
        )
    packed = brotli_parts(data)
    if packed is not None:
        reading.remarks.append(Remark(Location(path), packed))
    try:
        return reading.document(file, data, sha256)
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
        content.noted = count_notes(page.raw)
        fills = read_drawing(page.raw, frame, content, meter)
        place_text(text, frame, content, fills, stated_paragraphs(page.raw, meter))
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
        self.tally = Tally()
        self.pictures = Pictures()

    def document(self, file: pdfium.PdfDocument, data: bytes, sha256: str) -> Document:
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
        self.tally.pages = len(self.pages)
        refused = refusal(self.tally, data)
        if refused is not None:
            raise refused
        self._mention_cropped()
        for number, why in self.pictures.remarks():
            self._remark(number, why)
        drop_running(self.pages)
        remarks = sorted(self.remarks, key=lambda remark: remark.location.page or 0)
        return Document(self.path, "pdf", sha256, tuple(self._blocks()), tuple(remarks))

    def _failed(self, number: int) -> None:
        self.tally.failed += 1
        why = Bilingual(f"第 {number} 页已损坏，未检查", f"page {number} is damaged and was not checked")
        self._remark(number, why)

    def _remark(self, number: int, why: Bilingual) -> None:
        self.remarks.append(Remark(Location(self.path, page=number), why))

    def _mention_cropped(self) -> None:
        """Remarks on text outside what its page shows, unless another page shows it: a tall cell goes on there."""
        shown = [_bare(text) for text in self.texts]
        for content in self.contents.values():
            # Signs may come from another font, and are then pieces of their own.
            lines = [line for line in content.cropped if _bare(line)]
            count = sum(len(line) for line in lines if not any(_bare(line) in text for text in shown))
            if count:
                self._remark(content.number, cropped_remark(content.number, count))

    # -- a page ------------------------------------------------------------------------------------

    def _page(self, content: PageContent) -> None:
        number, tally = content.number, self.tally
        grids, loose = find_grids(content, self.meter)
        glyphs, struck = _without_struck(content.glyphs, loose)
        glyphs = _without_cut(glyphs, grids, content)
        inked = [glyph.text for glyph in glyphs if not glyph.text.isspace()]
        tally.unmapped += content.unmapped
        tally.outlineless += content.outlineless
        tally.glyphs += len(inked)
        tally.chinese += sum("\u4e00" <= text <= "\u9fff" for text in inked)
        tally.pictured += bool(content.pictures)
        self.texts.append("".join(inked))
        self.pictures.take(content, glyphs)
        for why in page_remarks(content, len(inked), struck):
            self._remark(number, why)
        left = _deal(glyphs, grids)
        left = without_unread(left, mark_unread(content.unread, grids))
        placed: list[tuple[float, Item]] = list(arrange(lines_of(left), content, self.meter))
        tabled = bool(grids) or any(isinstance(item, DraftTable) for _, item in placed)
        stated = None if tabled else stated_lines(left)
        if stated is not None:
            placed = list(enumerate(stated))
        tables = [draft(grid, content) for grid in sorted(grids, key=lambda grid: grid.xs[0])]
        placed += [(table.box[1], table) for table in tables if not table.blank]
        placed.sort(key=lambda pair: pair[0])
        content.glyphs, content.level, content.upright = [], [], []
        self.contents[number] = content
        items = [item for _, item in placed]
        self.pages.append(PageItems(number, content.width, content.height, items, stated=stated is not None))

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


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _without_cut(glyphs: list[Glyph], grids: list[Grid], content: PageContent) -> list[Glyph]:
    """The glyphs without those that stand beside a cell which the edge of the paper cut: they are drawn there and not shown.
    Another page shows them, or they are told as cropped."""
    grids = [grid for grid in grids if any(cell.cut_left or cell.cut_right for cell in grid.cells)]
    if not grids:
        return glyphs
    cut: dict[int, list[str]] = {}
    kept = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
        if any(grid.cut_beside(x, y) for grid in grids):
            cut.setdefault(round(glyph.base), []).append("" if glyph.text.isspace() else glyph.text)
        else:
            kept.append(glyph)
    content.cropped += ["".join(line) for line in cut.values() if any(line)]
    return kept


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
