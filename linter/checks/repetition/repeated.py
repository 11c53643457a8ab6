"""The same thing twice in one form: goals, indicator names, descriptions; or the same project twice in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from linter.budget.model import Budget, Indicator, Project, UnitForm
from linter.checks.indicators.names import Names
from linter.checks.shared.forms import form_hit
from linter.findings import Related
from linter.language.folding import fold, squash, unbracketed
from linter.packs.hits import Check, Hit, Outcome, Subject, indicator_hit
from linter.packs.kinds import DOCUMENT, FORM, PROJECT, Kind, Resources

T = TypeVar("T")

_LEAST_DESCRIPTION = 6


@dataclass(frozen=True, slots=True)
class Params:
    what: Literal["goal", "name", "description", "project"] = field(metadata={"doc": "what must not occur twice"})


def build(params: Params, resources: Resources) -> Check:
    names = Names(resources)
    checks: dict[str, Callable[[Subject], Iterator[Outcome]]] = {
        "goal": _goals,
        "name": _names,
        "description": lambda subject: _descriptions(subject, names),
        "project": _projects,
    }
    return checks[params.what]


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> Iterator[list[T]]:
    groups: dict[str, list[T]] = {}
    for item in items:
        if name := key(item):
            groups.setdefault(name, []).append(item)
    return (group for group in groups.values() if len(group) > 1)


def _goals(subject: Subject) -> Iterator[Outcome]:
    form = subject.item
    assert isinstance(form, Project | UnitForm)
    for group in _grouped(form.goals, lambda goal: squash(goal.text)):
        yield Hit(
            location=group[0].location.through(group[-1].location),
            fields={"text": group[0].text, "count": len(group)},
            field="goals",
            excerpt=" │ ".join(goal.printed for goal in group),
            actual=group[0].text,
            related=tuple(Related(goal.location, goal.printed) for goal in group[1:]),
            key=squash(group[0].text),
        )


def _names(subject: Subject) -> Iterator[Outcome]:
    form = subject.item
    assert isinstance(form, Project | UnitForm)
    # A form with long-term and annual targets has most names twice, once in each set.
    for group in _grouped(form.indicators, lambda each: squash(each.name) and f"{squash(each.name)}|{each.multi_year}"):
        yield _group_hit(group, "name", {"name": group[0].name, "count": len(group)}, squash(group[0].name))


def _descriptions(subject: Subject, names: Names) -> Iterator[Outcome]:
    form = subject.item
    assert isinstance(form, Project | UnitForm)
    described = [each for each in form.indicators if each.description and not names.empty(each.description)]

    def key(each: Indicator) -> str:
        text = squash(each.description or "")
        return f"{text}|{each.multi_year}" if len(text) >= _LEAST_DESCRIPTION else ""

    for group in _grouped(described, key):
        different = {squash(unbracketed(fold(each.name))) for each in group}
        if len(different) > 1:
            listed = "、".join(dict.fromkeys(f"“{each.name}”" for each in group))
            yield _group_hit(group, "description", {"text": group[0].description, "names": listed}, key(group[0]))


def _group_hit(group: list[Indicator], name: str, fields: dict[str, object], key: str) -> Hit:
    related = tuple(Related(each.location, each.name) for each in group[1:])
    return indicator_hit(group[0], name, fields=fields, related=related, key=key)


def _projects(subject: Subject) -> Iterator[Outcome]:
    budget = subject.item
    assert isinstance(budget, Budget)
    reported: set[int] = set()
    by_code = _grouped(budget.projects, lambda each: squash(each.code or ""))
    by_name = _grouped(budget.projects, lambda each: each.name and f"{squash(each.unit or '')}|{squash(each.name)}")
    for group in (*by_code, *by_name):
        first = group[0]
        for project in group[1:]:
            if id(project) in reported:
                continue
            reported.add(id(project))
            cell = project.fields.get("name") or project.fields.get("code")
            yield form_hit(
                project,
                cell,
                fields={"other": first.name, "code": project.code or ""},
                related=(Related(first.location, first.name),),
            )


KIND = Kind(
    "repeated",
    frozenset({PROJECT, FORM, DOCUMENT}),
    Params,
    build,
    frozenset({"text", "count", "name", "names", "other", "code"}),
)
