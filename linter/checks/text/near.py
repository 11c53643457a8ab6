"""Near misses of fixed terms: a stretch of text that differs from a term by one character (missing, extra, wrong or two
exchanged), does not divide into known words, and does with the term in its place.

The method is that of a noisy channel with costs for words and for left-over characters instead of probabilities, so that
it needs no corpus. A slip leaves the first two or the last two characters of a term as they are: terms are looked up by
those, and only around characters that stand alone when the text is divided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from linter.checks.text.lexis import (
    ALIKE,
    EXCHANGED,
    EXTRA,
    MISSING,
    STRAY,
    WRONG,
    Divided,
    Sounds,
    Vocabulary,
)

_SHORTEST, _SURE, _LONG = 3, 5, 6
_ANCHOR = 2
# How much better the text must divide with the term, by the kind of slip and the term's length (3, 4, 5, longer).
# A wrong character that sounds or looks alike is likelier than any other; a short term needs more than a long one.
_NEVER = 99.0
_LEAST_GAIN: Mapping[str, tuple[float, float, float, float]] = {
    MISSING: (_NEVER, 2.2, 2.0, 1.5),
    EXTRA: (1.5, 0.3, 0.3, 0.3),
    STRAY: (_NEVER, 2.5, 2.0, 2.0),
    ALIKE: (5.0, 2.5, 2.0, 1.5),
    WRONG: (_NEVER, _NEVER, _NEVER, 2.0),
    EXCHANGED: (_NEVER, 2.0, 2.0, 1.5),
}
# The gain where two characters that change places make two words.
_TWO_WORDS = 4.5
# Of slips that explain a stretch equally well, the likelier first.
_LIKELIHOOD = (EXTRA, MISSING, EXCHANGED, ALIKE, STRAY, WRONG)
# What may be left out of a term, or stand between the words of one, without making it a slip.
_OMISSIBLE = frozenset("和与及的之、等")
# Behind these a new word begins, so that what follows them is no tail of the word before.
_OPENING = frozenset("的和与及或等了对为将按由把被向从在以并于是至有无")


class NearMiss(NamedTuple):
    """Characters start..end of a text stand where `term` should; `slip` says what is wrong with the character at `at`.

    `sure` is false where only the use of the term elsewhere in the document tells a slip from another wording, and
    `certain` where that it is a slip is plain, but not what should stand there.
    """

    start: int
    end: int
    term: str
    slip: str
    at: int
    gain: float
    sure: bool
    certain: bool = True


class Edit(NamedTuple):
    """How a text that begins like a term goes on: the kind of slip, where, and how long the stretch is."""

    slip: str
    at: int
    length: int


def edits(text: str, start: int, term: str) -> Iterator[Edit]:
    """The slips by which the text at `start` is the term, the first characters of both being the same."""
    size = len(term)
    at = 0
    while at < size and start + at < len(text) and text[start + at] == term[at]:
        at += 1
    if at == size:
        return
    rest = start + at
    if text.startswith(term[at + 1 :], rest + 1) and rest < len(text):
        yield Edit(WRONG, at, size)
    if text.startswith(term[at:], rest + 1):
        yield Edit(STRAY, at, size + 1)
    if text.startswith(term[at + 1 :], rest):
        yield Edit(MISSING, at, size - 1)
    if text[rest : rest + 2] == term[at : at + 2][::-1] and text.startswith(term[at + 2 :], rest + 2):
        yield Edit(EXCHANGED, at, size)


class Terms:
    """Fixed terms, to be looked up by what a slip leaves of them."""

    def __init__(self, terms: Iterable[str], words: Vocabulary, sounds: Sounds, interchangeable: Iterable[str]) -> None:
        self._words, self._sounds = words, sounds
        self._same = frozenset(frozenset(pair) for pair in interchangeable)
        self._terms = frozenset(terms)
        self._longest = max((len(term) for term in self._terms), default=0)
        self._heads: dict[str, list[str]] = defaultdict(list)
        self._tails: dict[str, list[str]] = defaultdict(list)
        self._hollow: dict[str, list[str]] = defaultdict(list)
        for term in sorted(self._terms):
            self._heads[term[:_ANCHOR]].append(term)
            self._tails[term[-_ANCHOR:]].append(term)
            # In the middle of a short term a slip leaves neither.
            if len(term) <= _ANCHOR * 2:
                self._hollow[term[0] + term[2]].append(term)

    def near_misses(self, text: str) -> list[NearMiss]:
        """The near misses in a stretch of Chinese characters, the best for each place, in order."""
        lone = self._words.lone(text)
        if not lone:
            return []
        divided = Divided.of(text, lone, self._words)
        found = [miss for how in set(self._candidates(divided)) if (miss := self._judged(divided, *how))]
        return self._best(text, [*found, *self.general(text)] if divided.left_over else found)

    def covers(self, text: str, at: int, own: bool) -> bool:
        """Whether a term of four characters or more holds the character at this offset (or what stands around it)."""
        reach = at if own else at - 1
        for start in range(max(0, at - self._longest + 1), at + 1):
            for term in self._heads.get(text[start : start + _ANCHOR], ()):
                if len(term) > _SHORTEST and start + len(term) > max(reach, at) and text.startswith(term, start):
                    return True
        return False

    def general(self, text: str) -> Iterator[NearMiss]:
        """Doubled characters, and pairs exchanged, where the rest divides into words without them; no term is needed."""
        lone = frozenset(self._words.lone(text))
        left_over = frozenset(at for at in lone if self._words.is_left_over(text, at))
        for start in sorted({place for at in left_over for place in (at - 1, at) if 0 <= place < len(text) - 1}):
            if text[start] == text[start + 1]:
                yield from self._doubled(text, start)
            elif {start, start + 1} <= lone:
                yield from self._exchanged(text, start)

    def _doubled(self, text: str, start: int) -> Iterator[NearMiss]:
        """服服务: one of the two is left over. Not 干干净净, and not where three stand in a row."""
        pair, behind = text[start : start + 2], text[start + 2 : start + 4]
        before = text[max(0, start - 2) : start]
        if (
            pair in self._words
            or len(set(behind)) < len(behind)
            or len(set(before)) < len(before)
            or pair[0] in before[-1:]
        ):
            return
        # 立功受|奖|奖金: beside another character that stands alone the first may be the end of a word that is not listed.
        if before and before[-1] not in _OPENING and start - 1 in self._words.lone(text):
            return
        mended = text[:start] + text[start + 1 :]
        if start not in self._words.lone(mended) and self._words.covers(mended, max(0, start - 1), start + 2):
            gain = self._words.cost(text) - self._words.cost(mended)
            yield NearMiss(start, start + 2, pair[0], EXTRA, start, gain, True)

    def _exchanged(self, text: str, start: int) -> Iterator[NearMiss]:
        """信息公工开作: four characters left over are two words when the middle ones change places."""
        mended = text[:start] + text[start + 1] + text[start] + text[start + 2 :]
        gain = self._words.cost(text) - self._words.cost(mended)
        if gain >= _TWO_WORDS and not {start, start + 1} & set(self._words.lone(mended)):
            yield NearMiss(start, start + 2, mended[start : start + 2], EXCHANGED, start, gain, True)

    def _candidates(self, divided: Divided) -> Iterator[tuple[int, int, str, str, int]]:
        """Start, end, term, kind of slip and its place, for every stretch around a lone character that resembles a term."""
        text, size = divided.text, len(divided.text)
        backwards = text[::-1]
        near = {place for at in divided.lone for place in range(max(0, at - self._longest), min(size, at + 2))}
        for start in near:
            for term in self._heads.get(text[start : start + _ANCHOR], ()):
                for edit in edits(text, start, term):
                    yield start, start + edit.length, term, edit.slip, start + edit.at
            for term in self._middle(text, start):
                for edit in edits(text, start, term):
                    yield start, start + edit.length, term, edit.slip, start + edit.at
        near = {place for at in divided.lone for place in range(max(0, at - 1), min(size, at + self._longest + 1))}
        for last in near:
            for term in self._tails.get(text[max(0, last - 1) : last + 1], ()):
                for edit in edits(backwards, size - 1 - last, term[::-1]):
                    end = last + 1
                    if edit.slip == MISSING:
                        at = end - edit.at
                    elif edit.slip == EXCHANGED:
                        at = end - edit.at - 2
                    else:
                        at = end - edit.at - 1
                    yield end - edit.length, end, term, edit.slip, at

    def _middle(self, text: str, start: int) -> Iterator[str]:
        """The short terms whose middle is wrong (农名工) or exchanged (基工本资) at this place."""
        for term in self._hollow.get(text[start : start + 1] + text[start + 2 : start + 3], ()):
            if len(term) == _SHORTEST:
                yield term
        for term in self._hollow.get(text[start : start + _ANCHOR], ()):
            if text.startswith(term[1] + term[3:], start + _ANCHOR) and len(term) > _SHORTEST:
                yield term

    def _judged(self, divided: Divided, start: int, end: int, term: str, slip: str, at: int) -> NearMiss | None:
        text = divided.text
        printed = text[start:end]
        if printed in self._terms or printed in self._words:
            return None
        # 使 for 使用 is a word of its own, but not in the middle of a long term.
        doubtful = divided.lone if len(term) >= _LONG else divided.left_over
        if doubtful.isdisjoint(range(start, end)):
            return None
        slip = self._named(text, start, end, term, slip, at)
        gain = divided.gain(start, end)
        if not slip or gain < _LEAST_GAIN[slip][min(len(term), _LONG) - _SHORTEST]:
            return None
        if not self._torn(divided, slip, start, at, term) or not self._stands(divided, start, end, term):
            return None
        if self._belongs_outside(text, start, end, slip, at):
            return None
        certain = slip not in (STRAY, WRONG) and (slip != MISSING or start < at < end)
        return NearMiss(start, end, term, slip, at, gain, _is_sure(term, slip, start < at < end), certain)

    def _named(self, text: str, start: int, end: int, term: str, slip: str, at: int) -> str:
        """The kind of slip more closely, "" where it is none: another right way to say it, or a plain piece of the term."""
        if slip == WRONG:
            right = term[at - start]
            if frozenset((text[at], right)) in self._same or right in _OMISSIBLE or text[at] in _OMISSIBLE:
                return ""
            alike = self._sounds.alike(text[at], right)
            if at in (start, end - 1) and not alike and not self._words.is_left_over(text, at):
                return ""  # 支出的 is no slip for 支出表
            # A key pressed twice gives the neighbour's character.
            neighbours = (text[at - 1] if at > start else "", text[at + 1] if at + 1 < end else "")
            return ALIKE if alike or text[at] in neighbours else WRONG
        if slip == STRAY:
            if text[at] in _OMISSIBLE:
                return ""
            inside = start < at < end - 1
            doubled = text[at] in text[max(start, at - 1) : at] + text[at + 1 : min(end, at + 2)]
            return EXTRA if doubled else STRAY if inside else ""
        if slip == MISSING:
            return "" if term[at - start] in _OMISSIBLE else MISSING
        return slip

    @staticmethod
    def _torn(divided: Divided, slip: str, start: int, at: int, term: str) -> bool:
        """Whether the character in question belongs to no word where it stands (收付 is a word beside 支付)."""
        if slip == STRAY or (slip in (WRONG, ALIKE) and len(term) < _SURE):
            beside = {at, at + 1 if (at - start) % 2 == 0 else at - 1}
            return at in divided.lone and not divided.left_over.isdisjoint(beside if slip == ALIKE else {at})
        places = {MISSING: (at - 1, at), EXCHANGED: range(at - 1, at + 3), EXTRA: (at - 1, at, at + 1)}.get(slip, (at,))
        return not divided.lone.isdisjoint(places)

    def _belongs_outside(self, text: str, start: int, end: int, slip: str, at: int) -> bool:
        """Whether the character in question goes with a neighbour of the window."""
        if slip == MISSING:
            return not self._cut_clean(text, start, end, at)
        if slip in (ALIKE, WRONG, EXTRA) and at in (start, end - 1):
            return self._shared(text, start, end)
        return False

    def _shared(self, text: str, start: int, end: int) -> bool:
        """Whether the character at either border belongs to a word that goes on outside: 立功受奖|奖金."""
        return text[end - 1 : end + 1] in self._words or text[max(0, start - 1) : start + 1] in self._words

    def _cut_clean(self, text: str, start: int, end: int, at: int) -> bool:
        """Whether what is left of a term without its first or last character cannot go with its neighbour.

        依法治|税 and 争议调|处 are words of their own; 劳务派|企业 lacks something, for 企业 begins a word.
        """
        if at == start:
            return start == 0 or text[start - 1] in _OPENING
        if at == end:
            return end == len(text) or self._words.begins(text, end)
        return True

    def _stands(self, divided: Divided, start: int, end: int, term: str) -> bool:
        """Whether the neighbours of the mended place are words, and the term does not merely run on into them."""
        text = divided.text
        if start and start - divided.starts[start] == 1 and self._words.is_left_over(text, start - 1):
            return False
        if end < len(text) and divided.opens_left_over(end, self._words):
            return False
        # 社会保险|费用 read as 社会保险费 with something wrong behind it would be a find of our own making.
        return term not in text[max(0, start - 2) : end + 2]

    @staticmethod
    def _best(text: str, found: Iterable[NearMiss]) -> list[NearMiss]:
        """The best of those that overlap. One that another of its kind equals is a guess, and no more than likely."""
        best: list[NearMiss] = []
        for miss in sorted(
            found, key=lambda each: (-each.gain, _LIKELIHOOD.index(each.slip), each.start - each.end, each)
        ):
            over = [place for place, other in enumerate(best) if miss.start < other.end and other.start < miss.end]
            if not over:
                best.append(miss)
                continue
            better = best[over[0]]
            if (miss.gain, miss.slip) == (better.gain, better.slip) and _mended(text, miss) != _mended(text, better):
                best[over[0]] = better._replace(certain=False)
        return sorted(best)


def _mended(text: str, miss: NearMiss) -> str:
    return text[: miss.start] + miss.term + text[miss.end :]


def _is_sure(term: str, slip: str, inside: bool) -> bool:
    """Whether the slip is one by the form of the word alone."""
    if slip == MISSING:
        return inside or len(term) >= _SURE
    return slip != WRONG or len(term) >= _LONG
