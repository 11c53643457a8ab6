"""What is on one page of a PDF: glyphs, rulings and pictures, in points from the top left of the page as people read it.

A page whose text runs upwards or downwards (a landscape sheet on a portrait page without /Rotate) is turned first;
`PageContent.shown` leads a box back to the page as it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2 as pdfium

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""

ASCENT = 0.88
"""How much of its size a character stands above its baseline."""


class Glyph(NamedTuple):
    """One character: `x0` and `x1` bound its advance, `base` is its baseline, `em` its size in points, `face` its font.
    `paragraph` is the number of the paragraph that it is stated to belong to, -1 where nothing is stated."""

    text: str
    x0: float
    x1: float
    base: float
    em: float
    face: str = ""
    paragraph: int = -1

    @property
    def top(self) -> float:
        return self.base - ASCENT * self.em

    @property
    def bottom(self) -> float:
        return self.base + (1 - ASCENT) * self.em

    @property
    def middle(self) -> float:
        return self.base - (ASCENT - 0.5) * self.em


class Ruling(NamedTuple):
    """A straight line along an axis: at `at` (y of a level one, x of an upright one), from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContent:
    """`number` from 1; `width` and `height` of the turned page; `turn` in quarters that its text was turned by.

    `hidden` counts characters that nobody sees, `slanted` those of watermarks, `unmapped` those whose font does not tell
    which characters they are, `noted` texts in form fields and comment boxes,
    `outlineless` pieces of text in a font without outlines that could not be read; `unread` is
    where the last two stand. `cropped` holds lines that lie outside what the page shows. `recognised` tells a scan with a
    layer of recognised text.
    """

    number: int
    width: float
    height: float
    turn: int = 0
    glyphs: list[Glyph] = field(default_factory=list)
    level: list[Ruling] = field(default_factory=list)
    upright: list[Ruling] = field(default_factory=list)
    hidden: int = 0
    slanted: int = 0
    unmapped: int = 0
    outlineless: int = 0
    noted: int = 0
    unread: list[tuple[float, float]] = field(default_factory=list)
    cropped: list[str] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    recognised: bool = False

    def shown(self, box: Box) -> Box:
        """A box of the turned page, on the page as it is shown."""
        corners = [_turned(box[i], box[j], self.width, self.height, -self.turn) for i, j in ((0, 1), (2, 3))]
        xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
        return round(xs[0], 1), round(ys[0], 1), round(xs[1], 1), round(ys[1], 1)

    @property
    def pictured(self) -> bool:
        """Whether pictures cover most of the page."""
        area = sum(max(0.0, b[2] - b[0]) * max(0.0, b[3] - b[1]) for b in self.pictures)
        return area > 0.5 * self.width * self.height


def _turned(x: float, y: float, width: float, height: float, turn: int) -> tuple[float, float]:
    """A point of a page of that size, the page turned clockwise by `turn` quarters."""
    for _ in range(turn % 4):
        x, y = height - y, x
        width, height = height, width
    return x, y


class Frame:
    """Leads from a page's own coordinates (y upwards, before /Rotate) to those of the page as it is shown, then turned."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self.rotation = page.get_rotation() // 90
        self.turn_by(0)

    def turn_by(self, quarters: int) -> None:
        self.turn = quarters
        width, height = self._right - self._left, self._top - self._bottom
        turns = self.rotation + quarters
        self.size = (height, width) if turns % 2 else (width, height)

        def turned(x: float, y: float) -> tuple[float, float]:
            return _turned(x - self._left, self._top - y, width, height, turns)

        (cx, cy), (ax, ay), (bx, by) = turned(0, 0), turned(1, 0), turned(0, 1)
        self._x, self._y = (ax - cx, bx - cx, cx), (ay - cy, by - cy, cy)

    def point(self, x: float, y: float) -> tuple[float, float]:
        (a, b, c), (d, e, f) = self._x, self._y
        return a * x + b * y + c, d * x + e * y + f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        (a, b, c), (d, e, f) = self._x, self._y
        ax, ay, bx, by = a * x0 + b * y0 + c, d * x0 + e * y0 + f, a * x1 + b * y1 + c, d * x1 + e * y1 + f
        if ax > bx:
            ax, bx = bx, ax
        return (ax, ay, bx, by) if ay <= by else (ax, by, bx, ay)
