"""A note that calls a table empty, on a table with figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import BudgetTable
from linter.budget.tables.words import bare, table_words
from linter.packs.hits import Check, Hit, Outcome, Subject, row_excerpt
from linter.packs.kinds import TABLE, Kind, Resources

_CALLED_EMPTY = re.compile(r"空表|无数据|没有数据|表为空|本表无|此表无")
_NONE_OF = re.compile(r"(?:无|没有|未安排|不涉及)(.{0,8})")


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    topics = table_words().topics

    def check(subject: Subject) -> Iterator[Outcome]:
        table = subject.item
        assert isinstance(table, BudgetTable)
        if not table.note or not _calls_it_empty(table.note, topics.get(table.kind, ())):
            return
        row = next((row for row in table.rows if any(figure.number for figure in row.figures.values())), None)
        if row is not None:
            figure = next(figure for figure in row.figures.values() if figure.number)
            excerpt, marks = row_excerpt(row.cells, figure.cell)
            yield Hit(
                location=table.location,
                fields={"name": table.title, "note": table.note, "figure": f"{row.name} {figure.text}"},
                excerpt=excerpt,
                marks=marks,
                actual=table.note,
                key=table.note,
            )

    return check


def _calls_it_empty(note: str, topics: tuple[str, ...]) -> bool:
    """Whether a note calls the whole table empty, and not just one of its items."""
    if _CALLED_EMPTY.search(note):
        return True
    return any(topic in bare(match.group(1)) for match in _NONE_OF.finditer(note) for topic in topics)


KIND = Kind("empty-note", frozenset({TABLE}), Params, build, frozenset({"name", "note", "figure"}))
