"""Intervals of Decimal: what a printed, rounded figure stands for, and arithmetic on such figures.

The semantics are those of XBRL Calculations 1.1 (2023): a printed v with d decimals stands for [v - ½·10^-d, v + ½·10^-d],
ends included; two figures contradict each other only where their intervals do not meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)


def half_unit(decimals: int) -> Decimal:
    """Half a unit of the last of `decimals` printed decimals."""
    return _HALF.scaleb(-decimals)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, ends included."""

    low: Decimal
    high: Decimal

    @classmethod
    def exact(cls, value: Decimal) -> Interval:
        return cls(value, value)

    @classmethod
    def printed(cls, number: Decimal, decimals: int, factor: Decimal = Decimal(1)) -> Interval:
        """What `number`, printed with `decimals` decimals in a unit of `factor` base units, stands for."""
        half = half_unit(decimals)
        return cls((number - half) * factor, (number + half) * factor)

    @classmethod
    def total(cls, parts: Iterable[Interval]) -> Interval:
        low = high = Decimal(0)
        for part in parts:
            low += part.low
            high += part.high
        return cls(low, high)

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high

    def holds(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __abs__(self) -> Interval:
        if self.low >= 0:
            return self
        if self.high <= 0:
            return -self
        return Interval(Decimal(0), max(-self.low, self.high))

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient; ZeroDivisionError where `other` holds zero."""
        if other.holds(Decimal(0)):
            raise ZeroDivisionError("the divisor may be zero")
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def widened(self, by: Decimal) -> Interval:
        return Interval(self.low - by, self.high + by)

    def scaled(self, factor: Decimal) -> Interval:
        return self * Interval.exact(factor)


def percent_change(base: Interval, now: Interval) -> Interval:
    """The change from `base` to `now` in per cent of `base`; ZeroDivisionError where the base may be zero."""
    if base.holds(Decimal(0)):
        raise ZeroDivisionError("the base may be zero")
    # now / base - 1 rather than (now - base) / base: base occurs once, so the bounds are sharp.
    quotient = now / base
    return (quotient - Interval.exact(Decimal(1))).scaled(_HUNDRED)


def change_rate(now: Interval, difference: Interval) -> Interval:
    """The change in per cent of its base where `now` - `difference` is the base (`difference` signed).

    With q = now / difference the rate is 1 / (q - 1), so each figure is used once and the bounds are sharp.
    ZeroDivisionError where the base or the difference may be zero.
    """
    if (now - difference).holds(Decimal(0)):
        raise ZeroDivisionError("the base may be zero")
    quotient = now / difference - Interval.exact(Decimal(1))
    return (Interval.exact(Decimal(1)) / quotient).scaled(_HUNDRED)


def share(part: Interval, whole: Interval) -> Interval:
    """`part` in per cent of `whole`; ZeroDivisionError where the whole may be zero."""
    return (part / whole).scaled(_HUNDRED)
