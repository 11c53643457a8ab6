"""Goals or sets of indicators that two projects of a document share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from linter.budget.model import Budget, Goal, Project
from linter.engine.forms import form_hit, form_place
from linter.engine.hits import Check, Hit, Outcome, Subject
from linter.engine.kinds.base import DOCUMENT, Kind, Resources
from linter.findings import Related
from linter.language.folding import squash

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Params:
    what: Literal["goals", "indicators"] = field(metadata={"doc": "what may not be copied"})
    least_characters: int = field(default=20, metadata={"doc": "the shortest single goal item that counts"})
    least_share: Decimal = field(default=Decimal("0.9"), metadata={"doc": "the share of equal rows that counts"})
    least_rows: int = field(default=3, metadata={"doc": "the least number of rows of a form"})


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        budget = subject.item
        assert isinstance(budget, Budget)
        yield from (_goals(budget, params) if params.what == "goals" else _indicators(budget, params))

    return check


def _goals(budget: Budget, params: Params) -> Iterator[Hit]:
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
                if len(text) >= params.least_characters and text in items
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


def _indicators(budget: Budget, params: Params) -> Iterator[Hit]:
    seen: list[tuple[Project, Counter[Row]]] = []
    for project in budget.projects:
        rows = Counter((squash(each.name), squash(each.value)) for each in project.indicators)
        total = rows.total()
        if total < params.least_rows:
            continue
        best, shared = None, 0
        for other, others in seen:
            common = (rows & others).total()
            if common > shared and squash(other.name) != squash(project.name):
                best, shared = other, common
        if best is not None and Decimal(shared) >= params.least_share * total:
            yield form_hit(
                project,
                project.fields.get("name"),
                fields={"other": best.name, "shared": shared, "total": total},
                related=(Related(best.location, best.name),),
            )
        seen.append((project, rows))


KIND = Kind("copied", frozenset({DOCUMENT}), Params, build, frozenset({"other", "text", "shared", "total"}))
