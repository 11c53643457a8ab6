"""What should add up among the accounts of a budget table: parents and children by code, blocks of units, and the total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from linter.budget.model import BudgetRow, BudgetTable, Column
from linter.budget.tables.accounts import account_key, account_names, personnel_classes
from linter.budget.tables.columns import panels
from linter.budget.tables.halves import PERSONNEL
from linter.budget.tables.words import TableWords, table_words
from linter.checks.sums.relations import Relation, down_column

_CLASS = 3


def has_accounts(rows: Sequence[BudgetRow]) -> bool:
    """Whether rows are those of accounts: two of them or more have codes."""
    return sum(row.code is not None for row in rows) >= 2


def account_sums(
    table: BudgetTable, rows: Sequence[BudgetRow], column: Column, words: TableWords
) -> Iterator[Relation]:
    """Parents against children by code, then totals against what stands at the top of the hierarchy."""
    end = max(index for index, row in enumerate(rows) if row.code is not None) + 1
    listed = [*rows[:end], *_continued(table, rows, column, words), *rows[end:]]
    tops = _hierarchy([row for row in _with_unit_heads(listed) if row.kind != "of_which"])
    for node in tops:
        yield from _children_sums(node, column)
    yield from _top_sums([node.row for node in tops], column)


def _continued(table: BudgetTable, rows: Sequence[BudgetRow], column: Column, words: TableWords) -> Iterator[BudgetRow]:
    """The accounts of a class that go on in the panel to the right, where that does not print the class again."""
    columns = [panel.amounts[0] for panel in panels(table.columns, words) if len(panel.amounts) == 1]
    if column not in columns[:-1]:
        return
    last = next((row.code for row in reversed(rows) if row.code), None)
    if last is None:
        return
    following = columns[columns.index(column) + 1]
    for row in table.rows:
        if following.index in row.figures and column.index not in row.figures:
            if row.code is None or len(row.code) <= _CLASS or row.code[:_CLASS] != last[:_CLASS] or row.code <= last:
                return
            yield replace(row, figures={column.index: row.figures[following.index]})


def _with_unit_heads(rows: Sequence[BudgetRow]) -> Iterator[BudgetRow]:
    """The rows; those whose code is that of a department or unit lose it, for it names no account."""
    uses = Counter(row.code for row in rows)
    first_digits = {row.code[0] for row in rows if row.code is not None and len(row.code) > _CLASS}
    for row in rows:
        if row.code is not None and len(row.code) == _CLASS:
            foreign = bool(first_digits) and row.code[0] not in first_digits
            if foreign or (uses[row.code] > 1 and not _names_account(row)):
                yield replace(row, code=None)
                continue
        yield row


def _names_account(row: BudgetRow) -> bool:
    keys = {account_key(each.name) for each in account_names().get(row.code or "", ())}
    return account_key(row.name) in keys


@dataclass(slots=True)
class _Node:
    row: BudgetRow
    children: list[_Node] = field(default_factory=list)


def _hierarchy(rows: Sequence[BudgetRow]) -> list[_Node]:
    """The rows that no other is the parent of, each with what its code is the beginning of.

    Rows without a code head or close a block of accounts (a unit of the department).
    """
    tops: list[_Node] = []
    above: list[_Node] = []
    for row in rows:
        node = _Node(row)
        while above and not _is_parent(above[-1].row, row):
            above.pop()
        (above[-1].children if above else tops).append(node)
        above.append(node)
    return tops


def _is_parent(one: BudgetRow, other: BudgetRow) -> bool:
    if one.code is None or other.code is None:
        return False
    return one.code != other.code and other.code.startswith(one.code)


def _children_sums(node: _Node, column: Column) -> Iterator[Relation]:
    for child in node.children:
        yield from _children_sums(child, column)
    if node.children:
        yield down_column("hierarchy", node.row, [[child.row for child in node.children]], column)


def _top_sums(tops: Sequence[BudgetRow], column: Column) -> Iterator[Relation]:
    """The row of each unit against its accounts, and totals against the units or all accounts."""
    totals = [row for row in tops if row.kind == "total"]
    roots = [row for row in tops if row.code is not None]
    units = [row for row in tops if row.code is None and row.kind != "total"]
    yield from _unit_sums(tops, column)
    for total in totals if roots or units else ():
        yield down_column("total", total, [units or roots, roots, [*roots, *units]], column)


def _unit_sums(tops: Sequence[BudgetRow], column: Column) -> Iterator[Relation]:
    """Rows without a code head their accounts where the first row is one, else they close them as a 小计."""
    halves = {id(row): half for row in tops if row.code is None and (half := table_words().half(row.name))}
    first = next((row for row in tops if row.kind != "total"), None)
    heading = first is not None and first.code is None and id(first) not in halves
    for unit, accounts in _blocks(tops, heading=heading):
        if id(unit) in halves:
            of_half = [row for row in tops if row.code is not None and _in_half(row.code, halves[id(unit)])]
            yield down_column("total", unit, [accounts, of_half] if len(halves) < 2 else [of_half, accounts], column)
            continue
        if accounts and (unit.kind == "subtotal" or (heading and unit.kind != "total")):
            yield down_column("total", unit, [accounts], column, proven=unit.kind != "subtotal")


def _in_half(code: str, half: str) -> bool:
    """Whether an economic account is one of the personnel costs, or, with all others, of the public costs."""
    return (code[:_CLASS] in personnel_classes()) == (half == PERSONNEL)


def _blocks(tops: Sequence[BudgetRow], *, heading: bool) -> list[tuple[BudgetRow, list[BudgetRow]]]:
    """Each row without a code, with the accounts between it and the next (the one before it, where it closes its block)."""
    blocks: list[tuple[BudgetRow, list[BudgetRow]]] = []
    for row in tops if heading else reversed(tops):
        if row.code is None:
            blocks.append((row, []))
        elif blocks:
            blocks[-1][1].append(row)
    return blocks if heading else blocks[::-1]
