"""人员经费 and 公用经费 in the tables that print both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linter.budget.intervals import Interval
from linter.budget.model import BudgetTable
from linter.budget.tables.halves import PERSONNEL, PUBLIC, halves
from linter.checks.cross.places import Place, Quantity, column_of, place_of, several

_HALVES = {PERSONNEL: "人员经费合计", PUBLIC: "公用经费合计"}


def half_quantities(tables: Mapping[str, BudgetTable]) -> Iterator[Quantity]:
    """人员经费 and 公用经费 in the table of basic expenditure and wherever else both make up the same sum."""
    basic = tables.get("basic_expenditure")
    own = _both(basic) if basic is not None else None
    if own is None:
        return
    others = [_both(table) for kind, table in tables.items() if kind != "basic_expenditure"]
    alike = [each for each in others if each is not None and _together(each).meets(_together(own))]
    for half, name in _HALVES.items():
        yield from several([Quantity(name, tuple(each[half] for each in (*alike, own)))])


def _together(both: Mapping[str, Place]) -> Interval:
    return Interval.total(place.stands for place in both.values())


def _both(table: BudgetTable) -> Mapping[str, Place] | None:
    """What a table prints as its personnel and its public costs: in two columns of its total, or in two rows of sums."""
    row = next((row for row in reversed(table.rows) if row.kind == "total" and row.side != "income"), None)
    places = {half: place_of(table, row, column_of(table, half)) for half in _HALVES}
    if not all(places.values()):
        columns = {column.index: column for column in table.columns}
        places = {
            half: place_of(table, row, next(columns[i] for i, each in row.figures.items() if each is figure))
            for half, (row, figure) in halves(table).items()
        }
    found = {half: place for half, place in places.items() if place is not None}
    return found if len(found) == len(_HALVES) else None
