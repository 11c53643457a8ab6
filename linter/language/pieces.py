"""Names that a lexicon or a module may write in a regular expression for what the tables of this room spell.

{年份} (in code: {any_year}) is a year with or without 年, {year} one with it, {bare_year} its figures, {期限} a term (5年, 长期),
{比较词} a comparative that is said of quantities (高于, 少于), {序号} a list number at whose place the pattern stands,
{figure} the figure of one (十二, 12).
"""

from __future__ import annotations

import re
from functools import cache

from linter.language import comparators, dates, list_numbers

_MADE = {
    "{年份}": dates.any_year,
    "{any_year}": dates.any_year,
    "{year}": dates.year,
    "{bare_year}": dates.bare_year,
    "{期限}": dates.term,
    "{比较词}": comparators.of_quantity,
    "{序号}": list_numbers.pattern,
    "{figure}": list_numbers.figure,
}


def expanded(pattern: str) -> str:
    """A regular expression with these names filled in."""
    for name, made in _MADE.items():
        if name in pattern:
            pattern = pattern.replace(name, made())
    return pattern


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The compiled regular expression with these names filled in; made once."""
    return re.compile(expanded(pattern))
