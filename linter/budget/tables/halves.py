"""Tables in two halves, 人员经费 and 公用经费: what each half comes to, and the whole that often is not printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from linter.budget.model import MONEY_UNITS, BudgetRow, BudgetTable, Figure
from linter.budget.tables.words import table_words

PERSONNEL, PUBLIC = "personnel", "public"

Printed = tuple[BudgetRow, Figure]
"""A figure and the row that prints it."""


def halves(table: BudgetTable) -> Mapping[str, Printed]:
    """The sums of personnel and of public costs that a table prints in rows of their own (人员经费合计 | 公用经费合计)."""
    words = table_words()
    found: dict[str, Printed] = {}
    for row in table.rows:
        half = words.half(row.name)
        if half and row.figures:
            figures = [row.figures[c.index] for c in table.columns if c.index in row.figures and not c.past]
            # Several columns: the whole amount stands first, what it is paid from behind it.
            found.setdefault(half, (row, figures[0])) if figures else None
    return found


def whole(table: BudgetTable) -> Printed | None:
    """What both halves make together, where the table has no total of its own."""
    found = halves(table)
    if len(found) < 2 or any(row.kind == "total" for row in table.rows):
        return None
    (_, one), (row, other) = found[PERSONNEL], found[PUBLIC]
    if one.number is None or other.number is None or one.unit != other.unit or one.unit not in MONEY_UNITS:
        return None
    decimals = max(one.decimals, other.decimals)
    number: Decimal = one.number + other.number
    text = f"{number:,.{decimals}f}"
    return row, replace(other, text=text, number=number, decimals=decimals, cell=None)
