"""CMP003, CMP004. The payment plan of a form (资金支出计划): filled in, and cumulative."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from linter.bilingual import Bilingual
from linter.budget.model import PlanPoint, Project
from linter.checks.shared.forms import form_hit
from linter.packs.hits import Outcome, Subject, Unsettled
from linter.packs.kinds import PROJECT, check

_NO_PERCENTAGE = Bilingual("支出计划中有不是百分比的内容", "the plan holds something that is no percentage")


@dataclass(frozen=True, slots=True)
class Params:
    check: Literal["filled", "cumulative"] = field(metadata={"doc": "filled: not all blank; cumulative: rises to 100"})


@check("payment-plan", on=PROJECT, says={"plan"}, params=Params)
def payment_plan(project: Project, params: Params, subject: Subject) -> Iterator[Outcome]:
    plan = project.plan
    if plan is None:
        return
    filled = [point for point in plan if point.text]
    if params.check == "cumulative":
        yield from _cumulative(project, plan, filled)
    elif not filled:
        yield form_hit(project, project.fields.get("plan"), actual="")


def _cumulative(project: Project, plan: Sequence[PlanPoint], filled: Sequence[PlanPoint]) -> Iterator[Outcome]:
    percents = [point.percent for point in filled if point.percent is not None]
    if len(percents) < len(filled):
        yield Unsettled(project.location, _NO_PERCENTAGE)
    elif filled and not _rises_to_all(percents):
        printed = " / ".join(point.text or "—" for point in plan)
        yield form_hit(project, project.fields.get("plan"), actual=printed, fields={"plan": printed}, key=printed)


def _rises_to_all(percents: Sequence[Decimal]) -> bool:
    return percents[-1] == 100 and all(before <= after for before, after in pairwise(percents))
