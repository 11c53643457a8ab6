"""DUP004, DUP005. Goals or sets of indicators that two projects of a document share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from linter.budget.model import Budget, Goal, Project
from linter.checks.shared.forms import form_hit, form_place, joined
from linter.language.folding import squash
from linter.packs.hits import Beside, Hit, Outcome, Subject
from linter.packs.kinds import DOCUMENT, check

Rows = Counter[tuple[str, str]]
_LEAST_CHARACTERS = 20
"""The shortest single goal item that counts."""
_LEAST_ROWS = 3
_LEAST_SHARE = Decimal("0.9")
"""The share of equal rows that counts."""


@dataclass(frozen=True, slots=True)
class Params:
    what: Literal["goals", "indicators"] = field(metadata={"doc": "what may not be copied"})


@check("copied", on=DOCUMENT, says={"other", "text", "shared", "total"}, params=Params)
def copied(budget: Budget, params: Params, subject: Subject) -> Iterator[Outcome]:
    if params.what == "goals":
        yield from _copied_goals(budget.projects)
    else:
        yield from _copied_indicators(budget.projects)


def _copied_goals(projects: Sequence[Project]) -> Iterator[Hit]:
    """A hit for each project whose goals, all of them or a single long one, stand in an earlier project."""
    wholes: dict[str, Project] = {}
    items: dict[str, tuple[Project, Goal]] = {}
    for project in projects:
        texts = [squash(goal.text) for goal in project.goals]
        if not any(texts):
            continue
        first = wholes.setdefault("".join(texts), project)
        pairs = list(zip(project.goals, texts, strict=True))
        copies = [(goal, items[text]) for goal, text in pairs if len(text) >= _LEAST_CHARACTERS and text in items]
        if first is not project:
            yield _goal_hit(project, project.goals, first, first.goals[0])
        elif copies:
            yield _goal_hit(project, [goal for goal, _ in copies], *copies[0][1])
        for goal, text in pairs:
            items.setdefault(text, (project, goal))


def _goal_hit(project: Project, goals: Sequence[Goal], source: Project, original: Goal) -> Hit:
    text = joined(goals)
    return Hit(
        location=replace(form_place(project), end_line=goals[-1].location.end_line),
        fields={"other": source.name, "text": text},
        field="goals",
        excerpt=text,
        actual=text,
        related=(Beside(original.location, source.name),),
        key=squash(text),
        anywhere=True,
        spot=goals[0].location,
    )


def _copied_indicators(projects: Sequence[Project]) -> Iterator[Hit]:
    """A hit for each project nearly all of whose rows are those of an earlier project of another name."""
    seen: list[tuple[str, Project, Rows]] = []
    for project in projects:
        rows = Counter((squash(each.name), squash(each.value)) for each in project.indicators)
        total = rows.total()
        if total < _LEAST_ROWS:
            continue
        name = squash(project.name)
        shared, source = _most_alike(rows, ((other, its) for called, other, its in seen if called != name))
        if source is not None and shared >= _LEAST_SHARE * total:
            yield form_hit(
                project,
                project.fields.get("name"),
                fields={"other": source.name, "shared": shared, "total": total},
                related=(Beside(source.location, source.name),),
            )
        seen.append((name, project, rows))


def _most_alike(rows: Rows, others: Iterable[tuple[Project, Rows]]) -> tuple[int, Project | None]:
    """How many rows the first project shares that shares the most, and which it is; 0 and None where none shares any."""
    found: tuple[int, Project | None] = (0, None)
    for project, its in others:
        shared = (rows & its).total()
        if shared > found[0]:
            found = shared, project
    return found
