"""CMP008. Budget tables without a figure, or with zeros only, of which nothing says that they are empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.budget.model import Budget, BudgetTable
from linter.budget.tables.words import bare, table_words
from linter.checks.shared.tables import table_name
from linter.document import Paragraph, Table
from linter.language.folding import unspaced
from linter.packs.hits import Hit, Outcome, Subject
from linter.packs.kinds import TABLE, check

_REACH = 3
"""How many paragraphs above or below a table count as beside it."""


@check("empty-table", on=TABLE, says={"name"})
def empty_table(table: BudgetTable, subject: Subject) -> Iterator[Outcome]:
    if not _asks_for_amounts(table) or _has_figures(table) or table.note:
        return
    if _told_beside(table, subject.budget) or _told_elsewhere(table, subject.budget):
        return
    title = table_name(table)
    yield Hit(location=table.location, fields={"name": title}, excerpt=title, key=title)


def _asks_for_amounts(table: BudgetTable) -> bool:
    words = table_words()
    if table.kind in words.loose or table.kind in words.counts or table.kind == "other":
        return False
    return any(column.unit for column in table.columns)


def _has_figures(table: BudgetTable) -> bool:
    return any(figure.number for row in table.rows for figure in row.figures.values())


def _told_beside(table: BudgetTable, budget: Budget) -> bool:
    says_empty = table_words().notes.beside
    return any(says_empty.search(unspaced(text)) for text in _beside(table, budget))


def _beside(table: BudgetTable, budget: Budget) -> Iterator[str]:
    """The paragraphs right above and below the table, up to the next table or to the note under the one before."""
    blocks = budget.document.blocks
    foreign = {other.note for other in budget.tables if other.note and other is not table}
    at = [i for i, b in enumerate(blocks) if isinstance(b, Table) and b.location.table == table.location.table]
    for index in at[:1]:
        yield from _texts(blocks[index + 1 :], _REACH)
        for text in _texts(blocks[:index][::-1], _REACH + 1):
            if text in foreign:
                return
            yield text


def _texts(blocks: Sequence[object], reach: int) -> Iterator[str]:
    for block in blocks[:reach]:
        if not isinstance(block, Paragraph):
            return
        yield block.text


def _told_elsewhere(table: BudgetTable, budget: Budget) -> bool:
    """Whether the narrative says of the table's subject that there is none (本所没有政府性基金)."""
    words = table_words()
    topics = words.topics.get(table.kind, ())
    for paragraph in budget.narrative:
        for sentence in unspaced(paragraph.text).replace("；", "。").split("。"):
            named = bare(sentence)
            if any(topic in named for topic in topics) and words.notes.beside.search(sentence):
                return True
    return False
