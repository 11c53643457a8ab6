"""What the tests of one clause say, field by field, and whether all of it can be true at once."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

ORDERS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
"""The orders of two numbers that a comparison allows."""
FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""The same comparison with its sides exchanged."""


@dataclass(slots=True)
class Numbers:
    """What is said of a number."""

    whole: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    open_low: bool = False
    open_high: bool = False
    unequal: set[Decimal] = field(default_factory=set)
    units: set[str] = field(default_factory=set)

    def add(self, operator: str, number: Decimal) -> None:
        if operator == "!=":
            self.unequal.add(number)
        if operator in ("=", ">", ">=") and (
            self.low is None or number > self.low or (number == self.low and operator == ">")
        ):
            self.low, self.open_low = number, operator == ">"
        if operator in ("=", "<", "<=") and (
            self.high is None or number < self.high or (number == self.high and operator == "<")
        ):
            self.high, self.open_high = number, operator == "<"

    def hold(self) -> bool:
        if len(self.units) > 1:
            return False
        low, high, open_low, open_high = self.low, self.high, self.open_low, self.open_high
        if self.whole:
            # Counts and lengths are 0, 1, 2 …: an open bound is the next whole number, closed.
            low = max(Decimal(0), _next(low, open_low)) if low is not None else Decimal(0)
            high = None if high is None else -_next(-high, open_high)
            open_low = open_high = False
        if low is None or high is None:
            return True
        if low == high:
            return not (open_low or open_high or low in self.unequal)
        return low < high


def _next(bound: Decimal, is_open: bool) -> Decimal:
    """The least whole number at or, where the bound is open, above it."""
    whole = bound.to_integral_value(ROUND_CEILING)
    return whole + 1 if is_open and whole == bound else whole


@dataclass(slots=True)
class Texts:
    """What is said of a text."""

    equal: list[str] = field(default_factory=list)
    unequal: list[str] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    fits: list[str] = field(default_factory=list)
    fits_not: list[str] = field(default_factory=list)
    blank: bool = False

    def hold(self) -> bool:
        if any(lacking in held for lacking in self.lacks for held in self.holds):
            return False
        if set(self.fits) & set(self.fits_not):
            return False
        if self.blank and any(each.strip() for each in (*self.equal, *self.holds)):
            return False
        if not self.equal:
            return True
        text = self.equal[0]
        return (
            len(set(self.equal)) == 1
            and text not in self.unequal
            and all(each in text for each in self.holds)
            and not any(each in text for each in self.lacks)
            and all(re.search(each, text) for each in self.fits)
            and not any(re.search(each, text) for each in self.fits_not)
        )


@dataclass(slots=True)
class Facts:
    """All that a clause says, by what it says it of."""

    numbers: dict[Hashable, Numbers] = field(default_factory=dict)
    texts: dict[Hashable, Texts] = field(default_factory=dict)
    presence: dict[Hashable, set[bool]] = field(default_factory=dict)
    free: dict[Hashable, set[bool]] = field(default_factory=dict)
    orders: dict[tuple[Hashable, Hashable], set[str]] = field(default_factory=dict)

    def number(self, key: Hashable, whole: bool) -> Numbers:
        return self.numbers.setdefault(key, Numbers(whole))

    def text(self, key: Hashable) -> Texts:
        return self.texts.setdefault(key, Texts())

    def relate(self, one: Hashable, operator: str, other: Hashable) -> bool:
        """Notes how two terms are ordered. False where a term is compared with itself and that cannot be."""
        if one == other:
            return "=" in ORDERS[operator]
        if repr(one) > repr(other):
            one, other, operator = other, one, FLIPPED.get(operator, operator)
        self.orders.setdefault((one, other), set("<=>")).intersection_update(ORDERS[operator])
        return True

    def hold(self) -> bool:
        return (
            all(len(said) == 1 for said in (*self.presence.values(), *self.free.values()))
            and all(self.orders.values())
            and all(each.hold() for each in self.numbers.values())
            and all(each.hold() for each in self.texts.values())
        )
