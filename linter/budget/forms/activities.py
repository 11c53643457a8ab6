"""Activity tables with 优/良/中/差 columns -> Activity rows. Words: rules/forms/activities.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from linter.budget.model import Activity, Band, Indicator
from linter.budget.tables.columns import cell_at
from linter.budget.tables.layouts import Claimed
from linter.budget.tables.words import bare
from linter.document import Cell, Document, Table
from linter.language.folding import plain_label
from linter.resources import data
from linter.values import parse

Place = tuple[int, int]
"""(index of the table in the document, index of the row in it), both from 0."""


@dataclass(frozen=True, slots=True)
class _ActivityWords:
    columns: Mapping[str, str]
    grades: tuple[str, ...]
    least: int
    carried: frozenset[str]
    groups: frozenset[str]


@cache
def _words() -> _ActivityWords:
    raw = data("forms/activities.yaml")
    columns = {bare(word): role for role, words in raw["columns"].items() for word in words}
    return _ActivityWords(
        columns, tuple(raw["grades"]), raw["least"], frozenset(raw["carried"]), frozenset(map(bare, raw["groups"]))
    )


def find_activities(document: Document, claimed: Claimed) -> tuple[tuple[Activity, ...], frozenset[Place]]:
    """The rows of the activity tables in document order, and the table rows that they and their heads take up."""
    words = _words()
    activities: list[Activity] = []
    places: set[Place] = set()
    for number, table in enumerate(document.tables):
        columns: dict[str, int] | None = None
        above: dict[str, str] = {}
        for index, row in enumerate(table.rows):
            if claimed(table, index):
                columns = None
                continue
            head = _head(table, index, words)
            if head is not None:
                columns, above = head, {}
                places.update((number, i) for i in range(_first_of_head(table, index, words), index + 1))
            elif columns is not None:
                places.add((number, index))
                activity = _activity(row, columns, above, words)
                if activity is not None:
                    activities.append(activity)
    return tuple(activities), frozenset(places)


def _head(table: Table, index: int, words: _ActivityWords) -> dict[str, int] | None:
    """The columns by role where row `index` is the lowest row of such a table's head."""
    row = table.rows[index]
    columns: dict[str, int] = {}
    for cell in row:
        text = bare(cell.text)
        if text in words.grades:
            columns.setdefault(text, cell.column)
    if words.grades[0] not in columns or sum(grade in columns for grade in words.grades) < words.least:
        return None
    for above in range(index, max(index - 3, -1), -1):
        for cell in table.rows[above]:
            role = words.columns.get(bare(cell.text)) or words.columns.get(plain_label(cell.text))
            if role is not None:
                columns.setdefault(role, cell.column)
    return columns if "indicator" in columns else None


def _first_of_head(table: Table, index: int, words: _ActivityWords) -> int:
    first = index
    while first > 0:
        texts = [bare(cell.text) for cell in table.rows[first - 1] if not cell.blank]
        if not texts or not all(text in words.columns or text in words.groups for text in texts):
            break
        first -= 1
    return first


def _activity(
    row: Sequence[Cell], columns: Mapping[str, int], above: dict[str, str], words: _ActivityWords
) -> Activity | None:
    def text(role: str) -> str:
        cell = cell_at(row, columns[role]) if role in columns else None
        return "" if cell is None else cell.text.strip()

    if text("code") or text("name"):
        # A goal belongs to its activity; a new activity without one has none.
        above.clear()
    for role in words.carried:
        if text(role):
            above[role] = text(role)
    bands = tuple(
        Band(grade, cell.text.strip(), parse(cell.text.strip()), cell)
        for grade in words.grades
        if grade in columns and (cell := cell_at(row, columns[grade])) is not None and cell.column == columns[grade]
    )
    if not text("indicator") and not any(band.text for band in bands):
        return None
    return Activity(
        code=above.get("code", ""),
        name=above.get("name", ""),
        goal=above.get("goal", ""),
        indicator=" ".join(text("indicator").split()),
        description=text("indicator_description"),
        bands=bands,
        location=row[0].location.through(row[-1].location),
        row=tuple(row),
        about=above.get("description", ""),
        cells={
            name: cell
            for name, role in (("name", "indicator"), ("description", "indicator_description"))
            if role in columns and (cell := cell_at(row, columns[role])) is not None
        },
    )


def as_indicator(activity: Activity) -> Indicator | None:
    """A row of an activity table as one of a form, for the rules that hold for both: its target is what is graded best. None for
    a row without an indicator or a band."""
    best = next((band for band in activity.bands if band.text), None)
    if not activity.indicator or best is None:
        return None
    return Indicator(
        level1="",
        level2="",
        group="",
        category="",
        name=activity.indicator,
        description=activity.description if "description" in activity.cells else None,
        value=best.text,
        parsed=best.parsed,
        basis=None,
        weight=None,
        location=activity.location,
        cells={**activity.cells, "value": best.cell},
        row=activity.row,
    )
