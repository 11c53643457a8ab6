"""CMP014. A note that calls a table empty, on a table with figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import BudgetTable
from linter.budget.tables.words import bare, table_words
from linter.checks.shared.tables import table_name
from linter.checks.shared.wordlists import alternation, any_word
from linter.packs.hits import Hit, Outcome, Subject, row_excerpt
from linter.packs.kinds import TABLE, Resources, check


@dataclass(frozen=True, slots=True)
class _Words:
    """`called` finds words that call a table empty, `none_of` the words by which there is none of something, and that."""

    called: re.Pattern[str]
    none_of: re.Pattern[str]


def _words(resources: Resources) -> _Words:
    lexicon = resources.lexicon("empty_notes")
    return _Words(any_word(lexicon["called"]), re.compile(f"(?:{alternation(lexicon['none_of'])})(.{{0,8}})"))


@check("empty-note", on=TABLE, says={"name", "note", "figure"}, prepare=_words)
def empty_note(table: BudgetTable, words: _Words, subject: Subject) -> Iterator[Outcome]:
    if not table.note or not _calls_it_empty(table.note, table.kind, words):
        return
    filled = ((row, figure) for row in table.rows for figure in row.figures.values() if figure.number)
    row, figure = next(filled, (None, None))
    if row is None or figure is None:
        return
    excerpt, marks = row_excerpt(row.cells, figure.cell)
    name = table_name(table)
    yield Hit(
        location=table.location,
        fields={"name": name, "note": table.note, "figure": f"{row.name} {figure.text}"},
        excerpt=excerpt,
        marks=marks,
        actual=table.note,
        key=table.note,
    )


def _calls_it_empty(note: str, kind: str, words: _Words) -> bool:
    """Whether a note calls the whole table empty, and not just one of its items."""
    if words.called.search(note):
        return True
    topics = table_words().topics.get(kind, ())
    return any(topic in bare(match.group(1)) for match in words.none_of.finditer(note) for topic in topics)
