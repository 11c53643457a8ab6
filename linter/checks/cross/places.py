"""Where a table prints the figure of a quantity: places, and the columns and rows of totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linter.budget.intervals import Interval
from linter.budget.model import BudgetRow, BudgetTable, Column, Figure
from linter.checks.sums.relations import stands_for


@dataclass(frozen=True, slots=True)
class Place:
    """A printed figure of a quantity."""

    table: BudgetTable
    row: BudgetRow
    column: Column
    figure: Figure

    @property
    def stands(self) -> Interval:
        return stands_for(self.figure, self.table.decimals)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What must be the same figure in all places. `name` in the words of the tables."""

    name: str
    places: tuple[Place, ...]

    @property
    def agrees(self) -> bool:
        return max(p.stands.low for p in self.places) <= min(p.stands.high for p in self.places)


def several(found: Iterable[Quantity]) -> Iterator[Quantity]:
    return (each for each in found if len(each.places) > 1)


def column_of(table: BudgetTable, *roles: str) -> Column | None:
    """The column of the first of some roles. Where a table prints several stages of an item, the account counts."""
    if "amount" in roles and any(column.stage == "final" for column in table.columns):
        roles = ("final", *roles)
    found = [column for column in table.columns if column.role in roles and not column.past]
    found = [column for column in found if column.stage == "final"] or found
    return found[0] if len(found) == 1 or (found and found[0].role != "amount") else None


def sum_column(table: BudgetTable, *roles: str) -> Column | None:
    """The column of a row's whole amount: 合计, or this year's (its 小计) where last year's stands beside it."""
    subtotals = [column for column in table.columns if column.role == "subtotal" and not column.past]
    whole = column_of(table, "total", *roles) or column_of(table, "this_year")
    return whole or (subtotals[0] if len(subtotals) == 1 else None)


def place_of(table: BudgetTable, row: BudgetRow | None, column: Column | None) -> Place | None:
    if row is None or column is None:
        return None
    figure = row.figures.get(column.index)
    if figure is None or figure.number is None or not figure.unit:
        return None
    return Place(table, row, column, figure)


def total_row(table: BudgetTable) -> BudgetRow | None:
    totals = [row for row in table.rows if row.kind == "total"]
    return totals[0] if len(totals) == 1 else None


def side_total(table: BudgetTable, side: str, kind: str) -> Place | None:
    """The 本年合计 (subtotal) or 总计 (total) of one side of a two-sided table, in its first amount column."""
    rows = [row for row in table.rows if row.side == side and row.kind == kind and row.figures]
    if not rows or (kind == "subtotal" and len(rows) > 1):
        return None
    return place_of(table, rows[-1], first_column(table, rows[-1]))


def first_column(table: BudgetTable, row: BudgetRow) -> Column | None:
    own = [column for column in table.columns if column.index in row.figures]
    return next((column for column in own if column.stage == "final"), own[0] if own else None)


def total_by_role(table: BudgetTable, side: str, kind: str, role: str) -> Place | None:
    rows = [row for row in table.rows if row.side == side and row.kind == kind]
    return place_of(table, rows[-1], column_of(table, role)) if rows else None
