"""What a document's own wording says about a doubtful word of it: how often a string stands in it, and what usually
stands between the same neighbours."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linter.engine.lexis import EXTRA, MISSING, WRONG, Sounds, Words

_HAN = re.compile(r"[\u4e00-\u9fff]")
_BLANK = re.compile(r"\s+")
_AROUND = 2
# How many times as often the usual wording stands in the document.
_USUAL = 3
# A place or a time that 在 leads to ends in one of these: 资金在规定时间内 is no slip for 的.
_LOCATIVE = re.compile(r"[上中内下里前后间时以期处于]|左右|方面|进行|开展|实施")
_CLAUSE = re.compile(r"[^，。；、：,;:\n]*")


class OwnSlip(NamedTuple):
    """Characters start..end stand where the document elsewhere writes `right`."""

    start: int
    end: int
    right: str
    reason: str


class OwnWords:
    """An index of a document's texts."""

    def __init__(self, bodies: Iterable[str], words: Words, sounds: Sounds) -> None:
        self._words, self._sounds = words, sounds
        self._text = "\n".join(_BLANK.sub("", body) for body in bodies)
        self._between: dict[str, Counter[str]] = defaultdict(Counter)
        text = self._text
        for at in range(len(text) - 2 * _AROUND):
            frame = text[at : at + _AROUND] + text[at + _AROUND + 1 : at + 2 * _AROUND + 1]
            if "\n" not in frame:
                self._between[frame][text[at + _AROUND]] += 1
        self._counts: dict[str, int] = {}

    def count(self, string: str) -> int:
        """How often a string stands in the document, blanks aside."""
        if string not in self._counts:
            self._counts[string] = self._text.count(string)
        return self._counts[string]

    def near_misses(self, run: str) -> Iterator[OwnSlip]:
        """Characters left over in a stretch of Chinese text that the document elsewhere, more than once, writes right."""
        for at in self._words.left_over(run):
            before, behind = run[max(0, at - _AROUND) : at], run[at + 1 : at + 1 + _AROUND]
            if len(before) == _AROUND and len(behind) == _AROUND:
                yield from self._wrong(run, at, before, behind)
            yield from self._missing(run, at)

    def _wrong(self, run: str, at: int, before: str, behind: str) -> Iterator[OwnSlip]:
        between = self._between.get(before + behind)
        if between is None:
            return
        right, uses = between.most_common(1)[0]
        char = run[at]
        alike = self._sounds.alike(char, right) or right == "的"
        if uses >= _USUAL * between[char] and alike and _HAN.match(right) and self._divides(before + right + behind):
            yield OwnSlip(at - _AROUND, at + 1 + _AROUND, before + right + behind, WRONG)
        elif char in (before[-1], behind[0]) and self.count(before + behind) >= _USUAL * between[char]:
            yield OwnSlip(at - _AROUND, at + 1 + _AROUND, before + behind, EXTRA)

    def _missing(self, run: str, at: int) -> Iterator[OwnSlip]:
        """A character is missing beside the one left over: 基养老金 where 基础养老金 is usual."""
        for gap in (at, at + 1):
            before, behind = run[max(0, gap - _AROUND) : gap], run[gap : gap + _AROUND]
            if len(before) < _AROUND or len(behind) < _AROUND:
                continue
            between = self._between.get(before + behind)
            if between is None:
                continue
            lacking, uses = between.most_common(1)[0]
            whole = before + lacking + behind
            if uses >= _USUAL * self.count(before + behind) and _HAN.match(lacking) and not self._words.single(whole, _AROUND) < 2:
                if self._divides(whole) and not self._divides(before + behind):
                    yield OwnSlip(gap - _AROUND, gap + _AROUND, whole, MISSING)

    def _divides(self, text: str) -> bool:
        return not self._words.left_over(text)

    def misused_particles(self, body: str) -> Iterator[OwnSlip]:
        """在 in a noun phrase that the document elsewhere writes with 的, and no place or time behind it."""
        for match in re.finditer("在", body):
            at = match.start()
            before, behind = body[max(0, at - _AROUND) : at], body[at + 1 : at + 1 + _AROUND]
            clause = _CLAUSE.match(body, at + 1)
            if len(before + behind) < 2 * _AROUND or clause is None or _LOCATIVE.search(clause.group()):
                continue
            if self._between.get(before + behind, Counter())["的"]:
                yield OwnSlip(at - _AROUND, at + 1 + _AROUND, before + "的" + behind, WRONG)
