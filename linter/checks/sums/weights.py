"""SUM013. The weights of a form's indicators make 100, or 90 beside 10 for the execution of the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from linter.bilingual import Bilingual
from linter.budget.model import Project, UnitForm
from linter.checks.shared.forms import form_hit
from linter.packs.hits import Outcome, Subject, Unsettled
from linter.packs.kinds import FORM, PROJECT, check

_INCOMPLETE = Bilingual("有的指标没有权重", "some indicators have no weight")
_RIGHT = frozenset({Decimal(100), Decimal(90)})


@check("weights", on=(PROJECT, FORM), says=("total", "formula"))
def weights(form: Project | UnitForm, subject: Subject) -> Iterator[Outcome]:
    printed = [each.weight for each in form.indicators if not each.multi_year]
    stated = [weight for weight in printed if weight is not None]
    if not stated:
        return
    if len(stated) < len(printed):
        yield Unsettled(form.location, _INCOMPLETE)
        return
    total = sum(stated, Decimal(0))
    if total not in _RIGHT:
        formula = " + ".join(map(str, stated))
        yield form_hit(form, actual=str(total), expected="100", fields={"total": total, "formula": formula})
