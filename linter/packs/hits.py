"""What a kind of check gives back: a Hit for each defect, or an Unsettled where it could not decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linter.bilingual import Bilingual
from linter.budget.imprints import Copy
from linter.budget.model import Activity, Budget, BudgetTable, Indicator, Project, Statement, UnitForm
from linter.document import Cell, Location, Paragraph, locate
from linter.findings import Change, Mark, Related

Item = Indicator | Project | UnitForm | BudgetTable | Activity | Statement | Paragraph | Budget


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule looks at: one item of its scope, the form that the item belongs to (if any), and the whole budget.

    `activity` is the row of an activity table that an indicator was made of; such a row has no form.
    `copies` tells of a project what of it also stands in other units' documents, in a run over several.
    """

    item: Item
    form: Project | UnitForm | None
    budget: Budget
    copies: tuple[Copy, ...] = ()
    activity: Activity | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A second place that a hit speaks of, and what it has to do with it."""

    location: Location
    note: Bilingual | str


@dataclass(frozen=True, slots=True)
class Hit:
    """One defect. `fields` fills the rule's message template; `key` is the content that identifies it (for the fingerprint).

    `location` is the item that is wrong, `spot` the very cell or words in it, where that is narrower. `secret` is text
    that no finding of the document may repeat; `actual` is what it is shown as, of the same length. `anywhere` says that
    the content is what is wrong and the place only where it is met (the first of several, a copy): then the fingerprint
    does not depend on the place either.

    `suggestion` is what `actual` at the spot should say, where that is certain. A mend that changes anything else (the same slip
    in several places, a value that stands in several cells) lists its `changes`.
    """

    location: Location
    fields: Mapping[str, object] = field(default_factory=dict)
    field: str | None = None
    excerpt: str = ""
    marks: tuple[Mark, ...] = ()
    actual: str | None = None
    expected: str | None = None
    suggestion: str | None = None
    related: tuple[Beside | Related, ...] = ()
    key: str = ""
    spot: Location | None = None
    secret: str | None = None
    anywhere: bool = False
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The check could not be decided here; `reason` is for people."""

    location: Location
    reason: Bilingual | str


Outcome = Hit | Unsettled
Check = Callable[[Subject], Iterator[Outcome]]


def row_excerpt(
    cells: Sequence[Cell], cell: Cell | None = None, span: tuple[int, int] | None = None
) -> tuple[str, tuple[Mark, ...]]:
    """A table row as printed, cells joined by " │ ", and the mark on `cell` (or on `span` of its text)."""
    parts: list[str] = []
    marks: list[Mark] = []
    offset = 0
    for each in cells:
        text = each.text.replace("\n", " ")
        if each is cell:
            lead = len(each.text) - len(each.text.lstrip())
            start, end = span if span is not None else (lead, len(each.text.rstrip()))
            marks.append(Mark(offset + start, offset + max(end, start)))
        parts.append(text)
        offset += len(text) + 3
    return " │ ".join(parts), tuple(marks)


def indicator_hit(indicator: Indicator, name: str, span: tuple[int, int] | None = None, **more: Any) -> Hit:
    """A hit on one field of an indicator's row: place and excerpt are the row's, the field's characters are marked."""
    cell = indicator.cells.get(name)
    excerpt, marks = row_excerpt(indicator.row, cell, span)
    more.setdefault("actual", cell.text.strip() if cell else None)
    # Only the field that is wrong: a change of another one makes no new finding of this.
    more.setdefault("key", "|".join((indicator.name, cell.text if cell else "")))
    if cell is not None:
        more.setdefault("spot", locate(cell, *span) if span else cell.location)
    return Hit(location=indicator.location, field=name, excerpt=excerpt, marks=marks, **more)
