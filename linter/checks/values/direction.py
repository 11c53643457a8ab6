"""VAL008. The comparator of a target value against which way is better."""

from __future__ import annotations

from collections.abc import Iterator

from linter.budget.model import Indicator
from linter.checks.shared.measures import Measure, Measures, is_ratio, measures
from linter.packs.hits import Hit, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, check
from linter.values import Value

_FLOORS, _CEILINGS = ("≥", ">"), ("≤", "<")


@check("direction", on=INDICATOR, says={"comparator", "word", "better", "better_en", "right"}, prepare=measures)
def direction(indicator: Indicator, names: Measures, subject: Subject) -> Iterator[Outcome]:
    value, measure = indicator.parsed, names.of(indicator.name)
    if value.kind != "number" or value.problem("VAL005") or names.states_change(value):
        return
    if measure.better == "low" and value.comparator in _FLOORS:
        yield _hit(indicator, measure, better="越小越好", better_en="lower is better", right="≤")
    if measure.better == "high" and value.comparator in _CEILINGS and not _decides_nothing(value, measure):
        yield _hit(indicator, measure, better="越大越好", better_en="higher is better", right="≥")


def _decides_nothing(value: Value, measure: Measure) -> bool:
    """A ceiling of 100 % and one of 0 hold or fail whatever happens: that is another defect."""
    return value.number == 0 or (value.number == 100 and is_ratio(value, measure))


def _hit(indicator: Indicator, measure: Measure, **fields: str) -> Hit:
    said = {"comparator": indicator.parsed.comparator, "word": measure.because, **fields}
    return indicator_hit(indicator, "value", fields=said)
