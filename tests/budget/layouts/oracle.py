"""What a reader must make of a generated document, and where it falls short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.model import Budget, Project
from linter.findings import Finding
from linter.language.folding import plain_label
from linter.language.list_numbers import unnumbered
from linter.values import parse

from .parts import Facts

_MARKS = re.compile(r"[\s。；;，,、.]")
_OF_WHICH = re.compile(r"^其中[:：]?")


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that was read or judged wrongly: which, and how. Failures of one `kind` are alike."""

    kind: str
    detail: str


def compared(
    budget: Budget, findings: Sequence[Finding], facts: Sequence[Facts], layout: Mapping[str, str]
) -> list[Failure]:
    """Everything in which the model and the findings differ from what the document says."""
    failures = list(_model(budget, facts, layout))
    failures += _findings(findings, facts, layout)
    return failures


def _model(budget: Budget, facts: Sequence[Facts], layout: Mapping[str, str]) -> Iterator[Failure]:
    if budget.unit_forms:
        yield Failure("unit form", f"{len(budget.unit_forms)} whole-unit forms")
    if len(budget.projects) != len(facts):
        names = [project.name for project in budget.projects]
        yield Failure("projects", f"{len(budget.projects)} projects {names} for {len(facts)}")
        return
    for project, fact in zip(budget.projects, facts, strict=True):
        yield from _project(project, fact, budget.fiscal_year, layout)
    for each in budget.unrecognised:
        yield Failure("unrecognised", str(each.why))


def _project(project: Project, fact: Facts, fiscal_year: int | None, layout: Mapping[str, str]) -> Iterator[Failure]:
    content = fact.content
    if _bare(project.name) != _bare(content.name):
        yield Failure("name", f"{project.name!r} for {content.name!r}")
    if _bare(project.unit or "") != _bare(fact.unit or ""):
        yield Failure("unit", f"{project.unit!r} for {fact.unit!r}")
    # A year above the title, or above a form without one, may be the form's or the document's.
    year = project.year or (fiscal_year if layout["year"] == "above" or layout["title"] == "missing" else None)
    if fact.year != 0 and year != fact.year and not (fact.year is None and project.year is None):
        yield Failure("year", f"{year!r} for {fact.year!r}")
    budget = None if project.budget is None else project.budget.yuan
    if budget != fact.budget:
        yield Failure("budget", f"{budget} for {fact.budget}")
    sources = Counter((_source(each.label), each.figure.yuan) for each in project.sources if not each.figure.blank)
    owed: Counter[tuple[str, Decimal | None]] = Counter((_source(label), yuan) for label, yuan in fact.sources)
    if sources != owed:
        yield Failure("sources", f"{_shown(sources)} for {_shown(owed)}")
    goals = [goal.text for goal in project.goals if not getattr(goal, "multi_year", False)]
    if _bare("".join(goals)) != _bare("".join(fact.goals)):
        yield Failure("goals", f"{goals} for {list(fact.goals)}")
    elif len(fact.goals) > 1 and len(goals) != len(fact.goals):
        yield Failure("goals' items", f"{goals} for {list(fact.goals)}")
    plan = [point.text for point in project.plan or ()]
    if plan != list(fact.plan):
        yield Failure("plan", f"{plan} for {list(fact.plan)}")
    yield from _indicators(project, fact)


def _indicators(project: Project, fact: Facts) -> Iterator[Failure]:
    annual = [each for each in project.indicators if not each.multi_year]
    names = [each.item.name for each in fact.indicators]
    if [_bare(each.name) for each in annual] != names:
        yield Failure("indicators", f"{[each.name for each in annual]} for {names}")
        return
    for each, owed in zip(annual, fact.indicators, strict=True):
        # What the form prints no level of may be told by the other one, or by nothing.
        group = each.group if owed.group else ""
        category = each.category if owed.category else ""
        if (group, category) != (owed.group, owed.category):
            yield Failure("levels", f"{each.name}: {each.group}/{each.category} for {owed.group}/{owed.category}")
        elif (_bare(each.level1), _bare(each.level2)) != (_bare(owed.level1), _bare(owed.level2)):
            yield Failure("levels' texts", f"{each.name}: {each.level1}/{each.level2} for {owed.level1}/{owed.level2}")
        target = parse(owed.item.target)
        if each.parsed.canonical != target.canonical:
            yield Failure("value", f"{each.name}: {each.parsed.canonical!r} for {target.canonical!r}")
        description = owed.item.description if fact.described else ""
        if _bare(each.description or "") != _bare(description):
            yield Failure("description", f"{each.name}: {each.description!r} for {description!r}")


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def _source(label: str) -> str:
    return plain_label(_OF_WHICH.sub("", unnumbered(_bare(unnumbered(label.strip())))))


def _shown(sources: Counter[tuple[str, Decimal | None]]) -> str:
    return ", ".join(f"{label} {yuan}" for label, yuan in sources.elements())


def _findings(findings: Sequence[Finding], facts: Sequence[Facts], layout: Mapping[str, str]) -> Iterator[Failure]:
    allowed = _allowed(layout)
    left = list(findings)
    for fact in facts:
        printed = _features(fact, layout)
        for planted in fact.content.planted:
            meant = [
                each
                for each in left
                if each.code == planted.code
                and _bare(each.project or "") == _bare(fact.content.name)
                and _bare(each.indicator or "").endswith(_bare(planted.indicator))
                and planted.told in f"{each.message} {each.actual} {each.excerpt}".replace(",", "")
            ]
            if meant:
                left = [each for each in left if each not in meant]
            elif planted.needs <= printed and planted.code not in allowed:
                yield Failure(f"no {planted.code}", f"{planted.code} {planted.indicator or fact.content.name}")
    for each in left:
        if each.code not in allowed:
            yield Failure(f"false {each.code}", f"{each.code} {each.indicator or each.project}: {each.message}")


def _features(fact: Facts, layout: Mapping[str, str]) -> frozenset[str]:
    printed = {
        "budget": fact.budget is not None,
        "sources": bool(fact.sources),
        "goals": bool(fact.goals),
        "year": bool(fact.year),
        "one year": layout["funding"] not in ("two-columns", "two-headed"),
    }
    return frozenset(name for name, given in printed.items() if given)


def _allowed(layout: Mapping[str, str]) -> frozenset[str]:
    """Codes that what a layout adds may bring, and that other tests judge."""
    codes: set[str] = set()
    stamped = "章" in layout["unit_label"] or layout["unit_place"] != "field"
    if layout["tail"] != "none" or stamped:
        codes |= {"PUB004", "CMP013"}
    if layout["template"] != "none":
        codes |= {"PUB002"}
    if layout["shown"] != "all":
        # Which level a row belongs to decides these.
        codes |= {"CMP001", "CMP002", "XRF012"}
    if layout["grades"] != "none":
        # A bare figure is right in the cells of grades, and the planted direction makes them run the wrong way.
        codes |= {"VAL004", "VAL015"}
    return frozenset(codes)
