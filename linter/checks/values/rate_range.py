"""A rate, share or satisfaction target above 100 % or below 0 %."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.model import Indicator
from linter.checks.shared.measures import measures
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
        value = indicator.parsed
        if value.kind not in ("number", "range") or value.problem("VAL002") or value.problem("VAL005"):
            return
        if names.states_change(value):
            return
        measure = names.of(indicator.name)
        ratio = value.dimension == "ratio" or (not value.unit and measure.is_rate)
        if not ratio or measure.growth or measure.effect or (measure.type and not measure.is_rate):
            return
        limit = Decimal(1000) if value.printed_unit == "‰" else Decimal(100)
        figures = [bound for bound in (value.number, value.low, value.high) if bound is not None]
        if any(figure > limit or figure < 0 for figure in figures):
            yield indicator_hit(indicator, "value", fields={})

    return check


KIND = Kind("rate-range", frozenset({INDICATOR}), Params, build)
