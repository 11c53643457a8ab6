"""The text of a page -> glyphs, from pdfium's text page, and what of it nobody sees."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from linter.readers.limits import Meter
from linter.readers.pdf.drawing import WHITE, Fill
from linter.readers.pdf.page import ASCENT, Box, Frame, Glyph, PageContent

_INVISIBLE = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_LEAST_SIZE = 1.0
_SLANT = 0.06
_CHECKED = 1024
_LONGEST_NAME = 256
_SUBSET = re.compile(r"^[A-Z]{6}\+")
# Radicals and compatibility ideographs stand for the plain characters in many fonts' tables (Unicode 15, chapter 18).
_LOOKALIKES = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
}
_LOOKALIKES |= dict.fromkeys((0xAD, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF, 0), "") | {0xA0: " ", 9: " "}


class _Ink(NamedTuple):
    """What all characters of one text object share: size, direction in quarters of a turn (None for slanted text), colour,
    the name of the font, the marked content that it is part of (-1 for none). `drawn` is the object itself."""

    em: float
    turn: int | None
    white: bool
    invisible: bool
    face: str
    content: int
    drawn: Any


class _Character(NamedTuple):
    """`code` is -1 for a character that its font does not tell; the box and the origin are in the page's own coordinates."""

    ink: _Ink
    code: int
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float


@dataclass(slots=True)
class PageText:
    """The characters of a page as they are drawn; `turn` is the direction of most of them, in quarters of a turn."""

    characters: list[_Character]
    turn: int = 0

    def __post_init__(self) -> None:
        turns = Counter(character.ink.turn for character in self.characters)
        self.turn = max((turn for turn in turns if turn is not None), key=lambda turn: turns[turn], default=0)


def read_characters(raw: Any, widened: Set[int], meter: Meter) -> PageText:
    """The characters of a pdfium text page without the blanks and line ends that pdfium adds.

    `widened` are the addresses of the text objects that `objects.widen_text` gave a width. Those that hold blanks only had none to
    begin with, whatever their font, and stay out.
    """
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    probe = _Probe(raw)
    inks: dict[int, _Ink] = {}
    characters: list[_Character] = []
    for index in range(max(0, pdfium_c.FPDFText_CountChars(raw))):
        if index % _CHECKED == 0:
            meter.check()
        drawn = pdfium_c.FPDFText_GetTextObject(raw, index)
        if not drawn:
            continue
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        if code <= 32 and pdfium_c.FPDFText_IsGenerated(raw, index) == 1:
            continue
        key = ctypes.addressof(drawn.contents)
        ink = inks.get(key)
        if ink is None:
            ink = inks[key] = probe.ink(index, drawn)
        if pdfium_c.FPDFText_HasUnicodeMapError(raw, index) == 1:
            code = -1
        pdfium_c.FPDFText_GetLooseCharBox(raw, index, box_at)
        pdfium_c.FPDFText_GetCharOrigin(raw, index, x_at, y_at)
        characters.append(_Character(ink, code, box.left, box.bottom, box.right, box.top, x.value, y.value))
    if widened:
        inked = {id(character.ink) for character in characters if not _blank(character.code)}
        empty = {id(ink) for key, ink in inks.items() if key in widened} - inked
        characters = [character for character in characters if id(character.ink) not in empty]
    return PageText(characters)


def _blank(code: int) -> bool:
    return 0 <= code <= 32 or (code > 0 and (_LOOKALIKES.get(code) or chr(code)).isspace())


class _Probe:
    """Asks pdfium what a text object looks like, through buffers that are used again for each: there are thousands."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._matrix = pdfium_c.FS_MATRIX()
        self._parts = [ctypes.c_uint() for _ in range(4)]
        self._at = [ctypes.byref(part) for part in self._parts]
        self._name = ctypes.create_string_buffer(_LONGEST_NAME)
        self._faces: dict[int, str] = {}

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
            white = red.value >= WHITE and green.value >= WHITE and blue.value >= WHITE
            clear = alpha.value == 0
        turn = 0 if b == 0 and a > 0 else _quarters(a, b)
        content = pdfium_c.FPDFPageObj_GetMarkedContentID(drawn)
        return _Ink(em, turn, white, clear or mode in _INVISIBLE, self._face(drawn), content, drawn)

    def _face(self, drawn: Any) -> str:
        """The name of an object's font, without the letters that name the part of it which a file embeds (ABCDEF+)."""
        font = pdfium_c.FPDFTextObj_GetFont(drawn)
        if not font:
            return ""
        key = ctypes.addressof(font.contents)
        if key not in self._faces:
            length = pdfium_c.FPDFFont_GetBaseFontName(font, self._name, len(self._name))
            name = self._name.raw[: max(min(length, len(self._name)) - 1, 0)].decode("utf-8", "replace")
            self._faces[key] = _SUBSET.sub("", name)
        return self._faces[key]


