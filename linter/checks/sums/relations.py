"""Sums within a table or form: what should add up to what, and whether the printed figures allow it.

The rules are those of XBRL Calculations 1.1 (2023): a printed figure stands for an interval, precision belongs to the table,
and a total and its parts contradict each other only where the total's interval and that of the sum do not meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Figure
from linter.document import Location

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Term:
    """A figure in a sum with the words that name it."""

    label: str
    figure: Figure
    location: Location


@dataclass(frozen=True, slots=True)
class Relation:
    """`total` is the sum of the terms of one of `readings` (the first being the plain one).

    `family` is total (合计, 小计), hierarchy (a parent account and its children) or columns (a row's total and its parts).
    `at_most`: the parts need not be complete, so their sum is at most the total. `proven`: reported only where another
    column of the table shows that the rows do add up in this way.
    """

    family: str
    total: Term
    readings: tuple[tuple[Term, ...], ...]
    column: str = ""
    at_most: bool = False
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A relation that does not hold: the sum of its parts and total - sum, in yuan for money."""

    relation: Relation
    parts: tuple[Term, ...]
    sum: Decimal
    difference: Decimal
    stands: Interval


@dataclass(frozen=True, slots=True)
class Open:
    """A relation that could not be decided."""

    relation: Relation
    reason: str


BLANK_PART = "有分项为空，不能当作零 / a part is blank and is not shown to be zero"
BLANK_TOTAL = "合计为空 / the total is blank"
BLANK_PARTS = "各分项均为空 / all parts are blank"


def factor(figure: Figure) -> Decimal:
    """What one unit of a figure is in yuan; 1 for what is no money."""
    return MONEY_UNITS.get(figure.unit, Decimal(1))


def value(figure: Figure) -> Decimal:
    """The figure in yuan (counts as they are), blank and dashes as zero."""
    return ZERO if figure.number is None else figure.number * factor(figure)


def stands_for(figure: Figure, decimals: int) -> Interval:
    """What a printed figure stands for where its table prints `decimals` decimals."""
    assert figure.number is not None
    return Interval.printed(figure.number, max(decimals, figure.decimals), factor(figure))


def sum_of(parts: Iterable[Term], decimals: int) -> Interval:
    return Interval.total(stands_for(term.figure, decimals) for term in parts if term.figure.number is not None)


def judge(relation: Relation, decimals: int, *, blank_is_zero: bool) -> Mismatch | Open | None:
    """None where the figures allow the relation in one of its readings (or there is nothing to compare)."""
    total = relation.total.figure
    filled = [[t for t in reading if t.figure.number is not None] for reading in relation.readings]
    if not any(filled):
        nothing = total.number is None or total.number == 0 or relation.at_most or not any(relation.readings)
        return None if nothing else Open(relation, BLANK_PARTS)
    if total.number is None:
        # A dash or a word in place of a figure says nothing that could be wrong.
        bare = total.blank and any(value(t.figure) != 0 for t in filled[0])
        return Open(relation, BLANK_TOTAL) if bare and not relation.at_most else None
    stands = stands_for(total, decimals)
    undecided = False
    for reading in relation.readings:
        added = sum_of(reading, decimals)
        if added.meets(stands) or (relation.at_most and added.low <= stands.high):
            return None
        blank = any(t.figure.blank for t in reading)
        positive = all(t.figure.number is None or t.figure.number >= 0 for t in reading)
        undecided = undecided or (blank and not blank_is_zero and added.low <= stands.high and positive)
    if undecided:
        return Open(relation, BLANK_PART)
    first = relation.readings[0]
    added_up = sum((value(t.figure) for t in first), ZERO)
    return Mismatch(relation, tuple(first), added_up, value(total) - added_up, sum_of(first, decimals))


def without_followers(found: Sequence[Mismatch], decimals: int) -> list[Mismatch]:
    """One wrong subtotal is one finding: leaves out the sums that would hold if a subtotal in them were what its own
    parts give."""
    mended: Mapping[Term, Interval] = {each.relation.total: each.stands for each in found}
    kept = []
    for each in found:
        parts = [t for t in each.parts if t.figure.number is not None]
        if any(part in mended for part in parts) and each.relation.total.figure.number is not None:
            stands = Interval.total(mended.get(t) or stands_for(t.figure, decimals) for t in parts)
            if stands.meets(stands_for(each.relation.total.figure, decimals)):
                continue
        kept.append(each)
    return kept
