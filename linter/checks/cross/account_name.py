"""XRF010. Account codes with a name that is not the code's in the budget year, and codes that the classification does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linter.bilingual import Bilingual
from linter.budget.model import Budget, BudgetRow, BudgetTable, Column
from linter.budget.tables.accounts import AccountName, account_key, account_names, closed_classes
from linter.checks.cross.account_text import old_names
from linter.document import Cell
from linter.packs.hits import Hit, Outcome, Subject, Unsettled, row_excerpt
from linter.packs.kinds import DOCUMENT, Resources, check

_NO_YEAR = Bilingual("预算年度不明，无法判断科目名称", "the budget year is not known")
_NAMED = Bilingual("的名称应为“{}”，表中为“{}”", "is “{}” in the budget year; the table prints “{}”")
_UNKNOWN = Bilingual("不在政府收支分类科目中，表中为“{}”", "is not in the classification; the table prints “{}”")
_OTHER_CODE = Bilingual("不是“{}”的编码，应为 {}", "is not the code of “{}”, which is {}")
_SUMS = ("total", "subtotal")
_LEAST_CUT = 5
_CLASS, _GROUP, _ITEM = 3, 5, 7
_ECONOMIC = ("3", "5")
# Names beside the code of the account that pays for them.
_ACCOUNT = "科目"
_OTHER_NAMES = ("goods", "project_name", "unit_name")


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of each account code, the codes below each, and how the name of an office ends, whose code is none."""

    accounts: Mapping[str, Sequence[AccountName]]
    below: Mapping[str, Sequence[str]]
    offices: tuple[str, ...]


def _names(resources: Resources) -> _Names:
    accounts = account_names()
    below: dict[str, list[str]] = {}
    for code in accounts:
        below.setdefault(code[:-2], []).append(code)
    return _Names(accounts, below, tuple(resources.lexicon("unit_names")["offices"]))


@check("account-name", on=DOCUMENT, says=("account", "name", "right", "wrong", "wrong_en"), prepare=_names)
def account_name(budget: Budget, names: _Names, subject: Subject) -> Iterator[Outcome]:
    for table in budget.tables:
        year = budget.fiscal_year or table.year
        above = ""
        for row in table.rows:
            if row.kind in _SUMS or not row.name or row.name.endswith(names.offices):
                continue
            for entry in _entries(table, row):
                yield from _judged(entry, above, year, names)
            above = row.code or above
    yield from old_names(budget, names.accounts)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A code as it is printed and read (None: no code), and the name beside it."""

    row: BudgetRow
    printed: str
    code: str | None
    name: str
    cell: Cell | None


def _entries(table: BudgetTable, row: BudgetRow) -> Iterator[_Entry]:
    """The code and name of a row, and those of another classification in columns of their own (功能科目, 经济科目)."""
    cells = {cell.column: cell for cell in row.cells if not cell.blank}
    columns = [column for column in table.columns if column.index in cells]
    own = _code_columns(columns)
    parts = own[:1] if own and own[0].role == "code" else own
    printed = " ".join(cells[column.index].text.strip() for column in parts)
    cell = _name_cell(row)
    named = next((c for c in columns if cell is not None and c.index == cell.column), None)
    other = named is not None and named.role in _OTHER_NAMES and _ACCOUNT not in named.label
    if (row.code or printed) and not other:
        yield _Entry(row, printed or row.code or "", row.code, row.name, cell)
    if parts != own:
        yield from _second_entries(row, own[1:], columns, cells)


def _code_columns(columns: Sequence[Column]) -> list[Column]:
    """The columns of codes: all of one kind, or the parts of one code."""
    coded = [column for column in columns if column.role.startswith("code")]
    return [column for column in coded if column.role == coded[0].role or coded[0].role != "code"]


def _second_entries(
    row: BudgetRow, codes: Sequence[Column], columns: Sequence[Column], cells: Mapping[int, Cell]
) -> Iterator[_Entry]:
    """The codes of another classification, each with the name that stands behind it."""
    for column in codes:
        code = cells[column.index].text.strip()
        name = next((c for c in columns if c.index > column.index and c.role == "name"), None)
        if name is not None and code.isdigit():
            cell = cells[name.index]
            yield _Entry(row, code, code, " ".join(cell.text.split()), cell)


def _judged(entry: _Entry, above: str, year: int | None, names: _Names) -> Iterator[Outcome]:
    known = names.accounts.get(entry.code or "")
    if known is None:
        yield from _not_listed(entry, above, year, names)
        return
    if year is None and len(known) > 1 and _was_ever(entry.name, known):
        yield Unsettled(entry.row.location, _NO_YEAR)
        return
    right = _in_force(known, year)
    if right and not _is_one_of(entry.name, right):
        yield _hit(entry, _NAMED, (right[-1].name, entry.name), right[-1].name)


def _not_listed(entry: _Entry, above: str, year: int | None, names: _Names) -> Iterator[Outcome]:
    """A code that no list holds: wrong where the name is that of another code of its group, or its class is listed whole."""
    code = entry.code or ""
    length = len(code) or (_GROUP if above[:1] in _ECONOMIC else _ITEM)
    right = _code_of(entry.name, (code or above)[: length - 2], year, names) if length > _CLASS else None
    if right is not None and any(c.isdigit() for c in entry.printed) and not entry.printed.startswith(right):
        yield _hit(entry, _OTHER_CODE, (entry.name, right), right)
    elif len(code) == _GROUP and code[:_CLASS] in closed_classes():
        since = min((each.first or 0 for each in names.accounts[code[:_CLASS]]), default=0)
        if year is None:
            yield Unsettled(entry.row.location, _NO_YEAR)
        elif year >= since:
            yield _hit(entry, _UNKNOWN, (entry.name,), None)


def _code_of(name: str, group: str, year: int | None, names: _Names) -> str | None:
    """The code that a name has among those of a group; None unless there is just one."""
    if year is None:
        return None
    key = account_key(name)
    found = [
        code
        for code in names.below.get(group, ())
        if any(account_key(each.name) == key for each in _in_force(names.accounts[code], year))
    ]
    return found[0] if len(found) == 1 else None


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


def _hit(entry: _Entry, wrong: Bilingual, told: tuple[str, ...], right: str | None) -> Hit:
    cell = entry.cell
    excerpt, marks = row_excerpt(entry.row.cells, cell)
    return Hit(
        location=entry.row.location,
        fields={
            "account": entry.printed,
            "name": entry.name,
            "right": right or "",
            "wrong": wrong.zh.format(*told),
            "wrong_en": wrong.en.format(*told),
        },
        excerpt=excerpt,
        marks=marks,
        actual=entry.name,
        expected=right,
        suggestion=right,
        key=f"{entry.printed}|{entry.name}",
        spot=cell.location if cell is not None else None,
    )


def _name_cell(row: BudgetRow) -> Cell | None:
    return next((cell for cell in row.cells if cell.text.strip() and " ".join(cell.text.split()) == row.name), None)
