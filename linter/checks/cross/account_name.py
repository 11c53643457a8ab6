"""XRF010. Account codes with a name that is not the code's in the budget year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linter.bilingual import Bilingual
from linter.budget.accounts import AccountName, account_key, account_names
from linter.budget.model import BudgetRow, BudgetTable
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
        right = [each for each in known if year is None or each.in_force(year)]
        named_right = any(_same(row.name, each.name) for each in right)
        if right and not named_right and not row.name.endswith(names.offices):
            yield _hit(row, known, right)


def _was_ever(printed: str, known: Sequence[AccountName]) -> bool:
    """Whether the name is, or was in another year, the code's."""
    return any(account_key(each.name) == account_key(printed) for each in known)


def _same(printed: str, name: str) -> bool:
    """The same name, joining words aside, or the beginning of it in a cell that cut it off."""
    one, other = account_key(printed), account_key(name)
    return one == other or (len(one) >= _LEAST_CUT and other.startswith(one))


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
