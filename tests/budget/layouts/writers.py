"""Writes blocks (lines, tables, borders of sheets) as files of several formats."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from .grid import Grid, flattened


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text above, between or below tables."""

    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What follows stands on a sheet of its own."""

    name: str


Block = Line | Grid | Sheet
SUFFIXES = {"html": ".html", "docx": ".docx", "xlsx": ".xlsx", "tabs": ".txt", "cells": ".txt", "md": ".md"}


def written(blocks: Sequence[Block], writer: str, spans: str) -> bytes:
    """The blocks as a file. `spans` is true, or one of the manners of `flattened`; plain text knows no spans."""
    return _WRITERS[writer](blocks, spans)


def _html(blocks: Sequence[Block], spans: str) -> bytes:
    out = ['<meta charset="utf-8">']
    for block in blocks:
        if isinstance(block, Line):
            out.append(f"<p>{escape(block.text)}</p>")
        elif isinstance(block, Grid):
            rows = []
            if spans == "true":
                for row in block.rows:
                    cells = ""
                    for box in row:
                        over = f' colspan="{box.cols}"' if box.cols > 1 else ""
                        down = f' rowspan="{box.rows}"' if box.rows > 1 else ""
                        cells += f"<td{over}{down}>{_lines(box.text, '<br>')}</td>"
                    rows.append(f"<tr>{cells}</tr>")
            else:
                rows = [
                    "<tr>" + "".join(f"<td>{_lines(text, '<br>')}</td>" for text in row) + "</tr>"
                    for row in flattened(block, spans)
                ]
            out.append("<table>\n" + "\n".join(rows) + "\n</table>")
    return "\n".join(out).encode()


def _lines(text: str, between: str) -> str:
    return between.join(escape(line) for line in text.split("\n"))


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _packed(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _relationships(kinds: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _docx(blocks: Sequence[Block], spans: str) -> bytes:
    body = []
    for block in blocks:
        if isinstance(block, Line):
            body.append(_paragraph(block.text))
        elif isinstance(block, Grid):
            rows = _docx_rows(block) if spans == "true" else _docx_flat(flattened(block, spans))
            grid = '<w:gridCol w:w="1200"/>' * block.width
            body.append(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")
            # Word joins tables that no paragraph parts.
            body.append("<w:p/>")
    types = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    return _packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": _relationships([("officeDocument", "word/document.xml")]),
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>',
        }
    )


def _paragraph(text: str) -> str:
    inside = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{inside}</w:r></w:p>" if text else "<w:p/>"


def _docx_rows(grid: Grid) -> list[str]:
    rows = []
    for index, row in enumerate(grid.places()):
        cells = []
        for column, (box, top, left) in enumerate(row):
            if left != column:
                continue
            over = f'<w:gridSpan w:val="{box.cols}"/>' if box.cols > 1 else ""
            start = ' w:val="restart"' if top == index else ""
            down = f"<w:vMerge{start}/>" if box.rows > 1 else ""
            cells.append(f"<w:tc><w:tcPr>{over}{down}</w:tcPr>{_paragraph(box.text if top == index else '')}</w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return rows


def _docx_flat(rows: Sequence[Sequence[str]]) -> list[str]:
    return ["<w:tr>" + "".join(f"<w:tc>{_paragraph(text)}</w:tc>" for text in row) + "</w:tr>" for row in rows]


def _xlsx(blocks: Sequence[Block], spans: str) -> bytes:
    sheets: list[tuple[str, list[Line | Grid]]] = []
    for block in blocks:
        if isinstance(block, Sheet):
            sheets.append((block.name, []))
        else:
            if not sheets:
                sheets.append(("Sheet1", []))
            sheets[-1][1].append(block)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    members = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
        ),
        "_rels/.rels": _relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": _relationships(
            [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
        ),
    }
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, (name, _) in enumerate(sheets, 1)
    )
    members["xl/workbook.xml"] = f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    for number, (_, content) in enumerate(sheets, 1):
        members[f"xl/worksheets/sheet{number}.xml"] = _sheet(content, spans, main)
    return _packed(members)


def _sheet(content: Sequence[Line | Grid], spans: str, main: str) -> str:
    rows: list[list[str]] = []
    merges: list[str] = []
    width = max((block.width for block in content if isinstance(block, Grid)), default=1)
    before: Line | Grid | None = None
    for block in content:
        if isinstance(block, Line):
            if isinstance(before, Grid):
                rows.append([])
            if spans == "true" and width > 1:
                merges.append(_area(len(rows), 0, width, 1))
            rows.append([block.text])
        else:
            if isinstance(before, Grid):
                rows.append([])
            if spans == "true":
                for index, row in enumerate(block.places()):
                    for column, (box, top, left) in enumerate(row):
                        if (top, left) == (index, column) and (box.cols > 1 or box.rows > 1):
                            merges.append(_area(len(rows) + index, column, box.cols, box.rows))
            rows += flattened(block, "blanks" if spans == "true" else spans)
        before = block
    data = ""
    for number, texts in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{_column(column)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
            for column, text in enumerate(texts)
            if text
        )
        data += f'<row r="{number}">{cells}</row>'
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in merges)
    merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData>{merged}</worksheet>'


def _column(index: int) -> str:
    return chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)


def _area(row: int, column: int, cols: int, rows: int) -> str:
    return f"{_column(column)}{row + 1}:{_column(column + cols - 1)}{row + rows}"


def _joined(text: str) -> str:
    """A text of several lines in a format whose cells have one: a name broken over lines is whole, items stand apart."""
    lines = text.split("\n")
    return ("" if max(map(len, lines)) <= 6 else " ").join(lines)


def _tabs(blocks: Sequence[Block], spans: str) -> bytes:
    out = []
    for block in blocks:
        if isinstance(block, Line):
            out += [block.text, ""]
        elif isinstance(block, Grid):
            manner = "once" if spans == "true" else spans
            out += ["\t".join(_joined(text) for text in row) for row in flattened(block, manner)]
            out.append("")
    return "\n".join(out).encode()


def _cells(blocks: Sequence[Block], spans: str) -> bytes:
    """One cell a line behind a tab, a blank line behind each row."""
    out = []
    for block in blocks:
        if isinstance(block, Line):
            out += [block.text, ""]
        elif isinstance(block, Grid):
            for row in flattened(block, "once" if spans == "true" else spans):
                out += [f"\t{text}" for text in row]
                out.append("")
    return "\n".join(out).encode()


def _markdown(blocks: Sequence[Block], spans: str) -> bytes:
    out = []
    for block in blocks:
        if isinstance(block, Line):
            out += [block.text, ""]
        elif isinstance(block, Grid):
            rows = flattened(block, "blanks" if spans == "true" else spans)
            lines = ["| " + " | ".join(text.replace("\n", "<br>") for text in row) + " |" for row in rows]
            lines.insert(1, "|" + " --- |" * max(map(len, rows)))
            out += [*lines, ""]
    return "\n".join(out).encode()


_WRITERS = {"html": _html, "docx": _docx, "xlsx": _xlsx, "tabs": _tabs, "cells": _cells, "md": _markdown}
