"""Draws the PDFs of the reader's tests, and says what was read of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import font_made
import pytest

from linter.document import Document, Paragraph, Table
from linter.errors import UserError
from linter.readers import read
from linter.readers.limits import Limits

pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")
from reportlab.pdfgen.canvas import Canvas

FONT = font_made.register()
WIDTH, HEIGHT = 595, 842
EM = 10.0
XS = [60, 160, 260, 360, 460]
HEAD = ["科目编码", "科目名称", "预算数"]
COLUMNS = [60, 160, 400, 520]


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


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UserError) as caught:
        read("a.pdf", data=data, limits=limits)
    assert "/ " in caught.value.message
    return str(caught.value.message)
