"""What the finder knows of a form while it gathers its rows: title, lines around it, and what has been seen so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from linter.budget.forms.lines import Row
from linter.budget.forms.reading import FormText
from linter.budget.titles import Line
from linter.document import Location

Place = tuple[int, int]
"""(index of the table in the document, index of the row in it), both from 0."""


@dataclass(slots=True)
class Known:
    """What the lines around a title and a form say of it; the first that says something counts."""

    year: int | None = None
    unit: str | None = None
    currency: str = ""

    @property
    def known(self) -> bool:
        return self.year is not None or self.unit is not None or bool(self.currency)

    def learn(self, line: Line) -> None:
        self.year, self.unit = self.year or line.year, self.unit or line.unit
        self.currency = self.currency or line.currency or ""


@dataclass(slots=True)
class Draft(Known):
    """The rows of a form while they are gathered."""

    title: str = ""
    title_place: Location | None = None
    rows: list[Row] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    identity: set[str] = field(default_factory=set)
    heads_at: int | None = None
    indicators: bool = False
    goals: bool = False
    width: int = 0
    continued: bool = False
    used: set[int] = field(default_factory=set)
    named: bool = False

    def text(self) -> FormText:
        return FormText(self.title, self.title_place, self.year, self.unit, self.currency, tuple(self.rows))


@dataclass(slots=True, kw_only=True)
class Title(Known):
    """A title whose form has not begun yet."""

    text: str
    place: Location
    lines: list[int] = field(default_factory=list)
    rows: list[Place] = field(default_factory=list)
