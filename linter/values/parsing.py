"""parse: the way in."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from linter.language import comparators
from linter.language.folding import Folded, fold_with_places
from linter.language.list_numbers import in_order
from linter.values import grammar
from linter.values.diagnosis import diagnose
from linter.values.fused import said_again
from linter.values.messages import report
from linter.values.model import Value
from linter.values.parts import NotAValueError
from linter.values.quantities import list_of
from linter.values.reading import value_of

# What a comparator column says when it holds no comparator, and what stands for a blank cell.
_NO_COMPARATOR = ("定性", "定量", "文字描述", "")
# 9 0 and 1 2.5, digits set apart; 1 200.00, thousands set apart.
_APART = re.compile(r"(?<![\d.])(?:\d(?: \d)*(?:\.\d(?: \d)*)?|\d{1,2}(?: \d{3})+(?:\.\d+)?)(?! ?\d)")
_TWO_DIGITS = 3
# (50±2)%: brackets that say no more than their lack.
_AROUND = re.compile(r"\([\d.]+±[\d.]+\)")
_STOPS = ",;、。 "
_BLANK = ("", "/", "-", "--", "无")


def parse(text: str, *, comparator: str = "", unit: str = "") -> Value:
    """The meaning of one target value, and what is wrong with its writing.

    `comparator` and `unit` are the columns 指标性质 and 度量单位 of layouts that print them apart; they are joined to
    the figure before it is read (≥ | 90 | % is ≥90%), unless it states its own. Never raises on any text.
    """
    return _parsed(text, comparator.strip(), unit.strip())


@lru_cache(maxsize=16384)
def _parsed(text: str, comparator: str, unit: str) -> Value:
    value = _read(text)
    joined = _joined(text.strip(), value, comparator, unit)
    return value if joined is None else _read(joined)


def _read(text: str) -> Value:
    folded = _closed_up(fold_with_places(text))
    values = [_value(item) for item in _items(folded)]
    value = values[0] if len(values) == 1 else list_of(folded, values)
    problems = tuple(sorted(value.problems, key=lambda problem: (problem.start, problem.code)))
    return replace(value, text=text, problems=problems)


def _closed_up(folded: Folded) -> Folded:
    """Without the blanks inside a figure, where a PDF has set every digit (≥9 0%) or the thousands apart (1 200人次).

    The brackets of (50±2)% go as well.
    """
    blanks = {
        place
        for match in _APART.finditer(folded.text)
        if not _two_figures(match.group(), folded.text)
        for place in range(*match.span())
        if folded.text[place] == " "
    }
    for match in _AROUND.finditer(folded.text):
        blanks |= {match.start(), match.end() - 1}
    if not blanks:
        return folded
    kept = [place for place in range(len(folded.text)) if place not in blanks]
    return Folded(
        "".join(folded.text[place] for place in kept),
        tuple(folded.starts[place] for place in kept),
        tuple(folded.ends[place] for place in kept),
        folded.printed,
    )


def _two_figures(apart: str, text: str) -> bool:
    """Whether the pieces may be figures of their own: 8 8 and 5 100 without a sign or unit, 5 5个."""
    if len(apart) == _TWO_DIGITS:
        return apart == text or apart[0] == apart[-1]
    return apart == text and any(len(piece) > 1 for piece in apart.split())


def _items(folded: Folded) -> list[Folded]:
    """The targets that list numbers open, ①≥95%；②≥90%: before a comparator, or a figure where the number is one sign."""
    text = folded.text
    numbers = [
        number
        for number in in_order(text)
        if _comparator().match(text, number.end)
        or (number.end - number.start == 1 and text[number.end : number.end + 1].isdigit())
    ]
    if not numbers or numbers[0].start > 0:
        return [folded]
    ends = [len(text[: number.start].rstrip(_STOPS)) for number in numbers[1:]]
    return [folded.part(number.end, end) for number, end in zip(numbers, [*ends, len(text)], strict=True)]


@cache
def _comparator() -> re.Pattern[str]:
    return re.compile(f"{comparators.symbols()}|{comparators.words_before()}|{comparators.neutral()}")


def _value(folded: Folded) -> Value:
    again = said_again(folded.text)
    if again is not None:
        once = _value(folded.part(0, again))
        if once.number is not None and once.kind in ("number", "duration") and not once.problem("VAL002"):
            mend = once.canonical if not once.problems else None
            twice = report(folded, "VAL002", 0, len(folded.text), suggestion=mend)
            return Value(folded.printed, "damaged", folded.text, comparator=once.comparator, problems=(twice,))
    tree = grammar.read(folded.text)
    if tree is not None:
        try:
            return value_of(folded, tree)
        except NotAValueError:
            pass
    return diagnose(folded, _value)


def _joined(text: str, value: Value, comparator: str, unit: str) -> str | None:
    """The value as one text, or None where the columns add nothing to it.

    What two columns say twice stands twice in it (≥ | ≥30, 90 | 90人), so that it is found.
    """
    if value.number is None and value.kind not in ("range", "level"):
        return None
    front = "" if comparator in _NO_COMPARATOR or value.kind == "range" else comparator
    if front and value.comparator and not _says_again(front, text):
        front = ""
    lacking = value.kind in ("number", "range") and any(p.code in ("VAL004", "VAL019") for p in value.problems)
    zero = value.kind == "number" and value.number == 0 and not value.unit
    behind = unit if (lacking or zero) and unit not in _BLANK else ""
    if behind[:1].isdigit() and text[-1:].isdigit():
        behind = f" {behind}"
    return front + text + behind if front or behind else None


def _says_again(comparator: str, text: str) -> bool:
    """Whether a value repeats the comparator of its column, before its figure or behind it."""
    twice = _read(comparator + text).problem("VAL021")
    return twice is not None and twice.suggestion is not None
