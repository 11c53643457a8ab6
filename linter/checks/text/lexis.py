"""Word lists of the lexicons, the readings and shapes of characters, and the division of Chinese text into known words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_WORD, _FUNCTION, _SUFFIX, _LEFT_OVER = 1.0, 1.1, 1.4, 2.6

MISSING, EXTRA, STRAY, WRONG, ALIKE, EXCHANGED = "missing", "extra", "stray", "wrong", "alike", "exchanged"


def split_words(data: Any) -> Iterator[str]:
    """The words of a lexicon: strings of words between blanks, lists of words, and mappings of such."""
    if isinstance(data, str):
        yield from data.split()
    elif isinstance(data, Mapping):
        for each in data.values():
            yield from split_words(each)
    else:
        for each in data:
            yield from split_words(each)


class Sounds:
    """The readings of characters, without tones, and which characters look alike.

    What careless speech does not tell apart counts as one.
    """

    def __init__(self, readings: Mapping[str, str], shapes: Iterable[str] = ()) -> None:
        self._shapes = frozenset(frozenset((one, other)) for group in shapes for one in group for other in group)
        self._loose = {char: self._blur(reading) for reading, chars in readings.items() for char in chars}

    @staticmethod
    def _blur(reading: str) -> str:
        flat = reading.replace("zh", "z").replace("ch", "c").replace("sh", "s")
        return flat[:-1] if flat.endswith("ng") else flat

    def alike(self, one: str, other: str) -> bool:
        """Whether one is easily taken for the other, by its sound or by its shape."""
        reading = self._loose.get(one)
        return (reading is not None and reading == self._loose.get(other)) or frozenset((one, other)) in self._shapes


class Vocabulary:
    """A vocabulary by which Chinese text is divided at the least cost."""

    def __init__(self, words: Iterable[str], functions: Iterable[str], suffixes: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if len(word) > 1)
        self._prefixes = frozenset(word[:n] for word in self._words for n in range(1, len(word)))
        self._functions = frozenset(functions)
        self._suffixes = frozenset(suffixes)
        self._last: tuple[str, tuple[list[float], list[int]]] | None = None

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def single(self, text: str, at: int) -> float:
        """The cost of a character that stands alone. A suffix needs a word in front of it."""
        char = text[at]
        if char in self._functions:
            return _FUNCTION
        follows = at > 0 and (text[at - 1] not in self._functions or text[max(0, at - 2) : at] in self._words)
        return _SUFFIX if follows and char in self._suffixes else _LEFT_OVER

    def is_left_over(self, text: str, at: int) -> bool:
        """Whether the character is nothing where it stands alone."""
        return self.single(text, at) == _LEFT_OVER

    def stands_alone(self, text: str, at: int) -> bool:
        """Whether the character is a word or a suffix by itself."""
        return not self.is_left_over(text, at)

    def forward(self, text: str) -> tuple[list[float], list[int]]:
        """For each offset the least cost of the text before it, and where the last word before it begins.

        Several questions are asked of one text before the next comes: its division is kept until then.
        """
        if self._last is None or self._last[0] != text:
            self._last = text, self._divided(text)
        return self._last[1]

    def _divided(self, text: str) -> tuple[list[float], list[int]]:
        costs = [0.0] + [float("inf")] * len(text)
        starts = [0] * (len(text) + 1)
        for start in range(len(text)):
            base = costs[start]
            cost = base + self.single(text, start)
            if cost < costs[start + 1]:
                costs[start + 1], starts[start + 1] = cost, start
            end = start + 1
            while end < len(text) and text[start:end] in self._prefixes:
                end += 1
                if text[start:end] in self._words and base + _WORD < costs[end]:
                    costs[end], starts[end] = base + _WORD, start
        return costs, starts

    def cost(self, text: str) -> float:
        """The least cost at which the whole text divides."""
        return self._divided(text)[0][-1]

    def backward(self, text: str) -> list[float]:
        """For each offset the least cost of the text behind it."""
        costs = [float("inf")] * len(text) + [0.0]
        for start in range(len(text) - 1, -1, -1):
            best = costs[start + 1] + self.single(text, start)
            end = start + 1
            while end < len(text) and text[start:end] in self._prefixes:
                end += 1
                if text[start:end] in self._words:
                    best = min(best, costs[end] + _WORD)
            costs[start] = best
        return costs

    def lone(self, text: str) -> list[int]:
        """The offsets of the characters that stand alone when the text is divided."""
        _, starts = self.forward(text)
        alone: list[int] = []
        end = len(text)
        while end:
            if end - starts[end] == 1:
                alone.append(end - 1)
            end = starts[end]
        return alone[::-1]

    def left_over(self, text: str) -> list[int]:
        """The offsets of the characters that belong to no word when the text is divided."""
        return [at for at in self.lone(text) if self.is_left_over(text, at)]

    def covers(self, text: str, start: int, end: int) -> bool:
        """Whether the characters start..end fall into words, none of them left over."""
        return not any(start <= at < end for at in self.left_over(text))

    def cuts_at(self, text: str, *offsets: int) -> bool:
        """Whether the text, divided into words, is cut at each of these offsets."""
        _, starts = self.forward(text)
        cuts, end = {len(text)}, len(text)
        while end:
            end = starts[end]
            cuts.add(end)
        return cuts.issuperset(offsets)

    def begins(self, text: str, at: int) -> bool:
        """Whether a word of two or more characters begins at this offset."""
        end = at + 1
        while end < len(text) and text[at:end] in self._prefixes:
            end += 1
            if text[at:end] in self._words:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Divided:
    """A text as it divides into words: the costs before and behind each offset, where the word before it begins, and the
    characters that stand alone or are left over."""

    text: str
    before: Sequence[float]
    starts: Sequence[int]
    behind: Sequence[float]
    lone: frozenset[int]
    left_over: frozenset[int]

    @classmethod
    def of(cls, text: str, lone: Iterable[int], words: Vocabulary) -> Divided:
        lone = frozenset(lone)
        before, starts = words.forward(text)
        left_over = frozenset(at for at in lone if words.is_left_over(text, at))
        return cls(text, before, starts, words.backward(text), lone, left_over)

    def gain(self, start: int, end: int) -> float:
        """How much less the text costs where start..end is one word."""
        return self.before[-1] - (self.before[start] + _WORD + self.behind[end])

    def opens_left_over(self, at: int, words: Vocabulary) -> bool:
        """Whether the text from this offset on begins with a character that is left over."""
        return words.is_left_over(self.text, at) and self.behind[at] == self.behind[at + 1] + _LEFT_OVER
