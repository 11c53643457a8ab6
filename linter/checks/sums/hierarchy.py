"""SUM002. Parent accounts (类, 款) against the child accounts that a table lists under them."""

from __future__ import annotations

from collections.abc import Iterator

from linter.budget.model import BudgetTable
from linter.checks.shared.tables import table_name
from linter.checks.sums.sum_hits import SUM_FIELDS, sum_hits, table_figures, table_rows, unsettled
from linter.checks.sums.table_sums import table_mismatches
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import TABLE, check

_FAMILY = frozenset({"hierarchy"})


@check("hierarchy", on=TABLE, says=SUM_FIELDS)
def hierarchy(table: BudgetTable, subject: Subject) -> Iterator[Outcome]:
    found, undecided = table_mismatches(table)
    wrong = [each for each in found if each.relation.family in _FAMILY]
    yield from sum_hits(wrong, {"table": table_name(table)}, table_figures(table), table_rows(table))
    yield from unsettled(undecided, _FAMILY)
