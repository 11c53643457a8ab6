"""One page of a PDF -> glyphs, rulings and fills, in points from the top left of the page as people read it.

Everything comes from pdfium's page objects and its text page. A page whose text runs upwards or downwards (a landscape
sheet on a portrait page without /Rotate) is turned first; `PageContent.shown` leads a box back to the page as it is shown.
"""

from __future__ import annotations

import ctypes
import itertools
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from linter.readers.limits import Meter

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""

_THIN = 3.0
_FORM_DEPTH = 8
_ASCENT = 0.88
_INVISIBLE = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_LEAST_SIZE = 1.0
_SLANT = 0.06
_WHITE = 250
# Radicals and compatibility ideographs stand for the plain characters in many fonts' tables (Unicode 15, chapter 18).
_LOOKALIKES = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
}
_LOOKALIKES |= dict.fromkeys((0xAD, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF, 0), "") | {0xA0: " ", 9: " "}


class Glyph(NamedTuple):
    """One character: `x0` and `x1` bound its advance, `base` is its baseline, `em` its size in points."""

    text: str
    x0: float
    x1: float
    base: float
    em: float

    @property
    def top(self) -> float:
        return self.base - _ASCENT * self.em

    @property
    def bottom(self) -> float:
        return self.base + (1 - _ASCENT) * self.em

    @property
    def middle(self) -> float:
        return self.base - (_ASCENT - 0.5) * self.em


class Ruling(NamedTuple):
    """A straight line along an axis: at `at` (y of a level one, x of an upright one), from `start` to `end`."""

    at: float
    start: float
    end: float


class _Ink(NamedTuple):
    """What all characters of one text object share. `drawn` is the object itself."""

    em: float
    turn: int | None
    white: bool
    invisible: bool
    drawn: Any


