"""A target value against the figures of its own row: the description fixes the target, and the target differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from linter.budget.amounts import COUNT, MONEY, Prose, mentions
from linter.budget.model import Indicator
from linter.engine.hits import Check, Outcome, Subject, indicator_hit
from linter.engine.kinds.base import INDICATOR, Kind, Resources
from linter.language import comparators
from linter.language.folding import fold
from linter.values import parse

# 在4.35%的基础上上浮3个百分点: a rate moved by percentage points.
_MOVED = re.compile(
    r"(\d+(?:\.\d+)?)%[^，。；,;\d]{0,8}(?:基础|基准)[^，。；,;\d]{0,6}(上浮|上调|提高|增加|下浮|下调|降低|减少)(\d+(?:\.\d+)?)个百分点"
)
_UP = frozenset({"上浮", "上调", "提高", "增加"})


# A figure that the text gives as what is to be reached.
@cache
def _announced() -> re.Pattern[str]:
    return re.compile(rf"{comparators.announcing()}((?:\d[\d,.]*)(?:[^\s，。；、,;（）()\d]{{1,4}}))")


_EACH = re.compile(r"平均|人均|每")
_SAME_THING = 2
_MONTHS = Decimal(12)


@dataclass(frozen=True, slots=True)
class Params:
    total_names: tuple[str, ...] = field(metadata={"doc": "words of a name for a yearly total of money"})


def build(params: Params, resources: Resources) -> Check:
    totals = re.compile("|".join(map(re.escape, params.total_names)))

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator = subject.item
        assert isinstance(indicator, Indicator)
        value = indicator.parsed
        text = indicator.description or ""
        if value.kind != "number" or value.number is None or not any(char.isdigit() for char in text):
            return
        found = _moved(indicator, text) or _paid(indicator, text, totals) or _reached(indicator, text)
        if found is not None:
            expected, formula = found
            yield indicator_hit(
                indicator, "value", expected=expected, fields={"expected": expected, "formula": formula}
            )

    return check


def _moved(indicator: Indicator, text: str) -> tuple[str, str] | None:
    match = _MOVED.search(fold(text))
    if match is None or indicator.parsed.dimension != "ratio":
        return None
    base, way, points = Decimal(match.group(1)), match.group(2), Decimal(match.group(3))
    moved = base + points if way in _UP else base - points
    if moved == indicator.parsed.number:
        return None
    sign = "+" if way in _UP else "-"
    return f"{moved}%", f"{base}% {sign} {points}% = {moved}%"


def _reached(indicator: Indicator, text: str) -> tuple[str, str] | None:
    """The one figure of the value's own unit that the description says is to be reached, by the thing that is named."""
    value, folded = indicator.parsed, fold(text)
    stated = []
    for match in _announced().finditer(folded):
        clause = re.split(r"[，。；、,;]", folded[: match.start()])[-1]
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
