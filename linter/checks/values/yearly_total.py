"""What a description makes a yearly total of money: persons times an amount each, as often as it is paid (VAL014)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from linter.budget.amounts import COUNT, MONEY, RATE, Mention, Prose, interval, mentions
from linter.budget.intervals import Interval
from linter.budget.model import Amount
from linter.checks.shared.wordlists import any_word
from linter.language.dates import dates_in, periods_in
from linter.values import Value

_CLAUSE = re.compile(r"[，。；、,;]")
_PER = re.compile(r"[/·]")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class _Period:
    """A year has so many of them. `said`: words by which an amount is paid in each; `per`: units of such an amount (元/月);
    `counted`: units that count them."""

    times: int
    said: re.Pattern[str]
    per: frozenset[str]
    counted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Total:
    """What a total should be, in yuan, and how it follows."""

    yuan: Decimal
    formula: str


class YearlyTotals:
    """Reads descriptions; one for a pack's lexicon `stated_targets`."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        self._persons = frozenset(lexicon["persons"])
        # Of several the most frequent one is how often the amount is paid: 每年按每月90元.
        self._periods = [
            _Period(each["times"], any_word(each["said"]), frozenset(each["per"]), frozenset(each["counted"]))
            for each in sorted(lexicon["periods"], key=lambda each: -int(each["times"]))
        ]
        self._each = any_word([*lexicon["each"], *lexicon["standards"]])
        self._other = any_word(lexicon["other_periods"])
        self._whole_year = any_word(lexicon["whole_year"])

    def missed(self, value: Value, name: str, text: str) -> Total | None:
        """The total that follows from the one number of persons and the one amount for each that a text gives, where the value
        is another. None where it is not understood how often the amount is paid."""
        found = mentions(Prose.of(text))
        persons, each, printed = self._persons_in(found), _money_in(found), _printed(value)
        if persons is None or each is None or each.amount.yuan is None or printed is None:
            return None
        once = persons.amount.number * each.amount.yuan
        if not once or each.amount.yuan >= printed.high:
            return None
        stands = _standing(each.amount)
        times = self._times(f"{name}，{text}", text, each, found, printed.low / once)
        if not times or any(printed.meets(stands.scaled(persons.amount.number * often)) for often in times):
            return None
        right = times[0]
        total = (once * right).normalize()
        formula = f"{persons.amount.text} × {each.amount.text}{f' × {right}' if right > 1 else ''}"
        return Total(total, f"{formula} = {total:f}元")

    def _persons_in(self, found: Iterable[Mention]) -> Mention | None:
        persons = [each for each in found if each.kind == COUNT and each.amount.unit in self._persons]
        return persons[0] if len(persons) == 1 else None

    def _times(self, said: str, text: str, each: Mention, found: Sequence[Mention], printed: Decimal) -> list[int]:
        """How many payments the total may be of, the likeliest first; none where that is not understood. `printed` is how many
        the printed one is of."""
        clause = _clause_around(text, each)
        per = set(each.measure[1:]) and set(_PER.split("/".join(each.measure[1:])))
        if self._other.search(clause) or not per <= self._known_units():
            return []
        period = next((p for p in self._periods if p.said.search(clause) or p.per & per), None)
        if period is None:
            if not (per or self._each.search(clause)):
                return []
            return sorted((1, _MONTHS), key=lambda often: abs(often - printed))
        counted = list(_counted(period, text, found))
        if len(counted) > 1 or (not counted and period.times == _MONTHS and any(day.month for day in dates_in(text))):
            return []
        # A count may be a condition as well (满6个月), and a total without a word on the year that of a month.
        once = [] if counted or self._whole_year.search(said) else [1]
        return [*counted, period.times, *once]

    def _known_units(self) -> frozenset[str]:
        return self._persons.union(*(period.per for period in self._periods))


def _counted(period: _Period, text: str, found: Iterable[Mention]) -> Iterator[int]:
    """How many of the periods a text says that there are: 10个月, 3月至10月."""
    for each in found:
        if each.kind == COUNT and each.amount.unit in period.counted and each.amount.number == int(each.amount.number):
            yield int(each.amount.number)
    if period.times == _MONTHS:
        for span in periods_in(text):
            if span.first.month and span.last.month and span.first.year == span.last.year:
                yield span.last.month - span.first.month + 1


def _money_in(found: Iterable[Mention]) -> Mention | None:
    """The one amount of money, also by the person or the month (90元/人); None where there are several."""
    money = [each for each in found if each.kind in (MONEY, RATE)]
    return money[0] if len(money) == 1 else None


def _printed(value: Value) -> Interval | None:
    """What the money of a value stands for, in yuan; None for what is about so much."""
    money = [each.amount for each in mentions(Prose.of(value.text)) if each.kind == MONEY]
    return interval(money[0]) if len(money) == 1 and not value.approximate else None


def _standing(amount: Amount) -> Interval:
    """What an amount for each stands for: a round one (90元) is fixed, one with decimals may be an average."""
    stands = interval(amount)
    return stands if stands is not None and amount.decimals else Interval.exact(amount.yuan or Decimal(0))


def _clause_around(text: str, mention: Mention) -> str:
    before, behind = text[: mention.amount.start], text[mention.amount.end :]
    return _CLAUSE.split(before)[-1] + mention.amount.text + _CLAUSE.split(behind)[0]
