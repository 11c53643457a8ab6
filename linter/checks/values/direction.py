"""The comparator of a target value against which way is better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.model import Indicator
from linter.checks.shared.measures import Measure, measures
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources
from linter.values import Value


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    names = measures(resources)

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator = subject.item
        assert isinstance(indicator, Indicator)
        value = indicator.parsed
        if value.kind != "number" or value.comparator not in ("≥", ">", "≤", "<") or value.problem("VAL005"):
            return
        measure = names.of(indicator.name)
        if names.states_change(value):
            return
        floor = value.comparator in ("≥", ">")
        if not _against(measure, value, floor):
            return
        yield indicator_hit(
            indicator,
            "value",
            fields={
                "comparator": value.comparator,
                "word": measure.because,
                "better": "越小越好" if floor else "越大越好",
                "better_en": "lower is better" if floor else "higher is better",
                "right": "≤" if floor else "≥",
            },
        )

    return check


def _against(measure: Measure, value: Value, floor: bool) -> bool:
    if measure.better == "low":
        return floor
    if measure.better == "high" and not floor:
        # A ceiling of 100 % and one of 0 hold or fail whatever happens: that is another defect.
        ratio = value.dimension == "ratio" or (not value.unit and measure.is_rate)
        return not (ratio and value.number == 100) and value.number != Decimal(0)
    return False


KIND = Kind(
    "direction",
    frozenset({INDICATOR}),
    Params,
    build,
    frozenset({"comparator", "word", "better", "better_en", "right"}),
)
