"""One spelling for what is printed in several: few foldings, each of which says what it changes and what it keeps.

| folding | changes | keeps length |
|---|---|---|
| `half_width` | full-width letters, digits and marks to half-width | yes, so places stay |
| `full_marks` | half-width marks of a Chinese text to full-width, but % and the point | yes |
| `unspaced` | blanks out | no |
| `fold` | NFKC, blanks out: two texts that a reader takes for the same | no |
| `squash` | `fold` and punctuation out; comparators, + - and % stay | no |
| `unbracketed` | bracketed parts out | no |
| `plain` | `fold` and the marks of a label out; brackets go, what is in them stays | no |
| `plain_label` | `plain` without bracketed remarks | no |
| `fold_with_places` | width, look-alike signs, entities, blanks: a target value, with the way back to the print | no |

The characters that look alike are data: rules/language/folding.yaml.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from linter.resources import data

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w%‰+\-≥≤<>=]|_", re.UNICODE)
_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_LABEL_MARKS = re.compile(r"[:：、，,。.·\s()（）/\\*＊]")
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]*\s*/?>|&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_BREAK = re.compile(r"<(?:br|/p|/div)", re.IGNORECASE)
_STOPS = "。;,.、:：!"
_PAIRS = frozenset(("()", "[]", '""', "“”", "''", "‘’", "「」"))


def half_width(text: str) -> str:
    """Full-width letters, digits and ASCII marks in half-width. The length is kept: places stay what they are."""
    return text.translate(_HALF_WIDTH)


def full_marks(text: str) -> str:
    """The marks of a Chinese text in full-width, its point and % in half-width. The length is kept."""
    return text.translate(_full_marks())


def unspaced(text: str) -> str:
    """The text without blanks and line breaks."""
    return "".join(text.split())


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """NFKC with all white space removed: full-width and half-width forms compare equal."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def squash(text: str) -> str:
    """`fold` without punctuation, for "the same text, punctuation aside". Comparators and % are kept."""
    return _NOT_WORD.sub("", fold(text))


def unbracketed(text: str) -> str:
    """The text without its bracketed parts."""
    return _BRACKETED.sub("", text)


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """A label without blanks, colons and other marks; what stands in brackets is kept."""
    return _LABEL_MARKS.sub("", fold(text))


@lru_cache(maxsize=1 << 14)
def plain_label(text: str) -> str:
    """A label without its bracketed remarks and units as well."""
    return plain(unbracketed(fold(text)))


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` with half-width characters and no blanks but those that keep two figures apart.

    `starts[i]` and `ends[i]` are the places in the printed text that character i stands for.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    printed: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the printed text behind [start, end) of the folded one."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return place, place
        return self.starts[start], self.ends[end - 1]

    def part(self, start: int, end: int) -> Folded:
        return Folded(self.text[start:end], self.starts[start:end], self.ends[start:end], self.printed)

    def as_printed(self, start: int, end: int) -> str:
        first, last = self.span(start, end)
        return self.printed[first:last]


def fold_with_places(text: str) -> Folded:
    """Folds width, look-alike signs, entities and blanks; a line break between two values becomes a separator."""
    pieces = [piece for piece in _characters(text) if piece[0] not in _invisible()]
    kept: list[tuple[str, int, int]] = []
    for (char, start, end), after in zip(pieces, _following(pieces), strict=True):
        shown = char if not char.isspace() else _blank(char, kept[-1][0] if kept else "", after)
        if shown:
            kept.append((shown, start, end))
    kept = _unwrapped(kept)
    return Folded("".join(c for c, _, _ in kept), tuple(s for _, s, _ in kept), tuple(e for _, _, e in kept), text)


def _following(pieces: list[tuple[str, int, int]]) -> list[str]:
    """For each character the next one that is no blank, "" at the end."""
    found, after = [], ""
    for char, _, _ in reversed(pieces):
        found.append(after)
        after = after if char.isspace() else char
    return found[::-1]


def _blank(char: str, before: str, after: str) -> str:
    """What a blank between two characters stands for: a separator of values, a gap between figures, or nothing."""
    if char == "\n" and _ends_value(before) and (after.isdigit() or (after and after in "≥≤<>=")):
        return ";"
    return " " if before.isdigit() and after.isdigit() else ""


def _unwrapped(kept: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Without stops at either end, and without one pair of quotes or brackets around the whole."""
    start, end = 0, len(kept)
    while end > start and kept[end - 1][0] in _STOPS:
        end -= 1
    while start < end and kept[start][0] in ":;,、。":
        start += 1
    if end - start > 2 and kept[start][0] + kept[end - 1][0] in _PAIRS:
        inside = [char for char, _, _ in kept[start + 1 : end - 1]]
        if not {kept[start][0], kept[end - 1][0]} & set(inside):
            return _unwrapped(kept[start + 1 : end - 1])
    return kept[start:end]


def _characters(text: str) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    same = _look_alikes()
    place = 0
    for match in _MARKUP.finditer(text):
        found += [(c, i, i + 1) for i, c in enumerate(text[place : match.start()].translate(same), place)]
        if match[0].startswith("&"):
            shown = html.unescape(match[0]).translate(same)
            found += [(c, match.start(), match.end()) for c in shown]
        elif _BREAK.match(match[0]):
            found.append(("\n", match.start(), match.end()))
        place = match.end()
    return found + [(c, i, i + 1) for i, c in enumerate(text[place:].translate(same), place)]


def _ends_value(char: str) -> bool:
    return bool(char) and (char in "%‰)" or (char.isalpha() and not char.isascii()))


@cache
def _invisible() -> frozenset[str]:
    return frozenset(data("language/folding.yaml")["invisible"])


@cache
def _look_alikes() -> dict[int, str]:
    table: dict[str, str] = data("language/folding.yaml")["look_alikes"]
    half = {code: chr(plain_code) for code, plain_code in _HALF_WIDTH.items()}
    return half | {ord(char): one for one, others in table.items() for char in others}


@cache
def _full_marks() -> dict[int, str]:
    table: dict[str, str] = data("language/folding.yaml")["full_marks"]
    return {ord(char): one for one, others in table.items() for char in others}
