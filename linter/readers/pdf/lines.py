"""Glyphs -> lines of text, and lines -> the text that was broken into them.

A line break of the layout is told from one that the author made by the room that was left: a line was broken by the
layout where the first piece of the next one, which may not be broken itself, would not have fitted behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from linter.language import units
from linter.language.list_numbers import at_start, inside, opens_chapter
from linter.readers.pdf.page import Box, Glyph

# 1.1, 2.3.1: no list number elsewhere, where it may be a decimal.
_SECTION = re.compile(r"\d{1,2}[.．]\d{1,2}[.．]?(?=[\u4e00-\u9fff])")
SENTENCE_END = "。！？；;：:!?"
_SENTENCE_MARKS = f"{SENTENCE_END}，"
_NEVER_FIRST = tuple("，。、；：！？）》〉”’」』】〕%％‰")
_FIGURE_END = re.compile(r"\d$")
_FIRST_BRACKET = re.compile(r"[（()）]")
_LONGEST_BRACKET = 200
_BROKEN_OFF = "，、（(《“"
_OPENING = "（(《〈“‘「『【〔["
_CLOSING = "，。、；：！？）)》〉”’」』】〕],.;:!?%％‰"
_BRACKETS = "）)】〕]"
_RUN = re.compile(r"[A-Za-z0-9.,%％‰/+\-_:@#&='’~]+")
_RUN_END = re.compile(r"[A-Za-z0-9.,/+\-_:@#&='’~]+$")
_DIGITS_END = re.compile(r"[\d,.]$")
_DIGITS_START = re.compile(r"[\d,.]")
_TELLING = 4
_WIDE = 1.3
_HAIR = 0.15
_LATIN_GAP = 0.25
_CHINESE_GAP = 0.18
_MIXED_GAP = 0.7
_SLACK = 0.35


@dataclass(slots=True)
class Line:
    """Glyphs on one baseline from left to right, blanks at the ends left out; `reach` is where blanks at the end lead."""

    glyphs: list[Glyph]
    text: str
    x0: float
    x1: float
    base: float
    em: float
    reach: float

    @property
    def spaced(self) -> bool:
        """Whether the line ends with a blank."""
        return self.reach > self.x1

    @property
    def face(self) -> str:
        """The font of its Chinese characters; "" where there are several, or too few to tell."""
        faces = [glyph.face for glyph in self.glyphs if _is_chinese(glyph.text)]
        return faces[0] if len(faces) >= _TELLING and len(set(faces)) == 1 else ""

    @property
    def paragraph(self) -> int:
        """The paragraph that it is stated to be of, -1 where nothing is stated or it is of several."""
        stated = {glyph.paragraph for glyph in self.glyphs if not glyph.text.isspace()}
        return stated.pop() if len(stated) == 1 else -1

    @property
    def top(self) -> float:
        return min(glyph.top for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of some glyphs from top to bottom."""
    rows: list[list[Glyph]] = []
    middle = em = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.middle):
        if rows and glyph.middle - middle <= 0.4 * max(em, glyph.em):
            rows[-1].append(glyph)
            if glyph.em > em:
                middle, em = glyph.middle, glyph.em
        else:
            rows.append([glyph])
            middle, em = glyph.middle, glyph.em
    lines = []
    for row in rows:
        row.sort(key=lambda g: g.x0)
        line = line_of(row)
        if line is not None:
            lines.append(line)
    return lines


