"""What should add up along the rows of a budget table: a total column and the columns that make it up.

Which columns these are is read from the heads: columns under one head form a group, the 合计 or 小计 in a group is the sum
of the others in it. Forms differ in what they count in (上年结转), and flattened files may have lost where a head
stands; so a reading counts only where the table's own rows bear it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from linter.bilingual import Bilingual
from linter.budget.intervals import Interval
from linter.budget.model import BudgetRow, BudgetTable, Column
from linter.budget.tables.columns import panels
from linter.budget.tables.words import TableWords, table_words
from linter.checks.sums.relations import Mismatch, Open, Relation, Term, mismatch, stands_for, value

NOT_SHOWN = Bilingual("各行都看不出总额列由哪些列组成", "the rows do not show which columns make up the total")


@dataclass(frozen=True, slots=True)
class _Group:
    """A total column and the ways to take the columns that it is the sum of."""

    total: Column
    readings: tuple[tuple[Column, ...], ...]


def row_mismatches(table: BudgetTable) -> tuple[list[Mismatch], list[Open]]:
    """Rows whose total column differs from its parts (blanks being zero), and groups of columns that prove nothing."""
    words = table_words()
    if table.kind in words.loose or table.kind in words.counts:
        return [], []
    groups = [
        group
        for panel in panels(table.columns, words)
        for columns in _rounds(panel.amounts, words)
        for group in _groups(columns, words)
    ]
    verdicts = [verdict for group in groups for verdict in _verdicts(table, group)]
    found = [verdict for verdict in verdicts if isinstance(verdict, Mismatch)]
    return found, [verdict for verdict in verdicts if isinstance(verdict, Open)]


def _verdicts(table: BudgetTable, group: _Group) -> Iterator[Mismatch | Open]:
    """The rows that contradict the reading of a group that most rows bear out, or that no reading is borne out."""
    rows = [row for row in table.rows if _readable(row, group)]
    held = [[_holds(table, row, group.total, reading) for row in rows] for reading in group.readings]
    best, holds = max(zip(group.readings, held, strict=True), key=lambda each: sum(each[1]))
    wrong = [_relation(row, group.total, best) for row, right in zip(rows, holds, strict=True) if not right]
    # A single row shows nothing by itself: then the heads must name every column.
    told = len(rows) == 1 and len(group.readings) == 1 and all(c.role and c.role != "amount" for c in best)
    if wrong and sum(holds) <= len(wrong) and not told:
        yield Open(wrong[0], NOT_SHOWN)
    else:
        yield from (mismatch(relation, table.decimals) for relation in wrong)


def _readable(row: BudgetRow, group: _Group) -> bool:
    """Whether the row prints a total, and one that is not zero over parts that are all zero."""
    total = row.figures.get(group.total.index)
    if total is None or total.number is None:
        return False
    parts = (row.figures.get(column.index) for column in group.readings[0])
    return total.number != 0 or any(part is not None and value(part) for part in parts)


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


_ROUNDS = frozenset({"amount", "final", "revised", "this_year", "last_year", "year"})


def _rounds(amounts: Sequence[Column], words: TableWords) -> Iterator[Sequence[Column]]:
    """The columns of amounts; where 预算数 and 决算数, or two years, stand under each item, those of each apart."""
    rounds: dict[str, list[Column]] = {}
    for column in amounts:
        lowest = column.heads[-1] if len(column.heads) > 1 and words.column_role(column.heads[-1]) in _ROUNDS else ""
        rounds.setdefault(lowest, []).append(column)
    if len(rounds) < 2 or any(len(each) < 2 for lowest, each in rounds.items() if lowest):
        yield amounts
        return
    for lowest, each in rounds.items():
        yield [replace(column, heads=column.heads[:-1]) for column in each] if lowest else each


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
    """The groups inside the nodes, then that of the nodes themselves: each 合计 among them with the others."""
    for node in nodes:
        if node.children:
            yield from _of(node.children, words)
    totals = [node.columns[0] for node in nodes if not node.children and _is_total(node, words)]
    own = {column.index for column in totals}
    parts = [c for node in nodes if node.columns[0].index not in own for c in _standing_for(node, words)]
    parts = _without_details(parts, words)
    if len(parts) >= 2:
        for total, following in zip_longest(totals, totals[1:]):
            yield _Group(total, tuple(r for r in _readings(parts, following, words) if len(r) >= 2))


def _readings(parts: Sequence[Column], following: Column | None, words: TableWords) -> Iterator[tuple[Column, ...]]:
    """All parts; without what was carried over, which some forms do not count in; or the next total and only that."""
    opened = tuple(column for column in parts if column.role in words.open_parts)
    yield tuple(parts)
    if opened:
        yield tuple(column for column in parts if column.role not in words.open_parts)
        if following is not None:
            yield (following, *opened)


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
