"""XRF010. Account codes with a name that is not the code's in the budget year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linter.bilingual import Bilingual
from linter.budget.model import BudgetRow, BudgetTable
from linter.budget.tables.accounts import AccountName, account_key, account_names
from linter.document import Cell
from linter.packs.hits import Hit, Outcome, Subject, Unsettled, row_excerpt
from linter.packs.kinds import TABLE, Resources, check

_NO_YEAR = Bilingual("预算年度不明，无法判断科目名称", "the budget year is not known")
_SUMS = ("total", "subtotal")
_LEAST_CUT = 5


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of each account code, and how the name of an office ends, whose code is none of an account."""

    accounts: Mapping[str, Sequence[AccountName]]
    offices: tuple[str, ...]


def _names(resources: Resources) -> _Names:
    return _Names(account_names(), tuple(resources.lexicon("unit_names")["offices"]))


@check("account-name", on=TABLE, says=("account", "name", "right", "since"), prepare=_names)
def account_name(table: BudgetTable, names: _Names, subject: Subject) -> Iterator[Outcome]:
    year = subject.budget.fiscal_year or table.year
    for row in table.rows:
        known = names.accounts.get(row.code or "")
        if known is None or not row.name or row.kind in _SUMS:
            continue
        if year is None and len(known) > 1 and _was_ever(row.name, known):
            yield Unsettled(row.location, _NO_YEAR)
            continue
        right = _in_force(known, year)
        if right and not _is_one_of(row.name, right) and not row.name.endswith(names.offices):
            yield _hit(row, known, right)


def _in_force(known: Sequence[AccountName], year: int | None) -> Sequence[AccountName]:
    return known if year is None else [each for each in known if each.in_force(year)]


def _was_ever(printed: str, known: Sequence[AccountName]) -> bool:
    """Whether the name is, or was in another year, the code's."""
    return any(account_key(each.name) == account_key(printed) for each in known)


def _is_one_of(printed: str, names: Sequence[AccountName]) -> bool:
    """Whether it is one of the names, joining words aside, or the beginning of it in a cell that cut it off."""
    key = account_key(printed)
    keys = [account_key(each.name) for each in names]
    return key in keys or (len(key) >= _LEAST_CUT and any(each.startswith(key) for each in keys))


def _hit(row: BudgetRow, known: Sequence[AccountName], right: Sequence[AccountName]) -> Hit:
    cell = _name_cell(row)
    excerpt, marks = row_excerpt(row.cells, cell)
    replaced = right[-1].first if _was_ever(row.name, known) else None
    return Hit(
        location=row.location,
        fields={"account": row.code, "name": row.name, "right": right[-1].name, "since": str(replaced or "")},
        excerpt=excerpt,
        marks=marks,
        actual=row.name,
        expected=right[-1].name,
        suggestion=right[-1].name,
        key=f"{row.code}|{row.name}",
        spot=cell.location if cell is not None else None,
    )


def _name_cell(row: BudgetRow) -> Cell | None:
    return next((cell for cell in row.cells if cell.text.strip() and " ".join(cell.text.split()) == row.name), None)
