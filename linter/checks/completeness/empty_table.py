"""Budget tables without a figure, or with zeros only, of which nothing says that they are empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linter.budget.model import Budget, BudgetTable
from linter.budget.tables.words import TableWords, bare, table_words
from linter.document import Paragraph, Table
from linter.language.folding import unspaced
from linter.packs.hits import Check, Hit, Outcome, Subject
from linter.packs.kinds import TABLE, Kind, Resources

_REACH = 3
"""How many paragraphs above or below a table count as beside it."""


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    words = table_words()

    def check(subject: Subject) -> Iterator[Outcome]:
        table = subject.item
        assert isinstance(table, BudgetTable)
        if table.kind in words.loose or table.kind in words.counts or table.kind == "other":
            return
        if has_figures(table) or table.note or not any(column.unit for column in table.columns):
            return
        if any(words.notes.beside.search(unspaced(text)) for text in _beside(table, subject.budget)):
            return
        if _told_elsewhere(table, subject.budget, words):
            return
        title = table.title or words.names.get(table.kind, {}).get("zh", table.kind)
        yield Hit(location=table.location, fields={"name": title}, excerpt=title, key=title)

    return check


def has_figures(table: BudgetTable) -> bool:
    """Whether a table prints an amount other than zero."""
    return any(figure.number for row in table.rows for figure in row.figures.values())


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


def _told_elsewhere(table: BudgetTable, budget: Budget, words: TableWords) -> bool:
    """Whether the narrative says of the table's subject that there is none (本所没有政府性基金)."""
    topics = words.topics.get(table.kind, ())
    for paragraph in budget.narrative:
        for sentence in unspaced(paragraph.text).replace("；", "。").split("。"):
            named = bare(sentence)
            if any(topic in named for topic in topics) and words.notes.beside.search(sentence):
                return True
    return False


KIND = Kind("empty-table", frozenset({TABLE}), Params, build, frozenset({"name"}))
