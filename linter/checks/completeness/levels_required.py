"""First levels or categories that a project form must have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from linter.budget.model import Project
from linter.checks.shared.forms import form_hit
from linter.packs.hits import Check, Outcome, Subject, Unsettled
from linter.packs.kinds import PROJECT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    level: Literal["group", "category"] = field(metadata={"doc": "first levels (group) or second levels (category)"})
    required: tuple[str, ...] = field(metadata={"doc": "canonical names; “cost|economic_cost” asks for either"})


_NAMES = {
    "output": ("产出", "output"),
    "benefit": ("效益", "benefit"),
    "satisfaction": ("满意度", "satisfaction"),
    "quantity": ("数量", "quantity"),
    "quality": ("质量", "quality"),
    "time": ("时效", "timeliness"),
    "cost": ("成本", "cost"),
}


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        groups = {indicator.group for indicator in project.indicators}
        # Some provinces file satisfaction as a second level of the benefits.
        groups |= {indicator.category for indicator in project.indicators} & {"satisfaction"}
        present = groups if params.level == "group" else {i.category for i in project.indicators} | (groups & {"cost"})
        if not present - {""}:
            yield Unsettled(
                project.location, "指标的级次没有识别出来 / the levels of the indicators were not recognised"
            )
            return
        missing = [each.split("|")[0] for each in params.required if not present.intersection(each.split("|"))]
        if missing:
            yield form_hit(
                project,
                fields={
                    "missing": "、".join(_NAMES[each][0] for each in missing),
                    "missing_en": ", ".join(_NAMES[each][1] for each in missing),
                },
            )

    return check


KIND = Kind("levels-required", frozenset({PROJECT}), Params, build, frozenset({"missing", "missing_en"}))
