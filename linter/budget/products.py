"""What calculations in prose share: the terms that they are made of, and the figure that is stated as their result."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from linter.budget.amounts import COUNT, MONEY, RATE, SCALES, Mention, Prose, factor_of, scale_of
from linter.budget.intervals import Interval
from linter.budget.model import Amount

# An approximate result leaves this much room, beside the rounding of the print.
_ROOM = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Calculation:
    """An arithmetic claim in prose: the factors as printed (number, unit), and the figure stated as their product.

    `result` is the stated figure; `computed` what the terms give, in the result's base unit (元 for money). `allowed` is
    where `computed` may lie for the result to be right, given how result and terms are rounded. `start`, `end` are offsets in the text.
    """

    text: str
    computed: Decimal
    result: Amount
    approximate: bool
    start: int
    end: int
    allowed: tuple[Decimal, Decimal]

    @property
    def holds(self) -> bool:
        return self.allowed[0] <= self.computed <= self.allowed[1]


@dataclass(frozen=True, slots=True)
class Value:
    """A term of a calculation: what it gives, exactly and as an interval, and whether it is money (then in yuan)."""

    number: Decimal
    stands: Interval
    money: bool


def mention_value(mention: Mention) -> Value:
    amount = mention.amount
    if mention.kind in (MONEY, RATE):
        return term(amount.number, amount.decimals, factor_of(amount.unit.split("/")[0]), True)
    return term(amount.number, amount.decimals, scale_of(amount.unit), False)


def term(number: Decimal, decimals: int, factor: Decimal, money: bool) -> Value:
    """Whole numbers are meant exactly; what is printed with decimals has been rounded."""
    stands = Interval.exact(number * factor) if decimals == 0 else Interval.printed(number, decimals, factor)
    return Value(number * factor, stands, money)


def compare(prose: Prose, low: int, high: int, value: Value | None, result: Mention, rough: bool) -> Calculation | None:
    if value is None or (value.money and result.kind == COUNT):
        return None
    amount = result.amount
    unit = amount.unit.split("/")[0]
    priced = result.kind in (MONEY, RATE)
    factor = factor_of(unit) if priced else scale_of(unit)
    # (what one of the terms' units is, what one of the result's units is), in the base unit
    readings = [(Decimal(1), factor)]
    if priced and not value.money:
        readings.append((factor, factor))
    elif value.money and unit == "":
        readings.append((Decimal(1), SCALES["万"]))
    outcomes = [_outcome(value, amount, scale, each, rough, priced or value.money) for scale, each in readings]
    # Where a unit is written on one side only, the reading that comes nearest is meant.
    computed, room = min(outcomes, key=lambda o: (not o[1].holds(o[0]), abs(o[0] - (o[1].low + o[1].high) / 2)))
    start, end = prose.span(low, high)
    return Calculation(
        text=prose.text[start:end],
        computed=computed,
        result=amount,
        approximate=rough,
        start=start,
        end=end,
        allowed=(room.low, room.high),
    )


def _outcome(
    value: Value, amount: Amount, scale: Decimal, factor: Decimal, rough: bool, rounded: bool
) -> tuple[Decimal, Interval]:
    """What the terms give, and where that may lie for the stated result to be right; both in the base unit.

    A stated sum may have been rounded either way, or cut off; a whole number of persons may not.
    """
    stated = amount.number * factor
    room = Decimal(1).scaleb(-amount.decimals) * factor if rounded or amount.decimals or factor != 1 else Decimal(0)
    if rough:
        room = max(room, abs(stated) * _ROOM)
    low = stated - room - (value.stands.high - value.number) * scale
    high = stated + room + (value.number - value.stands.low) * scale
    return value.number * scale, Interval(low, high)
