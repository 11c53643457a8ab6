"""What a document's own wording says about a doubtful word of it: how often a string stands in it, and what usually
stands between the same neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from linter.checks.text.lexis import ALIKE, EXTRA, MISSING, Sounds, Vocabulary

_HAN = re.compile(r"[\u4e00-\u9fff]")
_BLANK = re.compile(r"\s+")
_AROUND = 2
# How many of the four neighbours stand in front.
_REACHES = (2, 3, 1)
# How many times as often the usual wording stands in the document.
_USUAL = 3


def _frames(text: str, start: int, end: int, reaches: Sequence[int] = _REACHES) -> Iterator[tuple[str, str]]:
    """The neighbours on both sides of start..end, four characters in all, that are on the same line."""
    for reach in reaches:
        before, behind = text[max(0, start - reach) : start], text[end : end + 2 * _AROUND - reach]
        if len(before + behind) == 2 * _AROUND and "\n" not in before + behind:
            yield before, behind


class OwnSlip(NamedTuple):
    """Characters start..end stand where the document elsewhere writes `right`."""

    start: int
    end: int
    right: str
    reason: str


class OwnWords:
    """An index of a document's texts."""

    def __init__(self, bodies: Iterable[str], words: Vocabulary, sounds: Sounds) -> None:
        self._words, self._sounds = words, sounds
        self._text = "\n".join(_BLANK.sub("", body) for body in bodies)
        self._framed: dict[tuple[str, str], Counter[str]] = {}
        self._counts: dict[str, int] = {}

    def count(self, string: str) -> int:
        """How often a string stands in the document, blanks aside."""
        if string not in self._counts:
            self._counts[string] = self._text.count(string)
        return self._counts[string]

    def _between(self, before: str, behind: str) -> Counter[str]:
        """The characters that stand between two strings, with their counts."""
        found = self._framed.get((before, behind))
        if found is None:
            # Few of the document's frames are ever asked for: to look for one is cheaper than to index them all.
            found = self._framed[before, behind] = Counter(self._framed_by(before, behind))
        return found

    def _framed_by(self, before: str, behind: str) -> Iterator[str]:
        text = self._text
        # The longer of the two stands in fewer places.
        rarer, offset = (before, len(before)) if len(before) >= len(behind) else (behind, -1)
        at = text.find(rarer)
        while at >= 0:
            gap = at + offset
            if gap > 0 and text.startswith(behind, gap + 1) and text.endswith(before, 0, gap) and text[gap] != "\n":
                yield text[gap]
            at = text.find(rarer, at + 1)

    def near_misses(self, run: str) -> Iterator[OwnSlip]:
        """Characters left over in a stretch of Chinese text that the document elsewhere, more than once, writes right."""
        for at in self._words.left_over(run):
            slip = next(chain(self._wrong(run, at), self._missing(run, at)), None)
            if slip is not None:
                yield slip

    def _wrong(self, run: str, at: int) -> Iterator[OwnSlip]:
        char = run[at]
        for before, behind in _frames(run, at, at + 1):
            start, end = at - len(before), at + 1 + len(behind)
            for right, uses in self._usual(before, behind):
                alike = self._sounds.alike(char, right)
                often = uses >= _USUAL * self._between(before, behind)[char]
                if alike and often and self._mends(run, start, end, before + right + behind):
                    yield OwnSlip(start, end, before + right + behind, ALIKE)
            plain = before + behind
            # 立功受奖|奖金: where the second of two begins a word it is not typed twice.
            second = at + 1 if char == behind[0] else at
            doubled = char in (before[-1], behind[0]) and run[second : second + 2] not in self._words
            often = self.count(plain) >= _USUAL * self.count(before + char + behind)
            if doubled and often and self._mends(run, start, end, plain):
                yield OwnSlip(start, end, plain, EXTRA)

    def _missing(self, run: str, at: int) -> Iterator[OwnSlip]:
        """A character is missing beside the one left over: 基养老金 where 基础养老金 is usual."""
        for gap in (at, at + 1):
            for before, behind in _frames(run, gap, gap, (_AROUND,)):
                whole = [(before + lacking + behind, uses) for lacking, uses in self._usual(before, behind)]
                for right, uses in whole:
                    start, end = gap - len(before), gap + len(behind)
                    often = uses >= _USUAL * self.count(before + behind)
                    word = not self._words.stands_alone(right, len(before))
                    whole_words = self._words.cuts_at(run[:start] + right + run[end:], start, start + len(right))
                    if often and word and whole_words and self._mends(run, start, end, right):
                        yield OwnSlip(start, end, right, MISSING)

    def _usual(self, before: str, behind: str) -> list[tuple[str, int]]:
        """The Chinese character that mostly stands between two strings, with its count; nothing where there is none."""
        found = self._between(before, behind)
        return [(char, uses) for char, uses in found.most_common(1) if uses >= _USUAL and _HAN.match(char)]

    def _mends(self, run: str, start: int, end: int, right: str) -> bool:
        """Whether the run divides into words where `right` stands at start..end, as far as that stretch goes."""
        mended = run[:start] + right + run[end:]
        return self._words.covers(mended, start, start + len(right))
