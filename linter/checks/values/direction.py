"""VAL008. The comparator of a target value against which way is better."""

from __future__ import annotations

from collections.abc import Iterator

from linter.budget.model import Indicator
from linter.checks.shared.measures import Measure, Measures, is_ratio, measures, stated
from linter.checks.shared.value_mends import value_hit
from linter.packs.hits import Hit, Outcome, Subject
from linter.packs.kinds import INDICATOR, check
from linter.values import Value

_FLOORS, _CEILINGS = ("≥", ">"), ("≤", "<")


@check("direction", on=INDICATOR, says={"comparator", "word", "better", "better_en", "right"}, prepare=measures)
def direction(indicator: Indicator, names: Measures, subject: Subject) -> Iterator[Outcome]:
    value, measure = stated(indicator.parsed), names.of(indicator.name)
    if value is None or value.kind != "number" or names.states_change(value):
        return
    if measure.better == "low" and value.comparator in _FLOORS:
        yield _hit(indicator, value, measure, better="越小越好", better_en="lower is better", right="≤")
    if measure.better == "high" and value.comparator in _CEILINGS and not _decides_nothing(value, measure):
        yield _hit(indicator, value, measure, better="越大越好", better_en="higher is better", right="≥")


def _decides_nothing(value: Value, measure: Measure) -> bool:
    """A ceiling of 100 % and one of 0 hold or fail whatever happens: that is another defect."""
    return value.number == 0 or (value.number == 100 and is_ratio(value, measure))


def _hit(indicator: Indicator, value: Value, measure: Measure, **fields: str) -> Hit:
    said = {"comparator": value.comparator, "word": measure.because, **fields}
    return value_hit(indicator, None, part="comparator", fields=said)
