"""The same quantity in several tables of a document: totals, sources, accounts and items that must agree.

Only what has the same scope is compared: an account of the general public budget is the same quantity as in the table of all
expenditure where the two grand totals agree, and not otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from linter.budget.model import BudgetRow, BudgetTable, Column
from linter.budget.tables.accounts import account_key, class_codes
from linter.budget.tables.words import TableWords, table_words
from linter.checks.cross.half_quantities import half_quantities
from linter.checks.cross.places import (
    Place,
    Quantity,
    column_of,
    first_column,
    place_of,
    several,
    side_total,
    sum_column,
    total_by_role,
    total_row,
)
from linter.language.list_numbers import unnumbered

CORE = frozenset(
    {
        "summary",
        "income",
        "expenditure",
        "grant_summary",
        "grant_expenditure",
        "fiscal_expenditure",
        "basic_expenditure",
        "government_fund",
        "state_capital",
        "three_public",
        "three_public_change",
    }
)
_SOURCES = ("grant", "general", "fund", "capital", "undertaking", "superior", "business", "subsidiary", "other_income")
_ITEMS = ("abroad", "car_total", "car_purchase", "car_running", "reception", "total")
_GENERAL_BUDGET = "一般公共预算"
_LEAST_CODES = 3


Set = Mapping[str, BudgetTable]


def table_sets(tables: Iterable[BudgetTable]) -> list[dict[str, BudgetTable]]:
    """The core tables by kind, one set for each unit that the document prints them for."""
    sets: list[dict[str, BudgetTable]] = []
    unit: str | None = None
    for table in tables:
        if table.kind not in CORE:
            continue
        named = table.unit_code or table.unit
        other_unit = named is not None and unit is not None and named != unit and table.kind in sets[-1]
        if not sets or other_unit or (table.kind == "summary" and "summary" in sets[-1]):
            sets.append({})
            unit = None
        unit = unit or named
        sets[-1].setdefault(table.kind, table)
    return sets


def quantities(tables: Set) -> Iterator[Quantity]:
    """The quantities that two or more tables of a set print."""
    words = table_words()
    totals = dict(_totals(tables))
    yield from several(totals.values())
    yield from half_quantities(tables)
    yield from _sources(tables, words)
    yield from _accounts(tables, totals, words)
    yield from _three_public(tables, words)


# -- totals ---------------------------------------------------------------------------------------------


_SIDES = (
    ("income", "income", "total_income", "收入合计"),
    ("expenditure", "expenditure", "total_expenditure", "支出合计"),
)
"""A side of the summary, the table of its own, the role of that table's total, and the name of the quantity."""

_GRANTED = (
    ("general", "grant_expenditure", (), ("general",), "一般公共预算支出合计"),
    # A table of fiscal grants may hold the general public budget only.
    ("fiscal", "fiscal_expenditure", ("total_expenditure",), ("total", "general"), "财政拨款支出合计"),
    ("fund", "government_fund", ("total_expenditure",), ("fund",), "政府性基金预算支出合计"),
    ("capital", "state_capital", ("total_expenditure",), ("capital",), "国有资本经营预算支出合计"),
)
"""A kind of money, the table of its spending, the role of that table's total, the columns of the summary of grants."""


def _totals(tables: Set) -> Iterator[tuple[str, Quantity]]:
    """The grand totals, each beside that of the summary it stands in."""
    summary, granted = tables.get("summary"), tables.get("grant_summary")
    for side, kind, role, name in _SIDES:
        own = _grand_total(tables.get(kind), role)
        if summary is not None and own is not None:
            yield side, _nearest(name, own, [side_total(summary, side, "subtotal"), side_total(summary, side, "total")])
    for money, kind, roles, columns, name in _GRANTED:
        own = _grand_total(tables.get(kind), *roles)
        if granted is not None and own is not None:
            rows = [
                total_by_role(granted, "expenditure", row, role) for role in columns for row in ("subtotal", "total")
            ]
            yield money, _nearest(name, own, rows)
    yield from _basic_total(tables.get("grant_expenditure"), tables.get("basic_expenditure"))


def _grand_total(table: BudgetTable | None, *roles: str) -> Place | None:
    return None if table is None else place_of(table, total_row(table), sum_column(table, *roles))


