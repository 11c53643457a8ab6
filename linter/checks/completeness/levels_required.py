"""CMP001, CMP002. First levels or categories that a project form must have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from linter.bilingual import Bilingual
from linter.budget.model import Project
from linter.checks.shared.forms import form_hit
from linter.packs.hits import Outcome, Subject, Unsettled
from linter.packs.kinds import PROJECT, check

_NAMES = {
    "output": Bilingual("产出", "output"),
    "benefit": Bilingual("效益", "benefit"),
    "satisfaction": Bilingual("满意度", "satisfaction"),
    "quantity": Bilingual("数量", "quantity"),
    "quality": Bilingual("质量", "quality"),
    "time": Bilingual("时效", "timeliness"),
    "cost": Bilingual("成本", "cost"),
}
_NOT_RECOGNISED = Bilingual("指标的级次没有识别出来", "the levels of the indicators were not recognised")


@dataclass(frozen=True, slots=True)
class Params:
    level: Literal["group", "category"] = field(metadata={"doc": "first levels (group) or second levels (category)"})
    required: tuple[str, ...] = field(metadata={"doc": "canonical names; “cost|economic_cost” asks for either"})


@check("levels-required", on=PROJECT, says={"missing", "missing_en"}, params=Params)
def levels_required(project: Project, params: Params, subject: Subject) -> Iterator[Outcome]:
    if params.level == "category" and not any(each.level2 for each in project.indicators) and _groups(project) - {""}:
        # A form of first levels only has no second ones to complete.
        return
    present = _groups(project) if params.level == "group" else _categories(project)
    if not present - {""}:
        yield Unsettled(project.location, _NOT_RECOGNISED)
        return
    either = [each.split("|") for each in params.required]
    missing = [_NAMES[names[0]] for names in either if present.isdisjoint(names)]
    if missing:
        zh, en = "、".join(name.zh for name in missing), ", ".join(name.en for name in missing)
        yield form_hit(project, fields={"missing": zh, "missing_en": en})


def _groups(project: Project) -> set[str]:
    """The first levels of a form; some provinces file satisfaction as a second level of the benefits."""
    satisfaction = {each.category for each in project.indicators} & {"satisfaction"}
    return {each.group for each in project.indicators} | satisfaction


def _categories(project: Project) -> set[str]:
    """The second levels of a form; cost may be a first level of its own."""
    cost = {each.group for each in project.indicators} & {"cost"}
    return {each.category for each in project.indicators} | cost
