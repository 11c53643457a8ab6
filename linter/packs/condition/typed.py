"""A typed piece of a compiled condition, and its literals: 5, 90%, 5万元, 120公里."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.model import MONEY_UNITS
from linter.packs.condition import emit
from linter.packs.schema import MONEY, NUMBER, PERCENT, QUANTITY, Field

ERROR = "error"
"""The type of a part that is wrong: it fits everywhere, so that one slip is reported once."""

NUMERIC = (NUMBER, MONEY, PERCENT, QUANTITY)


@dataclass(slots=True)
class Typed:
    """An expression: the code that gives it, its type, and whether it can be None (missing).

    A quantity has its `unit` as code; a literal has `zero` where it is 0, which needs no unit. `choices` is the field
    where only some texts can be its value: an enumerated one, or one that names units.
    """

    code: ast.expr
    type: str
    nullable: bool = False
    of: str = ""
    choices: Field | None = None
    unit: ast.expr | None = None
    zero: bool = False
    sweep: bool = False


_PARTS = re.compile(r"([0-9.]+)(.*)", re.DOTALL)
_MULTIPLES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_PERCENT = {"%": Decimal(1), "％": Decimal(1), "‰": Decimal("0.1")}


@dataclass(frozen=True, slots=True)
class Literal:
    """`number` is in yuan for money, in per cent for a percentage, in the base unit `unit` for a quantity."""

    type: str
    number: Decimal
    unit: str = ""


def literal(text: str) -> Literal | None:
    """The number that a literal states, or None where its unit is unknown."""
    match = _PARTS.fullmatch(text)
    assert match is not None
    number, suffix = Decimal(match[1]), match[2]
    if suffix in _MULTIPLES:
        return Literal(NUMBER, number * _MULTIPLES[suffix])
    if suffix in _PERCENT:
        return Literal(PERCENT, number * _PERCENT[suffix], "%")
    if suffix in MONEY_UNITS:
        return Literal(MONEY, number * MONEY_UNITS[suffix], "元")
    from linter.values import parse

    value = parse(text)
    if value.kind not in ("number", "duration") or value.problems or value.low is None or not value.unit:
        return None
    return Literal(QUANTITY, value.low, value.unit)


_UNITS = {MONEY: "元", PERCENT: "%"}


def same_measure(left: Typed, right: Typed) -> bool:
    """Whether two numbers can be compared or added up: of one type, a quantity of a unit that only the document tells, or 0."""
    return left.type == right.type or QUANTITY in (left.type, right.type) or left.zero or right.zero


def unit_test(left: Typed, right: Typed) -> ast.expr | None:
    """Code that says whether two measures differ in unit, or None where they cannot."""

    def unit(typed: Typed) -> ast.expr | None:
        return typed.unit if typed.type == QUANTITY else None

    if (unit(left) is None and unit(right) is None) or NUMBER in (left.type, right.type) or left.zero or right.zero:
        return None
    units = [
        typed.unit if typed.type == QUANTITY and typed.unit is not None else emit.constant(_UNITS[typed.type])
        for typed in (left, right)
    ]
    if ast.dump(units[0]) == ast.dump(units[1]):
        return None
    return emit.compare(units[0], "!=", units[1])


def result_type(left: Typed, operator: str, right: Typed) -> str | None:
    """The type of a sum, difference, product or quotient; None where there is none."""
    if operator in ("+", "-"):
        if left.type != right.type:
            return None
        same = left.type != QUANTITY or (left.unit and right.unit and ast.dump(left.unit) == ast.dump(right.unit))
        return left.type if same else None
    if operator == "*":
        for one, other in ((left, right), (right, left)):
            if one.type == NUMBER or (one.type == PERCENT and other.type != PERCENT):
                return other.type
        return None
    if right.type == NUMBER:
        return left.type
    return NUMBER if left.type == right.type != QUANTITY else None
