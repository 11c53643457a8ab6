"""Lines that the width of a page broke -> the paragraphs that an author wrote, for readers of flat text.

Text copied out of a PDF, `pdftotext` and editors that fold lines leave a sentence in several lines. Nothing is joined without
evidence in the lines themselves: a sentence that has not ended, marks that no line begins or ends with, a figure torn from
its unit, or lines of nearly one width. Items, headings, titles, contents, rows of a table and lists of short lines stay what
they are.

`Wrapping(lines)` measures a text; its `groups` says which lines of a block (no blank line or table between them) are one
paragraph, `seam` what stands between two of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from linter.language import numbers, units
from linter.language.list_numbers import at_start, bullet_at_start, opens_chapter

_STOPS = "。！？；：!?;:"
_QUOTES = "”’）)」』】"
_GOES_ON = "，、,（(“‘《〈〔["
_CLOSING = "，。、；：！？）)》〉”’」』】〕],;:!?%％‰"
_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "〔": "〕", "「": "」"}
_OPENED = {"(": "（"} | {opening: opening for opening in _PAIRS if opening != "("}
_CLOSED = {")": "（"} | {closing: opening for opening, closing in _PAIRS.items() if closing != ")"}
_CLAUSE = re.compile(r"[，。；,;]")
_SENTENCE = re.compile(r"[。；！？]")
_RUN = re.compile(r"[A-Za-z0-9.,%％‰/+\-_:@#&=~]+")
_LATIN = re.compile(r"[A-Za-z]")
_ROOM = re.compile(r"(?<=[^\x00-\x7f]) (?=[!-~])|(?<=[!-~]) (?=[^\x00-\x7f])")
# Dots that lead to a page number, a page number alone, cells set apart by blanks, 编制单位：……
_LEADERS = ("……", "....", "····", ". . . ")
_PAGE = re.compile(r"[-—–\s]*\d{1,4}[-—–\s]*$")
_COLUMNS = re.compile(r"\S(?: {3,}|\u3000{2,})\S")
_LABELLED = re.compile(r"[^，。；：:]{2,10}[：:]")

# In columns of print: a Chinese character takes two.
_NARROWEST = 36
_LONG = 40
_NEAR = 6
_SLACK = 5
_FRAGMENT = 8
_INDENT = 2
# So many lines of one width show that it is the page's; more lines than their third part may not be longer.
_ALIKE = 3
_SQUEEZED = 5
# Without such a width a line may be shorter than the longest of the text by this part, and than its paragraph's by this much.
_SHORTER = 5
_RAGGED = 8

_NEVER, _LIKELY, _SURE = 0, 1, 2


def width(text: str) -> int:
    """The columns that a line takes in print, its indent included.

    A blank between Chinese and Latin print is left out: most often the layout put a little room there, which a conversion
    writes as a blank.
    """
    plain = _ROOM.sub("", text.rstrip())
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in plain)


def seam(before: str, after: str) -> str:
    """What stands between two lines once they are joined: a blank between Latin words, otherwise nothing."""
    latin = _LATIN.match(before[-1:]) is not None and _LATIN.match(after[:1]) is not None
    return " " if latin else ""


def is_page_number(line: str) -> bool:
    """Whether a line is a page number and nothing else: 12, - 12 -."""
    return _PAGE.match(line) is not None


@dataclass(slots=True)
class _Open:
    """The paragraph that is being put together: its first line, that line's first characters and indent, how wide its lines
    are (`last` the last one), the brackets that are open, and the lines before which it may have to be cut."""

    first: int
    head: str
    indent: int
    last: int = 0
    widest: int = 0
    narrowest: int = 10**6
    clause: bool = False
    sentence: bool = False
    guesses: list[int] = field(default_factory=list)
    brackets: list[str] = field(default_factory=list)

    def take(self, line: str) -> None:
        if self.widest:
            self.narrowest = min(self.narrowest, self.last)
        self.last = width(line)
        self.widest = max(self.widest, self.last)
        self.clause = self.clause or _CLAUSE.search(line) is not None
        self.sentence = self.sentence or _SENTENCE.search(line) is not None
        for char in line:
            if char in _OPENED:
                self.brackets.append(_OPENED[char])
            elif char in _CLOSED and self.brackets and self.brackets[-1] == _CLOSED[char]:
                self.brackets.pop()


class Wrapping:
    """How wide a text's lines are set. `margin` is the width that its lines were broken at, None where they show none."""

    def __init__(self, lines: Iterable[str]) -> None:
        widths = sorted((width(line) for line in lines if line.strip()), reverse=True)
        self.longest = widths[0] if widths else 0
        self.margin = _margin(widths)

    def groups(self, block: Sequence[str]) -> list[range]:
        """The lines of a block, none of them blank, as ranges of lines that are one paragraph."""
        found: list[range] = []
        if not block:
            return found
        base = min(_indent(line) for line in block)
        indents = [_indent(line) - base for line in block]
        lines = [line.strip() for line in block]
        current = _begun(0, block[0], indents[0])
        for number in range(1, len(block)):
            kind = self._kind(current, lines[number - 1], lines[number], indents[number])
            if kind == _NEVER:
                found += self._settled(current, number, lines)
                current = _begun(number, block[number], indents[number])
                continue
            if kind == _LIKELY:
                current.guesses.append(number)
            current.take(block[number])
        return [*found, *self._settled(current, len(block), lines)]

    def _kind(self, current: _Open, before: str, after: str, indent: int) -> int:
        """How sure it is that `after` goes on with what `before` ends."""
        if _stands_alone(before) or _stands_alone(after) or _begins(after) or indent >= _INDENT:
            return _NEVER
        full = self._full(current.last, after)
        if _ended(before):
            # Where paragraphs begin with an indent, what begins without one goes on.
            return _SURE if full and current.indent >= _INDENT and before[-1] not in "：:" else _NEVER
        if before[-1] in _GOES_ON or _torn(current, before, after, full=full):
            return _SURE
        return _LIKELY if full or self._perhaps(current, after) else _NEVER

    def _full(self, taken: int, after: str) -> bool:
        """Whether the first piece of `after` would not have fitted behind a line."""
        return self.margin is not None and self.margin - taken < _first_piece(after) + _SLACK

    def _perhaps(self, current: _Open, after: str) -> bool:
        """Whether a long line of a sentence may go on where the text is too short to show how wide it is set."""
        if self.margin is not None or not current.clause or current.last < _LONG:
            return False
        alike = current.widest - min(current.narrowest, current.last) <= _RAGGED
        longest = current.last * _SHORTER >= self.longest * (_SHORTER - 1)
        parallel = after[:2] == current.head or _LABELLED.match(after) is not None
        return alike and longest and not parallel and width(after) <= current.widest + _RAGGED // 2

    def _settled(self, current: _Open, end: int, lines: Sequence[str]) -> Iterator[range]:
        """The paragraph; where it does not end as one does, cut at the seams that were only guessed."""
        ended = _ended(lines[end - 1]) or (self.margin is not None and current.sentence)
        cuts = [] if ended and (current.clause or current.sentence) else current.guesses
        for first, last in zip([current.first, *cuts], [*cuts, end], strict=True):
            yield range(first, last)