def _basic_total(general: BudgetTable | None, basic: BudgetTable | None) -> Iterator[tuple[str, Quantity]]:
    """基本支出 of the general public budget, in its own table and as a column of all its spending."""
    if general is None or basic is None or _GENERAL_BUDGET not in basic.title:
        return
    one = place_of(general, total_row(general), column_of(general, "basic"))
    other = _grand_total(basic)
    if one is not None and other is not None:
        yield "basic", Quantity("一般公共预算基本支出合计", (one, other))


def _nearest(name: str, own: Place, others: Sequence[Place | None]) -> Quantity:
    """`own` beside the one of the other table's totals that it agrees with; beside the first where it agrees with none.

    A table headed 合计 may count the balance carried over or not: either total of the other table is right.
    """
    printed = [each for each in others if each is not None]
    chosen = next((each for each in printed if each.stands.meets(own.stands)), printed[0] if printed else None)
    return Quantity(name, (own,) if chosen is None else (chosen, own))


def _agree(totals: Mapping[str, Quantity], key: str) -> bool:
    return key in totals and len(totals[key].places) > 1 and totals[key].agrees


# -- sources of income -----------------------------------------------------------------------------------


def _sources(tables: Set, words: TableWords) -> Iterator[Quantity]:
    found: dict[str, list[Place]] = {}
    names: dict[str, str] = {}
    for role, name, place in (*_in_summaries(tables, words), *_in_income(tables, words)):
        places = found.setdefault(role, [])
        if all(other.table is not place.table for other in places):
            places.append(place)
            names.setdefault(role, name)
    yield from several(Quantity(names[role], tuple(places)) for role, places in found.items())


def _in_summaries(tables: Set, words: TableWords) -> Iterator[tuple[str, str, Place]]:
    """The sources in the rows of the summaries: role, name and place."""
    for kind in ("summary", "grant_summary"):
        table = tables.get(kind)
        if table is None:
            continue
        for row, role in _source_rows(table, words):
            place = place_of(table, row, first_column(table, row))
            if place is not None:
                yield role, unnumbered(row.name), place


def _in_income(tables: Set, words: TableWords) -> Iterator[tuple[str, str, Place]]:
    """The sources in the columns of the table of income: role, name and place."""
    income = tables.get("income")
    if income is None or _holds_carry_over(income, tables.get("summary"), words):
        return
    for role in _SOURCES:
        place = place_of(income, total_row(income), column_of(income, role))
        if place is not None and not place.column.heads[-1].startswith(words.of_which):
            yield role, place.column.heads[-1], place


def _holds_carry_over(income: BudgetTable, summary: BudgetTable | None, words: TableWords) -> bool:
    """Whether a table of income counts what was carried over among its sources, for want of a column of its own."""
    if summary is None or any(column.role in words.open_parts for column in income.columns):
        return False
    return any(
        words.item_role(row.name) in words.open_parts and any(figure.number for figure in row.figures.values())
        for row in summary.rows
        if row.side == "income"
    )


def _source_rows(table: BudgetTable, words: TableWords) -> Iterator[tuple[BudgetRow, str]]:
    """The income rows of this year: those above 本年收入合计, or all where there is none."""
    for row in table.rows:
        if row.side != "income" or not row.figures:
            continue
        if row.kind in ("total", "subtotal"):
            return
        role = words.item_role(row.name)
        if row.kind == "item" and role in _SOURCES:
            yield row, role


# -- accounts -------------------------------------------------------------------------------------------


