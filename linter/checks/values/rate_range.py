"""VAL003. A rate, share or satisfaction target above 100 % or below 0 %."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from linter.budget.model import Indicator
from linter.checks.shared.measures import Measure, Measures, is_ratio, measures, stated
from linter.packs.hits import Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, check
from linter.values import Value


@check("rate-range", on=INDICATOR, prepare=measures)
def rate_range(indicator: Indicator, names: Measures, subject: Subject) -> Iterator[Outcome]:
    value, measure = stated(indicator.parsed), names.of(indicator.name)
    if value is None or value.kind not in ("number", "range"):
        return
    if value.low is not None and value.high == -value.low:
        return  # ±0.3%: a deviation to either side
    if not is_ratio(value, measure) or _exempt(measure) or names.states_change(value):
        return
    if _outside(value):
        yield indicator_hit(indicator, "value")


def _exempt(measure: Measure) -> bool:
    """Changes and effects may exceed their base; a name of another type has a wrong unit, which is another defect."""
    return measure.growth or measure.effect or bool(measure.type and not measure.is_rate)


def _outside(value: Value) -> bool:
    whole = Decimal(1000) if value.printed_unit == "‰" else Decimal(100)
    figures = (value.number, value.low, value.high)
    return any(figure is not None and not 0 <= figure <= whole for figure in figures)
