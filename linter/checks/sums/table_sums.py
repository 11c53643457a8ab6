"""What should add up in a budget table: totals and their parts, parents and children of the account hierarchy, items by
role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.budget.model import BudgetRow, BudgetTable, Column
from linter.budget.tables.words import ROW_TOTAL, TableWords, table_words
from linter.checks.sums.account_sums import account_sums, has_accounts
from linter.checks.sums.item_sums import item_sums
from linter.checks.sums.relations import Mismatch, Open, Relation, down_column, judge, without_followers

_NOT_SUMMED = frozenset({"rate", "price", "project_budget", "quantity", "text"})


def table_mismatches(table: BudgetTable) -> tuple[list[Mismatch], list[Open]]:
    """The sums down the columns of a table that do not hold, and those that could not be decided."""
    found: list[Mismatch] = []
    undecided: list[Open] = []
    words = table_words()
    if table.kind in words.loose:
        return found, undecided
    held: set[tuple[str, ...]] = set()
    needing: list[Mismatch] = []
    zero = _blank_is_zero(table)
    for column in table.columns:
        if column.role in _NOT_SUMMED or (not column.role and table.kind not in words.counts):
            continue
        wrong: list[Mismatch] = []
        for relation in column_sums(table, column, words):
            decimals = table.decimals if column.unit else 0
            verdict = judge(relation, decimals, blank_is_zero=zero)
            if isinstance(verdict, Open):
                undecided.append(verdict)
            elif verdict is not None:
                wrong.append(verdict)
            elif relation.total.figure.number:
                held.add(_rows_of(relation))
        for each in without_followers(wrong, table.decimals):
            (needing if each.relation.proven else found).append(each)
    found += [each for each in needing if _rows_of(each.relation) in held]
    return found, undecided


def _rows_of(relation: Relation) -> tuple[str, ...]:
    """The rows of a relation, whatever its column."""
    return (relation.total.label, *(t.label for t in relation.readings[0]))


def _blank_is_zero(table: BudgetTable) -> bool:
    """Whether the table leaves amounts blank that can only be zero: more than one blank in its block."""
    blanks = sum(figure.blank for row in table.rows for figure in row.figures.values())
    return blanks > 1


def column_sums(table: BudgetTable, column: Column, words: TableWords) -> Iterator[Relation]:
    """The sums down one column, children before their parents."""
    rows = [row for row in table.rows if column.index in row.figures]
    if has_accounts(rows):
        yield from account_sums(table, rows, column, words)
    elif _has_roles(table.kind, rows, words):
        yield from _role_sums(table.kind, rows, column, words)
    else:
        yield from item_sums(table.kind, rows, column, words)


def _has_roles(kind: str, rows: Sequence[BudgetRow], words: TableWords) -> bool:
    """Whether two items of the table or more are those that its kind is known to be made up of."""
    known = {role for relation in words.relations.get(kind, ()) for parts in relation.parts for role in parts}
    return bool(known) and len(known & {words.item_role(row.name) for row in rows if row.kind != "total"}) >= 2


def _role_sums(kind: str, rows: Sequence[BudgetRow], column: Column, words: TableWords) -> Iterator[Relation]:
    by_role: dict[str, BudgetRow] = {}
    for row in rows:
        by_role.setdefault(words.item_role(row.name), row)
    totals = [row for row in rows if words.item_role(row.name) == ROW_TOTAL]
    own = next((row for row in totals if any(word in row.name for word in words.topics.get(kind, ()))), None)
    # 会议费 and 培训费 beside the items: 合计 counts them in where these have a sum of their own.
    others = [row for row in rows if row.kind == "item" and not words.item_role(row.name)]
    if own is not None:
        by_role[ROW_TOTAL] = own
        if totals[0] is not own and others:
            yield down_column("total", totals[0], [[own, *others]], column)
    for relation in words.relations[kind]:
        readings = [
            [by_role[role] for role in parts] for parts in relation.parts if all(role in by_role for role in parts)
        ]
        if relation.total == ROW_TOTAL and own is None and others:
            readings += [[*reading, *others] for reading in readings]
        if relation.total in by_role and readings:
            yield down_column("total", by_role[relation.total], readings, column)