@dataclass(slots=True)
class PageContent:
    """`number` from 1; `width` and `height` of the turned page; `turn` in quarters that its text was turned by.

    `hidden` counts characters that nobody sees, `slanted` those of watermarks, `unmapped` those whose font does not tell
    which characters they are; `cropped` holds lines that lie outside what the page shows. `recognised` tells a scan with
    a layer of recognised text.
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


class _Frame:
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


@dataclass(slots=True)
class _Fill:
    box: Box
    white: bool


def read_page(page: pdfium.PdfPage, number: int, meter: Meter) -> PageContent:
    """The content of one page. Raises PdfiumError for a page that cannot be read, UserError beyond a limit."""
    frame = _Frame(page)
    text = page.get_textpage()
    try:
        inks, characters = _characters(text.raw, meter)
        turns = Counter(inks[key].turn for key, *_ in characters)
        main = max((turn for turn in turns if turn is not None), key=lambda turn: turns[turn], default=0)
        # What /Rotate has already set upright needs no turning.
        frame.turn_by((main - frame.rotation) % 4)
        width, height = frame.size
        content = PageContent(number, width, height, frame.turn)
        fills: list[_Fill] = []
        for drawn, matrix in _objects(page.raw, meter):
            _draw(drawn, matrix, frame, content, fills)
        _place(inks, characters, frame, main, content, fills)
    finally:
        text.close()
    return content


# -- text ------------------------------------------------------------------------------------------


_Character = tuple[int, int, float, float, float, float, float, float]
"""Key of the text object, code point, left, bottom, right, top, origin x and y."""


def _characters(raw: Any, meter: Meter) -> tuple[dict[int, _Ink], list[_Character]]:
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    probe = _Probe(raw)
    inks: dict[int, _Ink] = {}
    characters: list[_Character] = []
    for index in range(max(0, pdfium_c.FPDFText_CountChars(raw))):
        drawn = pdfium_c.FPDFText_GetTextObject(raw, index)
        if not drawn:  # a blank or line end that pdfium added
            continue
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        if code <= 32 and pdfium_c.FPDFText_IsGenerated(raw, index) == 1:
            continue
        key = ctypes.addressof(drawn.contents)
        if key not in inks:
            meter.tick()
            inks[key] = probe.ink(index, drawn)
        if pdfium_c.FPDFText_HasUnicodeMapError(raw, index) == 1:
            code = -1
        pdfium_c.FPDFText_GetLooseCharBox(raw, index, box_at)
        pdfium_c.FPDFText_GetCharOrigin(raw, index, x_at, y_at)
        characters.append((key, code, box.left, box.bottom, box.right, box.top, x.value, y.value))
    return inks, characters


class _Probe:
    """Asks pdfium what a text object looks like, through buffers that are used again for each: there are thousands."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._matrix = pdfium_c.FS_MATRIX()
        self._parts = [ctypes.c_uint() for _ in range(4)]
        self._at = [ctypes.byref(part) for part in self._parts]

    def ink(self, index: int, drawn: Any) -> _Ink:
        """What the object that draws character `index` looks like."""
        matrix = self._matrix
        pdfium_c.FPDFText_GetMatrix(self._raw, index, matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        em = pdfium_c.FPDFText_GetFontSize(self._raw, index) * math.hypot(c, d)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(drawn)
        white = clear = False
        if mode != pdfium_c.FPDF_TEXTRENDERMODE_STROKE and pdfium_c.FPDFPageObj_GetFillColor(drawn, *self._at):
            red, green, blue, alpha = self._parts
            white = red.value >= _WHITE and green.value >= _WHITE and blue.value >= _WHITE
            clear = alpha.value == 0
        return _Ink(em, 0 if b == 0 and a > 0 else _quarters(a, b), white, clear or mode in _INVISIBLE, drawn)


def _quarters(a: float, b: float) -> int | None:
    """The direction of text in quarters of a turn; None for slanted text."""
    quarters = math.degrees(math.atan2(b, a)) / 90
    return round(quarters) % 4 if abs(quarters - round(quarters)) < _SLANT else None


def _colour(get: Any, drawn: Any) -> tuple[int, int, int, int] | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return (red.value, green.value, blue.value, alpha.value) if get(drawn, red, green, blue, alpha) else None


def _place(
    inks: dict[int, _Ink],
    characters: list[_Character],
    frame: _Frame,
    main: int,
    content: PageContent,
    fills: list[_Fill],
) -> None:
    """Puts the characters that a reader sees into `content.glyphs` and counts the others."""
    visible = any(not inks[key].invisible for key, code, *_ in characters if code > 32)
    content.recognised = bool(characters) and not visible and content.pictured
    shown = _Window(frame, content)
    cropped: dict[float, list[str]] = {}
    high = 0
    for key, code, left, bottom, right, top, x, y in characters:
        ink = inks[key]
        if code < 0:
            content.unmapped += 1
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFE
        text = _LOOKALIKES.get(code)
        if text is None:
            text = chr(code)
        if not text or (code < 32 and code != 9):
            continue
        box = frame.box(left, bottom, right, top)
        blank = text.isspace()
        if not blank and ink.turn is None:
            content.slanted += 1
            continue
        if not shown.holds(ink, box):
            if not blank:
                cropped.setdefault(round(y), []).append(text)
            continue
        if _unseen(ink, box, content, fills):
            content.hidden += not blank
            continue
        if ink.turn == main:
            glyph = Glyph(text, box[0], box[2], frame.point(x, y)[1], ink.em)
        else:
            # A word set across the others, as in a tall merged cell: one character a line, upright boxes.
            glyph = Glyph(
                text, box[0], box[2], box[3] - (1 - _ASCENT) * (box[3] - box[1]), min(ink.em, box[3] - box[1])
            )
        content.glyphs.append(glyph)
    content.cropped = ["".join(line) for line in cropped.values()]


class _Window:
    """What of a page is shown: the page itself, and what is left of it by the clip of a line of text.

    A spreadsheet that is printed draws a tall cell whole on each of its pages and clips it to the part that belongs there.
    Only the clip across the lines counts: text that is too long for its cell is clipped along the line, and is meant. All
    objects of a line share that clip, so that one is asked.
    """

    def __init__(self, frame: _Frame, content: PageContent) -> None:
        self._frame = frame
        self._size = content.width, content.height
        self._lines: dict[int, tuple[float, float]] = {}

    def holds(self, ink: _Ink, box: Box) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not (-1 <= x <= self._size[0] + 1 and -1 <= y <= self._size[1] + 1):
            return False
        top, bottom = self._line(round(2 * y), ink)
        return top <= y <= bottom

    def _line(self, key: int, ink: _Ink) -> tuple[float, float]:
        if key not in self._lines:
            self._lines[key] = self._clip(ink.drawn)
        return self._lines[key]

    def _clip(self, drawn: Any) -> tuple[float, float]:
        top, bottom = -math.inf, math.inf
        clip = pdfium_c.FPDFPageObj_GetClipPath(drawn)
        x, y = ctypes.c_float(), ctypes.c_float()
        for path in range(max(0, pdfium_c.FPDFClipPath_CountPaths(clip)) if clip else 0):
            edges = []
            for index in range(max(0, pdfium_c.FPDFClipPath_CountPathSegments(clip, path))):
                segment = pdfium_c.FPDFClipPath_GetPathSegment(clip, path, index)
                if pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
                    edges.append(self._frame.point(x.value, y.value)[1])
            if edges:
                top, bottom = max(top, min(edges)), min(bottom, max(edges))
        return top, bottom


def _unseen(ink: _Ink, box: Box, content: PageContent, fills: list[_Fill]) -> bool:
    if content.recognised:
        return False
    if ink.invisible or ink.em < _LEAST_SIZE:
        return True
    if not ink.white:
        return False
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2

    def inside(area: Box) -> bool:
        return area[0] <= middle_x <= area[2] and area[1] <= middle_y <= area[3]

    behind = [fill.white for fill in fills if inside(fill.box)]
    return (not behind or behind[-1]) and not any(map(inside, content.pictures))


# -- drawing ---------------------------------------------------------------------------------------

_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1, 0, 0, 1, 0, 0)


