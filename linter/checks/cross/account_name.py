"""Account codes with a name that is not the code's in the budget year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linter.budget.model import BudgetTable
from linter.budget.tables.accounts import AccountName, account_key, account_names
from linter.packs.hits import Check, Hit, Outcome, Subject, Unsettled, row_excerpt
from linter.packs.kinds import TABLE, Kind, Resources

# A department's or unit's code stands with the name of an office.
_OFFICE = re.compile(
    r"(?:局|委|委员会|办公室|办|中心|大队|支队|学校|医院|院|所|站|队|镇|乡|街道|处|本级|机关|中学|小学|协会|联合会|公司)$"
)
_LEAST_CUT = 5


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    names = account_names()

    def check(subject: Subject) -> Iterator[Outcome]:
        table = subject.item
        assert isinstance(table, BudgetTable)
        year = subject.budget.fiscal_year or table.year
        for row in table.rows:
            known = names.get(row.code or "")
            if known is None or not row.name or row.kind in ("total", "subtotal"):
                continue
            if (
                any(account_key(each.name) == account_key(row.name) for each in known)
                and year is None
                and len(known) > 1
            ):
                yield Unsettled(row.location, "预算年度不明，无法判断科目名称 / the budget year is not known")
                continue
            right = [each for each in known if year is None or each.in_force(year)]
            if not right or any(_same(row.name, each.name) for each in right) or _OFFICE.search(row.name):
                continue
            assert row.code is not None
            cell = next(
                (cell for cell in row.cells if cell.text.strip() and " ".join(cell.text.split()) == row.name), None
            )
            excerpt, marks = row_excerpt(row.cells, cell)
            yield Hit(
                location=row.location,
                fields={
                    "account": row.code,
                    "name": row.name,
                    "right": right[-1].name,
                    "since": _since(row.name, known, right),
                },
                excerpt=excerpt,
                marks=marks,
                actual=row.name,
                expected=right[-1].name,
                suggestion=right[-1].name,
                key=f"{row.code}|{row.name}",
                spot=cell.location if cell is not None else None,
            )

    return check


def _same(printed: str, name: str) -> bool:
    """The same name, joining words aside, or the beginning of it in a cell that cut it off."""
    one, other = account_key(printed), account_key(name)
    return one == other or (len(one) >= _LEAST_CUT and other.startswith(one))


def _since(printed: str, known: Sequence[AccountName], right: Sequence[AccountName]) -> str:
    """The year in which the name that is printed was replaced, "" where it never was the code's name."""
    old = any(account_key(each.name) == account_key(printed) for each in known)
    return str(right[-1].first) if old and right[-1].first else ""


KIND = Kind("account-name", frozenset({TABLE}), Params, build, frozenset({"account", "name", "right", "since"}))
