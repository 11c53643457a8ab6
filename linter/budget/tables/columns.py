"""The columns of a budget table: their heads, roles and units, and the panels that stand side by side in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from linter.budget.figures import is_figure, stated_unit
from linter.budget.model import Column
from linter.budget.tables.code_columns import PARTS, in_parts
from linter.budget.tables.words import TableWords, year_head
from linter.document import Cell
from linter.language.folding import unspaced

Row = Sequence[Cell]

CODE_ROLES = ("code", *PARTS)
NAME_ROLES = ("name", "item", "unit_name", "project_name", "goods")
TEXT_ROLES = frozenset(
    {"serial", "text", "catalogue", "measure", "unit_code", "project_code", *CODE_ROLES, *NAME_ROLES}
)
NUMBER_ROLES = frozenset({"quantity", "headcount", "rate"})
_PLAIN_ROLES = frozenset(
    {"amount", "final", "revised", "subtotal", "total", "income", "expenditure", "year", "this_year", "last_year"}
)
_AMOUNTS = frozenset({"amount", "final", "revised", "this_year", "year"})
_STAGES = frozenset({"amount", "final", "revised", "last_year", "this_year"})
_COLUMN_CLASS = {"name": "label", "item": "label"}


@dataclass(frozen=True, slots=True)
class Panel:
    """A stretch of columns that makes a table of its own: the labels and the amounts that belong to them."""

    labels: tuple[Column, ...]
    amounts: tuple[Column, ...]
    side: str = ""


def cell_at(row: Row, column: int) -> Cell | None:
    for cell in row:
        if cell.column <= column < cell.column + cell.column_span:
            return cell
    return None


def read_columns(
    heads: Sequence[Row], body: Sequence[Row], width: int, unit: str, words: TableWords
) -> tuple[Column, ...]:
    """The columns of a table from the cells above them. `unit` is the table's currency unit."""
    columns = []
    heads = _spread(heads, width)
    for index in range(width):
        texts = _heads_over(index, heads)
        own = next((stated for text in reversed(texts) if (stated := stated_unit(text))), unit)
        columns.append(Column(index, tuple(texts), "", own))
    columns = _evened(columns, words)
    columns = _named(columns, words, body)
    return tuple(
        replace(column, unit="") if column.role in NUMBER_ROLES or column.role in TEXT_ROLES else column
        for column in columns
    )


def _heads_over(index: int, heads: Sequence[Row]) -> list[str]:
    """The heads over a column from top to bottom, each once."""
    texts: list[str] = []
    for depth, row in enumerate(heads):
        cell = cell_at(row, index)
        text = " ".join(cell.text.split()) if cell is not None else ""
        if cell is None or not text or texts[-1:] == [text]:
            continue
        if _below_one_head(cell, index, heads[:depth]):
            texts.append(text)
    return texts


def _spread(heads: Sequence[Row], width: int) -> Sequence[Row]:
    """The rows of a head in which blanks stand for merged cells (text out of a spreadsheet), with the heads spread over them.

    A blank belongs to the head on its left where both columns have a head of their own in the row below.
    """
    if len(heads) < 2 or any(len(row) != width or any(c.column_span > 1 for c in row) for row in heads):
        return heads
    spread = [list(row) for row in heads]
    for depth, row in enumerate(spread[:-1]):
        below = spread[depth + 1 :]
        for left, cell in enumerate(row[1:]):
            named = any(not lower[left + 1].blank for lower in below)
            parent = depth == 0 or spread[depth - 1][left].text == spread[depth - 1][left + 1].text
            beside = any(not lower[left].blank for lower in below)
            if cell.blank and named and parent and beside and not row[left].blank:
                row[left + 1] = replace(cell, text=row[left].text)
    return spread


