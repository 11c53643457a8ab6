"""Days that a text counts between two dates: 自3月1日至6月30日，共122天. Words: rules/lexicons/calculations.yaml, `spans`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from linter.budget.amounts import COUNT, Mention, Prose
from linter.budget.products import Calculation
from linter.language import units
from linter.language.dates import Date, Period, periods_in
from linter.language.folding import half_width
from linter.language.terminals import either
from linter.resources import data

_DAY = "天"
# A year of no leap day, for dates without a year.
_PLAIN_YEAR = 2001
_FEBRUARY = 2


def spans(prose: Prose, amounts: Sequence[Mention]) -> Iterator[Calculation]:
    """The counts of days right behind two dates. The last day may be counted or not; where no year is told, the leap day, too."""
    for period in periods_in(prose.flat):
        place = bisect_left(amounts, period.end, key=lambda mention: mention.start)
        following = amounts[place] if place < len(amounts) else None
        if following is None or following.kind != COUNT or not _are_days(following):
            continue
        if not _behind().fullmatch(prose.flat, period.end, following.start) or following.amount.approximate:
            continue
        days = _days(period)
        if days is not None:
            start, end = prose.span(period.start, following.end)
            leap = 1 if period.first.year is None and (period.first.month or 0) <= _FEBRUARY else 0
            stated = following.amount.number
            yield Calculation(
                text=prose.text[start:end],
                computed=Decimal(days),
                result=following.amount,
                approximate=False,
                start=start,
                end=end,
                allowed=(stated - leap, stated + 1),
            )


def _are_days(mention: Mention) -> bool:
    known = units.table().spelled.get(half_width(mention.measure[0])) if len(mention.measure) == 1 else None
    return known is not None and known.base == _DAY == known.name


def _days(period: Period) -> int | None:
    """The days of a period, the first and the last one counted; None for dates that are none."""
    first, last = _date(period.first), _date(period.last)
    if first is None or last is None or last < first:
        return None
    return (last - first).days + 1


def _date(of: Date) -> date | None:
    if of.month is None or of.day is None:
        return None
    try:
        return date(of.year or _PLAIN_YEAR, of.month, of.day)
    except ValueError:
        return None


@cache
def _behind() -> re.Pattern[str]:
    words = data("lexicons/calculations.yaml")["spans"]
    return re.compile(rf"(?:{either(words['ends'])})?[，（、]?(?:{either(words['counted'])})")
