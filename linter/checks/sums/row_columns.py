"""A row's total column against the columns that make it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import BudgetTable
from linter.checks.sums.sum_hits import SUM_FIELDS, sum_hits, table_rows, unsettled
from linter.checks.sums.table_row_sums import row_mismatches
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import TABLE, Kind, Resources

_FAMILY = frozenset({"columns"})


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        table = subject.item
        assert isinstance(table, BudgetTable)
        found, undecided = row_mismatches(table)
        yield from sum_hits(found, {"table": table.title or table.kind}, {}, table_rows(table))
        yield from unsettled(undecided, _FAMILY)

    return check


KIND = Kind("row-columns", frozenset({TABLE}), Params, build, SUM_FIELDS)
