"""VAL013. All indicators of a project carry one and the same target value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project
from linter.checks.shared.forms import form_hit
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import PROJECT, check


@dataclass(frozen=True, slots=True)
class Params:
    least: int = field(default=5, metadata={"doc": "the least number of indicators with a figure"})


@check("uniform-values", on=PROJECT, says={"count", "value"}, params=Params)
def uniform_values(project: Project, params: Params, subject: Subject) -> Iterator[Outcome]:
    figures = [each for each in project.indicators if any(char.isdigit() for char in each.value)]
    if len(figures) < params.least or len({_written(each) for each in figures}) != 1:
        return
    first = figures[0].parsed
    if first.kind not in ("number", "damaged", "range"):
        return
    leaked = first.problem("VAL005") is not None and first.number is not None
    value = f"{first.comparator}{first.number}" if leaked else figures[0].value
    yield form_hit(project, fields={"count": len(figures), "value": value}, actual=value, key=value)


def _written(indicator: Indicator) -> tuple[str, str, str]:
    """Comparator, figure and unit; text that leaked into the unit's place is no unit."""
    value = indicator.parsed
    if value.number is None:
        return "", indicator.value, ""
    leaked = value.problem("VAL005") is not None
    return value.comparator, str(value.number), "" if leaked else value.printed_unit
