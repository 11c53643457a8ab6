"""Value: what a target value (指标值) says, and what is wrong with how it says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Problem:
    """One defect of a value's writing. `code` is a catalogue code (VAL002 …); `start` and `end` its characters.

    `detail` names what is wrong in the words of the value (the leaked text, the malformed unit); `suggestion` is the
    value as it should stand, or None where that is not certain.
    """

    code: str
    message: str
    suggestion: str | None
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as the value states it: 12月底前 has month 12 only."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A parsed target value.

    `kind`: number, range, date, duration, frequency, level, yes-no, text, list, damaged, empty. `comparator`: ≥ ≤ > < =
    or "" where none is written. `low` and `high` bound the value in the base unit of `unit` (0.06万人: 600, unit 人; 九成: 90, unit %),
    None where unbounded; `low_closed`, `high_closed` say whether the bound belongs to it. `number` is the figure as printed,
    in the printed unit. `spans` maps comparator, number, unit, tail to (start, end) in `text`. `values` holds
    the single values of a list, or the figures of a text that holds several. `lead` holds words in front that belong to
    the value (增长, 延期, 全年), `dates` the dates that a date value names.
    """

    text: str
    kind: str
    canonical: str
    comparator: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = False
    high_closed: bool = False
    number: Decimal | None = None
    unit: str = ""
    printed_unit: str = ""
    dimension: str = ""
    approximate: bool = False
    values: tuple[Value, ...] = ()
    problems: tuple[Problem, ...] = ()
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)
    lead: str = ""
    dates: tuple[PartialDate, ...] = ()

    def __str__(self) -> str:
        return self.canonical

    def problem(self, code: str) -> Problem | None:
        return next((p for p in self.problems if p.code == code), None)
