"""What a project leaves behind to be held against those of other documents, and what such a comparison finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from linter.document import Location


@dataclass(frozen=True, slots=True)
class Imprint:
    """A project as far as it is compared. `index` is its place in `Budget.projects`, `unit` None where nobody says whose it is.

    `sentences` are those of its goals, squashed, without the unit's own name; `rows` and `descriptions` digests of its
    indicators (name and value) and of their descriptions.
    """

    index: int
    unit: str | None
    name: str
    code: str
    budget: Decimal | None
    location: Location
    sentences: tuple[str, ...]
    rows: tuple[int, ...]
    descriptions: tuple[int, ...]

    @property
    def path(self) -> str:
        return self.location.path

    @property
    def key(self) -> tuple[str, int]:
        return self.path, self.index


@dataclass(frozen=True, slots=True)
class Copy:
    """What a project has in common with `peer`, a project of another unit, the most like it.

    `what` is goals, indicators or descriptions. `share` (up to 1) tells how much of it is the same; `shared` of `total`
    rows or characters. `units` counts the other units that hold the same.
    """

    what: str
    share: Decimal
    shared: int
    total: int
    peer: Imprint
    units: int


Copies = Mapping[tuple[str, int], tuple[Copy, ...]]
"""By path and index of a project."""
