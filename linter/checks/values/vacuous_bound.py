"""A bound that holds, or fails, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import Indicator
from linter.checks.shared.measures import Measures, measures
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    names = measures(resources)

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator = subject.item
        assert isinstance(indicator, Indicator)
        reason = _vacuous(indicator, names)
        if reason is not None:
            zh, en, mend = reason
            yield indicator_hit(indicator, "value", fields={"reason": zh, "reason_en": en}, suggestion=mend)

    return check


def _vacuous(indicator: Indicator, names: Measures) -> tuple[str, str, str | None] | None:
    value, measure = indicator.parsed, names.of(indicator.name)
    if value.kind != "number" or value.number is None or value.problem("VAL005") or measure.growth:
        return None
    if names.states_change(value):
        return None
    ratio = value.dimension == "ratio" or (not value.unit and measure.is_rate)
    if ratio and value.number == 100 and value.comparator in ("≥", ">", "≤"):
        if value.comparator != "≤":
            return "比率不可能超过100%", "a rate cannot exceed 100 %", "=100%"
        if not names.within_budget(indicator.name) and measure.better != "low":
            return "比率总是不超过100%", "a rate never exceeds 100 %", None
        return None
    if value.number == 0 and not ratio and measure.better != "low":
        if value.comparator == "≥":
            return "数量总是不小于0", "a count is never below 0", None
        if value.comparator == "≤" and measure.type in ("persons", "count", "amount", "standard", "area"):
            return "“≤0”等于不做这件事", "“≤0” means that nothing is done", None
    return None


KIND = Kind("vacuous-bound", frozenset({INDICATOR}), Params, build, frozenset({"reason", "reason_en"}))
