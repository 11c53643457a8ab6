"""Goals or sets of indicators that two projects of a document share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from linter.budget.model import Budget, Goal, Project
from linter.checks.shared.forms import form_hit, form_place
from linter.findings import Related
from linter.language.folding import squash
from linter.packs.hits import Check, Hit, Outcome, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

Row = tuple[str, str]
_LEAST_CHARACTERS = 20
"""The shortest single goal item that counts."""
_LEAST_ROWS = 3
_LEAST_SHARE = Decimal("0.9")
"""The share of equal rows that counts."""


@dataclass(frozen=True, slots=True)
class Params:
    what: Literal["goals", "indicators"] = field(metadata={"doc": "what may not be copied"})


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        budget = subject.item
        assert isinstance(budget, Budget)
        yield from (_goals(budget) if params.what == "goals" else _indicators(budget))

    return check


def _goals(budget: Budget) -> Iterator[Hit]:
    wholes: dict[str, Project] = {}
    items: dict[str, tuple[Project, Goal]] = {}
    for project in budget.projects:
        texts = [squash(goal.text) for goal in project.goals]
        whole = "".join(texts)
        if not whole:
            continue
        first = wholes.setdefault(whole, project)
        if first is not project:
            yield _goal_hit(project, first, list(project.goals), first.goals[0])
        else:
            copies = [
                (goal, items[text])
                for goal, text in zip(project.goals, texts, strict=True)
                if len(text) >= _LEAST_CHARACTERS and text in items
            ]
            if copies:
                yield _goal_hit(project, copies[0][1][0], [goal for goal, _ in copies], copies[0][1][1])
        for goal, text in zip(project.goals, texts, strict=True):
            items.setdefault(text, (project, goal))


def _goal_hit(project: Project, source: Project, goals: list[Goal], original: Goal) -> Hit:
    text = "；".join(goal.text for goal in goals)
    return Hit(
        location=replace(form_place(project), end_line=goals[-1].location.end_line),
        fields={"other": source.name, "text": text},
        field="goals",
        excerpt=text,
        actual=text,
        related=(Related(original.location, source.name),),
        key=squash(text),
        anywhere=True,
        spot=goals[0].location,
    )


def _indicators(budget: Budget) -> Iterator[Hit]:
    seen: list[tuple[Project, Counter[Row]]] = []
    for project in budget.projects:
        rows = Counter((squash(each.name), squash(each.value)) for each in project.indicators)
        total = rows.total()
        if total < _LEAST_ROWS:
            continue
        best, shared = None, 0
        for other, others in seen:
            common = (rows & others).total()
            if common > shared and squash(other.name) != squash(project.name):
                best, shared = other, common
        if best is not None and Decimal(shared) >= _LEAST_SHARE * total:
            yield form_hit(
                project,
                project.fields.get("name"),
                fields={"other": best.name, "shared": shared, "total": total},
                related=(Related(best.location, best.name),),
            )
        seen.append((project, rows))


KIND = Kind("copied", frozenset({DOCUMENT}), Params, build, frozenset({"other", "text", "shared", "total"}))