def _begun(number: int, line: str, indent: int) -> _Open:
    begun = _Open(number, line.strip()[:2], indent)
    begun.take(line)
    return begun


def _margin(widths: Sequence[int]) -> int | None:
    """The largest width that lines are set to, of widths in falling order: several are as wide, few are wider."""
    last = 0
    for wider, widest in enumerate(widths):
        if widest < _NARROWEST:
            return None
        last = max(last, wider)
        while last < len(widths) and widths[last] > widest - _NEAR:
            last += 1
        alike = last - wider
        if alike >= _ALIKE and wider * _ALIKE <= alike:
            # The widest ones may be lines that the layout squeezed.
            return widths[wider + alike // _SQUEEZED]
    return None


def _indent(line: str) -> int:
    return width(line[: len(line) - len(line.lstrip())] + ".") - 1


def _ended(line: str) -> bool:
    """Whether a line ends as a paragraph may: with a stop or a colon."""
    return line.rstrip(_QUOTES)[-1:] in _STOPS if line.rstrip(_QUOTES) else False


def _begins(line: str) -> bool:
    """Whether a line begins as an item or a heading; a point (二是) may stand in mid-sentence wherever a line was broken."""
    number = at_start(line)
    if number is not None:
        return number.opens != "point" or opens_chapter(line)
    return bullet_at_start(line) is not None or line.startswith("#")


def _stands_alone(line: str) -> bool:
    """Whether a line is a row of a table, an entry of the contents or a page number."""
    led = line.rstrip("0123456789 ").endswith(_LEADERS) or line.rstrip("0123456789").endswith(_LEADERS)
    return led or _COLUMNS.search(line) is not None or is_page_number(line)


def _torn(current: _Open, before: str, after: str, *, full: bool) -> bool:
    """Whether the break tore something: a bracket, a figure from its unit, a mark or a few characters from their sentence."""
    if after[0] in _CLOSING:
        return True
    if current.brackets and _closes(after, current.brackets[-1]):
        return True
    if (current.clause or current.last >= _NARROWEST) and _figure_end().search(before) and _unit().match(after):
        return True
    if not current.clause and not full:
        return False
    return _amount().match(after) is not None or (width(after) <= _FRAGMENT and _ended(after))


def _closes(text: str, opening: str) -> bool:
    """Whether the first bracket of a text closes the one that is open."""
    first = next((char for char in text if char in _OPENED or char in _CLOSED), "")
    return _CLOSED.get(first) == opening


def _first_piece(text: str) -> int:
    """The columns of what may not be torn at the start of a line."""
    run = _RUN.match(text)
    end = run.end() if run is not None else 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return width(text[:end])


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"[\d.,]*(?:{units.behind_figure()})")


@cache
def _figure_end() -> re.Pattern[str]:
    return re.compile(rf"[\d.,]$|\d(?:{'|'.join(units.table().scales)})$")


@cache
def _amount() -> re.Pattern[str]:
    money = "|".join(sorted(map(re.escape, units.money()), key=len, reverse=True))
    return re.compile(rf"{numbers.UNSIGNED}(?:{money}|{units.percent_signs()}|％)")
