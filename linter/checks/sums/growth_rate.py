"""SUM009, SUM010, SUM011. Rates and directions of change against the amounts that they are stated with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from linter.budget.intervals import Interval, change_rate, half_unit, percent_change
from linter.budget.model import Comparison, Statement
from linter.checks.shared.narrative import (
    HUNDRED,
    called,
    differ,
    middle,
    paragraph_hit,
    percent,
    printed,
    stands,
    unless_otherwise,
)
from linter.checks.sums.stage_direction import Claim, contradictions
from linter.packs.hits import Hit, Outcome, Subject
from linter.packs.kinds import STATEMENT, check

_ZERO = Decimal(0)
_WORDS = {"increase": "增加", "decrease": "减少", "level": "持平"}


@dataclass(frozen=True, slots=True)
class Params:
    check: Literal["rate", "direction", "zero-base"] = field(
        metadata={"doc": "rate 增减率；direction 增减方向；zero-base 基数为零 / what is compared"}
    )


@check(
    "growth-rate",
    on=STATEMENT,
    says={"subject", "now", "base", "difference", "direction", "rate", "computed", "actual", "change"},
    params=Params,
)
def growth_rate(statement: Statement, params: Params, subject: Subject) -> Iterator[Outcome]:
    comparison = statement.comparison
    found: list[Outcome] = []
    if comparison is not None:
        look = {"rate": _rate, "direction": _direction, "zero-base": _zero_base}[params.check]
        found = list(unless_otherwise(statement, lambda each: look(each, comparison)))
    yield from found
    if params.check == "direction" and not found:
        yield from map(_stage_hit, contradictions(subject.budget, statement))


def _hit(statement: Statement, comparison: Comparison, **fields: object) -> Hit:
    expected = fields.get("computed")
    return paragraph_hit(
        statement.paragraph,
        min(comparison.start, comparison.end),
        comparison.end,
        expected=str(expected) if expected else None,
        key=f"{statement.subject}|{statement.amount.text}|{comparison.rate}",
        fields={
            "subject": called(statement),
            "now": "" if statement.change else statement.amount.text,
            "base": comparison.base.text if comparison.base else "",
            "difference": comparison.difference.text if comparison.difference else "",
            "direction": _WORDS.get(comparison.direction, ""),
            **fields,
        },
    )


def _stage_hit(claim: Claim) -> Hit:
    now, base = claim.now, claim.base
    return paragraph_hit(
        now.paragraph,
        claim.start,
        claim.end,
        expected=claim.right,
        key=f"{now.subject}|{now.amount.text}|{claim.said}",
        fields={
            "subject": called(now),
            "now": now.amount.text,
            "base": base.amount.text,
            "direction": claim.said,
            "actual": claim.right,
            "computed": claim.right,
        },
    )


def _rates(statement: Statement, comparison: Comparison) -> Iterator[Interval]:
    """What the amounts allow as the rate, by each pair of them that gives one. Bases that may be zero give none."""
    now = None if statement.change else stands(statement.amount)
    base, difference = stands(comparison.base), stands(comparison.difference)
    if difference is not None:
        difference = abs(difference)
        if comparison.direction == "decrease":
            difference = -difference
    try:
        if now is not None and base is not None:
            yield percent_change(base, now)
        if difference is not None and base is not None and not base.holds(_ZERO):
            yield (difference / base).scaled(HUNDRED)
        elif difference is not None and now is not None and base is None and not difference.holds(_ZERO):
            yield change_rate(now, difference)
    except ZeroDivisionError:
        return


def _rate(statement: Statement, comparison: Comparison) -> Iterator[Hit]:
    if comparison.rate is None:
        return
    unit = half_unit(comparison.rate_decimals)
    # A rate may have been rounded or cut off.
    stated = Interval(abs(comparison.rate) - unit, abs(comparison.rate) + 2 * unit)
    allowed = [abs(rate) for rate in _rates(statement, comparison)]
    if allowed and not any(rate.meets(stated) for rate in allowed):
        computed = percent(middle(allowed[0]), comparison.rate_decimals)
        yield _hit(statement, comparison, rate=f"{comparison.rate}%", computed=computed)


def _direction(statement: Statement, comparison: Comparison) -> Iterator[Hit]:
    now, base = stands(statement.amount), stands(comparison.base)
    if statement.change or now is None or base is None or comparison.base is None or not comparison.direction:
        return
    moved = "increase" if middle(now) > middle(base) else "decrease"
    actual = moved if differ(statement.amount, comparison.base) else "level"
    if actual != comparison.direction and (actual != "level" or not _tiny(comparison)):
        change = printed(abs(middle(now - base)), comparison.base)
        yield _hit(statement, comparison, actual=_WORDS[actual], computed=_WORDS[actual], change=change)


def _tiny(comparison: Comparison) -> bool:
    """Whether the stated change may be hidden in the rounding of the two amounts."""
    difference = stands(comparison.difference)
    if difference is None:
        return comparison.rate is not None and abs(comparison.rate) < 1
    base = comparison.base
    assert base is not None
    return base.low is not None and base.high is not None and abs(difference).low <= (base.high - base.low)


def _zero_base(statement: Statement, comparison: Comparison) -> Iterator[Hit]:
    if comparison.rate is None or statement.change or comparison.rate == 0:
        return
    base = comparison.base
    stated_zero = base is not None and base.number == 0
    now, difference = statement.amount, comparison.difference
    implied = (
        base is None
        and difference is not None
        and comparison.direction == "increase"
        and now.yuan is not None
        and now.yuan == difference.yuan
        and now.yuan > 0
    )
    if stated_zero or implied:
        yield _hit(statement, comparison, rate=f"{comparison.rate}%")
