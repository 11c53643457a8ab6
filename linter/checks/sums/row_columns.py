"""SUM003. A row's total column against the columns that make it up."""

from __future__ import annotations

from collections.abc import Iterator

from linter.budget.model import BudgetTable
from linter.checks.shared.tables import table_name
from linter.checks.sums.sum_hits import SUM_FIELDS, sum_hits, table_rows, unsettled
from linter.checks.sums.table_row_sums import row_mismatches
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import TABLE, check

_FAMILY = frozenset({"columns"})


@check("row-columns", on=TABLE, says=SUM_FIELDS)
def row_columns(table: BudgetTable, subject: Subject) -> Iterator[Outcome]:
    found, undecided = row_mismatches(table)
    yield from sum_hits(found, {"table": table_name(table)}, {}, table_rows(table))
    yield from unsettled(undecided, _FAMILY)
