"""An indicator that speaks of a business line with which neither its project nor its unit has anything to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from linter.budget.model import Indicator, Project

from linter.engine.hits import Check, Outcome, Subject, indicator_hit
from linter.engine.kinds.base import INDICATOR, Kind, Resources
from linter.engine.lines import Lines
from linter.engine.names import Names


@dataclass(frozen=True, slots=True)
class Params:
    lines: tuple[str, ...] = field(default=(), metadata={"doc": "only these business lines; empty: all but `except_lines`"})
    except_lines: tuple[str, ...] = field(default=(), metadata={"doc": "business lines that another rule looks after"})
    where: Literal["any", "name", "description"] = field(
        default="any",
        metadata={
            "doc": "name: the foreign word stands in the name, or in the description of a name without a subject; "
            "description: in the description of a name that has a subject of its own"
        },
    )


def build(params: Params, resources: Resources) -> Check:
    lines = Lines(resources.lexicon("lines"))
    names = Names(resources)
    skipped = frozenset(params.except_lines)

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator, form = subject.item, subject.form
        assert isinstance(indicator, Indicator)
        if not isinstance(form, Project) or names.placeholder(indicator):
            return
        for name in ("name", "description"):
            text = indicator.name if name == "name" else indicator.description or ""
            found = lines.foreign(text, form, subject.budget.unit, params.lines)
            if found is None or found[0] in skipped:
                continue
            if not _wanted(params.where, name, names.subjectless(indicator.name)):
                continue
            start = _find(indicator, name, found[1])
            yield indicator_hit(
                indicator,
                name,
                span=start,
                fields={
                    "word": found[1],
                    "line": lines.name(found[0], "zh"),
                    "line_en": lines.name(found[0], "en"),
                },
            )
            return

    return check


def _wanted(where: str, name: str, subjectless: bool) -> bool:
    if where == "any":
        return True
    if where == "name":
        return name == "name" or subjectless
    return name == "description" and not subjectless


def _find(indicator: Indicator, name: str, word: str) -> tuple[int, int] | None:
    cell = indicator.cells.get(name)
    if cell is None:
        return None
    start = cell.text.lower().find(word)
    return (start, start + len(word)) if start >= 0 else None



KIND = Kind("relevance", frozenset({INDICATOR}), Params, build, frozenset({"word", "line", "line_en"}))
