"""Sums within a table or form: what should add up to what, and whether the printed figures allow it.

The rules are those of XBRL Calculations 1.1 (2023): a printed figure stands for an interval, precision belongs to the table,
and a total and its parts contradict each other only where the total's interval and that of the sum do not meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linter.bilingual import Bilingual
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, BudgetRow, Column, Figure
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
    reason: Bilingual


BLANK_PART = Bilingual("有分项为空，不能当作零", "a part is blank and is not shown to be zero")
BLANK_TOTAL = Bilingual("合计为空", "the total is blank")
BLANK_PARTS = Bilingual("各分项均为空", "all parts are blank")


def down_column(
    family: str, total: BudgetRow, readings: Sequence[Sequence[BudgetRow]], column: Column, **more: bool
) -> Relation:
    """Rows of a table that add up in one of its columns. Blank and repeated readings are left out."""
    listed = tuple(dict.fromkeys(tuple(_term(row, column) for row in reading) for reading in readings if reading))
    return Relation(family, _term(total, column), listed, column.label, **more)


def _term(row: BudgetRow, column: Column) -> Term:
    label = " ".join(filter(None, (row.code, row.name)))
    return Term(label, row.figures[column.index], row.location)


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
    if all(term.figure.number is None for reading in relation.readings for term in reading):
        return Open(relation, BLANK_PARTS) if _asks_for_parts(relation) else None
    if total.number is None:
        return Open(relation, BLANK_TOTAL) if _asks_for_total(relation) else None
    whole = stands_for(total, decimals)
    sums = [(reading, sum_of(reading, decimals)) for reading in relation.readings]
    if any(added.meets(whole) or (relation.at_most and added.low <= whole.high) for _, added in sums):
        return None
    if not blank_is_zero and any(_may_be_filled_up(reading, added, whole) for reading, added in sums):
        return Open(relation, BLANK_PART)
    return mismatch(relation, decimals)


def _asks_for_parts(relation: Relation) -> bool:
    """Whether a total is printed whose parts, all blank, had to be."""
    return bool(relation.total.figure.number) and not relation.at_most and any(relation.readings)


def _asks_for_total(relation: Relation) -> bool:
    """Whether a total was left blank over parts. A dash or a word in its place says nothing that could be wrong."""
    filled = any(value(term.figure) != 0 for term in relation.readings[0])
    return relation.total.figure.blank and filled and not relation.at_most


def _may_be_filled_up(reading: Sequence[Term], added: Interval, whole: Interval) -> bool:
    """Whether what was left blank among the parts could make up what they lack."""
    blank = any(term.figure.blank for term in reading)
    positive = all(term.figure.number is None or term.figure.number >= 0 for term in reading)
    return blank and positive and added.low <= whole.high


def mismatch(relation: Relation, decimals: int) -> Mismatch:
    """The relation as one that does not hold, by its plain reading."""
    parts = relation.readings[0]
    added = sum((value(term.figure) for term in parts), ZERO)
    return Mismatch(relation, parts, added, value(relation.total.figure) - added, sum_of(parts, decimals))


def without_followers(found: Sequence[Mismatch], decimals: int) -> list[Mismatch]:
    """One wrong subtotal is one finding: leaves out the sums that would hold if a subtotal in them were what its own
    parts give."""
    mended: Mapping[Term, Interval] = {each.relation.total: each.stands for each in found}
    return [each for each in found if not _follows(each, mended, decimals)]


def _follows(found: Mismatch, mended: Mapping[Term, Interval], decimals: int) -> bool:
    parts = [term for term in found.parts if term.figure.number is not None]
    total = found.relation.total.figure
    if total.number is None or not any(part in mended for part in parts):
        return False
    stands = Interval.total(mended.get(part) or stands_for(part.figure, decimals) for part in parts)
    return stands.meets(stands_for(total, decimals))
