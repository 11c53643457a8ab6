"""What a tagged PDF states of itself (ISO 32000-1, 14.7 and 14.8): which characters are one paragraph, and in which order
paragraphs are to be read. Believed for a page where the tags fit what is seen on it; many programs tag badly.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium_c

from linter.readers.limits import Meter
from linter.readers.pdf.lines import Line, ends_sentence, lines_of, starts_item
from linter.readers.pdf.page import Glyph

NOWHERE = -1
"""The paragraph of a character of which the tags say nothing."""

_PARAGRAPHS = frozenset(
    ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "Caption", "Note", "BlockQuote", "TOCI")
)
_ITEM, _TABLE = "LI", "Table"
_DEEPEST = 64
_LONGEST_NAME = 64
_TAGGED_SHARE = 0.7
_FAR = 4.0


def stated_paragraphs(raw_page: Any, meter: Meter) -> dict[int, int]:
    """The number of the paragraph that each piece of marked content of a page belongs to, in the order of reading."""
    tree = pdfium_c.FPDF_StructTree_GetForPage(raw_page)
    if not tree:
        return {}
    reading = _Reading(meter)
    try:
        for index in range(max(0, pdfium_c.FPDF_StructTree_CountChildren(tree))):
            child = pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, index)
            if child:
                reading.element(child, NOWHERE, 0)
    finally:
        pdfium_c.FPDF_StructTree_Close(tree)
    # What stands in a table without rulings is put together by where it stands.
    return {} if reading.tabled else reading.paragraphs


class _Reading:
    def __init__(self, meter: Meter) -> None:
        self.paragraphs: dict[int, int] = {}
        self.tabled = False
        self._meter = meter
        self._count = 0
        self._name = ctypes.create_string_buffer(2 * _LONGEST_NAME)

    def element(self, element: Any, paragraph: int, depth: int, *, item: bool = False) -> None:
        self._meter.tick()
        if depth > _DEEPEST:
            return
        kind = self._kind(element)
        self.tabled = self.tabled or kind == _TABLE
        # The first paragraph of an item goes on in the line of its number.
        if kind == _ITEM or (kind in _PARAGRAPHS and not item):
            paragraph = self._count
            self._count += 1
        item = kind == _ITEM or (item and kind not in _PARAGRAPHS)
        for index in range(max(0, pdfium_c.FPDF_StructElement_CountChildren(element))):
            content = pdfium_c.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if content >= 0:
                self.paragraphs[content] = paragraph
                continue
            child = pdfium_c.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                self.element(child, paragraph, depth + 1, item=item)

    def _kind(self, element: Any) -> str:
        length = pdfium_c.FPDF_StructElement_GetType(element, self._name, len(self._name))
        return self._name.raw[: max(min(length, len(self._name)) - 2, 0)].decode("utf-16-le", "replace")


def stated_lines(glyphs: Sequence[Glyph]) -> list[Line] | None:
    """The lines of a page without tables in the order that its tags state; None where these are not to be believed.

    What is tagged as nothing (running heads, page numbers) stands where it is seen, above or below.
    """
    if not _mostly_tagged(glyphs):
        return None
    own: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        own.setdefault(glyph.paragraph, []).append(glyph)
    loose = lines_of(own.pop(NOWHERE, []))
    paragraphs = [lines for number in sorted(own) if (lines := lines_of(own[number]))]
    if not all(map(_fits, paragraphs)) or not any(len(lines) > 1 for lines in paragraphs):
        return None
    ordered = [line for lines in paragraphs for line in lines]
    top = min(line.base for line in ordered)
    above = [line for line in loose if line.base < top]
    return [*above, *ordered, *(line for line in loose if line.base >= top)]


def _mostly_tagged(glyphs: Sequence[Glyph]) -> bool:
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    tagged = sum(glyph.paragraph != NOWHERE for glyph in inked)
    return tagged > 0 and tagged >= _TAGGED_SHARE * len(inked)


def _fits(lines: Sequence[Line]) -> bool:
    """Whether lines that are tagged as one paragraph look like one: no item begins in it behind the end of a sentence, and
    no line lies far from the one before."""
    return not any(
        (ends_sentence(line) and starts_item(following))
        or following.base - line.base > _FAR * max(line.em, following.em)
        for line, following in pairwise(lines)
    )
