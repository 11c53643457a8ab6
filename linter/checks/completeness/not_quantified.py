"""CMP012, VAL010. A target value in words where its category asks for a figure, a date or a graded level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, UnitForm
from linter.checks.shared.measures import Measures, measures
from linter.packs.hits import Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Resources, check

_WORDS = ("level", "yes-no", "text")


@dataclass(frozen=True, slots=True)
class Params:
    categories: tuple[str, ...] = field(metadata={"doc": "categories that ask for a figure, in project forms"})
    unit_form_categories: tuple[str, ...] = field(metadata={"doc": "the same in whole-unit forms"})
    amounts_only: bool = field(default=False, metadata={"doc": "only names of an amount of money"})


@dataclass(frozen=True, slots=True)
class _Wanted:
    params: Params
    names: Measures


def _wanted(params: Params, resources: Resources) -> _Wanted:
    return _Wanted(params, measures(resources))


@check("not-quantified", on=INDICATOR, params=Params, prepare=_wanted)
def not_quantified(indicator: Indicator, wanted: _Wanted, subject: Subject) -> Iterator[Outcome]:
    params = wanted.params
    asking = params.unit_form_categories if isinstance(subject.form, UnitForm) else params.categories
    if indicator.category not in asking or indicator.parsed.kind not in _WORDS:
        return
    if any(map(str.isdecimal, indicator.value)) or (
        params.amounts_only and not wanted.names.of(indicator.name).is_money
    ):
        return
    yield indicator_hit(indicator, "value")
