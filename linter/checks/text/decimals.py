"""TXT008. Amounts of one column that are printed with very different numbers of decimals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.budget.model import Budget, BudgetTable, Figure
from linter.budget.tables.columns import NUMBER_ROLES
from linter.checks.shared.tables import table_name
from linter.checks.sums.sum_hits import order, plain, spanning
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, check

_FUNDING = (("personnel", "public", "basic_total", "project", "expenditure_total"), ("income_total", "source:"))


@dataclass(frozen=True, slots=True)
class Params:
    least: int = field(default=2, metadata={"doc": "相差几位小数才报 / how many decimals must lie between"})


@check("decimals", on=DOCUMENT, says=("table", "project", "column", "fine", "coarse"), params=Params)
def decimals(budget: Budget, params: Params, subject: Subject) -> Iterator[Hit]:
    for table in budget.tables:
        for label, figures in _columns(table):
            yield from _at_odds(figures, params.least, {"table": table_name(table), "column": label})
    for form in budget.unit_forms:
        for roles in _FUNDING:
            figures = [figure for role, figure in form.funding.items() if role.startswith(roles)]
            yield from _at_odds(figures, params.least, {"project": form.name, "column": ""})


def _columns(table: BudgetTable) -> Iterator[tuple[str, list[Figure]]]:
    """The columns of amounts, prices aside, which may have more decimals."""
    for column in table.columns:
        if column.unit and column.role not in NUMBER_ROLES and column.role != "price":
            yield column.label, [row.figures[column.index] for row in table.rows if column.index in row.figures]


def _at_odds(figures: Sequence[Figure], least: int, owner: dict[str, object]) -> Iterator[Hit]:
    broken = [figure for figure in figures if _needed(figure) > 0]
    if not broken:
        return
    # 6.4 beside 6.45 has lost a zero; 6.4000 has not, however fine its neighbours are.
    fine, coarse = max(broken, key=_needed), min(broken, key=lambda figure: figure.decimals)
    if _needed(fine) - coarse.decimals < least:
        return
    at_odds = [figure for figure in broken if _needed(figure) == _needed(fine) or figure.decimals == coarse.decimals]
    listed = sorted(at_odds, key=lambda figure: order(figure.location))
    yield Hit(
        location=spanning([figure.location for figure in listed]),
        fields={**owner, "fine": fine.text, "coarse": coarse.text},
        excerpt=" │ ".join(figure.text for figure in listed[:12]),
        actual=fine.text,
        key="|".join(figure.text for figure in listed),
    )


def _needed(figure: Figure) -> int:
    """The decimals of a figure, trailing zeros aside."""
    return len(plain(figure.number).partition(".")[2]) if figure.number is not None else 0
