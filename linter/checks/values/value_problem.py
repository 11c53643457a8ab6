"""A defect that the writing of a target value shows by itself (linter.values finds it; the rule says which one counts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator
from linter.checks.shared.measures import measures
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources

_MONEY = ("cost", "economic_cost", "social_cost", "ecological_cost", "economic")


@dataclass(frozen=True, slots=True)
class Params:
    problem: str = field(metadata={"doc": "code of the problem in the value's own analysis (VAL002, VAL005 …)"})
    bare_zero: bool = field(default=True, metadata={"doc": "whether a bare 0 counts too"})
    except_types: tuple[str, ...] = field(
        default=(), metadata={"doc": "types of measure that are exempt (index, multiple …)"}
    )
    money_only: bool = field(
        default=False, metadata={"doc": "only in rows whose category or name has to do with money"}
    )


def build(params: Params, resources: Resources) -> Check:
    names = measures(resources)
    exempt = frozenset(params.except_types)
    money = re.compile("|".join(map(re.escape, resources.lexicon("categories")["sense"]["money"])))

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator = subject.item
        assert isinstance(indicator, Indicator)
        problem = indicator.parsed.problem(params.problem)
        if problem is None or (not params.bare_zero and indicator.parsed.number == 0):
            return
        if exempt and names.of(indicator.name).type in exempt:
            return
        if params.money_only and indicator.category not in _MONEY and not money.search(indicator.name):
            return
        cell = indicator.cells.get("value")
        lead = len(cell.text) - len(cell.text.lstrip()) if cell else 0
        whole = cell is None or indicator.parsed.text.strip() != cell.text.strip()
        yield indicator_hit(
            indicator,
            "value",
            span=None if whole else (problem.start + lead, problem.end + lead),
            suggestion=problem.suggestion,
            fields={"detail": problem.detail or indicator.value, "suggestion": problem.suggestion or ""},
        )

    return check


KIND = Kind("value-problem", frozenset({INDICATOR}), Params, build, frozenset({"detail", "suggestion"}))
