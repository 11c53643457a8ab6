"""A target value in words where its category asks for a figure, a date or a graded level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, UnitForm
from linter.checks.shared.measures import measures
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources

_WORDS = ("level", "yes-no", "text")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Params:
    categories: tuple[str, ...] = field(metadata={"doc": "categories that ask for a figure, in project forms"})
    unit_form_categories: tuple[str, ...] = field(metadata={"doc": "the same in whole-unit forms"})
    amounts_only: bool = field(default=False, metadata={"doc": "only names of an amount of money"})


def build(params: Params, resources: Resources) -> Check:
    names = measures(resources)

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator = subject.item
        assert isinstance(indicator, Indicator)
        whole = isinstance(subject.form, UnitForm)
        if indicator.category not in (params.unit_form_categories if whole else params.categories):
            return
        if indicator.parsed.kind not in _WORDS or _FIGURE.search(indicator.value):
            return
        if params.amounts_only and not names.of(indicator.name).is_money:
            return
        yield indicator_hit(indicator, "value")

    return check


KIND = Kind("not-quantified", frozenset({INDICATOR}), Params, build)