def line_of(glyphs: Sequence[Glyph]) -> Line | None:
    """One line of glyphs that are in order, or None where they are all blank."""
    first, last = 0, len(glyphs)
    while first < last and glyphs[first].text.isspace():
        first += 1
    while last > first and glyphs[last - 1].text.isspace():
        last -= 1
    if first == last:
        return None
    inked = list(glyphs[first:last])
    usual = _usual_gap(inked)
    parts: list[str] = []
    before: Glyph | None = None
    kept: list[Glyph] = []
    for glyph in inked:
        if before is not None:
            gap = glyph.x0 - before.x1
            em = max(glyph.em, before.em)
            if _set_twice(before, glyph, em):
                continue  # to look bold
            if gap > _HAIR * em and not glyph.text.isspace() and not before.text.isspace():
                least = _least_gap(before.text, glyph.text) * em
                if gap > max(least, least + usual):
                    parts.append(" ")
        parts.append(glyph.text)
        kept.append(glyph)
        before = glyph
    em = sorted(glyph.em for glyph in kept)[len(kept) // 2]
    end = max(glyph.x1 for glyph in kept)
    reach = max([end, *(max(glyph.x1, end + 0.01) for glyph in glyphs[last:])])
    return Line(kept, "".join(parts), kept[0].x0, end, kept[0].base, em, reach)


def _set_twice(before: Glyph, glyph: Glyph, em: float) -> bool:
    """Whether a character is drawn over itself. Two characters that a font draws as one (——) share its place, too: it is wide."""
    over = glyph.text == before.text and abs(glyph.x0 - before.x0) < 0.2 * em and not glyph.text.isspace()
    return over and glyph.x1 - glyph.x0 < _WIDE * em


def _usual_gap(glyphs: Sequence[Glyph]) -> float:
    """The gap between neighbouring Chinese characters of a line: more than nothing where the line was justified."""
    gaps = sorted(
        glyph.x0 - before.x1
        for before, glyph in pairwise(glyphs)
        if _is_chinese(before.text) and _is_chinese(glyph.text)
    )
    return gaps[len(gaps) // 2] if len(gaps) > 2 else 0.0


def _least_gap(before: str, after: str) -> float:
    """From which gap on (in ems) there is a blank: office programs leave some room between Chinese and Latin text."""
    if before.isascii() and after.isascii():
        return _LATIN_GAP
    if _is_chinese(before) and (_is_chinese(after) or after in _OPENING):
        return _CHINESE_GAP
    return _MIXED_GAP


def _is_chinese(text: str) -> bool:
    return "\u3400" <= text <= "\u9fff"


def starts_item(line: Line) -> bool:
    """Whether a line begins with a number of a list or a heading."""
    number = at_start(line.text)
    # A point (二是) may stand inside a sentence, wherever the line was broken.
    if number is not None:
        return number.opens != "point"
    section = _SECTION.match(line.text)
    return section is not None and _unit().match(line.text, section.end()) is None


def starts_heading(line: Line) -> bool:
    """Whether a line begins with a number that stands inside no sentence ("三、", "第二部分")."""
    return opens_chapter(line.text)


def ends_sentence(line: Line) -> bool:
    return line.text.rstrip("”’）)」』")[-1:] in SENTENCE_END and bool(line.text)


def breaks_off(line: Line) -> bool:
    """Whether a line ends within a sentence, as no author ends a paragraph."""
    return line.text[-1:] in _BROKEN_OFF and bool(line.text)


def torn(before: str, after: str) -> bool:
    """Whether a break between two lines tore something: a mark from its sentence, a bracket, a figure from its unit."""
    if after[:1] in _NEVER_FIRST or (_FIGURE_END.search(before) is not None and _unit().match(after) is not None):
        return True
    closing = _FIRST_BRACKET.search(after)
    return closing is not None and closing.group() in "）)" and _is_open(before)


def _is_open(text: str) -> bool:
    depth = 0
    for char in text[-_LONGEST_BRACKET:]:
        depth = depth + 1 if char in "（(" else max(depth - 1, 0) if char in "）)" else depth
    return depth > 0


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(units.behind_figure())


def is_heading(line: Line) -> bool:
    """Whether a line looks like a numbered heading: no mark of a sentence in it."""
    return starts_item(line) and not any(mark in line.text for mark in _SENTENCE_MARKS)


def room(line: Line, left: float, right: float) -> float:
    """The room that a line leaves between two margins, the same whether it stands left, right or in the middle."""
    before, behind = line.x0 - left, right - line.reach
    if before > 0.6 * line.em and (abs(before - behind) < 0.8 * line.em or behind < 0.4 * line.em):
        return before + behind
    return behind


def wrapped(line: Line, following: Line, left: float, right: float, *, ragged: bool = True) -> bool:
    """Whether the layout broke the text between two lines that stand between these margins. Text that is not `ragged` is
    never centred."""
    left_over = room(line, left, right) if ragged else right - line.reach
    return left_over < _first_piece(line, following, right - left) + _SLACK * line.em


def _first_piece(line: Line, following: Line, width: float) -> float:
    """The width of what may not be broken at the start of `following`."""
    glyphs = following.glyphs
    last = 0
    run = _RUN.match(following.text)
    if run is not None:
        last = run.end() - 1
        tail = _RUN_END.search(line.text)
        if tail is not None and not line.spaced:
            together = sum(g.x1 - g.x0 for g in (*line.glyphs[-len(tail.group()) :], *glyphs[: last + 1]))
            if together > width - 0.5 * line.em:
                last = 0
    else:
        while last + 1 < len(glyphs) and glyphs[last].text in _OPENING:
            last += 1
        opened = _RUN.match(following.text, last) if last and len(following.text) == len(glyphs) else None
        if opened is not None:
            last = opened.end() - 1
    while last + 1 < len(glyphs) and glyphs[last + 1].text in _CLOSING:
        last += 1
    number = _RUN.match(following.text, last + 1) if glyphs[last].text in _BRACKETS else None
    if number is not None:
        last = number.end() - 1
    last = min(last, len(glyphs) - 1)
    return glyphs[last].x1 - glyphs[0].x0


def seam(line: Line, following: Line, width: float) -> str:
    """What stands between two lines that the layout broke: the blank that the line ends with, one between Latin words,
    otherwise nothing."""
    before, after = line.text[-1:], following.text[:1]
    if line.spaced:
        return " "
    if not (before.isascii() and after.isascii() and (before.isalnum() or before in ",.;:%)") and after.isalnum()):
        return ""
    if _DIGITS_END.search(before) and _DIGITS_START.match(after):
        return ""
    tail, run = _RUN_END.search(line.text), _RUN.match(following.text)
    if tail is not None and run is not None:
        count = len(tail.group())
        together = sum(g.x1 - g.x0 for g in (*line.glyphs[-count:], *following.glyphs[: run.end()]))
        if together > width - 0.5 * line.em:
            return ""
    return " "


def cell_text(lines: Sequence[Line], left: float, right: float) -> str:
    """The text of a cell whose text may go from `left` to `right`: a line break stays where a new paragraph begins."""
    if not lines:
        return ""
    parts = [lines[0].text]
    listed = not any(number.opens != "point" for line in lines for number in inside(line.text))
    for line, following in pairwise(lines):
        parts.append(_break(line, following, left, right, listed=listed))
        parts.append(following.text)
    return "".join(parts)


def _break(line: Line, following: Line, left: float, right: float, *, listed: bool) -> str:
    if wrapped(line, following, left, right):
        if listed and starts_item(following) and ends_sentence(line):
            return "\n"
        return seam(line, following, right - left)
    if starts_item(following) or ends_sentence(line):
        return "\n"
    # A head of a column is broken where it reads well, not where it is full.
    if room(line, left, right) < 4 * line.em or len(line.text) <= 2:
        return seam(line, following, right - left)
    return "\n"
