"""Figures contradict each other only where no rounding reconciles them (the worked cases of the semantics)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.budget.intervals import Interval, change_rate, percent_change, share

numbers = st.decimals(min_value=-1000, max_value=1000, places=2)


def printed(text: str) -> Interval:
    return Interval.printed(Decimal(text), len(text.partition(".")[2]))


def test_sums_within_rounding() -> None:
    thirds = Interval.total([printed("33.33")] * 3)
    assert thirds.meets(printed("100.01"))
    assert not thirds.meets(printed("100.02"))
    assert not (printed("315.42") + printed("6.40")).meets(printed("315.42"))


def test_growth_bounds() -> None:
    growth = percent_change(printed("0.50"), printed("0.62"))
    assert growth.holds(Decimal("22.22"))
    assert Decimal("21.7") < growth.low < Decimal("21.8") and Decimal("26.2") < growth.high < Decimal("26.3")
    assert not percent_change(printed("77.99"), printed("91.97")).holds(Decimal("17.66"))


def test_the_rate_of_a_difference_is_that_of_the_two_years() -> None:
    assert change_rate(printed("120.00"), printed("20.00")).holds(Decimal(20))
    assert change_rate(printed("80.00"), -printed("20.00")).holds(Decimal(-20))


def test_a_base_that_may_be_zero_has_no_rate() -> None:
    for rate in (
        lambda: percent_change(printed("0.00"), printed("5.00")),
        lambda: share(printed("5.00"), printed("0.00")),
        lambda: change_rate(printed("5.00"), printed("5.00")),
    ):
        with pytest.raises(ZeroDivisionError):
            rate()


def test_units_shift_the_precision() -> None:
    assert Interval.printed(Decimal("1.5"), 1, Decimal(10_000)) == Interval(Decimal(14_500), Decimal(15_500))


@given(numbers, numbers)
def test_arithmetic_encloses_the_exact_result(a: Decimal, b: Decimal) -> None:
    x, y = Interval.printed(a, 2), Interval.printed(b, 2)
    assert (x + y).holds(a + b) and (x - y).holds(a - b) and (x * y).holds(a * b)
    assert abs(x).holds(abs(a)) and (-x).holds(-a)
    if not y.holds(Decimal(0)):
        quotient = x / y
        assert quotient.low - Decimal("1e-12") <= a / b <= quotient.high + Decimal("1e-12")
