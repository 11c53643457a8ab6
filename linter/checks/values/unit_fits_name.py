"""The unit of a target value against what the indicator's name says is measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import Indicator
from linter.checks.shared.measures import fits, measures
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources
from linter.values import dimension_of


@dataclass(frozen=True, slots=True)
class Params:
    pass


_NAMES = {
    "rate": ("比率", "a rate"),
    "satisfaction": ("满意度", "satisfaction"),
    "persons": ("人数", "a number of persons"),
    "count": ("数量", "a count"),
    "amount": ("金额", "an amount of money"),
    "standard": ("标准", "a standard amount"),
    "area": ("面积或长度", "an area or length"),
    "time": ("时间", "a time"),
}


def build(params: Params, resources: Resources) -> Check:
    names = measures(resources)

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator = subject.item
        assert isinstance(indicator, Indicator)
        value = indicator.parsed
        unit = value.printed_unit or value.unit
        if not unit or value.number is None or value.problem("VAL002") or value.problem("VAL005"):
            return
        if names.states_change(value):
            return
        measure = names.of(indicator.name)
        bracket = measure.bracket_unit
        differs = bracket and dimension_of(bracket) not in (None, dimension_of(unit))
        if fits(measure, unit) and not differs:
            return
        said, said_en = _NAMES.get(measure.type, (bracket, bracket))
        yield indicator_hit(
            indicator,
            "value",
            span=None,
            fields={"unit": unit, "measure": said, "measure_en": said_en, "word": measure.word or bracket},
            expected=bracket or None,
        )

    return check


KIND = Kind(
    "unit-fits-name", frozenset({INDICATOR}), Params, build, frozenset({"unit", "measure", "measure_en", "word"})
)
