"""Ordinary tables on which nothing is checked: staff, cars, contents, terms, contacts.

They are told by what they do not hold, wherever they stand: a table of words holds no figures, a table of counts neither
money nor a word of budgets. Whatever may hold budget figures is none of them, and is said to be not recognised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.budget.figures import is_figure, stated_unit
from linter.budget.model import MONEY_UNITS, Column
from linter.budget.tables.accounts import account_key, account_names, known_keys
from linter.budget.tables.columns import CODE_ROLES, NUMBER_ROLES, TEXT_ROLES, Row, cell_at
from linter.budget.tables.layouts import Layout
from linter.budget.tables.words import TableWords, bare
from linter.language.folding import fold

_COUNTED = TEXT_ROLES | NUMBER_ROLES | {"", "total", "subtotal", "difference", "year", "this_year", "last_year"}
_ENDS = ("total", "subtotal")


def is_ordinary(layout: Layout, columns: Sequence[Column], words: TableWords) -> bool:
    """Whether a table that is no budget table by its title and heads is a plain one that needs no check."""
    heads = [cell.text for row in layout.heads for cell in row if not cell.blank]
    if any(word in bare(text) for text in (layout.title, *heads) for word in words.never_ordinary.forms):
        return False
    if _holds_accounts(layout.body, columns):
        return False
    return _holds_words(layout.body, columns) or _holds_counts(layout, heads, columns, words)


def _holds_accounts(body: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether a column of codes holds those of accounts."""
    coded = {column.index for column in columns if column.role in CODE_ROLES}
    return any(cell.column in coded and fold(cell.text) in account_names() for row in body for cell in row)


def _holds_words(body: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether a table holds words in most of its cells, and no figures but numbers of rows, pages and telephones."""
    cells = [cell for row in body for cell in row if cell.origin is None]
    numbered = {column.index for column in columns if column.role in ("serial", "reference")} | {0}
    if any(is_figure(c.text) and not (c.text.strip().isdigit() and c.column in numbered) for c in cells):
        return False
    if any(bare(cell.text) in MONEY_UNITS for cell in cells):
        return False
    behind = [cell for cell in cells if cell.column > 0 and cell.column not in numbered]
    told = behind or [cell for cell in cells if cell.column == 0]
    filled = sum(not cell.blank and not is_figure(cell.text) for cell in told)
    return filled > 0 and filled * 2 >= len(told)


def _holds_counts(layout: Layout, heads: Sequence[str], columns: Sequence[Column], words: TableWords) -> bool:
    """Whether a table holds whole numbers of persons or things: no money, and no word of a budget by which it could be meant."""
    if any(column.role not in _COUNTED for column in columns):
        return False
    # A unit of money above is the template's where every column is one of persons or things.
    if layout.meta.currency and any(column.role not in TEXT_ROLES | NUMBER_ROLES for column in columns):
        return False
    labels = [*heads, *_labels(layout.body, columns)]
    if any(stated_unit(text) or _of_budgets(text, words) for text in labels):
        return False
    measured = {column.index for column in columns if column.role in NUMBER_ROLES}
    figures = [c for row in layout.body for c in row if is_figure(c.text) and c.column not in measured]
    return not any("." in fold(cell.text) for cell in figures)


def _labels(body: Sequence[Row], columns: Sequence[Column]) -> Iterator[str]:
    """The words in front of the figures of each row: its names and what they are counted in."""
    for row in body:
        for column in columns:
            cell = cell_at(row, column.index)
            if cell is not None and cell.column == column.index and not cell.blank and not is_figure(cell.text):
                yield cell.text


def _of_budgets(text: str, words: TableWords) -> bool:
    plain = bare(text)
    if plain in MONEY_UNITS:
        return True
    if words.row_kind(text) in _ENDS:
        return False
    return any(word in plain for word in words.never_ordinary.budgets) or account_key(text) in known_keys()
