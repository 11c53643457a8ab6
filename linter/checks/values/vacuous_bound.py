"""VAL009. A bound that holds, or fails, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.bilingual import Bilingual
from linter.budget.model import Indicator
from linter.checks.shared.measures import (
    ALL_OF_IT,
    QUANTITIES,
    Measure,
    Measures,
    is_full,
    is_ratio,
    is_share,
    measures,
    stated,
)
from linter.checks.shared.value_mends import value_hit
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import INDICATOR, check
from linter.values import Value


@dataclass(frozen=True, slots=True)
class _Vacuous:
    """Why a bound says nothing, and what is meant where that is certain."""

    reason: Bilingual
    mend: str | None = None


_NEVER_MORE = _Vacuous(Bilingual("比率不可能超过100%", "a rate cannot exceed 100 %"), ALL_OF_IT)
_NEVER_ABOVE = _Vacuous(Bilingual("比率总是不超过100%", "a rate never exceeds 100 %"))
_NEVER_BELOW = _Vacuous(Bilingual("数量总是不小于0", "a count is never below 0"))
_NOTHING_DONE = _Vacuous(Bilingual("“≤0”等于不做这件事", "“≤0” means that nothing is done"))


@check("vacuous-bound", on=INDICATOR, says={"reason", "reason_en"}, prepare=measures)
def vacuous_bound(indicator: Indicator, names: Measures, subject: Subject) -> Iterator[Outcome]:
    value, measure = stated(indicator.parsed), names.of(indicator.name)
    if value is None or value.kind != "number" or measure.growth or names.states_change(value):
        return
    if is_ratio(value, measure):
        found = _bound_of_rate(value, measure, within_budget=names.within_budget(indicator.name))
    else:
        found = _bound_of_quantity(value, measure)
    if found is not None:
        fields = {"reason": found.reason.zh, "reason_en": found.reason.en}
        # Words in the place of the unit, or a name that is no share: what it should say is another question.
        certain = not indicator.parsed.problem("VAL005") and is_share(measure)
        yield value_hit(indicator, found.mend if certain else None, part="comparator", fields=fields)


def _bound_of_rate(value: Value, measure: Measure, within_budget: bool) -> _Vacuous | None:
    if value.number != 100:
        return None
    if is_full(value, measure):
        return _NEVER_MORE
    # To stay within the budget, or to let no more than all go wrong, is a target of its own.
    if value.comparator == "≤" and not within_budget and measure.better != "low":
        return _NEVER_ABOVE
    return None


def _bound_of_quantity(value: Value, measure: Measure) -> _Vacuous | None:
    if value.number != 0 or measure.better == "low":
        return None
    if value.comparator == "≥":
        return _NEVER_BELOW
    # Of what nobody knows whether one wants it (错案件数) none at all is a target.
    if value.comparator == "≤" and measure.type in QUANTITIES and measure.better == "high":
        return _NOTHING_DONE
    return None
