"""Where a hit stands: its symbolic route, its position in the document, and which other hits are on the same item."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import Any

from linter.budget.model import Activity, Budget, BudgetTable, Indicator, Project, Statement, UnitForm
from linter.document import Document, Location, Paragraph, Table
from linter.packs.hits import Hit, Item, Subject

PROJECT, INDICATOR, TABLE, ACTIVITY, SECTION = "项目:", "指标:", "表:", "活动:", "章节:"
"""What a step of a route begins with."""

Position = tuple[int, int, int, int, int]


class Places:
    """The order of one document's blocks and its headings."""

    def __init__(self, document: Document) -> None:
        self._path = document.path
        self._blocks: dict[tuple[str, int], int] = {}
        self._headings: list[tuple[Position, str]] = []
        for index, block in enumerate(document.blocks):
            location = block.location
            if isinstance(block, Table) and location.table is not None:
                self._blocks["table", location.table] = index
            elif isinstance(block, Paragraph) and location.paragraph is not None:
                self._blocks["paragraph", location.paragraph] = index
        for block in document.blocks:
            if isinstance(block, Paragraph) and block.level:
                self._headings.append((self.position(block.location), " ".join(block.text.split())))

    def position(self, location: Location) -> Position:
        """The place in reading order: by line where the format has lines, else by block, row and cell."""
        block = -1
        if location.table is not None:
            block = self._blocks.get(("table", location.table), location.table)
        elif location.paragraph is not None:
            block = self._blocks.get(("paragraph", location.paragraph), location.paragraph)
        return (location.line or 0, location.page or 0, block, location.row or 0, location.column or location.cell or 0)

    def of(self, item: Item) -> Location:
        """The place of an item; the document's own place for the whole budget."""
        return Location(self._path) if isinstance(item, Budget) else item.location

    def located(self, subject: Subject, hit: Hit) -> Location:
        """The hit's place with its route: the one that the check gave it, or its item's; then the field."""
        route = hit.location.route or tuple(self._route(subject, hit))
        if hit.field and (not route or route[-1] != hit.field):
            route = (*route, hit.field)
        return hit.location if route == hit.location.route else replace(hit.location, route=route)

    def _route(self, subject: Subject, hit: Hit) -> Iterator[str]:
        item = subject.item
        if subject.form is not None:
            yield PROJECT + subject.form.name
        elif subject.activity is not None:
            yield ACTIVITY + subject.activity.name
        if isinstance(item, Indicator):
            yield INDICATOR + item.name
        elif isinstance(item, (Project, UnitForm)):
            # A check of the whole form may point at one of its rows.
            yield from (INDICATOR + each.name for each in item.indicators if each.location == hit.location)
        elif isinstance(item, BudgetTable):
            yield TABLE + (item.title or item.kind)
        elif isinstance(item, Activity):
            yield ACTIVITY + item.name
            yield INDICATOR + item.indicator
        elif isinstance(item, (Statement, Paragraph)):
            yield from self._section(hit.location)
        elif isinstance(item, Budget):
            yield from _named(hit)

    def _section(self, location: Location) -> Iterator[str]:
        position = self.position(location)
        heading = next((text for at, text in reversed(self._headings) if at <= position), None)
        if heading is not None:
            yield SECTION + heading


def _named(hit: Hit) -> Iterator[str]:
    """The steps that a check of the whole document names in its fields."""
    for name, prefix in (("project", PROJECT), ("indicator", INDICATOR), ("table", TABLE)):
        if hit.fields.get(name):
            yield f"{prefix}{hit.fields[name]}"


def named_in(route: tuple[str, ...], prefix: str) -> str | None:
    """The name in the step of a route that begins with `prefix`, or None."""
    return next((step.removeprefix(prefix) for step in route if step.startswith(prefix)), None)


def identities(subject: Subject, location: Location) -> Iterator[Hashable]:
    """What two hits have in common if they are on the same item: the item, or its row, line or paragraph.

    A table or a document is too wide to be one item: there the row or line counts. Rows are told apart by their place, for
    a form may print one name twice; by the route of an indicator only where there is no place.
    """
    item: Any = subject.item
    if not isinstance(item, (Budget, BudgetTable)):
        yield id(item)
    if isinstance(item, (Project, UnitForm)) and location == item.location:
        return
    if location.row is not None and (location.table is not None or location.sheet is not None):
        # The cells of a row may stand on several lines.
        yield (location.sheet, location.table, location.row)
    elif location.row is not None or location.line is not None or location.paragraph is not None:
        yield (location.sheet, location.page, location.line, location.row, location.paragraph)
    else:
        for index, step in enumerate(location.route):
            if step.startswith(INDICATOR):
                yield location.route[: index + 1]