def _quarters(a: float, b: float) -> int | None:
    """The direction of text in quarters of a turn; None for slanted text."""
    quarters = math.degrees(math.atan2(b, a)) / 90
    return round(quarters) % 4 if abs(quarters - round(quarters)) < _SLANT else None


@dataclass(slots=True)
class _Placing:
    """Puts the characters that a reader sees into `content.glyphs` and counts the others."""

    frame: Frame
    content: PageContent
    fills: Sequence[Fill]
    main: int
    window: _Window
    paragraphs: Mapping[int, int]
    cropped: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    across: list[Glyph] = field(default_factory=list)

    def place(self, characters: Sequence[_Character]) -> None:
        high = 0
        for character in characters:
            code = character.code
            if 0xD800 <= code < 0xDC00:  # half a character on systems of two-byte characters
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFE
            if code < 0:
                self.content.unmapped += 1
                x0, top, x1, bottom = self.frame.box(*character[2:6])
                self.content.unread.append(((x0 + x1) / 2, (top + bottom) / 2))
                continue
            text = _LOOKALIKES.get(code)
            if text is None:
                text = chr(code)
            if text and (code >= 32 or code == 9):
                self._one(character, text)
        self._end_across()
        self.content.cropped = ["".join(line) for line in self.cropped.values()]

    def _one(self, character: _Character, text: str) -> None:
        ink = character.ink
        box = self.frame.box(*character[2:6])
        blank = text.isspace()
        if ink.turn is None:
            self.content.slanted += not blank
        elif not self.window.holds(ink, box):
            if not blank and math.isfinite(box[3]):
                self.cropped.setdefault((round(box[3]), id(ink)), []).append(text)
        elif self._unseen(ink, box):
            self.content.hidden += not blank
        elif ink.turn == self.main:
            base = self.frame.point(character.x, character.y)[1]
            stated = self.paragraphs.get(ink.content, -1)
            self.content.glyphs.append(Glyph(text, box[0], box[2], base, ink.em, ink.face, stated))
        else:
            self._put_across(text, box, ink.em)

    def _put_across(self, text: str, box: Box, em: float) -> None:
        """A word set across the others, as in a tall narrow cell, is read as if its characters stood one below the other."""
        tall = box[3] - box[1]
        glyph = Glyph(text, box[0], box[2], box[3] - (1 - ASCENT) * tall, min(em, tall))
        last = self.across[-1] if self.across else None
        if last is not None and (
            abs(last.x0 + last.x1 - glyph.x0 - glyph.x1) > em or abs(last.middle - glyph.middle) > 2 * em
        ):
            self._end_across()
        self.across.append(glyph)

    def _end_across(self) -> None:
        # Whether it runs upwards or downwards, its first character comes first.
        places = sorted(self.across, key=lambda glyph: glyph.middle)
        self.content.glyphs += [
            place._replace(text=glyph.text) for glyph, place in zip(self.across, places, strict=True)
        ]
        self.across = []

    def _unseen(self, ink: _Ink, box: Box) -> bool:
        if self.content.recognised:
            return False
        if ink.invisible or ink.em < _LEAST_SIZE:
            return True
        if not ink.white:
            return False
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2

        def inside(area: Box) -> bool:
            return area[0] <= x <= area[2] and area[1] <= y <= area[3]

        behind = [fill.white for fill in self.fills if inside(fill.box)]
        return (not behind or behind[-1]) and not any(map(inside, self.content.pictures))


def place_text(
    text: PageText, frame: Frame, content: PageContent, fills: Sequence[Fill], paragraphs: Mapping[int, int]
) -> None:
    """Puts the glyphs of a page into `content`, whose pictures are known already. Text that only a picture covers is the
    recognised text of a scan, and read. `paragraphs` is what the tags of the page state."""
    visible = any(not character.ink.invisible for character in text.characters if character.code > 32)
    content.recognised = bool(text.characters) and not visible and content.pictured
    _Placing(frame, content, fills, text.turn, _Window(frame, content), paragraphs).place(text.characters)


class _Window:
    """What of a page is shown: the page itself, and what is left of it by the clip of a line of text.

    A spreadsheet that is printed draws a tall cell whole on each of its pages and clips it to the part that belongs there.
    Only the clip across the lines counts: text that is too long for its cell is clipped along the line, and is meant. All
    objects of a line share that clip, so that one is asked.
    """

    def __init__(self, frame: Frame, content: PageContent) -> None:
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
