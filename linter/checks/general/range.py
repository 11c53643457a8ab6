"""A number must lie between two bounds: a field, or the target value of an indicator with its own interval."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.model import Indicator
from linter.checks.shared.fields import ALL_SCOPES, fields_named, hit_on
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import FieldName, Kind, ParameterError, Resources, UnitName


@dataclass(frozen=True, slots=True)
class Params:
    """Which field, and its bounds."""

    field: FieldName = dataclasses.field(
        metadata={"doc": "the field; `value` stands for both ends of the target value"}
    )
    low: Decimal | None = dataclasses.field(
        default=None, metadata={"doc": "the least that is allowed (money in yuan)", "start": 0}
    )
    high: Decimal | None = dataclasses.field(default=None, metadata={"doc": "the most that is allowed (money in yuan)"})
    unit: UnitName | None = dataclasses.field(
        default=None, metadata={"doc": "the base unit (%, 元, 人) that a target value must have for the rule to apply"}
    )


def build(params: Params, resources: Resources) -> Check:
    fields, low, high, unit = fields_named(params.field), params.low, params.high, params.unit
    if low is None and high is None:
        raise ParameterError("low", "写 low 或 high / give low or high")
    if low is not None and high is not None and low > high:
        raise ParameterError("low", "low 大于 high / low is above high")

    def check(subject: Subject) -> Iterator[Outcome]:
        item = subject.item
        field = fields.get(type(item))
        if field is None:
            return
        if isinstance(item, Indicator) and field.cell == "value":
            if unit and item.parsed.unit != unit:
                return
            numbers = [item.parsed.low, item.parsed.high] if field.name == "value" else [field.get(item)]
        else:
            numbers = [field.get(item)]
        for number in numbers:
            if number is not None and ((low is not None and number < low) or (high is not None and number > high)):
                shown = {"number": _shown(number), "low": _shown(low), "high": _shown(high)}
                yield hit_on(subject, field, fields=shown)
                return

    return check


def _shown(number: Decimal | int | None) -> str:
    return "" if number is None else f"{Decimal(number).normalize():f}"


KIND = Kind("range", ALL_SCOPES, Params, build, frozenset({"number", "low", "high"}))
