"""The weights of a form's indicators make 100, or 90 beside 10 for the execution of the budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.model import Project, UnitForm
from linter.checks.shared.forms import form_hit
from linter.packs.hits import Check, Outcome, Subject, Unsettled
from linter.packs.kinds import FORM, PROJECT, Kind, Resources

_RIGHT = frozenset({Decimal(100), Decimal(90)})


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        form = subject.item
        assert isinstance(form, Project | UnitForm)
        weights = [each.weight for each in form.indicators if not each.multi_year]
        if not any(weight is not None for weight in weights):
            return
        if any(weight is None for weight in weights):
            yield Unsettled(form.location, "有的指标没有权重 / some indicators have no weight")
            return
        total = sum((weight for weight in weights if weight is not None), Decimal(0))
        if total not in _RIGHT:
            formula = " + ".join(str(weight) for weight in weights)
            yield form_hit(form, actual=str(total), expected="100", fields={"total": total, "formula": formula})

    return check


KIND = Kind("weights", frozenset({PROJECT, FORM}), Params, build, frozenset({"total", "formula"}))
