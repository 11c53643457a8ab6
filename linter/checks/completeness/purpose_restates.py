"""A purpose (资金用途) that is blank or is the name of the project to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import Project
from linter.checks.shared.forms import form_hit
from linter.language.folding import squash
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import PROJECT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        if project.purpose is None or not project.name:
            return
        if squash(project.purpose) in ("", squash(project.name)):
            cell = project.fields.get("purpose_text") or project.fields.get("purpose")
            yield form_hit(project, cell, actual=project.purpose, field="purpose")

    return check


KIND = Kind("purpose-restates", frozenset({PROJECT}), Params, build)