def _evened(columns: list[Column], words: TableWords) -> list[Column]:
    """Columns under two or more heads that repeat the same sub-heads (2024年预算数, 2025年预算数, each with 合计 …): every head
    stands over one round of them. In flat text the heads may have been laid over too few columns."""
    tops = list(dict.fromkeys(c.heads[0] for c in columns if len(c.heads) > 1))
    tops = [top for top in tops if year_head(top) is not None or words.column_role(top) in _STAGES] or tops
    start = next((i for i, c in enumerate(columns) if len(c.heads) > 1 and c.heads[0] in tops), 0)
    under = columns[start:]
    tails = [c.heads[1:] if c.heads and c.heads[0] in tops else c.heads for c in under]
    period = _period(tails, len(tops))
    return columns[:start] + [
        replace(c, heads=(tops[i // period], *tail)) if period else c
        for i, (c, tail) in enumerate(zip(under, tails, strict=True))
    ]


def _period(tails: Sequence[tuple[str, ...]], rounds: int) -> int:
    """How many columns each of `rounds` heads stands over: the sub-heads that they repeat; 0 where they do not."""
    if rounds < 2 or len(tails) % rounds or not all(tails):
        return 0
    period = len(tails) // rounds
    lowest = [tail[-1] for tail in tails]
    return period if period > 1 and lowest == lowest[:period] * rounds else 0


def _below_one_head(cell: Cell, index: int, above: Sequence[Row]) -> bool:
    """Whether a head cell stands over column `index` for certain: a cell that was laid under several heads of the row
    above belongs to the first of them."""
    if index == cell.column or not above:
        return True
    upper = [each for c in (cell.column, index) if (each := cell_at(above[-1], c)) is not None]
    return len(upper) < 2 or upper[0] is upper[1] or upper[1].blank or upper[0].blank


def _named(columns: Sequence[Column], words: TableWords, body: Sequence[Row]) -> list[Column]:
    lowest = [words.column_role(column.heads[-1]) if column.heads else "" for column in columns]
    amounts = [c for c, role in zip(columns, lowest, strict=True) if c.heads and role not in TEXT_ROLES]
    shared = len(amounts) > 1 and len({c.heads[0] for c in amounts}) == 1 and all(len(c.heads) > 1 for c in amounts)
    named = []
    for column, role in zip(columns, lowest, strict=True):
        above = column.heads[1:-1] if shared and column in amounts else column.heads[:-1]
        named.append(replace(column, role=_role(column, role, above, words, body)))
    return _staged(_dated(in_parts(named, body), words), words)


def _role(column: Column, lowest: str, above: Sequence[str], words: TableWords, body: Sequence[Row]) -> str:
    """The role of a column by its `lowest` head, the heads `above` it, and what stands in it."""
    uppers = [upper for head in reversed(above) if (upper := words.column_role(head)) and upper not in _PLAIN_ROLES]
    labels = [upper for upper in uppers if upper in CODE_ROLES or upper in NAME_ROLES]
    role = lowest
    if role in ("income", "expenditure") and _holds_names(column.index, body):
        # 收入 | 预算数 | 支出 | 预算数: the head over the names of the items.
        role = "item"
    elif role in ("total", "subtotal") and labels and not _holds_figures(column.index, body):
        # The first word of the body (合计) stands in a row that still belongs to the head.
        role = labels[0]
    elif role in _PLAIN_ROLES or not role:
        role = next((upper for upper in uppers if upper not in TEXT_ROLES), _plain_role(role, above, words))
    if role not in ("", "unit_name"):
        return role
    return "" if _holds_figures(column.index, body) else role or "text"


def _plain_role(role: str, above: Sequence[str], words: TableWords) -> str:
    """The role of a column of amounts under a head of totals."""
    totals = [upper for head in above if (upper := words.column_role(head)) in ("total", "subtotal")]
    return totals[-1] if totals and role in _AMOUNTS else role


def _texts(index: int, body: Sequence[Row]) -> list[str]:
    return [c.text for row in body if (c := cell_at(row, index)) is not None and c.column == index and not c.blank]


def _holds_names(index: int, body: Sequence[Row]) -> bool:
    """Whether a column holds words, and words only."""
    texts = _texts(index, body)
    return len(texts) > 1 and not any(is_figure(text) for text in texts)


def _holds_figures(index: int, body: Sequence[Row]) -> bool:
    texts = _texts(index, body)
    return len(texts) > 0 and sum(is_figure(text) for text in texts) * 5 >= len(texts) * 3


def _dated(columns: list[Column], words: TableWords) -> list[Column]:
    """Columns headed by years (2023年预算数, 2024年预算数): the last is this year's, the one before last year's.

    A year may head a group of columns as well; the groups of the years before the last are past.
    """
    years: Mapping[int, int] = {
        c.index: year for c in columns if (year := next(filter(None, map(year_head, reversed(c.heads))), None))
    }
    distinct = sorted(set(years.values()))
    named = []
    for column in columns:
        year = years.get(column.index)
        past = len(distinct) > 1 and year is not None and year < distinct[-1]
        if column.role == "year":
            column = replace(column, role=_stage(year, distinct))
        elif not past:
            past = column.role != "last_year" and any(words.column_role(head) == "last_year" for head in column.heads)
        named.append(replace(column, past=past))
    return named


def _staged(columns: list[Column], words: TableWords) -> list[Column]:
    """Columns in a table that prints figures of several stages know their own; no other figure stands in for a blank one."""
    stages = {c.index: stage for c in columns if (stage := next(filter(None, map(words.stage, reversed(c.heads))), ""))}
    if len(set(stages.values())) < 2:
        return columns
    return [replace(column, stage=stages.get(column.index, "")) for column in columns]


def _stage(year: int | None, distinct: Sequence[int]) -> str:
    if len(distinct) < 2:
        return "amount"
    return {distinct[-1]: "this_year", distinct[-2]: "last_year"}.get(year or 0, "")


def panels(columns: Sequence[Column], words: TableWords) -> tuple[Panel, ...]:
    """The panels of a table from left to right. A label column of a kind seen before, behind an amount, opens a new one."""
    found: list[tuple[list[Column], list[Column]]] = [([], [])]
    for column in columns:
        labels, amounts = found[-1]
        if column.role in CODE_ROLES or column.role in NAME_ROLES:
            kind = _COLUMN_CLASS.get(column.role, column.role)
            if amounts and any(_COLUMN_CLASS.get(each.role, each.role) == kind for each in labels):
                found.append(([column], []))
            else:
                labels.append(column)
        elif column.role not in TEXT_ROLES:
            amounts.append(column)
    out: list[Panel] = []
    for index, (labels, amounts) in enumerate(found):
        side = _side([*labels, *amounts], words) if len(found) > 1 else ""
        if not side and len(found) == 2 and index == 1 and out and out[0].side == "income":
            side = "expenditure"
        out.append(Panel(tuple(labels), tuple(amounts), side))
    return tuple(out)


def _side(columns: Sequence[Column], words: TableWords) -> str:
    for depth in range(max((len(c.heads) for c in columns), default=0)):
        for column in columns:
            if depth < len(column.heads):
                text = unspaced(column.heads[depth])
                if "收入" in text and "支出" not in text:
                    return "income"
                if "支出" in text and "收入" not in text:
                    return "expenditure"
    return ""
