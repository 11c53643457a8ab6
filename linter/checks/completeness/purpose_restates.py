"""CMP009. A purpose (资金用途) that is blank or is the name of the project to the letter."""

from __future__ import annotations

from collections.abc import Iterator

from linter.budget.model import Project
from linter.checks.shared.forms import form_hit
from linter.language.folding import squash
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import PROJECT, check


@check("purpose-restates", on=PROJECT)
def purpose_restates(project: Project, subject: Subject) -> Iterator[Outcome]:
    if project.purpose is None or not project.name:
        return
    if squash(project.purpose) in ("", squash(project.name)):
        cell = project.fields.get("purpose_text") or project.fields.get("purpose")
        yield form_hit(project, cell, actual=project.purpose, field="purpose")
