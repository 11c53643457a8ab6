"""Budget tables of a document: their kind, unit, year, columns, rows and notes. Words and layouts: rules/forms/tables.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linter.bilingual import Bilingual
from linter.budget.figures import stated_unit
from linter.budget.model import BudgetRow, BudgetTable, Column, Unrecognised
from linter.budget.tables.columns import NUMBER_ROLES, panels, read_columns
from linter.budget.tables.layouts import Claimed, Layout, LayoutFinder
from linter.budget.tables.ordinary import is_ordinary
from linter.budget.tables.rows import read_rows
from linter.budget.tables.words import TableWords, bare, table_words
from linter.budget.titles import year_of
from linter.document import Document

OTHER = "other"
PLAIN = "plain"
_NO_HEAD = Bilingual("没有认出表头", "no head of a table was recognised")
_NO_KIND = Bilingual("标题和表头不是已知的预算表", "neither title nor head is that of a known budget table")
_A_FORM = Bilingual("标题是绩效目标表，但版式不符", "the title is a performance form's, but no layout fits")


def find_tables(document: Document, claimed: Claimed) -> tuple[list[BudgetTable], list[Unrecognised]]:
    """The budget tables of a document in order, and what looks like a table and is none that is known.

    `claimed` tells the rows that belong to forms and activity tables.
    """
    words = table_words()
    tables: list[BudgetTable] = []
    unrecognised: list[Unrecognised] = []
    for layout in LayoutFinder(words, claimed).walk(document):
        read = _build(layout, words)
        if isinstance(read, BudgetTable):
            tables.append(read)
        elif read is not None:
            unrecognised.append(read)
    return tables, unrecognised


def _build(layout: Layout, words: TableWords) -> BudgetTable | Unrecognised | None:
    if not layout.heads:
        # Boxes of text and pages of prose that are set in a table are no table.
        prose = layout.lone_rows * 2 >= len(layout.body) or len(layout.body) < 2
        columns = read_columns((), layout.body, layout.width, layout.meta.currency, words)
        if not prose and is_ordinary(layout, columns, words):
            return _table(layout, PLAIN, "", columns, words)
        return None if prose else Unrecognised(layout.location, _NO_HEAD)
    unit = _currency(layout)
    columns = read_columns(layout.heads, layout.body, layout.width, unit, words)
    kind = _kind(layout, columns, words)
    if kind == "unit_performance":
        return Unrecognised(layout.location, _A_FORM)
    if kind is None:
        return Unrecognised(layout.location, _NO_KIND) if layout.body else None
    return _table(layout, kind, unit, columns, words)


def _currency(layout: Layout) -> str:
    """The unit of money: of the line above, of the title, else the only one that heads state."""
    stated = {unit for row in layout.heads for cell in row if (unit := stated_unit(cell.text))}
    return layout.meta.currency or stated_unit(layout.title) or (stated.pop() if len(stated) == 1 else "")


def _table(layout: Layout, kind: str, unit: str, columns: tuple[Column, ...], words: TableWords) -> BudgetTable:
    if kind in words.counts:
        columns = tuple(replace(c, unit="") if c.role not in ("amount", "price") else c for c in columns)
    rows = read_rows(layout.body, panels(columns, words), words)
    location, meta = layout.location, layout.meta
    if layout.first is not None and location.table is None:
        location = replace(location, table=layout.first.table)
    return BudgetTable(
        kind=kind,
        title=layout.title,
        currency_unit=unit,
        year=meta.year or (year_of(layout.title) if layout.title else None),
        unit=meta.unit,
        unit_code=meta.unit_code,
        columns=columns,
        rows=rows,
        decimals=_decimals(rows, columns),
        note=_note(layout, kind, words),
        location=location,
        fields=dict(meta.cells),
    )


def _kind(layout: Layout, columns: Sequence[Column], words: TableWords) -> str | None:
    titles = filter(None, (layout.title, layout.heading))
    by_title = next((kind for title in titles if (kind := words.kind_of_title(title)) is not None), None)
    texts = [head for column in columns for head in column.heads]
    by_heads = words.kind_of_heads([*texts, *(cell.text for row in layout.body for cell in row[:3])])
    kind = by_title
    if by_heads is not None and not layout.strong:
        kind = by_heads if by_title is None else _agreed(by_title, by_heads)
    if by_heads is None and not layout.strong and is_ordinary(layout, columns, words):
        # A heading above tells of the section, not of every table in it.
        kind = by_title if by_title in words.counts else PLAIN
    if kind == "three_public" and {"difference", "last_year"} & {column.role for column in columns}:
        return "three_public_change"
    if kind is not None:
        return kind
    if is_ordinary(layout, columns, words):
        return PLAIN
    amounts = any(column.role and column.unit for column in columns)
    return OTHER if layout.title and layout.strong and amounts and layout.meta.currency else None


_NARROWER = {
    "expenditure": {
        "grant_expenditure",
        "fiscal_expenditure",
        "government_fund",
        "state_capital",
        "project_expenditure",
        "economic_expenditure",
        "special_account",
        "transfer",
        "social_insurance_fund",
    },
    "summary": {"grant_summary"},
    "basic_expenditure": {"basic_government", "office_running", "economic_expenditure", "grant_expenditure"},
    "three_public_change": {"three_public"},
    "assets": {"new_assets"},
    "procurement": {"service_purchase"},
    "income": {"grant_summary"},
}


def _agreed(by_title: str, by_heads: str) -> str:
    """A heading above a table says its kind only where the table's own heads do not speak of another."""
    return by_title if by_title == by_heads or by_title in _NARROWER.get(by_heads, ()) else by_heads


def _decimals(rows: Sequence[BudgetRow], columns: Sequence[Column]) -> int:
    money = {column.index for column in columns if column.role not in NUMBER_ROLES and column.role != "price"}
    return max(
        (f.decimals for row in rows for i, f in row.figures.items() if i in money and f.number is not None), default=0
    )


def _note(layout: Layout, kind: str, words: TableWords) -> str | None:
    """What is said under, in or right above the table of its being empty."""
    told = [text for text in layout.notes if _says_empty(text, words, note=True)]
    above = (text for text in layout.before if "空表" in text and _says_empty(text, words, note=False))
    told += [text for text in above if not _of_another_kind(text, kind, words)]
    return " ".join(told) or None


def _of_another_kind(text: str, kind: str, words: TableWords) -> bool:
    """Whether a text speaks of kinds of tables, and not of this one."""
    plain = bare(text)
    named = {each for each, topics in words.topics.items() if any(topic in plain for topic in topics)}
    return bool(named) and kind not in named


def _says_empty(text: str, words: TableWords, *, note: bool) -> bool:
    plain = text.strip()
    if words.notes.conditional.search(plain) and "故本表" not in plain:
        return False
    marked = note and any(plain.startswith(start) for start in words.notes.starts)
    return bool(words.notes.empty.search(plain)) if marked else "空表" in plain or "本表无数据" in plain
