"""A paragraph's text as the marks that clauses are made of: amounts, brackets, list numbers, stops and reasons, each with
its span in the flat text (`Prose.flat`)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from linter.budget.amounts import Mention, Prose, mentions
from linter.budget.narrative.lexicon import HOLE
from linter.budget.narrative.reasons import Explanation, explanations
from linter.language.list_numbers import at_start

SENTENCE_END = re.compile(r"[。！？]")
_STOP = re.compile(r"[。；：，！？（）]")
# Brackets further in are taken as text that gives no amounts.
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A list number that opens a clause (（一）, 3., 二是)."""

    style: str
    value: int
    opens: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scope:
    """The text at `start`..`end` of a bracket or of the whole paragraph, with the brackets in it blanked out (`masked`).

    `mentions` are its amounts outside brackets, `brackets` what stands in those that hold amounts, `numbers` the list
    numbers in it, each in reading order.
    """

    start: int
    end: int
    masked: str
    mentions: tuple[Mention, ...]
    brackets: tuple[Scope, ...]
    numbers: tuple[Number, ...]

    def text(self, start: int, end: int) -> str:
        """The masked text at these offsets of the flat text."""
        return self.masked[start - self.start : end - self.start]

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """The amounts outside brackets that begin and end between these offsets."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        last = bisect_right(self.mentions, end, key=lambda mention: mention.end)
        return self.mentions[first:last]

    def number_in(self, start: int, end: int) -> Number | None:
        """The last list number that begins at `start` or behind it and ends at `end` or before it."""
        index = bisect_right(self.numbers, end, key=lambda number: number.end) - 1
        return self.numbers[index] if index >= 0 and self.numbers[index].start >= start else None


@dataclass(frozen=True, slots=True)
class Tokens:
    prose: Prose
    scope: Scope
    reasons: tuple[Explanation, ...]
    markers: tuple[int, ...]

    def in_reason(self, position: int) -> bool:
        index = bisect_right(self.markers, position) - 1
        return index >= 0 and position < self.reasons[index].end and self.reasons[index].of_change


def read_tokens(text: str) -> Tokens:
    """The marks of a paragraph's text."""
    prose = Prose.of(text)
    numbers = _numbers(prose.flat)
    numbered = {place for number in numbers for place in range(number.start, number.end)}
    found = [mention for mention in mentions(prose) if mention.start not in numbered]
    reasons = tuple(explanations(prose))
    return Tokens(
        prose, _scope(prose.flat, 0, len(prose.flat), found, numbers, 0), reasons, tuple(r.marker for r in reasons)
    )


def _scope(flat: str, start: int, end: int, found: Sequence[Mention], numbers: Sequence[Number], depth: int) -> Scope:
    pieces: list[str] = []
    brackets: list[Scope] = []
    outside: list[Mention] = []
    position = start
    first = 0
    for low, high in _brackets(flat, start, end, numbers):
        pieces += [flat[position:low], HOLE * (high - low)]
        before, behind = (bisect_left(found, edge, key=lambda mention: mention.start) for edge in (low, high))
        outside += found[first:before]
        if before < behind and depth < _DEEPEST:
            brackets.append(
                _scope(flat, low + 1, high - 1, found[before:behind], _within(numbers, low, high), depth + 1)
            )
        position, first = high, behind
    pieces.append(flat[position:end])
    outside += found[first:]
    return Scope(start, end, "".join(pieces), tuple(outside), tuple(brackets), tuple(numbers))


def _brackets(flat: str, start: int, end: int, numbers: Sequence[Number]) -> list[tuple[int, int]]:
    """The outermost bracketed stretches of flat[start:end], brackets included. Unclosed brackets are text, as are the
    brackets of list numbers."""
    numbered = {place for number in numbers for place in range(number.start, number.end)}
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for i in range(start, end):
        if flat[i] == "（" and i not in numbered:
            opened.append(i)
        elif flat[i] == "）" and opened and i not in numbered:
            low = opened.pop()
            while found and found[-1][0] > low:
                found.pop()
            found.append((low, i + 1))
    return found


def _numbers(flat: str) -> list[Number]:
    """The list numbers behind a stop or an opening bracket."""
    found: list[Number] = []
    for place in (0, *(match.end() for match in _STOP.finditer(flat))):
        number = at_start(flat, place)
        if number is not None and (not found or found[-1].end <= number.start):
            found.append(Number(number.style, number.value, number.opens, number.start, number.end))
    return found


def _within(numbers: Sequence[Number], low: int, high: int) -> Sequence[Number]:
    first, last = (bisect_left(numbers, edge, key=lambda number: number.start) for edge in (low, high))
    return numbers[first:last]
