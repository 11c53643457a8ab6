"""What the kinds that look at one named field have in common: the field's value, and a hit on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from linter.budget.model import Activity, Budget, BudgetTable, Indicator, Project, Statement, UnitForm
from linter.document import Cell, Location, Paragraph, locate
from linter.findings import Mark
from linter.packs.hits import Hit, Subject, indicator_hit, row_excerpt
from linter.packs.kinds import CORPUS, SCOPES
from linter.packs.schema import ENTITIES, Field

ALL_SCOPES = tuple(scope for scope in SCOPES if scope != CORPUS)
_ENTITIES: Mapping[type, str] = {
    Indicator: "indicator",
    Project: "project",
    UnitForm: "unit_form",
    BudgetTable: "table",
    Activity: "activity",
    Statement: "statement",
    Paragraph: "paragraph",
    Budget: "document",
}


def fields_named(name: str) -> Mapping[type, Field]:
    """The field of that name by the class of item that has it. A rule's scope was checked when it was loaded."""
    found = ((kind, ENTITIES[entity].find(name)) for kind, entity in _ENTITIES.items())
    return {kind: each for kind, each in found if each is not None}


def hit_on(subject: Subject, field: Field | None, span: tuple[int, int] | None = None, **more: Any) -> Hit:
    """A hit on a field of the item, or on the item as a whole; `span` are characters of the field's own text."""
    item = subject.item
    name = field.name if field else None
    cell = field.cell if field else ""
    if isinstance(item, Indicator):
        return replace(indicator_hit(item, cell, span=_in_cell(item.cells.get(cell), span), **more), field=name)
    if isinstance(item, Paragraph):
        return _passage(item, 0, len(item.text), name, span, more)
    if isinstance(item, Statement):
        more.setdefault("key", item.paragraph.text[item.start : item.end])
        return _passage(item.paragraph, item.start, item.end, name, None, more)
    if isinstance(item, Activity):
        excerpt, marks = row_excerpt(item.row)
        return Hit(item.location, field=name, excerpt=excerpt, marks=marks, **more)
    if isinstance(item, Budget):
        return Hit(Location(item.document.path), field=name, **more)
    held = item.fields.get(cell)
    text = held.text.strip() if held is not None else ""
    more.setdefault("actual", text or None)
    more.setdefault("key", text or name or "")
    excerpt, marks = row_excerpt((held,), held, _in_cell(held, span)) if held is not None else (item.title, ())
    return Hit(item.location, field=name, excerpt=excerpt, marks=marks, **more)


def _in_cell(cell: Cell | None, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """A span of the stripped text as one of the cell's own text."""
    if cell is None or span is None:
        return None
    lead = len(cell.text) - len(cell.text.lstrip())
    return span[0] + lead, span[1] + lead


def _passage(
    paragraph: Paragraph, start: int, end: int, name: str | None, span: tuple[int, int] | None, more: dict[str, Any]
) -> Hit:
    low, high = span or (start, end)
    more.setdefault("actual", paragraph.text[low:high])
    more.setdefault("key", paragraph.text[low:high])
    first, last = max(0, low - 40), min(len(paragraph.text), high + 40)
    excerpt = paragraph.text[first:last].replace("\n", " ")
    marks = (Mark(low - first, high - first),)
    return Hit(locate(paragraph, low, high), field=name, excerpt=excerpt, marks=marks, **more)
