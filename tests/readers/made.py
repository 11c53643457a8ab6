"""Documents written in other formats, for tests: the same paragraphs and tables as Markdown, HTML, Word, Excel and PDF."""

from __future__ import annotations

import html
import io
from collections.abc import Callable

import font_made

from linter.document import Cell, Document, Table


def printed(table: Table) -> list[list[Cell]]:
    """The rows without what a conversion padded them with, which covers no column."""
    return [[cell for cell in row if cell.column_span] for row in table.rows]


def markdown(document: Document) -> bytes:
    lines: list[str] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            lines += [block.text, ""]
            continue
        for number, row in enumerate(printed(block)):
            cells = [text for cell in row for text in (cell.text, *[""] * (cell.column_span - 1))]
            lines.append("| " + " | ".join(text.replace("|", "\\|").replace("\n", "<br>") for text in cells) + " |")
            if number == 0:
                lines.append("|" + " --- |" * len(cells))
        lines.append("")
    return "\n".join(lines).encode()


def html_page(document: Document) -> bytes:
    parts = ["<!doctype html><html lang=zh><head><meta charset=utf-8><title>x</title></head><body>"]
    for block in document.blocks:
        if not isinstance(block, Table):
            parts.append(f"<p>{html.escape(block.text)}</p>")
            continue
        parts.append("<table border=1>")
        for row in printed(block):
            cells = (
                f"<td colspan={cell.column_span}>{html.escape(cell.text).replace(chr(10), '<br>')}</td>" for cell in row
            )
            parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"]).encode()


def docx(document: Document) -> bytes:
    import docx as library

    made = library.Document()
    for block in document.blocks:
        if not isinstance(block, Table):
            made.add_paragraph(block.text)
            continue
        grid = made.add_table(rows=len(printed(block)), cols=block.width)
        for number, row in enumerate(printed(block)):
            cells = grid.rows[number].cells
            for cell in row:
                place = cells[cell.column]
                if cell.column_span > 1:
                    place = place.merge(cells[cell.column + cell.column_span - 1])
                first, *others = cell.text.split("\n")
                place.text = first
                for line in others:
                    place.add_paragraph(line)
        made.add_paragraph("")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def xlsx(document: Document) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    at = 1
    for block in document.blocks:
        if not isinstance(block, Table):
            sheet.cell(at, 1, block.text).number_format = "@"
            at += 1
            continue
        for row in printed(block):
            for cell in row:
                if cell.text:
                    sheet.cell(at, cell.column + 1, cell.text).number_format = "@"
                if cell.column_span > 1:
                    sheet.merge_cells(
                        start_row=at,
                        end_row=at,
                        start_column=cell.column + 1,
                        end_column=cell.column + cell.column_span,
                    )
            at += 1
        at += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(document: Document) -> bytes:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import KeepTogether, LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

    style = ParagraphStyle("cell", fontName=font_made.register(), fontSize=9, leading=12, wordWrap="CJK")
    # Set as officials do: larger than tables, the first line in by two characters.
    body = ParagraphStyle("paragraph", style, fontSize=14, leading=20, firstLineIndent=28)
    size = landscape(A4)
    story: list[object] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            # Whole on one page: the place of a paragraph that goes on over a page break is that of its beginning.
            story.append(KeepTogether([Paragraph(html.escape(block.text), body)]))
            continue
        rows, spans, columns = [], [], block.width
        for number, row in enumerate(printed(block)):
            cells: list[object] = [""] * columns
            for cell in row:
                cells[cell.column] = Paragraph(html.escape(cell.text).replace("\n", "<br/>"), style)
                if cell.column_span > 1:
                    spans.append(("SPAN", (cell.column, number), (cell.column + cell.column_span - 1, number)))
            rows.append(cells)
        each = (size[0] - 72) / columns
        lines = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        story += [LongTable(rows, [each] * columns, style=TableStyle(lines + spans)), Spacer(1, 12)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=size, leftMargin=36, rightMargin=36).build(story)
    return out.getvalue()


WRITERS: dict[str, Callable[[Document], bytes]] = {
    "md": markdown,
    "html": html_page,
    "docx": docx,
    "xlsx": xlsx,
    "pdf": pdf,
}
"""By suffix."""
