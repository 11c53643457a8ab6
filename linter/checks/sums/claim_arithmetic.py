"""A product or series that a text works out does not give the figure that it states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.calculations import find_calculations
from linter.budget.model import Calculation
from linter.checks.shared.narrative import plain, printed
from linter.checks.shared.texts import texts
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_READ = frozenset({"narrative", "goal", "purpose", "description", "basis", "field"})
"""Kinds of texts that work figures out; names and target values do not."""


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        for text in texts(subject.budget):
            if text.kind not in _READ:
                continue
            for claim in find_calculations(text.text):
                if not claim.holds:
                    computed = _computed(claim)
                    yield text.hit(
                        claim.start,
                        claim.end,
                        expected=computed,
                        fields={"claim": claim.text, "computed": computed, "stated": claim.result.text},
                    )

    return check


def _computed(claim: Calculation) -> str:
    result = claim.result
    if result.yuan is not None or result.unit == "万":
        return printed(claim.computed, result)
    return f"{plain(claim.computed)}{result.unit}"


KIND = Kind("claim-arithmetic", frozenset({DOCUMENT}), Params, build, frozenset({"claim", "computed", "stated"}))
