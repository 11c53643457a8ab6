"""VAL014. A target value against the figures of its own row: the description fixes the target, and the target differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from linter.budget.model import Indicator
from linter.checks.shared.wordlists import alternation, any_word
from linter.checks.values.fixed_target import FixedTargets
from linter.checks.values.yearly_total import YearlyTotals
from linter.language import comparators
from linter.language.folding import fold, squash
from linter.packs.hits import Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Resources, check
from linter.values import Value, parse

_CLAUSE = re.compile(r"[，。；、,;]")
_NUMBER = r"(\d+(?:\.\d+)?)"
_RATE = re.compile(r"\d[%‰]")
_SAME_THING = 2


@dataclass(frozen=True, slots=True)
class Params:
    total_names: tuple[str, ...] = field(metadata={"doc": "words of a name for a yearly total of money"})
    raised: tuple[str, ...] = field(metadata={"doc": "verbs by which a rate goes up from a base, by percentage points"})
    lowered: tuple[str, ...] = field(metadata={"doc": "verbs by which a rate goes down from a base"})
    unnamed: tuple[str, ...] = field(
        metadata={"doc": "words before the base that do not say which rate it is (在, 由, 上年): the row's own"}
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """`moved` finds a rate moved by percentage points (base, way, points), `reached` a figure that is to be reached."""

    totals: re.Pattern[str]
    moved: re.Pattern[str]
    up: frozenset[str]
    unnamed: re.Pattern[str]
    reached: re.Pattern[str]
    each: re.Pattern[str]
    yearly: YearlyTotals
    fixed: FixedTargets


@dataclass(frozen=True, slots=True)
class _Target:
    """What the description makes the target, and how it follows."""

    expected: str
    formula: str


def _words(params: Params, resources: Resources) -> _Words:
    lexicon = resources.lexicon("stated_targets")
    # In one clause: a rate, a verb, so many percentage points; not so many each year, and not so many or more.
    verbs = alternation([*params.raised, *params.lowered])
    return _Words(
        any_word(params.total_names),
        re.compile(rf"{_NUMBER}%[^，。；,;\d每]{{0,16}}?({verbs})了?{_NUMBER}个百分点(?![以左])"),
        frozenset(params.raised),
        re.compile(f"(?:{alternation(params.unnamed)})+$"),
        re.compile(rf"{comparators.announcing()}((?:\d[\d,.]*)(?:[^\s，。；、,;（）()\d]{{1,4}}))"),
        any_word(lexicon["each"]),
        YearlyTotals(lexicon),
        FixedTargets(lexicon),
    )


@check("stated-target", on=INDICATOR, says={"expected", "formula"}, params=Params, prepare=_words)
def stated_target(indicator: Indicator, words: _Words, subject: Subject) -> Iterator[Outcome]:
    text = indicator.description or ""
    if indicator.parsed.kind != "number" or indicator.parsed.number is None or not any(map(str.isdigit, text)):
        return
    year = subject.budget.fiscal_year
    target = (
        _moved(indicator, text, words)
        or _paid(indicator, text, words)
        or _reached(indicator, text, words)
        or _fixed(indicator, year, words)
    )
    if target is not None:
        fields = {"expected": target.expected, "formula": target.formula}
        yield indicator_hit(indicator, "value", expected=target.expected, fields=fields)


def _moved(indicator: Indicator, text: str, words: _Words) -> _Target | None:
    """A base rate moved by percentage points, where the text speaks of no other rate."""
    folded = fold(text)
    match = words.moved.search(folded)
    if match is None or indicator.parsed.dimension != "ratio" or len(_RATE.findall(folded)) > 1:
        return None
    # The base is the row's own rate, or is called like it: 贷款覆盖率 is not moved with 贷款利率.
    called = words.unnamed.sub("", squash(_clause(folded[: match.start()])))
    if called[-2:] not in indicator.name:
        return None
    base, points, sign = Decimal(match.group(1)), Decimal(match.group(3)), "+" if match.group(2) in words.up else "-"
    moved = base + points if sign == "+" else base - points
    if moved == indicator.parsed.number:
        return None
    return _Target(f"{moved}%", f"{base}% {sign} {points}% = {moved}%")


def _clause(before: str) -> str:
    """What a clause says before a figure."""
    return _CLAUSE.split(before)[-1]


def _paid(indicator: Indicator, text: str, words: _Words) -> _Target | None:
    """Persons times an amount each, by the month or the year, against a yearly total."""
    if indicator.parsed.dimension != "money" or not words.totals.search(indicator.name):
        return None
    total = words.yearly.missed(indicator.parsed, indicator.name, text)
    return None if total is None else _Target(f"{total.yuan:f}元", total.formula)


def _reached(indicator: Indicator, text: str, words: _Words) -> _Target | None:
    """The one figure of the value's own unit that the description says is to be reached, by the thing that is named."""
    own, unit = _figure(indicator.parsed), indicator.parsed.unit
    stated = [parse(printed) for printed in _stated(indicator.name, fold(text), words)]
    same = [each for each in stated if each.kind == "number" and each.unit == unit and not each.problems]
    if own is None or not unit or len(same) != 1:
        return None
    target = same[0].low or same[0].number
    return None if target is None or target == own else _Target(same[0].text, same[0].text)


def _fixed(indicator: Indicator, year: int | None, words: _Words) -> _Target | None:
    figure = words.fixed.missed(indicator, year)
    return None if figure is None else _Target(figure, figure)


def _stated(name: str, text: str, words: _Words) -> Iterator[str]:
    """The figures with their units that clauses on the thing of that name say are to be reached."""
    for match in words.reached.finditer(text):
        clause = _clause(text[: match.start()])
        shared = sum(clause[i : i + 2] in name for i in range(len(clause) - 1))
        if shared >= _SAME_THING and not words.each.search(clause):
            yield match.group(1)


def _figure(value: Value) -> Decimal | None:
    return value.low if value.low is not None else value.high
