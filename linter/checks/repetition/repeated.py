"""DUP001, DUP002, DUP003, DUP007. The same thing twice in one form: goals, indicator names, descriptions;
or the same project twice in a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from linter.budget.model import Budget, Indicator, Project, UnitForm
from linter.checks.indicators.names import Names
from linter.checks.shared.forms import form_hit
from linter.checks.shared.grouping import grouped
from linter.language.folding import fold, squash, unbracketed
from linter.packs.hits import Beside, Hit, Outcome, Subject, indicator_hit
from linter.packs.kinds import DOCUMENT, FORM, PROJECT, Resources, check

_LEAST_DESCRIPTION = 6


@dataclass(frozen=True, slots=True)
class Params:
    what: Literal["goal", "name", "description", "project"] = field(metadata={"doc": "what must not occur twice"})


@dataclass(frozen=True, slots=True)
class _Wanted:
    what: str
    names: Names


def _wanted(params: Params, resources: Resources) -> _Wanted:
    return _Wanted(params.what, Names(resources))


@check(
    "repeated",
    on=(PROJECT, FORM, DOCUMENT),
    says={"text", "count", "name", "names", "other", "code"},
    params=Params,
    prepare=_wanted,
)
def repeated(item: Project | UnitForm | Budget, wanted: _Wanted, subject: Subject) -> Iterator[Outcome]:
    if wanted.what == "project":
        yield from _projects(item.projects if isinstance(item, Budget) else ())
        return
    for form in item.forms if isinstance(item, Budget) else (item,):
        match wanted.what:
            case "goal":
                yield from _goals(form)
            case "name":
                yield from _names(form.indicators)
            case "description":
                yield from _descriptions(form.indicators, wanted.names)


def _goals(form: Project | UnitForm) -> Iterator[Hit]:
    for group in grouped(form.goals, lambda goal: squash(goal.text)):
        yield Hit(
            location=group[0].location.through(group[-1].location),
            fields={"text": group[0].text, "count": len(group)},
            field="goals",
            excerpt=" │ ".join(goal.printed for goal in group),
            actual=group[0].text,
            related=tuple(Beside(goal.location, goal.printed) for goal in group[1:]),
            key=squash(group[0].text),
        )


def _names(indicators: Sequence[Indicator]) -> Iterator[Hit]:
    printed: dict[object, Indicator] = {}
    for each in indicators:
        printed.setdefault(_printed(each), each)
    for group in grouped(printed.values(), lambda each: _once(squash(each.name), each)):
        yield _group_hit(group, "name", {"name": group[0].name, "count": len(group)}, squash(group[0].name))


def _printed(indicator: Indicator) -> object:
    """The cell that a name is printed in: one that is merged over several rows is no repetition of itself."""
    cell = indicator.cells.get("name")
    merged = cell is not None and cell.row_span > 1
    return (cell.location, indicator.multi_year) if cell is not None and merged else id(indicator)


def _descriptions(indicators: Sequence[Indicator], names: Names) -> Iterator[Hit]:
    described = [each for each in indicators if each.description and not names.empty(each.description)]
    for group in grouped(described, _described):
        different = {squash(unbracketed(fold(each.name))) for each in group}
        if len(different) > 1:
            listed = "、".join(dict.fromkeys(f"“{each.name}”" for each in group))
            fields = {"text": group[0].description, "names": listed}
            yield _group_hit(group, "description", fields, _described(group[0]))


def _described(indicator: Indicator) -> str:
    text = squash(indicator.description or "")
    return _once(text, indicator) if len(text) >= _LEAST_DESCRIPTION else ""


def _once(text: str, indicator: Indicator) -> str:
    """A text that may stand once: a form with long-term and annual targets has most of them twice, once in each set."""
    return f"{text}|{indicator.multi_year}" if text else ""


def _group_hit(group: Sequence[Indicator], name: str, fields: Mapping[str, object], key: str) -> Hit:
    related = tuple(Beside(each.location, each.name) for each in group[1:])
    return indicator_hit(group[0], name, fields=fields, related=related, key=key)


def _projects(projects: Sequence[Project]) -> Iterator[Hit]:
    """A hit for each project whose code, or whose name within its unit, is that of an earlier one."""
    by_code = grouped(projects, lambda each: squash(each.code or ""))
    by_name = grouped(projects, lambda each: each.name and f"{squash(each.unit or '')}|{squash(each.name)}")
    reported: set[int] = set()
    for first, *others in (*by_code, *by_name):
        for project in others:
            if id(project) not in reported:
                reported.add(id(project))
                yield _project_hit(project, first)


def _project_hit(project: Project, first: Project) -> Hit:
    cell = project.fields.get("name") or project.fields.get("code")
    fields = {"other": first.name, "code": project.code or ""}
    return form_hit(project, cell, fields=fields, related=(Beside(first.location, first.name),))
