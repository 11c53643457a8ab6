"""VAL026. A count of persons, things or times with a fractional part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator
from linter.packs.hits import Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, DimensionName, check


@dataclass(frozen=True, slots=True)
class Params:
    dimensions: tuple[DimensionName, ...] = field(metadata={"doc": "dimensions that are counted in whole numbers"})


@check("whole-number", on=INDICATOR, params=Params)
def whole_number(indicator: Indicator, params: Params, subject: Subject) -> Iterator[Outcome]:
    value = indicator.parsed
    if value.kind not in ("number", "range") or value.dimension not in params.dimensions:
        return
    if any(bound is not None and bound != bound.to_integral_value() for bound in (value.low, value.high)):
        yield indicator_hit(indicator, "value")
