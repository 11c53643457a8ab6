"""Amounts of one column that are printed with very different numbers of decimals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from linter.budget.model import Budget, Figure
from linter.budget.tables.columns import NUMBER_ROLES
from linter.checks.sums.sum_hits import order, plain, spanning
from linter.packs.hits import Check, Hit, Outcome, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_FUNDING = (("personnel", "public", "basic_total", "project", "expenditure_total"), ("income_total", "source:"))


@dataclass(frozen=True, slots=True)
class Params:
    least: int = field(default=2, metadata={"doc": "相差几位小数才报 / how many decimals must lie between"})


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        budget = subject.item
        assert isinstance(budget, Budget)
        for table in budget.tables:
            for column in table.columns:
                if column.unit and column.role not in NUMBER_ROLES and column.role != "price":
                    figures = [row.figures[column.index] for row in table.rows if column.index in row.figures]
                    yield from _check(
                        figures, params.least, {"table": table.title or table.kind, "column": column.label}
                    )
        for form in budget.unit_forms:
            for roles in _FUNDING:
                figures = [f for role, f in form.funding.items() if any(role.startswith(each) for each in roles)]
                yield from _check(figures, params.least, {"project": form.name, "column": ""})

    return check


def _needed(figure: Figure) -> int:
    """The decimals of a figure, trailing zeros aside."""
    return len(plain(figure.number).partition(".")[2]) if figure.number is not None else 0


def _check(figures: Iterable[Figure], least: int, owner: dict[str, object]) -> Iterator[Hit]:
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


KIND = Kind(
    "decimals", frozenset({DOCUMENT}), Params, build, frozenset({"table", "project", "column", "fine", "coarse"})
)
