"""A Value as the JSON object of `budgetlint value TEXT` and of `parsed` in `budgetlint extract`."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from linter.values.messages import message_of
from linter.values.model import Value


def as_json(value: Value, lang: str = "zh") -> dict[str, Any]:
    """Bounds and figures are JSON numbers: whole ones as integers, others with the digits of the Decimal."""
    return {
        "text": value.text,
        "canonical": value.canonical,
        "kind": value.kind,
        "comparator": value.comparator,
        "low": _number(value.low),
        "high": _number(value.high),
        "low_closed": value.low_closed,
        "high_closed": value.high_closed,
        "number": _number(value.number),
        "unit": value.unit,
        "dimension": value.dimension,
        "approximate": value.approximate,
        "values": [as_json(inner, lang) for inner in value.values],
        "problems": [
            {"code": problem.code, "message": message_of(problem, lang), "suggestion": problem.suggestion}
            for problem in value.problems
        ],
    }


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    if number == number.to_integral_value():
        return int(number)
    found: float = json.loads(format(number, "f"))
    return found
