"""Parent accounts (类, 款) against the child accounts that a table lists under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import BudgetTable
from linter.budget.table_sums import table_mismatches
from linter.engine.hits import Check, Outcome, Subject
from linter.engine.kinds.base import TABLE, Kind, Resources
from linter.engine.sum_hits import SUM_FIELDS, sum_hits, table_figures, table_rows, unsettled

_FAMILY = frozenset({"hierarchy"})


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        table = subject.item
        assert isinstance(table, BudgetTable)
        found, undecided = table_mismatches(table)
        wrong = [each for each in found if each.relation.family in _FAMILY]
        yield from sum_hits(wrong, {"table": table.title or table.kind}, table_figures(table), table_rows(table))
        yield from unsettled(undecided, _FAMILY)

    return check


KIND = Kind("hierarchy", frozenset({TABLE}), Params, build, SUM_FIELDS)
