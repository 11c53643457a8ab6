"""A number of persons in the goals or purpose against the indicator that measures the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from linter.budget.amounts import COUNT, Mention, Prose, mentions
from linter.budget.model import Project
from linter.document.text import squash
from linter.engine.hits import Check, Outcome, Subject, indicator_hit
from linter.engine.kinds.base import PROJECT, Kind, Resources, UnitName
from linter.findings import Related

_CLAUSE = re.compile(r"[，。；、！,;\n]")
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Params:
    units: tuple[UnitName, ...] = field(metadata={"doc": "units of the counts that are compared"})
    least_shared: int = field(
        default=3, metadata={"doc": "how many pairs of characters the clause and the name must share"}
    )


def build(params: Params, resources: Resources) -> Check:
    units = frozenset(params.units)

    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        counted = [i for i in project.indicators if i.parsed.kind == "number" and i.parsed.printed_unit in units]
        targets = {i.parsed.number for i in counted}
        figures = [(goal, mention, clause) for goal in project.goals for mention, clause in _counts(goal.text, units)]
        numbers = [mention.amount.number for _, mention, _ in figures]
        for goal, mention, clause in figures:
            number = mention.amount.number
            if number in targets or any(_part_of(number, numbers, each.parsed.number) for each in counted):
                continue
            best = max(counted, key=lambda each: _shared(each.name, clause), default=None)
            if best is None or _shared(best.name, clause) < params.least_shared:
                continue
            yield indicator_hit(
                best,
                "value",
                expected=mention.amount.text,
                fields={"stated": mention.amount.text, "clause": clause, "indicator": best.name, "value": best.value},
                related=(Related(goal.location, clause),),
                key=f"{best.name}|{number}",
            )

    return check


def _counts(text: str, units: frozenset[str]) -> Iterator[tuple[Mention, str]]:
    """The counts of a text, each with the clause that it stands in."""
    for mention in mentions(Prose.of(text)):
        if mention.kind != COUNT or mention.amount.unit not in units or mention.more:
            continue
        before = [match.end() for match in _CLAUSE.finditer(text, 0, mention.amount.start)]
        after = _CLAUSE.search(text, mention.amount.end)
        yield mention, text[before[-1] if before else 0 : after.start() if after else len(text)].strip()


def _part_of(number: Decimal, numbers: list[Decimal], target: Decimal | None) -> bool:
    """Whether `number` and others of the goals together make the target."""
    others = list(numbers)
    others.remove(number)
    return any(
        number + sum(parts, Decimal(0)) == target
        for size in range(1, min(len(others), _MOST_PARTS) + 1)
        for parts in combinations(others[:_MOST_PARTS], size)
    )


def _shared(name: str, clause: str) -> int:
    bare, text = squash(name), squash(clause)
    return sum(bare[i : i + 2] in text for i in range(len(bare) - 1))


KIND = Kind("goal-figures", frozenset({PROJECT}), Params, build, frozenset({"stated", "clause", "indicator", "value"}))
