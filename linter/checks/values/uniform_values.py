"""All indicators of a project carry one and the same target value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project
from linter.checks.shared.forms import form_hit
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import PROJECT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    least: int = field(default=5, metadata={"doc": "the least number of indicators with a figure"})


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        figures = [i for i in project.indicators if any(char.isdigit() for char in i.value)]
        if len(figures) < params.least or len({_written(i) for i in figures}) != 1:
            return
        if figures[0].parsed.kind not in ("number", "damaged", "range"):
            return
        first = figures[0].parsed
        leaked = first.problem("VAL005") is not None and first.number is not None
        value = f"{first.comparator}{first.number}" if leaked else figures[0].value
        yield form_hit(project, fields={"count": len(figures), "value": value}, actual=value, key=value)

    return check


def _written(indicator: Indicator) -> tuple[str, str, str]:
    """Comparator, figure and unit; text that leaked into the unit's place is no unit."""
    value = indicator.parsed
    if value.number is None:
        return "", indicator.value, ""
    leaked = value.problem("VAL005") is not None
    return value.comparator, str(value.number), "" if leaked else value.printed_unit


KIND = Kind("uniform-values", frozenset({PROJECT}), Params, build, frozenset({"count", "value"}))
