"""Text from documents, made safe to show: control and direction characters become visible, columns are counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from linter.findings import Mark

# C0 and C1 controls, direction and joining controls, invisible operators, line separators, tags, the byte order mark
# and lone surrogates: whatever moves the cursor, reorders a line or hides in it.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text on one line, with what cannot be seen written out (U+202E as ⟨U+202E⟩); white space becomes a blank."""
    return HIDDEN.sub(lambda match: _written(match.group()), text)


def _written(char: str) -> str:
    return " " if char in "\t\n\r\x0b\x0c" else f"⟨U+{ord(char):04X}⟩"


class Glyph(NamedTuple):
    """One character of the source as shown: its visible form, its columns on a terminal, and whether it is marked."""

    text: str
    width: int
    marked: bool


def width(text: str) -> int:
    """The columns of a visible text on a terminal: two for wide and full-width characters, none for combining ones."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def glyphs(text: str, marks: Sequence[Mark]) -> list[Glyph]:
    """The characters of an excerpt, shown and measured. A mark of no length (an empty cell) takes its place."""
    marked = [False] * (len(text) + 1)
    for mark in marks:
        for index in range(max(mark.start, 0), min(max(mark.end, mark.start + 1), len(marked))):
            marked[index] = True
    shown = [_written(char) if HIDDEN.match(char) else char for char in text]
    result = [Glyph(each, width(each), marked[index]) for index, each in enumerate(shown)]
    if marked[len(text)]:
        result.append(Glyph(" ", 1, True))
    return result


class Segment(NamedTuple):
    """A stretch of an excerpt, marked or not. A marked one may be empty: the place where something is missing."""

    text: str
    marked: bool


def segments(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """The excerpt cut at its marks, made visible; overlapping marks are joined."""
    result: list[Segment] = []
    at = 0
    for mark in sorted(marks, key=lambda each: (each.start, each.end)):
        start, end = max(mark.start, at), min(mark.end, len(text))
        if end < start or (end == start and mark.end > mark.start):
            continue
        if start > at:
            result.append(Segment(visible(text[at:start]), False))
        result.append(Segment(visible(text[start:end]), True))
        at = end
    if at < len(text):
        result.append(Segment(visible(text[at:]), False))
    return result
