"""One spelling for each character, with the way back to the text as printed."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_ONE_FOR_ONE = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("—–―‐‑‒−﹣", "-")
    | dict.fromkeys("〜∼⁓∽", "~")
    | dict.fromkeys("≧⩾", "≥")
    | dict.fromkeys("≦⩽", "≤")
    | dict.fromkeys("•・∙⋅", "·")
    | dict.fromkeys("∕⁄", "/")
    | {
        "﹥": ">",
        "﹤": "<",
        "﹦": "=",
        "﹪": "%",
        "﹐": ",",
        "￥": "¥",
        "【": "[",
        "】": "]",
        "〔": "(",
        "〕": ")",
        "﹙": "(",
        "﹚": ")",
    }
)
_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]*\s*/?>|&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_BREAK = re.compile(r"<(?:br|/p|/div)", re.IGNORECASE)
_STOPS = "。;,.、:：!"
_PAIRS = frozenset(("()", "[]", '""', "“”", "''", "‘’", "「」"))
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


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


def fold(text: str) -> Folded:
    """Folds width, look-alike signs, entities and blanks; a line break between two values becomes a separator."""
    pieces = [piece for piece in _characters(text) if piece[0] not in _INVISIBLE]
    kept: list[tuple[str, int, int]] = []
    for place, (char, start, end) in enumerate(pieces):
        if not char.isspace():
            kept.append((char, start, end))
            continue
        before = kept[-1][0] if kept else ""
        rest = [c for c, _, _ in pieces[place + 1 :] if not c.isspace()][:1]
        after = rest[0] if rest else ""
        if char == "\n" and _ends_value(before) and (after.isdigit() or (after and after in "≥≤<>=")):
            kept.append((";", start, end))
        elif before.isdigit() and after.isdigit():
            kept.append((" ", start, end))
    kept = _unwrapped(kept)
    return Folded("".join(c for c, _, _ in kept), tuple(s for _, s, _ in kept), tuple(e for _, _, e in kept), text)


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
    place = 0
    for match in _MARKUP.finditer(text):
        found += [(c, i, i + 1) for i, c in enumerate(text[place : match.start()].translate(_ONE_FOR_ONE), place)]
        if match[0].startswith("&"):
            shown = html.unescape(match[0]).translate(_ONE_FOR_ONE)
            found += [(c, match.start(), match.end()) for c in shown]
        elif _BREAK.match(match[0]):
            found.append(("\n", match.start(), match.end()))
        place = match.end()
    return found + [(c, i, i + 1) for i, c in enumerate(text[place:].translate(_ONE_FOR_ONE), place)]


def _ends_value(char: str) -> bool:
    return bool(char) and (char in "%‰)" or (char.isalpha() and not char.isascii()))
