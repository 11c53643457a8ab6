"""What messages call a budget table."""

from __future__ import annotations

from linter.budget.model import BudgetTable
from linter.budget.tables.words import table_words


def table_name(table: BudgetTable) -> str:
    """A table's title as printed, else what such a table is usually called."""
    return table.title or str(table_words().names.get(table.kind, {}).get("zh", table.kind))