def _accounts(tables: Set, totals: Mapping[str, Quantity], words: TableWords) -> Iterator[Quantity]:
    """Accounts by code in the tables of income, of all expenditure and of the general public budget, and 类 by name in
    the summaries, as far as their scopes agree."""
    spent, general = tables.get("expenditure"), tables.get("grant_expenditure")
    whole: list[dict[str, Place]] = []
    if spent is not None:
        whole.append(_by_code(spent, sum_column(spent, "total_expenditure")))
        summary = tables.get("summary")
        if summary is not None and _agree(totals, "expenditure"):
            whole.append(_by_class(summary, None))
        income = tables.get("income")
        if income is not None:
            received = _by_code(income, sum_column(income, "total_income"))
            if _same_scope(whole[0], received, spent, income):
                whole.append(received)
    public: list[dict[str, Place]] = []
    if general is not None:
        public.append(_by_code(general, sum_column(general)))
        granted = tables.get("grant_summary")
        if granted is not None and _agree(totals, "general"):
            public.append(_by_class(granted, column_of(granted, "general")))
    if spent is not None and general is not None and _grand_totals_meet(spent, general):
        yield from _compared([*whole, *public], "")
        for role, name in (("basic", "基本支出"), ("project", "项目支出")):
            yield from _compared(
                [_by_code(spent, column_of(spent, role)), _by_code(general, column_of(general, role))], name
            )
    else:
        yield from _compared(whole, "")
        yield from _compared(public, "")


def _by_code(table: BudgetTable, column: Column | None) -> dict[str, Place]:
    found: dict[str, Place] = {}
    repeated: set[str] = set()
    for row in table.rows:
        place = place_of(table, row, column)
        if row.code is not None and row.code in found:
            repeated.add(row.code)
        elif row.code is not None and place is not None:
            found[row.code] = place
    # A code that several units of a department print is several quantities.
    return {code: place for code, place in found.items() if code not in repeated}


def _by_class(table: BudgetTable, column: Column | None) -> dict[str, Place]:
    codes = class_codes()
    found: dict[str, Place] = {}
    for row in table.rows:
        if row.side == "expenditure" and row.kind == "item" and row.figures:
            place = place_of(table, row, column or first_column(table, row))
            code = codes.get(account_key(unnumbered(row.name)))
            if place is not None and code is not None:
                found.setdefault(code, place)
    return found


def _grand_totals_meet(one: BudgetTable, other: BudgetTable) -> bool:
    first, second = (_grand_total(table, "total_expenditure", "total_income") for table in (one, other))
    return first is not None and second is not None and first.stands.meets(second.stands)


def _same_scope(spent: Mapping[str, Place], received: Mapping[str, Place], out: BudgetTable, come: BudgetTable) -> bool:
    """Whether income is budgeted account by account as it is spent: the totals and most accounts show it."""
    common = spent.keys() & received.keys()
    alike = sum(spent[code].stands.meets(received[code].stands) for code in common)
    return _grand_totals_meet(out, come) and len(common) >= _LEAST_CODES and alike * 5 >= len(common) * 4


def _compared(listed: Sequence[Mapping[str, Place]], column: str) -> Iterator[Quantity]:
    """Each code with its places. Where a parent differs by what its children differ by, only the children are told."""
    codes = sorted({code for each in listed for code in each}, key=lambda code: (-len(code), code))
    told: set[str] = set()
    for code in codes:
        places = tuple(each[code] for each in listed if code in each)
        if len(places) < 2:
            continue
        quantity = Quantity(" ".join(filter(None, (code, unnumbered(places[0].row.name), column))), places)
        if not quantity.agrees and any(child.startswith(code) for child in told):
            continue
        if not quantity.agrees:
            told.add(code)
        yield quantity


# -- three public ----------------------------------------------------------------------------------------------


def _three_public(tables: Set, words: TableWords) -> Iterator[Quantity]:
    table, change = tables.get("three_public"), tables.get("three_public_change")
    if table is None or change is None or (table.year and change.year and table.year != change.year):
        return
    one, other = _items(table, words), _items(change, words)
    for role in _ITEMS:
        if role in one and role in other:
            yield Quantity(unnumbered(other[role].row.name) or other[role].column.label, (one[role], other[role]))


def _items(table: BudgetTable, words: TableWords) -> dict[str, Place]:
    """The figures of a 三公 table by item, whether the items are its rows or its columns."""
    column = column_of(table, "this_year") or sum_column(table) or column_of(table, "amount")
    found: dict[str, Place] = {}
    for row in table.rows:
        place = place_of(table, row, column)
        role = words.item_role(row.name)
        if place is not None and role in _ITEMS:
            found.setdefault(role, place)
    if len(found) < 2 and len(table.rows) == 1:
        for role in _ITEMS:
            place = place_of(table, table.rows[0], column_of(table, role))
            if place is not None:
                found[role] = place
    return found