def _apply(m: _Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _matrix(drawn: Any) -> _Matrix:
    m = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(drawn, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First m, then n."""
    (a, b), (c, d) = (
        (m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3]),
        (m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3]),
    )
    return a, b, c, d, *_apply(n, m[4], m[5])


def _objects(raw_page: Any, meter: Meter) -> Iterator[tuple[Any, _Matrix]]:
    """The paths and pictures of a page with the matrix of the form that holds them, in the order of painting."""
    stack = [(raw_page, _PLAIN, 0, pdfium_c.FPDFPage_CountObjects(raw_page), 0)]
    while stack:
        holder, matrix, index, count, depth = stack.pop()
        get = pdfium_c.FPDFFormObj_GetObject if depth else pdfium_c.FPDFPage_GetObject
        while index < count:
            drawn = get(holder, index)
            index += 1
            kind = pdfium_c.FPDFPageObj_GetType(drawn)
            if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
                if depth < _FORM_DEPTH:
                    stack.append((holder, matrix, index, count, depth))
                    inner = _times(_matrix(drawn), matrix)
                    stack.append((drawn, inner, 0, pdfium_c.FPDFFormObj_CountObjects(drawn), depth + 1))
                    break
            elif kind in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE):
                meter.tick()
                yield drawn, matrix


def _draw(drawn: Any, matrix: _Matrix, frame: _Frame, content: PageContent, fills: list[_Fill]) -> None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(drawn, *edges):
        return
    corners = [_apply(matrix, edges[i].value, edges[j].value) for i, j in ((0, 1), (2, 3))]
    box = frame.box(*corners[0], *corners[1])
    if pdfium_c.FPDFPageObj_GetType(drawn) == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        content.pictures.append(box)
        return
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(drawn, mode, stroked)
    if not mode.value and not stroked.value:
        return
    if _rule(box, content):
        return
    if mode.value:
        colour = _colour(pdfium_c.FPDFPageObj_GetFillColor, drawn)
        if colour is not None and colour[3]:
            fills.append(_Fill(box, min(colour[:3]) >= _WHITE))
    if mode.value and not stroked.value and pdfium_c.FPDFPath_CountSegments(drawn) <= 5:
        return
    _walk(drawn, _times(_matrix(drawn), matrix), frame, content, stroked=bool(stroked.value))


def _rule(box: Box, content: PageContent) -> bool:
    """Takes a thin box as a ruling. A dot is none, but nothing else either."""
    wide, tall = box[2] - box[0], box[3] - box[1]
    if tall <= _THIN < wide:
        content.level.append(Ruling((box[1] + box[3]) / 2, box[0], box[2]))
    elif wide <= _THIN < tall:
        content.upright.append(Ruling((box[0] + box[2]) / 2, box[1], box[3]))
    return wide <= _THIN or tall <= _THIN


def _walk(drawn: Any, matrix: _Matrix, frame: _Frame, content: PageContent, *, stroked: bool) -> None:
    """The rulings of a path of many pieces: each straight stroke, or each thin filled box."""
    x, y = ctypes.c_float(), ctypes.c_float()
    piece: list[tuple[float, float]] = []
    straight = True

    def end() -> None:
        nonlocal piece, straight
        if len(piece) > 1 and straight:
            if stroked:
                for (ax, ay), (bx, by) in itertools.pairwise(piece):
                    _rule((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), content)
            else:
                xs, ys = [p[0] for p in piece], [p[1] for p in piece]
                _rule((min(xs), min(ys), max(xs), max(ys)), content)
        piece, straight = [], True

    for index in range(pdfium_c.FPDFPath_CountSegments(drawn)):
        segment = pdfium_c.FPDFPath_GetPathSegment(drawn, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            end()
        elif kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            straight = False
        piece.append(frame.point(*_apply(matrix, x.value, y.value)))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            piece.append(piece[0])
    end()
