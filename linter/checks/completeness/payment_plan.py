"""The payment plan of a form (资金支出计划): filled in, and cumulative."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from linter.budget.model import Project
from linter.checks.shared.forms import form_hit
from linter.packs.hits import Check, Outcome, Subject, Unsettled
from linter.packs.kinds import PROJECT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    check: Literal["filled", "cumulative"] = field(metadata={"doc": "filled: not all blank; cumulative: rises to 100"})


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        if project.plan is None:
            return
        cell = project.fields.get("plan")
        filled = [point for point in project.plan if point.text]
        if params.check == "filled":
            if not filled:
                yield form_hit(project, cell, actual="")
            return
        percents = [point.percent for point in filled if point.percent is not None]
        if not filled:
            return
        if len(percents) != len(filled):
            yield Unsettled(
                project.location, "支出计划中有不是百分比的内容 / the plan holds something that is no percentage"
            )
            return
        if any(b < a for a, b in pairwise(percents)) or percents[-1] != Decimal(100):
            printed = " / ".join(point.text or "—" for point in project.plan)
            yield form_hit(project, cell, actual=printed, fields={"plan": printed}, key=printed)

    return check


KIND = Kind("payment-plan", frozenset({PROJECT}), Params, build, frozenset({"plan"}))
