"""SUM013. The weights of a form's indicators make 100, or 90 beside 10 for the execution of the budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from linter.bilingual import Bilingual
from linter.budget.model import Project, UnitForm
from linter.checks.shared.forms import form_hit
from linter.packs.hits import Outcome, Subject, Unsettled
from linter.packs.kinds import FORM, PROJECT, Resources, check

_INCOMPLETE = Bilingual("有的指标没有权重", "some indicators have no weight")


@dataclass(frozen=True, slots=True)
class Params:
    sums: tuple[str, ...] = field(default=("100", "90"), metadata={"doc": "the sums that are right"})


def _right_sums(params: Params, resources: Resources) -> frozenset[Decimal]:
    return frozenset(map(Decimal, params.sums))


@check("weights", on=(PROJECT, FORM), says=("total", "formula"), params=Params, prepare=_right_sums)
def weights(form: Project | UnitForm, right: frozenset[Decimal], subject: Subject) -> Iterator[Outcome]:
    printed = [each.weight for each in form.indicators if not each.multi_year]
    stated = [weight for weight in printed if weight is not None]
    if not stated:
        return
    if len(stated) < len(printed):
        yield Unsettled(form.location, _INCOMPLETE)
        return
    total = sum(stated, Decimal(0))
    if total not in right:
        formula = " + ".join(map(str, stated))
        yield form_hit(form, actual=str(total), expected="100", fields={"total": total, "formula": formula})
