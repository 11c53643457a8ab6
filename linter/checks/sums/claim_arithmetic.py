"""SUM006. A product or series that a text works out does not give the figure that it states."""

from __future__ import annotations

from collections.abc import Iterator

from linter.budget.calculations import Calculation, find_calculations
from linter.budget.model import Budget
from linter.checks.shared.narrative import plain, printed
from linter.checks.shared.texts import texts
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, check

_READ = frozenset({"narrative", "goal", "purpose", "description", "basis", "field"})
"""Kinds of texts that work figures out; names and target values do not."""


@check("claim-arithmetic", on=DOCUMENT, says=("claim", "computed", "stated"))
def claim_arithmetic(budget: Budget, subject: Subject) -> Iterator[Hit]:
    for text in texts(budget):
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


def _computed(claim: Calculation) -> str:
    result = claim.result
    if result.yuan is not None or result.unit == "万":
        return printed(claim.computed, result)
    return f"{plain(claim.computed)}{result.unit}"
