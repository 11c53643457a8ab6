"""Dates and deadlines: what they name, and which of them cannot exist."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace

from linter.lalr import Token
from linter.language import dates
from linter.language.folding import Folded
from linter.language.pieces import compiled
from linter.values.messages import report
from linter.values.model import PartialDate, Problem
from linter.values.parts import Node, place, tokens

_FIGURES = re.compile(r"[\d〇零○一二三四五六七八九十]+")
# A leap year, for dates that state no year.
_ANY_YEAR = 2024


def read_dates(folded: Folded, node: Node) -> tuple[tuple[PartialDate, ...], tuple[Problem, ...]]:
    """The dates under a node of the grammar, in order, and a VAL018 for each that cannot be."""
    found: list[PartialDate] = []
    problems: list[Problem] = []
    year: int | None = None
    month_start = 0
    for token in tokens(node):
        start, end = place(token)
        read = _READERS.get(token.type)
        if read is not None:
            new = read(token, year)
            if token.type == "MONTH":
                # 2026年12月: the month belongs to the year before it.
                month_start = start
                if found and found[-1].month is None:
                    found.pop()
            elif token.type != "MONTHS":
                year = new[-1].year
            found += new
            problems += [report(folded, "VAL018", start, end) for date in new if not exists(date)]
        elif token.type == "DAY" and found and found[-1].month is not None:
            found[-1] = replace(found[-1], day=_figures(token)[0])
            if not exists(found[-1]) and not problems:
                problems.append(report(folded, "VAL018", month_start, end))
    return tuple(date for date in found if exists(date)), tuple(problems)


def _figures(text: str) -> list[int]:
    return [dates.figure_value(figure) for figure in _FIGURES.findall(text)]


def _year(token: Token, year: int | None) -> list[PartialDate]:
    return [PartialDate(dates.year_value(token))]


def _years(token: Token, year: int | None) -> list[PartialDate]:
    return [PartialDate(dates.year_value(figure)) for figure in _FIGURES.findall(token)]


def _dotted(token: Token, year: int | None) -> list[PartialDate]:
    return [PartialDate(*_figures(token))]


def _month_day(token: Token, year: int | None) -> list[PartialDate]:
    return [PartialDate(year, *_figures(token))]


def _months(token: Token, year: int | None) -> list[PartialDate]:
    return [PartialDate(year, month) for month in _figures(token)]


_READERS: dict[str, Callable[[Token, int | None], list[PartialDate]]] = {
    "YEAR": _year,
    "YEARS": _years,
    "DOTTED": _dotted,
    "MONTH": _months,
    "MONTHS": _months,
    "MONTH_DAY": _month_day,
}


def exists(date: PartialDate) -> bool:
    if date.month is None:
        return date.day is None or 1 <= date.day <= 31
    if not 1 <= date.month <= 12:
        return False
    return date.day is None or 1 <= date.day <= monthrange(date.year or _ANY_YEAR, date.month)[1]


def broken_dates(folded: Folded) -> tuple[Problem, ...]:
    """VAL018 for the malformed dates inside a sentence."""
    spans = [match.span() for match in compiled(dates.broken()).finditer(folded.text)]
    spans += [
        (date.start, date.end)
        for date in dates.dates_in(folded.text)
        if date.day is not None and not exists(PartialDate(date.year, date.month, date.day))
    ]
    return tuple(report(folded, "VAL018", *span) for span in spans)
