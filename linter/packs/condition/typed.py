"""A typed piece of a compiled condition, and its literals: 5, 90%, 5万元, 120公里."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.model import MONEY_UNITS
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
