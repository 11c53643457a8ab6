"""What should add up in a budget table: totals and their parts, parents and children of the account hierarchy, items by
role, and the columns of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from linter.budget.model import BudgetRow, BudgetTable, Column
from linter.budget.tables.accounts import account_key, account_names
from linter.budget.tables.columns import panels
from linter.budget.tables.words import TableWords, table_words
from linter.checks.sums.relations import Mismatch, Open, Relation, Term, judge, value, without_followers
from linter.language.list_numbers import level_of

_NOT_SUMMED = frozenset({"rate", "price", "project_budget", "quantity", "text"})
# Kinds whose rows are a plain list under a total. The rows of others may be accounts of several levels, printed without
# their codes: what adds up there is shown by another column or not at all.
_LISTS = frozenset(
    {"summary", "grant_summary", "three_public", "three_public_change", "assets", "new_assets", "procurement", "service_purchase", "staff",
     "project_expenditure", "office_running"}
)  # fmt: skip
_CLASS = 3
_ORIGINS = frozenset({"general", "fund", "capital", "grant"})
_REST = re.compile(r"其他|其它|其余")


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
    if sum(row.code is not None for row in rows) >= 2:
        end = max(index for index, row in enumerate(rows) if row.code is not None) + 1
        yield from _account_sums([*rows[:end], *_continued(table, rows, column, words), *rows[end:]], column)
        return
    roles = {words.item_role(row.name) for row in rows if row.kind != "total"}
    relations = words.relations.get(table.kind, ())
    if relations and len(roles & {role for r in relations for parts in r.parts for role in parts}) >= 2:
        yield from _role_sums(table.kind, rows, column, words)
    else:
        yield from _item_sums(table.kind, rows, column, words)


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


def _term(row: BudgetRow, column: Column) -> Term:
    label = " ".join(filter(None, (row.code, row.name)))
    return Term(label, row.figures[column.index], row.location)


def _relation(
    family: str, total: BudgetRow, readings: Sequence[Sequence[BudgetRow]], column: Column, **more: bool
) -> Relation:
    listed = tuple(dict.fromkeys(tuple(_term(row, column) for row in reading) for reading in readings if reading))
    return Relation(family, _term(total, column), listed, column.label, **more)


# -- accounts ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Node:
    row: BudgetRow
    children: list[_Node] = field(default_factory=list)


def _account_sums(rows: Sequence[BudgetRow], column: Column) -> Iterator[Relation]:
    """Parents against children by code, then totals against what stands at the top of the hierarchy.

    Rows without a code that are neither total nor 其中 head or close a block of accounts (a unit of the department).
    """
    tops: list[_Node] = []
    stack: list[_Node] = []
    for row in rows:
        if row.kind == "of_which":
            continue
        if _is_unit(row, rows):
            row = replace(row, code=None)
        node = _Node(row)
        if row.code is None:
            stack = []
            tops.append(node)
            continue
        while stack and not (row.code.startswith(stack[-1].row.code or "") and row.code != stack[-1].row.code):
            stack.pop()
        (stack[-1].children if stack else tops).append(node)
        stack.append(node)
    for node in tops:
        yield from _children_sums(node, column)
    yield from _top_sums([node.row for node in tops], column)


def _is_unit(row: BudgetRow, rows: Sequence[BudgetRow]) -> bool:
    """Whether a code of three digits in the column of the accounts is that of a department or unit."""
    if row.code is None or len(row.code) != _CLASS:
        return False
    longer = {other.code[0] for other in rows if other.code is not None and len(other.code) > _CLASS}
    if longer and row.code[0] not in longer:
        return True
    keys = {account_key(each.name) for each in account_names().get(row.code, ())}
    twice = any(other is not row and other.code == row.code for other in rows)
    return twice and account_key(row.name) not in keys


def _children_sums(node: _Node, column: Column) -> Iterator[Relation]:
    for child in node.children:
        yield from _children_sums(child, column)
    if node.children:
        yield _relation("hierarchy", node.row, [[child.row for child in node.children]], column)


def _top_sums(tops: Sequence[BudgetRow], column: Column) -> Iterator[Relation]:
    roots = [row for row in tops if row.code is not None]
    blocks = [row for row in tops if row.code is None and row.kind != "total"]
    totals = [row for row in tops if row.kind == "total"]
    heading = bool(blocks) and next(row for row in tops if row.kind != "total") is blocks[0]
    for block in blocks:
        start = tops.index(block)
        inside: list[BudgetRow] = []
        for row in tops[start + 1 :] if heading else reversed(tops[:start]):
            if row.code is None:
                break
            inside.append(row)
        if inside and (block.kind == "subtotal" or heading):
            yield _relation("total", block, [inside], column, proven=block.kind != "subtotal")
    for total in totals:
        if roots or blocks:
            yield _relation(
                "total", total, [r for r in (blocks if blocks else [*roots], roots, [*roots, *blocks]) if r], column
            )


# -- items ---------------------------------------------------------------------------------------


def _role_sums(kind: str, rows: Sequence[BudgetRow], column: Column, words: TableWords) -> Iterator[Relation]:
    by_role: dict[str, BudgetRow] = {}
    for row in rows:
        by_role.setdefault(words.item_role(row.name), row)
    for relation in words.relations[kind]:
        readings = [
            [by_role[role] for role in parts] for parts in relation.parts if all(role in by_role for role in parts)
        ]
        if relation.total in by_role and readings:
            yield _relation("total", by_role[relation.total], readings, column)


def _level(row: BudgetRow) -> int | None:
    """The level of a row's list number: 1 for 一、, 2 for （一）, 3 for 1., 4 for (1); None without one."""
    return level_of(row.name)


