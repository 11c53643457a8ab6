"""A target value against the figures of its own row: the description fixes the target, and the target differs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from linter.budget.amounts import COUNT, MONEY, Prose, mentions
from linter.budget.model import Indicator
from linter.language import comparators
from linter.language.folding import fold, squash
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources
from linter.values import parse

_NUMBER = r"(\d+(?:\.\d+)?)"
_RATE = re.compile(r"\d[%‰]")
_EACH = re.compile(r"平均|人均|每")
_SAME_THING = 2
_MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class Params:
    total_names: tuple[str, ...] = field(metadata={"doc": "words of a name for a yearly total of money"})
    raised: tuple[str, ...] = field(metadata={"doc": "verbs by which a rate goes up from a base, by percentage points"})
    lowered: tuple[str, ...] = field(metadata={"doc": "verbs by which a rate goes down from a base"})


# A figure that the text gives as what is to be reached.
@cache
def _announced() -> re.Pattern[str]:
    return re.compile(rf"{comparators.announcing()}((?:\d[\d,.]*)(?:[^\s，。；、,;（）()\d]{{1,4}}))")


def build(params: Params, resources: Resources) -> Check:
    totals = re.compile("|".join(map(re.escape, params.total_names)))
    verbs = "|".join(map(re.escape, (*params.raised, *params.lowered)))
    # In one clause: a rate, a verb, so many percentage points; not so many each year, and not so many or more.
    moved = re.compile(rf"{_NUMBER}%[^，。；,;\d每]{{0,16}}?({verbs})了?{_NUMBER}个百分点(?![以左])")
    raised = frozenset(params.raised)

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator = subject.item
        assert isinstance(indicator, Indicator)
        value = indicator.parsed
        text = indicator.description or ""
        if value.kind != "number" or value.number is None or not any(char.isdigit() for char in text):
            return
        found = _moved(indicator, text, moved, raised) or _paid(indicator, text, totals) or _reached(indicator, text)
        if found is not None:
            expected, formula = found
            yield indicator_hit(
                indicator, "value", expected=expected, fields={"expected": expected, "formula": formula}
            )

    return check


def _moved(indicator: Indicator, text: str, moved: re.Pattern[str], raised: Set[str]) -> tuple[str, str] | None:
    """A base rate moved by percentage points, where the text speaks of no other rate."""
    folded = fold(text)
    match = moved.search(folded)
    if match is None or indicator.parsed.dimension != "ratio" or len(_RATE.findall(folded)) > 1:
        return None
    # What a rate is of stands at the end of its name: 贷款覆盖率 is not moved with 贷款利率.
    if squash(indicator.name)[-2:] not in _clause(folded[: match.start()]):
        return None
    base, verb, points = Decimal(match.group(1)), match.group(2), Decimal(match.group(3))
    stated = base + points if verb in raised else base - points
    if stated == indicator.parsed.number:
        return None
    sign = "+" if verb in raised else "-"
    return f"{stated}%", f"{base}% {sign} {points}% = {stated}%"


def _clause(before: str) -> str:
    """What a clause says before a figure."""
    return re.split(r"[，。；、,;]", before)[-1]


def _reached(indicator: Indicator, text: str) -> tuple[str, str] | None:
    """The one figure of the value's own unit that the description says is to be reached, by the thing that is named."""
    value, folded = indicator.parsed, fold(text)
    stated = []
    for match in _announced().finditer(folded):
        clause = _clause(folded[: match.start()])
        shared = sum(clause[i : i + 2] in indicator.name for i in range(len(clause) - 1))
        if shared >= _SAME_THING and not _EACH.search(clause):
            stated.append(parse(match.group(1)))
    same = [each for each in stated if each.kind == "number" and each.unit == value.unit and not each.problems]
    if len(same) != 1 or not value.unit:
        return None
    target, own = same[0].low or same[0].number, value.low if value.low is not None else value.high
    if target is None or own is None or target == own:
        return None
    return same[0].text, same[0].text


def _paid(indicator: Indicator, text: str, totals: re.Pattern[str]) -> tuple[str, str] | None:
    """Persons times an amount each, by the month or the year, against a yearly total."""
    if indicator.parsed.dimension != "money" or not totals.search(indicator.name):
        return None
    found = mentions(Prose.of(text))
    money = [each.amount for each in found if each.kind == MONEY]
    persons = [each.amount for each in found if each.kind == COUNT and each.amount.unit in ("人", "名")]
    total = indicator.parsed.low if indicator.parsed.low is not None else indicator.parsed.high
    if len(money) != 1 or len(persons) != 1 or money[0].yuan is None or total is None:
        return None
    once = persons[0].number * money[0].yuan
    if total in (once, once * _MONTHS) or money[0].yuan >= total:
        return None
    yearly = once * _MONTHS
    nearest = min((once, yearly), key=lambda each: abs(each - total))
    months = " × 12" if nearest == yearly else ""
    return f"{nearest:f}元", f"{persons[0].text} × {money[0].text}{months} = {nearest:f}元"


KIND = Kind("stated-target", frozenset({INDICATOR}), Params, build, frozenset({"expected", "formula"}))
