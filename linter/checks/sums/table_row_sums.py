"""What should add up along the rows of a budget table: a total column and the columns that make it up.

Which columns these are is read from the heads: columns under one head form a group, the 合计 or 小计 in a group is the sum
of the others in it. Forms differ in what they count in (上年结转), and flattened files may have lost where a head
stands; so a reading counts only where the table's own rows bear it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.intervals import Interval
from linter.budget.model import BudgetRow, BudgetTable, Column
from linter.budget.tables.columns import panels
from linter.budget.tables.words import TableWords, table_words
from linter.checks.sums.relations import Mismatch, Open, Relation, Term, stands_for, sum_of, value

NOT_SHOWN = "各行都看不出总额列由哪些列组成 / the rows do not show which columns make up the total"


@dataclass(frozen=True, slots=True)
class _Group:
    """A total column and the ways to take the columns that it is the sum of."""

    total: Column
    readings: tuple[tuple[Column, ...], ...]


def row_mismatches(table: BudgetTable) -> tuple[list[Mismatch], list[Open]]:
    """Rows whose total column differs from its parts (blanks being zero), and groups of columns that prove nothing."""
    words = table_words()
    found: list[Mismatch] = []
    undecided: list[Open] = []
    if table.kind in words.loose or table.kind in words.counts:
        return found, undecided
    for panel in panels(table.columns, words):
        for group in _groups(panel.amounts, words):
            rows = [row for row in table.rows if _readable(row, group)]
            _check(table, group, rows, words, found, undecided)
    return found, undecided


def _readable(row: BudgetRow, group: _Group) -> bool:
    figure = row.figures.get(group.total.index)
    return (
        figure is not None
        and figure.number is not None
        and (
            figure.number != 0
            or any(value(f) for c in group.readings[0] if (f := row.figures.get(c.index)) is not None)
        )
    )


def _check(
    table: BudgetTable,
    group: _Group,
    rows: Sequence[BudgetRow],
    words: TableWords,
    found: list[Mismatch],
    undecided: list[Open],
) -> None:
    held = {reading: [row for row in rows if _holds(table, row, group.total, reading)] for reading in group.readings}
    best = max(group.readings, key=lambda reading: len(held[reading]))
    wrong = [row for row in rows if row not in held[best]]
    if not wrong:
        return
    first = _relation(wrong[0], group.total, best)
    # A single row shows nothing by itself: then the heads must name every column.
    told = len(rows) == 1 and len(group.readings) == 1 and all(c.role and c.role != "amount" for c in best)
    if len(held[best]) <= len(wrong) and not told:
        undecided.append(Open(first, NOT_SHOWN))
        return
    for row in wrong:
        relation = _relation(row, group.total, best)
        added = sum((value(t.figure) for t in relation.readings[0]), Decimal(0))
        stands = sum_of(relation.readings[0], table.decimals)
        found.append(Mismatch(relation, relation.readings[0], added, value(relation.total.figure) - added, stands))


def _relation(row: BudgetRow, total: Column, parts: Sequence[Column]) -> Relation:
    def term(column: Column) -> Term:
        return Term(column.label, row.figures[column.index], row.location)

    listed = tuple(term(column) for column in parts if column.index in row.figures)
    name = " ".join(filter(None, (row.code, row.name)))
    return Relation("columns", term(total), (listed,), column=name)


def _holds(table: BudgetTable, row: BudgetRow, total: Column, parts: Sequence[Column]) -> bool:
    figures = [figure for c in parts if (figure := row.figures.get(c.index)) is not None and figure.number is not None]
    if not figures:
        return False
    added = Interval.total(stands_for(figure, table.decimals) for figure in figures)
    return added.meets(stands_for(row.figures[total.index], table.decimals))


# -- groups of columns ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Node:
    """A column, or the columns under one head, and the head at their level."""

    head: str
    columns: tuple[Column, ...]
    children: tuple[_Node, ...] = ()


def _groups(amounts: Sequence[Column], words: TableWords) -> Iterator[_Group]:
    columns = [c for c in amounts if c.role not in words.not_parts and not _subset(c, words)]
    if len(columns) < 3:
        return
    shared = 0
    while all(len(c.heads) > shared + 1 for c in columns) and len({c.heads[shared] for c in columns}) == 1:
        shared += 1
    yield from _of(_nodes(columns, shared), words)


def _subset(column: Column, words: TableWords) -> bool:
    return bool(column.heads) and any(column.heads[-1].strip().startswith(word) for word in words.of_which)


def _nodes(columns: Sequence[Column], depth: int) -> tuple[_Node, ...]:
    nodes: list[_Node] = []
    start = 0
    while start < len(columns):
        column = columns[start]
        end = start + 1
        if len(column.heads) > depth + 1:
            while (
                end < len(columns)
                and len(columns[end].heads) > depth
                and columns[end].heads[depth] == column.heads[depth]
            ):
                end += 1
        group = tuple(columns[start:end])
        head = column.heads[depth] if len(column.heads) > depth else ""
        nodes.append(_Node(head, group, _nodes(group, depth + 1) if len(group) > 1 else ()))
        start = end
    return tuple(nodes)


def _of(nodes: Sequence[_Node], words: TableWords) -> Iterator[_Group]:
    for node in nodes:
        if node.children:
            yield from _of(node.children, words)
    totals = [node.columns[0] for node in nodes if not node.children and _is_total(node, words)]
    parts = [column for node in nodes if node.columns[0] not in totals for column in _standing_for(node, words)]
    parts = _without_details(parts, words)
    if not totals or len(parts) < 2:
        return
    closed = tuple(column for column in parts if column.role not in words.open_parts)
    opened = tuple(column for column in parts if column.role in words.open_parts)
    own = [tuple(parts), closed] if opened else [tuple(parts)]
    for index, total in enumerate(totals):
        readings = list(own)
        if index + 1 < len(totals) and opened:
            readings.append((totals[index + 1], *opened))
        yield _Group(total, tuple(reading for reading in readings if len(reading) >= 2))


def _without_details(parts: list[Column], words: TableWords) -> list[Column]:
    """The columns without those that another of them is the sum of by its name (购置费 and 运行费 beside 公务用车购置及运行费)."""
    roles = {column.role for column in parts}
    details = {
        role
        for relations in words.relations.values()
        for each in relations
        for group in each.parts
        if each.total in roles and roles.issuperset(group)
        for role in group
    }
    return [column for column in parts if column.role not in details]


def _standing_for(node: _Node, words: TableWords) -> tuple[Column, ...]:
    """The columns whose sum is the node's: its total where it has one, else all of it."""
    if not node.children:
        return node.columns
    for child in node.children:
        if not child.children and _is_total(child, words):
            return child.columns
    return tuple(column for child in node.children for column in _standing_for(child, words))


def _is_total(node: _Node, words: TableWords) -> bool:
    return words.column_role(node.head) in words.total_roles