def _item_sums(kind: str, rows: Sequence[BudgetRow], column: Column, words: TableWords) -> Iterator[Relation]:
    """Totals against the items before them (or behind, where the total comes first), and items against their sub-items."""
    items = _without_subsets(rows)
    proven = kind not in _LISTS or _nested([row for row in items if row.kind not in ("total", "subtotal")], column)
    yield from _subset_sums(rows, column)
    yield from _numbered_sums([row for row in items if row.kind not in ("total", "subtotal")], column)
    leading = next((row for row in items if row.kind != "of_which"), None)
    if leading is not None and leading.kind == "total" and not any(row.kind == "total" for row in items[1:]):
        yield from _total_first(kind, leading, items[1:], column, proven)
        return
    carried: list[BudgetRow] = []
    section: list[BudgetRow] = []
    for row in items:
        if row.kind == "subtotal":
            if section:
                yield _relation("total", row, _readings(section), column, proven=proven)
            carried.append(row)
            section = []
        elif row.kind == "total":
            if carried or section:
                tails = _readings(section) if section else [[]]
                tails += [short for short in [_without_origins(section, words)] if len(short) < len(section)]
                yield _relation("total", row, [[*carried, *tail] for tail in tails], column, proven=proven)
            carried, section = [], []
        else:
            section.append(row)


def _without_origins(section: Sequence[BudgetRow], words: TableWords) -> list[BudgetRow]:
    """The rows without those that say of what money a balance carried over is (年初财政拨款结转和结余: 一般公共预算财政拨款 …)."""
    kept: list[BudgetRow] = []
    under = False
    for row in section:
        role = words.item_role(row.name)
        if under and role in _ORIGINS and _level(row) is None:
            continue
        under = role in words.open_parts
        kept.append(row)
    return kept


def _nested(rows: Sequence[BudgetRow], column: Column) -> bool:
    """Whether rows without list numbers look like parents with their children: one is the sum of what follows it."""
    if any(_level(row) is not None for row in rows):
        return False
    amounts = [value(row.figures[column.index]) for row in rows]
    for i, amount in enumerate(amounts):
        added = Decimal(0)
        for other in amounts[i + 1 :]:
            added += other
            if amount and added == amount:
                return True
    return False


def _total_first(
    kind: str, total: BudgetRow, rest: Sequence[BudgetRow], column: Column, proven: bool
) -> Iterator[Relation]:
    heads = [row for row in rest if row.kind == "subtotal"]
    lines = [row for row in rest if row.kind != "subtotal"]
    if heads and rest[0] is heads[0]:
        for i, head in enumerate(heads):
            start = rest.index(head) + 1
            end = rest.index(heads[i + 1]) if i + 1 < len(heads) else len(rest)
            if rest[start:end]:
                yield _relation("total", head, _readings(rest[start:end]), column, proven=proven)
        yield _relation("total", total, [heads, lines], column, proven=proven)
    elif lines:
        # What an asset table does not name it need not count; 其他 closes the list.
        open_list = kind in ("assets", "new_assets") and not any(_REST.search(row.name) for row in lines)
        yield _relation("total", total, [*_readings(lines), heads], column, proven=proven, at_most=open_list)


def _readings(section: Sequence[BudgetRow]) -> list[list[BudgetRow]]:
    """The ways to take a stretch of rows as parts of one total: by its list numbers, by its indentation, or all of it."""
    levels = [_level(row) for row in section]
    numbered = [level for level in levels if level is not None]
    top = [row for row, level in zip(section, levels, strict=True) if numbered and level == min(numbered)]
    plain = [row for row, level in zip(section, levels, strict=True) if level is None]
    depth = min(row.depth for row in section)
    shallow = [row for row in section if row.depth == depth]
    both = [row for row in section if row in top or row in plain]
    return [
        each for each in ([both, top, plain, shallow, list(section)] if numbered else [shallow, list(section)]) if each
    ]


def _without_subsets(rows: Sequence[BudgetRow]) -> list[BudgetRow]:
    """The rows without 其中 and the lines that go on under it."""
    kept: list[BudgetRow] = []
    subset_depth: int | None = None
    for row in rows:
        if row.kind == "of_which":
            subset_depth = row.depth
        elif subset_depth is not None and row.depth > 0 and row.depth >= subset_depth and _level(row) is None:
            continue
        else:
            subset_depth = None
            kept.append(row)
    return kept


def _subset_sums(rows: Sequence[BudgetRow], column: Column) -> Iterator[Relation]:
    """A 其中 row is at most what it is a part of."""
    owner: BudgetRow | None = None
    for row in rows:
        if row.kind == "of_which":
            if owner is not None:
                yield _relation("total", owner, [[row]], column, at_most=True)
        else:
            owner = row


def _numbered_sums(rows: Sequence[BudgetRow], column: Column) -> Iterator[Relation]:
    """一、 against its 1. 2. 3., and a line without number against the numbered ones under it where it stands between such."""
    for index, row in enumerate(rows):
        level = _level(row)
        if level is None:
            continue
        below: list[BudgetRow] = []
        for other in rows[index + 1 :]:
            deeper = _level(other)
            if deeper is None or deeper <= level:
                break
            below.append(other)
        children = [each for each in below if _level(each) == _level(below[0])]
        if len(children) >= 2:
            yield _relation("total", row, [children], column)
