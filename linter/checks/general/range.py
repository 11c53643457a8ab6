"""A number must lie between two bounds: a field, or the target value of an indicator with its own interval."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from linter.bilingual import Bilingual
from linter.budget.model import Indicator
from linter.checks.shared.fields import ALL_SCOPES, fields_named, hit_on
from linter.packs.hits import Hit, Item, Subject
from linter.packs.kinds import FieldName, ParameterError, Resources, UnitName, check
from linter.packs.schema import Field


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


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The field by the class of item, its bounds, and the unit that a target value must have."""

    fields: Mapping[type, Field]
    low: Decimal | None
    high: Decimal | None
    unit: UnitName | None

    def hold(self, number: Decimal | int) -> bool:
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


def _bounds(params: Params, resources: Resources) -> _Bounds:
    if params.low is None and params.high is None:
        raise ParameterError("low", Bilingual("写 low 或 high", "give low or high"))
    if params.low is not None and params.high is not None and params.low > params.high:
        raise ParameterError("low", Bilingual("low 大于 high", "low is above high"))
    return _Bounds(fields_named(params.field), params.low, params.high, params.unit)


@check("range", on=ALL_SCOPES, says=("number", "low", "high"), params=Params, prepare=_bounds)
def in_range(item: Item, bounds: _Bounds, subject: Subject) -> Iterator[Hit]:
    field = bounds.fields.get(type(item))
    if field is None:
        return
    beyond = next((number for number in _numbers(item, field, bounds) if not bounds.hold(number)), None)
    if beyond is not None:
        shown = {"number": _shown(beyond), "low": _shown(bounds.low), "high": _shown(bounds.high)}
        yield hit_on(subject, field, fields=shown)


def _numbers(item: Item, field: Field, bounds: _Bounds) -> Iterator[Decimal | int]:
    """The numbers that the field holds: one, or both ends of a target value in the unit that the rule is for."""
    values: list[Any] = [field.get(item)]
    if isinstance(item, Indicator) and field.cell == "value":
        if bounds.unit and item.parsed.unit != bounds.unit:
            return
        if field.name == "value":
            values = [item.parsed.low, item.parsed.high]
    yield from (value for value in values if value is not None)


def _shown(number: Decimal | int | None) -> str:
    return "" if number is None else f"{Decimal(number).normalize():f}"
