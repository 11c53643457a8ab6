"""CMP008. Budget tables without a figure, or with zeros only, of which nothing says that they are empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.budget.model import Budget, BudgetTable
from linter.budget.table_words import bare, table_words
from linter.document import Paragraph, Table
from linter.packs.hits import Hit, Outcome, Subject
from linter.packs.kinds import TABLE, check


@dataclass(frozen=True, slots=True)
class Params:
    reach: int = field(
        default=3,
        metadata={"doc": "表格上下几段以内的说明算在旁 / how many paragraphs above or below count as beside it"},
    )


@check("empty-table", on=TABLE, says={"name"}, params=Params)
def empty_table(table: BudgetTable, params: Params, subject: Subject) -> Iterator[Outcome]:
    if not _asks_for_amounts(table) or _has_figures(table) or table.note:
        return
    if _told_beside(table, subject.budget, params.reach) or _told_elsewhere(table, subject.budget):
        return
    title = table.title or table_words().names.get(table.kind, {}).get("zh", table.kind)
    yield Hit(location=table.location, fields={"name": title}, excerpt=title, key=title)


def _asks_for_amounts(table: BudgetTable) -> bool:
    words = table_words()
    if table.kind in words.loose or table.kind in words.counts or table.kind == "other":
        return False
    return any(column.unit for column in table.columns)


def _has_figures(table: BudgetTable) -> bool:
    return any(figure.number for row in table.rows for figure in row.figures.values())


def _told_beside(table: BudgetTable, budget: Budget, reach: int) -> bool:
    says_empty = table_words().notes.beside
    return any(says_empty.search(_unspaced(text)) for text in _beside(table, budget, reach))


def _beside(table: BudgetTable, budget: Budget, reach: int) -> Iterator[str]:
    """The paragraphs right above and below the table, up to the next table or to the note under the one before."""
    blocks = budget.document.blocks
    foreign = {other.note for other in budget.tables if other.note and other is not table}
    at = [i for i, b in enumerate(blocks) if isinstance(b, Table) and b.location.table == table.location.table]
    for index in at[:1]:
        yield from _texts(blocks[index + 1 :], reach)
        for text in _texts(blocks[:index][::-1], reach + 1):
            if text in foreign:
                return
            yield text


def _texts(blocks: Sequence[object], reach: int) -> Iterator[str]:
    for block in blocks[:reach]:
        if not isinstance(block, Paragraph):
            return
        yield block.text


def _told_elsewhere(table: BudgetTable, budget: Budget) -> bool:
    """Whether the narrative says of the table's subject that there is none (我部门无政府性基金预算)."""
    words = table_words()
    topics = words.topics.get(table.kind, ())
    for paragraph in budget.narrative:
        for sentence in _unspaced(paragraph.text).replace("；", "。").split("。"):
            named = bare(sentence)
            if any(topic in named for topic in topics) and words.notes.beside.search(sentence):
                return True
    return False


def _unspaced(text: str) -> str:
    return "".join(text.split())
