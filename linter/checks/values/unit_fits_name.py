"""VAL007. The unit of a target value against what the indicator's name says is measured."""

from __future__ import annotations

from collections.abc import Iterator

from linter.bilingual import Bilingual
from linter.budget.model import Indicator
from linter.checks.shared.measures import Measures, fits, measures, stated
from linter.checks.shared.value_mends import value_hit
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import INDICATOR, check
from linter.values import dimension_of

_MEASURED = {
    "rate": Bilingual("比率", "a rate"),
    "satisfaction": Bilingual("满意度", "satisfaction"),
    "persons": Bilingual("人数", "a number of persons"),
    "count": Bilingual("数量", "a count"),
    "amount": Bilingual("金额", "an amount of money"),
    "standard": Bilingual("标准", "a standard amount"),
    "area": Bilingual("面积或长度", "an area or length"),
    "time": Bilingual("时间", "a time"),
}


@check("unit-fits-name", on=INDICATOR, says={"unit", "measure", "measure_en", "word"}, prepare=measures)
def unit_fits_name(indicator: Indicator, names: Measures, subject: Subject) -> Iterator[Outcome]:
    value, measure = stated(indicator.parsed), names.of(indicator.name)
    if value is None or value.number is None:
        return
    unit, bracket = value.printed_unit or value.unit, measure.bracket_unit
    if not unit:
        return
    if measure.word == indicator.name.strip():
        return  # 数量, 成本: a name that is no more than the measure's says nothing of what is measured
    if names.states_change(value) or (fits(measure, unit) and not _differ(bracket, unit)):
        return
    said = _MEASURED.get(measure.type) or Bilingual(bracket, bracket)
    fields = {"unit": unit, "measure": said.zh, "measure_en": said.en, "word": measure.word or bracket}
    yield value_hit(indicator, None, part="unit", fields=fields, expected=bracket or None)


def _differ(bracket: str, unit: str) -> bool:
    """Whether the unit that the name's bracket names measures something else than the printed one."""
    return bool(bracket) and dimension_of(bracket) not in (None, dimension_of(unit))
