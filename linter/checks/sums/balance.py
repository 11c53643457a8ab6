"""SUM008. Total income against total expenditure of one table or one whole-unit form."""

from __future__ import annotations

from collections.abc import Iterator

from linter.budget.model import Budget, BudgetRow, BudgetTable, Column, Figure, UnitForm
from linter.checks.shared.tables import table_name
from linter.checks.sums.relations import factor, stands_for, value
from linter.checks.sums.sum_hits import plain, spanning
from linter.document import Location
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, check

_SAYS = ("table", "project", "income", "expenditure", "income_label", "expenditure_label", "difference")


@check("balance", on=DOCUMENT, says=_SAYS)
def balance(budget: Budget, subject: Subject) -> Iterator[Hit]:
    for table in budget.tables:
        yield from _table(table)
    for form in budget.unit_forms:
        yield from _form(form)


def _table(table: BudgetTable) -> Iterator[Hit]:
    income, expenditure = _last_total(table, "income"), _last_total(table, "expenditure")
    if income is None or expenditure is None:
        return
    columns = {column.index: column for column in table.columns}
    for index, figure in income.figures.items():
        other = _facing(columns[index], expenditure, columns)
        if other is not None and _differ(figure, other, table.decimals):
            place = spanning([income.location, expenditure.location])
            yield _hit(income.name, figure, expenditure.name, other, place, {"table": table_name(table)})


def _last_total(table: BudgetTable, side: str) -> BudgetRow | None:
    return next((row for row in reversed(table.rows) if row.side == side and row.kind == "total"), None)


def _facing(column: Column, row: BudgetRow, columns: dict[int, Column]) -> Figure | None:
    """The figure of the other side that a column's total must equal: the one under the same head, or the first one."""
    head = column.heads[-1] if column.heads else ""
    same = [i for i in row.figures if columns[i].heads and columns[i].heads[-1] == head]
    chosen = same[0] if same else min(row.figures, default=None)
    return row.figures[chosen] if chosen is not None else None


def _form(form: UnitForm) -> Iterator[Hit]:
    income, expenditure = form.funding.get("income_total"), form.funding.get("expenditure_total")
    if income is not None and expenditure is not None and _differ(income, expenditure, 0):
        place = spanning([income.location, expenditure.location])
        yield _hit("收入预算合计", income, "支出预算合计", expenditure, place, {"project": form.name})


def _differ(one: Figure, other: Figure, decimals: int) -> bool:
    if one.number is None or other.number is None:
        return False
    finest = max(decimals, one.decimals, other.decimals)
    return not stands_for(one, finest).meets(stands_for(other, finest))


def _hit(name: str, income: Figure, other: str, expenditure: Figure, place: Location, owner: dict[str, object]) -> Hit:
    return Hit(
        location=place,
        fields={
            **owner,
            "income": income.text,
            "expenditure": expenditure.text,
            "income_label": name,
            "expenditure_label": other,
            "difference": plain((value(income) - value(expenditure)) / factor(income)),
        },
        excerpt=f"{name} {income.text} │ {other} {expenditure.text}",
        actual=income.text,
        expected=expenditure.text,
        key=f"{name}|{income.text}|{expenditure.text}",
    )
