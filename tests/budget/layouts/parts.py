"""What a form is put together of: rows whose width is not known yet, and the facts that a form prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .content import Content, Item
from .grid import Box, Row


@dataclass(slots=True)
class Printed:
    """An indicator as the form has it: canonical levels, and levels as printed. "" for what is not printed."""

    item: Item
    group: str
    category: str
    level1: str
    level2: str


@dataclass(slots=True)
class Facts:
    """What the form of a project prints, and so what a reader must find in it.

    `year` is None where none is printed, and 0 where something else than a line of the year lets one guess it;
    `unit` is None where the form prints none.
    """

    content: Content
    unit: str | None
    year: int | None = None
    budget: Decimal | None = None
    sources: list[tuple[str, Decimal]] = field(default_factory=list)
    goals: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    indicators: list[Printed] = field(default_factory=list)
    described: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a row before the width of the table is known. What is spare goes to those that grow."""

    text: str
    grows: bool = False


Spec = list[Slot]


@dataclass(frozen=True, slots=True)
class Held:
    """A label at the left over several rows."""

    label: str
    rows: list[Spec]


Part = Spec | Held


def pairs(*texts: str) -> Spec:
    """Label, value, label, value."""
    return [Slot(text, index % 2 == 1) for index, text in enumerate(texts)]


def alike(*texts: str) -> Spec:
    return [Slot(text, True) for text in texts]


def width_of(part: Part) -> int:
    return len(part) if isinstance(part, list) else max(map(len, part.rows)) + 1


def rows_of(part: Part, width: int) -> list[Row]:
    """The rows of a part in a table of so many columns."""
    if isinstance(part, list):
        return [_laid(part, width)]
    first, *others = [_laid(spec, width - 1) for spec in part.rows]
    return [[Box(part.label, 1, len(part.rows)), *first], *others]


def _laid(spec: Spec, width: int) -> Row:
    growing = [index for index, slot in enumerate(spec) if slot.grows] or [len(spec) - 1]
    extra = dict.fromkeys(growing, 0)
    for count in range(width - len(spec)):
        extra[growing[len(growing) - 1 - count % len(growing)]] += 1
    return [Box(slot.text, 1 + extra.get(index, 0)) for index, slot in enumerate(spec)]


def labelled(text: str, layout: Mapping[str, str]) -> str:
    """A label in the manner of the layout: set wide, with a colon, broken over two lines."""
    manner = layout["label"]
    if manner == "spaced" and len(text) <= 4:
        return " ".join(text)
    if manner == "colon":
        return f"{text}："
    if manner == "broken" and len(text) >= 4:
        return f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}"
    return text
