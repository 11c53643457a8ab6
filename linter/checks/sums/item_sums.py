"""What should add up among the items of a budget table that has no codes: by list numbers, indentation, subtotals or 其中."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from linter.budget.model import BudgetRow, Column
from linter.budget.tables.words import TableWords
from linter.checks.sums.relations import ZERO, Relation, down_column, value
from linter.language.list_numbers import level_of

# Kinds whose rows are a plain list under a total. The rows of others may be accounts of several levels, printed without
# their codes: what adds up there is shown by another column or not at all.
_LISTS = frozenset(
    {"summary", "grant_summary", "three_public", "three_public_change", "assets", "new_assets", "procurement", "service_purchase", "staff",
     "project_expenditure", "office_running"}
)  # fmt: skip
# What such a table does not name it need not count.
_OPEN_LISTS = frozenset({"assets", "new_assets"})
_ORIGINS = frozenset({"general", "fund", "capital", "grant"})
_SUMS = ("total", "subtotal")


def item_sums(kind: str, rows: Sequence[BudgetRow], column: Column, words: TableWords) -> Iterator[Relation]:
    """Totals against the items before them (or behind, where the total comes first), and items against their sub-items."""
    items = _without_subsets(rows)
    lines = [row for row in items if row.kind not in _SUMS]
    proven = kind not in _LISTS or _nested(lines, column)
    yield from _subset_sums(rows, column)
    yield from _numbered_sums(lines, column)
    if items and items[0].kind == "total" and not any(row.kind == "total" for row in items[1:]):
        # 其他 closes a list.
        open_list = kind in _OPEN_LISTS and not any(
            words.closes_list(row.name) for row in items[1:] if row.kind not in _SUMS
        )
        yield from _total_first(items[0], items[1:], column, proven=proven, open_list=open_list)
    else:
        yield from _total_last(items, column, words, proven=proven)


def _total_last(items: Sequence[BudgetRow], column: Column, words: TableWords, *, proven: bool) -> Iterator[Relation]:
    """Subtotals against the lines before them, totals against the subtotals and what stands behind these."""
    carried: list[BudgetRow] = []
    section: list[BudgetRow] = []
    for row in items:
        if row.kind not in _SUMS:
            section.append(row)
            continue
        if row.kind == "subtotal":
            if section:
                yield down_column("total", row, _readings(section), column, proven=proven)
            carried.append(row)
        else:
            if carried or section:
                readings = [[*carried, *tail] for tail in _tails(section, words)]
                yield down_column("total", row, readings, column, proven=proven)
            carried = []
        section = []


def _tails(section: Sequence[BudgetRow], words: TableWords) -> list[list[BudgetRow]]:
    """The ways to count the lines between the last subtotal and a total."""
    if not section:
        return [[]]
    short = _without_origins(section, words)
    return [*_readings(section), *([short] if len(short) < len(section) else [])]


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
    upto = list(accumulate(amounts, initial=ZERO))
    last = {added: index for index, added in enumerate(upto)}
    # The rows behind the first one add up to its amount where the running sum comes to that much more.
    return any(amount and last.get(upto[i + 1] + amount, 0) > i + 1 for i, amount in enumerate(amounts))


def _total_first(
    total: BudgetRow, rest: Sequence[BudgetRow], column: Column, *, proven: bool, open_list: bool
) -> Iterator[Relation]:
    """A total against the subtotals behind it and these against their lines, or against all lines."""
    heads = [row for row in rest if row.kind == "subtotal"]
    lines = [row for row in rest if row.kind != "subtotal"]
    if heads and rest[0] is heads[0]:
        groups: list[tuple[BudgetRow, list[BudgetRow]]] = []
        for row in rest:
            if row.kind == "subtotal":
                groups.append((row, []))
            else:
                groups[-1][1].append(row)
        for head, own in groups:
            if own:
                yield down_column("total", head, _readings(own), column, proven=proven)
        yield down_column("total", total, [heads, lines], column, proven=proven)
    elif lines:
        yield down_column("total", total, [*_readings(lines), heads], column, proven=proven, at_most=open_list)


def _level(row: BudgetRow) -> int | None:
    """The level of a row's list number: 1 for 一、, 2 for （一）, 3 for 1., 4 for (1); None without one."""
    return level_of(row.name)


def _readings(section: Sequence[BudgetRow]) -> list[list[BudgetRow]]:
    """The ways to take a stretch of rows as parts of one total: by its list numbers, by its indentation, or all of it."""
    depth = min(row.depth for row in section)
    ways = [[row for row in section if row.depth == depth], list(section)]
    levels = [_level(row) for row in section]
    highest = min((level for level in levels if level is not None), default=None)
    if highest is not None:

        def at(*wanted: int | None) -> list[BudgetRow]:
            return [row for row, level in zip(section, levels, strict=True) if level in wanted]

        ways = [at(highest, None), at(highest), at(None), *ways]
    return [way for way in ways if way]


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
                yield down_column("total", owner, [[row]], column, at_most=True)
        else:
            owner = row


def _numbered_sums(rows: Sequence[BudgetRow], column: Column) -> Iterator[Relation]:
    """一、 against its 1. 2. 3. that follow at once."""
    levels = [_level(row) for row in rows]
    for index, level in enumerate(levels):
        if level is None:
            continue
        below = list(_deeper(levels, index + 1, level))
        children = [rows[at] for at in below if levels[at] == levels[below[0]]]
        if len(children) >= 2:
            yield down_column("total", rows[index], [children], column)


def _deeper(levels: Sequence[int | None], start: int, level: int) -> Iterator[int]:
    """The indices from `start` on as long as their levels are below `level`."""
    for at in range(start, len(levels)):
        own = levels[at]
        if own is None or own <= level:
            return
        yield at
