"""Word lists of the lexicons, division of Chinese text into known words, and near misses of fixed terms.

A near miss is a stretch of text that differs from a term by one character (missing, extra, wrong or two exchanged) and
does not divide into known words, while the text with the term in its place does; or that reads like the term and has
another word of the same sound in it. The method is that of a noisy channel with costs for words and for left-over
characters instead of probabilities, so that it needs no corpus.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

_WORD, _FUNCTION, _SUFFIX, _LEFT_OVER = 1.0, 1.1, 1.4, 2.6
_WILD = "?"
_SHORTEST, _SURE, _LONG = 3, 5, 6
_HALVES = 4

MISSING, EXTRA, WRONG, ALIKE, EXCHANGED, HOMOPHONE = "missing", "extra", "wrong", "alike", "exchanged", "homophone"
# How much better the text must divide with the term, by the kind of slip and the term's length (3, 4, 5, longer).
# A wrong character that sounds alike is likelier than any other; a short term needs more evidence than a long one.
_NEVER = 99.0
_LEAST_GAIN: Mapping[str, tuple[float, float, float, float]] = {
    MISSING: (_NEVER, 2.0, 2.0, 2.0),
    EXTRA: (1.5, 0.3, 0.3, 0.3),
    ALIKE: (5.0, 2.5, 2.0, 2.0),
    WRONG: (_NEVER, _NEVER, _NEVER, 3.5),
    EXCHANGED: (_NEVER, 2.0, 2.0, 2.0),
}
_LEAST_OF_ALL = min(least for group in _LEAST_GAIN.values() for least in group)
# Behind these a new word begins, so that what follows them is no tail of the word before.
_OPENING = frozenset("的和与及或等了对为将按由把被向从在以并")


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
    """The readings of characters, without tones; what careless speech does not tell apart counts as one."""

    def __init__(self, readings: Mapping[str, str]) -> None:
        self._exact = {char: reading for reading, chars in readings.items() for char in chars}
        self._loose = {char: self._blur(reading) for char, reading in self._exact.items()}

    @staticmethod
    def _blur(reading: str) -> str:
        flat = reading.replace("zh", "z").replace("ch", "c").replace("sh", "s")
        return flat[:-1] if flat.endswith("ng") else flat

    def alike(self, one: str, other: str) -> bool:
        reading = self._loose.get(one)
        return reading is not None and reading == self._loose.get(other)

    def reading(self, char: str) -> str | None:
        """The reading of a character; None where it is unknown."""
        return self._exact.get(char)


class NearMiss(NamedTuple):
    """Characters start..end of a text stand where `term` (or that word of it) should; `slip` says what is wrong.

    `sure` is false where only the use of the term elsewhere in the document tells a slip from another wording.
    """

    start: int
    end: int
    term: str
    slip: str
    gain: float
    sure: bool


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
        follows = at > 0 and text[at - 1] not in self._functions
        return _SUFFIX if follows and char in self._suffixes else _LEFT_OVER

    def stands_alone(self, text: str, at: int) -> bool:
        """Whether the character is a word or a suffix by itself."""
        return self.single(text, at) != _LEFT_OVER

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
        return [at for at in self.lone(text) if self.single(text, at) == _LEFT_OVER]

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
class _Variant:
    term: str
    slip: str
    at: int


def _is_sure(how: _Variant) -> bool:
    """Whether the slip is one by the form of the word alone."""
    if how.slip == MISSING:
        return len(how.term) >= _SURE
    return how.slip != WRONG or len(how.term) >= _LONG


@dataclass(frozen=True, slots=True)
class _Divided:
    """A text as it divides into words: the costs before and behind each offset, where the word before it begins, and the
    characters that are left over or particles."""

    text: str
    before: Sequence[float]
    starts: Sequence[int]
    behind: Sequence[float]
    left_over: frozenset[int]
    particles: frozenset[int]

    @classmethod
    def of(cls, text: str, lone: Iterable[int], words: Vocabulary) -> _Divided:
        costs = {at: words.single(text, at) for at in lone}
        before, starts = words.forward(text)
        left_over = frozenset(at for at, cost in costs.items() if cost == _LEFT_OVER)
        particles = frozenset(at for at, cost in costs.items() if cost == _FUNCTION)
        return cls(text, before, starts, words.backward(text), left_over, particles)

    def gain(self, start: int, end: int) -> float:
        """How much less the text costs where start..end is one word."""
        return self.before[-1] - (self.before[start] + _WORD + self.behind[end])


class Terms:
    """Fixed terms, with an index of what they look like when one character goes wrong."""

    def __init__(self, terms: Iterable[str], words: Vocabulary, sounds: Sounds, interchangeable: Iterable[str]) -> None:
        self._words, self._sounds = words, sounds
        self._same = frozenset(frozenset(pair) for pair in interchangeable)
        self._omissible = frozenset("和与及的之、")
        self._exact: dict[str, list[_Variant]] = defaultdict(list)
        self._wild: dict[str, list[str]] = defaultdict(list)
        self._heard: dict[tuple[str | None, ...], list[str]] = defaultdict(list)
        self._terms = frozenset(terms)
        self._heads = frozenset(term[:2] for term in self._terms)
        self._tails = frozenset(term[-2:] for term in self._terms)
        self._longest = max((len(term) for term in self._terms), default=0) + 1
        for term in sorted(self._terms):
            self._index(term)
        self._heard_lengths = sorted({len(reading) for reading in self._heard})

    def _index(self, term: str) -> None:
        variants: dict[str, _Variant] = {}
        for i, char in enumerate(term):
            if char not in self._omissible and self._may_lack(term, i):
                variants.setdefault(term[:i] + term[i + 1 :], _Variant(term, MISSING, i))
            variants.setdefault(term[: i + 1] + term[i:], _Variant(term, EXTRA, i))
            self._wild[term[:i] + _WILD + term[i + 1 :]].append(term)
        for i in range(len(term) - 1):
            swapped = term[:i] + term[i + 1] + term[i] + term[i + 2 :]
            variants.setdefault(swapped, _Variant(term, EXCHANGED, i))
        for variant, how in variants.items():
            if variant not in self._terms and variant not in self._words:
                self._exact[variant].append(how)
        if len(term) > _SHORTEST:
            self._heard[tuple(map(self._sounds.reading, term))].append(term)

    @staticmethod
    def _may_lack(term: str, at: int) -> bool:
        """Whether the term without this character is no plain piece of the language (学技术 of 科学技术 is one)."""
        if at == 0:
            return len(term) >= _SURE
        return len(term) > _SHORTEST or at < len(term) - 1

    def near_misses(self, text: str) -> list[NearMiss]:
        """The near misses in a stretch of Chinese characters, the best for each place, in order."""
        found = list(self._homophones(text))
        lone = self._words.lone(text)
        if lone:
            divided = _Divided.of(text, lone, self._words)
            for start, end in self._windows(text, lone):
                gain = divided.gain(start, end)
                # Few windows gain anything, and to look for candidates is the costly part.
                if gain >= _LEAST_OF_ALL and text[start:end] not in self._terms:
                    found.extend(self._in_window(divided, start, end, gain))
        return self._best(found)

    def _windows(self, text: str, lone: Sequence[int]) -> set[tuple[int, int]]:
        """The stretches, as long as a term at the most, that hold a character that stands alone."""
        return {
            (start, end)
            for at in lone
            for start in range(max(0, at - self._longest + 1), at + 1)
            for end in range(max(at + 1, start + 2), min(len(text), start + self._longest) + 1)
        }

    def _in_window(self, divided: _Divided, start: int, end: int, gain: float) -> Iterator[NearMiss]:
        """The terms that the characters start..end look like, as far as the text divides better with them."""
        for how in self._candidates(divided.text[start:end]):
            if gain < _LEAST_GAIN[how.slip][min(len(how.term), 6) - _SHORTEST]:
                continue
            torn = self._torn(divided, start, end, how) and self._stands(divided, start, end, how.term)
            if torn and not self._belongs_outside(divided.text, start, end, how):
                yield NearMiss(start, end, how.term, how.slip, gain, _is_sure(how))

    @staticmethod
    def _torn(divided: _Divided, start: int, end: int, how: _Variant) -> bool:
        """Whether a character of the window is left over, or a particle stands where a long term lacks one."""
        if not divided.left_over.isdisjoint(range(start, end)):
            return True
        gap = start + how.at
        beside_particle = not divided.particles.isdisjoint((gap - 1, gap))
        return how.slip == MISSING and len(how.term) >= _LONG and beside_particle

    def _belongs_outside(self, text: str, start: int, end: int, how: _Variant) -> bool:
        """Whether the character in question goes with a neighbour of the window."""
        if how.slip == MISSING:
            return not self._cut_clean(text, start, end, how)
        return how.slip == EXTRA and self._shared(text, start, end, how)

    def _candidates(self, window: str) -> Iterator[_Variant]:
        yield from self._exact.get(window, ())
        # One wrong character leaves the first two or the last two of a term of four as they are.
        if len(window) >= _HALVES and window[:2] not in self._heads and window[-2:] not in self._tails:
            return
        for i, char in enumerate(window):
            for term in self._wild.get(window[:i] + _WILD + window[i + 1 :], ()):
                if char != term[i] and frozenset((char, term[i])) not in self._same:
                    # A key pressed twice gives the neighbour's character.
                    likely = self._sounds.alike(char, term[i]) or char in (term[i - 1 : i], term[i + 1 : i + 2])
                    yield _Variant(term, ALIKE if likely else WRONG, i)

    def _homophones(self, text: str) -> Iterator[NearMiss]:
        """Terms in which another word of the same sound stands, as an input method offers it (激进 for 基金)."""
        reading = [self._sounds.reading(char) for char in text]
        for length in self._heard_lengths:
            for start in range(len(text) - length + 1):
                window = text[start : start + length]
                for term in self._heard.get(tuple(reading[start : start + length]), ()):
                    wrong = [i for i in range(length) if window[i] != term[i]]
                    if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and window not in self._terms:
                        at = start + wrong[0]
                        yield NearMiss(at, at + 2, term[wrong[0] : wrong[0] + 2], HOMOPHONE, 0.0, False)

    def _stands(self, divided: _Divided, start: int, end: int, term: str) -> bool:
        """Whether the neighbours of the mended place are words, and the term does not merely run on into them."""
        text = divided.text
        if start and start - divided.starts[start] == 1 and self._words.single(text, start - 1) == _LEFT_OVER:
            return False
        if end < len(text):
            single = self._words.single(text, end)
            if single == _LEFT_OVER and divided.behind[end] == divided.behind[end + 1] + single:
                return False
        # 社会保险|费用 read as 社会保险费 with something wrong behind it would be a find of our own making.
        around = text[max(0, start - 2) : end + 2]
        return term not in around

    def _shared(self, text: str, start: int, end: int, how: _Variant) -> bool:
        """Whether the character that stands twice belongs to a word that goes on outside: 立功受奖|奖金."""
        if how.at == len(how.term) - 1:
            return text[end - 1 : end + 1] in self._words
        return how.at == 0 and text[max(0, start - 1) : start + 1] in self._words

    def _cut_clean(self, text: str, start: int, end: int, how: _Variant) -> bool:
        """Whether what is left of a term without its first or last character cannot go with its neighbour.

        依法治|税 and 争议调|处 are words of their own; 劳务派|企业 lacks something, for 企业 begins a word.
        """
        if how.at == 0:
            return start == 0 or text[start - 1] in _OPENING
        if how.at == len(how.term) - 1:
            return end < len(text) and self._words.begins(text, end)
        return True

    @staticmethod
    def _best(found: list[NearMiss]) -> list[NearMiss]:
        best: list[NearMiss] = []
        for miss in sorted(found, key=lambda each: (-each.gain, each.start - each.end, each.start)):
            if not any(miss.start < other.end and other.start < miss.end for other in best):
                best.append(miss)
        return sorted(best)
