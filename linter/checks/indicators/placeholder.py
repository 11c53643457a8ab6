"""IND005, IND007, IND008, IND009. Cells that say nothing: labels for names, blanks and dashes for descriptions, targets under 不涉及."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from linter.budget.model import Indicator, UnitForm
from linter.checks.indicators.names import Names
from linter.packs.hits import Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Resources, check


@dataclass(frozen=True, slots=True)
class Params:
    what: Literal["name-label", "name-generic", "description-empty", "not-applicable"] = field(
        metadata={"doc": "which kind of empty content"}
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    what: str
    names: Names


def _wanted(params: Params, resources: Resources) -> _Wanted:
    return _Wanted(params.what, Names(resources))


@check("placeholder", on=INDICATOR, says={"said"}, params=Params, prepare=_wanted)
def placeholder(indicator: Indicator, wanted: _Wanted, subject: Subject) -> Iterator[Outcome]:
    names = wanted.names
    match wanted.what:
        case "name-label":
            if not isinstance(subject.form, UnitForm) and names.placeholder(indicator):
                yield indicator_hit(indicator, "name")
        case "name-generic":
            if names.subjectless(indicator.name):
                yield indicator_hit(indicator, "name")
        case "description-empty":
            if indicator.description is not None and names.empty(indicator.description):
                yield indicator_hit(indicator, "description")
        case "not-applicable":
            said = indicator.name if names.not_applicable(indicator.name) else indicator.description or ""
            if names.not_applicable(said) and _carries_target(indicator):
                yield indicator_hit(indicator, "value", fields={"said": said})


def _carries_target(indicator: Indicator) -> bool:
    return any(char.isdigit() for char in indicator.value) and indicator.parsed.number != 0
