"""Quantifiers with three answers: True, False, and None where missing data leaves it open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

Test = Callable[[Any], bool | None]


def count(items: Iterable[Any], test: Test) -> int | None:
    """How many items pass; None where one is undecided."""
    total = 0
    for item in items:
        answer = test(item)
        if answer is None:
            return None
        total += answer
    return total


def exists(items: Iterable[Any], test: Test) -> bool | None:
    """True where one item passes; None where none does and one is undecided."""
    result: bool | None = False
    for item in items:
        answer = test(item)
        if answer:
            return True
        if answer is None:
            result = None
    return result


def every(items: Iterable[Any], test: Test) -> bool | None:
    """False where one item fails; None where none does and one is undecided. True for no items."""
    result: bool | None = True
    for item in items:
        answer = test(item)
        if answer is None:
            result = None
        elif not answer:
            return False
    return result


def total(items: Iterable[Any], value: Callable[[Any], Decimal | None], test: Test) -> Decimal | None:
    """The sum over the items that pass; None where a value or an answer is missing: a blank is not zero."""
    result = Decimal(0)
    for item in items:
        answer = test(item)
        if answer is None:
            return None
        if answer:
            figure = value(item)
            if figure is None:
                return None
            result += figure
    return result


def quotient(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """None for a division by zero."""
    return None if not divisor else Decimal(dividend) / divisor
