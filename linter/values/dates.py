"""Dates and deadlines: what they name, and which of them cannot exist."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from linter.lalr import Token
from linter.language.folding import Folded
from linter.values import numerals
from linter.values.messages import report
from linter.values.model import PartialDate, Problem
from linter.values.parts import Node, place, tokens

_NUMBER = re.compile(r"\d+")
# A leap year, for dates that state no year.
_ANY_YEAR = 2024
_BROKEN = re.compile(
    r"(?<![\d.月年季])(?:1[0-2]|[1-9])(?=底前?|末前)|(?<!\d)(?:19|20)\d\d年月(?=[底前末日]|$)|^年\d{1,2}月"
)
_MONTH_DAY = re.compile(r"(?:(?<!\d)((?:19|20)\d\d)年)?(?<![\d.])(\d{1,2})月(\d{1,2})[日号]")


def read_dates(folded: Folded, node: Node) -> tuple[tuple[PartialDate, ...], tuple[Problem, ...]]:
    """The dates under a node of the grammar, in order, and a VAL018 for each that cannot be."""
    dates: list[PartialDate] = []
    problems: list[Problem] = []
    year: int | None = None
    month_start = 0
    for token in tokens(node):
        start, end = place(token)
        numbers = [int(n) for n in _NUMBER.findall(token)]
        if token.type == "YEAR":
            year = numbers[0]
            dates.append(PartialDate(year))
        elif token.type in ("DOTTED", "YEARS"):
            found = [PartialDate(n) for n in numbers] if token.type == "YEARS" else [PartialDate(*numbers)]
            dates += found
            year = found[-1].year
            problems += [report(folded, "VAL018", start, end) for date in found if not exists(date)]
        elif token.type == "MONTHS":
            dates += [PartialDate(year, month) for month in numbers]
            problems += [report(folded, "VAL018", start, end) for month in numbers if not 1 <= month <= 12]
        elif token.type == "MONTH":
            date = PartialDate(year, _month(token))
            if dates and dates[-1].month is None:
                dates.pop()
            dates.append(date)
            month_start = start
            if not exists(date):
                problems.append(report(folded, "VAL018", start, end))
        elif token.type == "DAY" and dates and dates[-1].month is not None:
            date = replace(dates.pop(), day=numbers[0])
            dates.append(date)
            if not exists(date) and not problems:
                problems.append(report(folded, "VAL018", month_start, end))
    return tuple(date for date in dates if exists(date)), tuple(problems)


def _month(token: Token) -> int:
    figure = token.split("月")[0]
    number = int(figure) if figure[0].isdigit() else numerals.chinese(figure)
    return int(number or 0)


def exists(date: PartialDate) -> bool:
    if date.month is None:
        return date.day is None or 1 <= date.day <= 31
    if not 1 <= date.month <= 12:
        return False
    return date.day is None or 1 <= date.day <= monthrange(date.year or _ANY_YEAR, date.month)[1]


def broken_dates(folded: Folded) -> tuple[Problem, ...]:
    """VAL018 for the malformed dates inside a sentence."""
    found = [report(folded, "VAL018", *match.span()) for match in _BROKEN.finditer(folded.text)]
    for match in _MONTH_DAY.finditer(folded.text):
        year, month, day = (int(n) if n else None for n in match.groups())
        if not exists(PartialDate(year, month, day)):
            found.append(report(folded, "VAL018", *match.span()))
    return tuple(found)
