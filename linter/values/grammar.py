"""The grammar of target values, with the terminals that come from the tables."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from linter import lalr
from linter.language import comparators, dates, numbers, units
from linter.language.terminals import assembled
from linter.resources import data

# Which terminal is tried first. A level may look like anything; broken dates are longer than dates, and dates than figures;
# composed comparators are longer than single ones; a measure word with its name than the bare measure word; a unit that
# is known goes before Latin letters that may be one.
_ORDER = (
    (9, "LEVEL"),
    (8, "BAD_YEAR COMPACT YEARS MONTHS MONTH_MARK"),
    (7, "YEAR YEAR_MARK MONTH DAY DOTTED MONTH_DAY RELATIVE"),
    (6, "END PART AHEAD WITHIN SHARE SLASH BAD_JOIN"),
    (5, "COUNTED GE LE OR_MORE OR_LESS"),
    (4, "GT LT EQ NEUTRAL MISTYPED LETTER APPROX APPROX_AFTER MORE BETWEEN AMID UNEVEN"),
    (3, "AGAINST MONEY TIME UNIT SCALE"),
    (2, "NUMBER CN_NUMBER"),
    (1, "LATIN"),
    (0, "THING"),
)
_PRIORITIES = {name: priority for priority, names in _ORDER for name in names.split()}


@cache
def words() -> dict[str, Any]:
    """rules/value_words.yaml: levels, degrees, yes_no, hotlines."""
    found: dict[str, Any] = data("value_words.yaml")
    return found


def read(text: str) -> lalr.Tree | None:
    """The parse tree of one folded value, or None where the grammar does not take it."""
    return _parser().parse(text, "start")


def read_unit(text: str) -> lalr.Tree | None:
    """The parse tree of a unit that stands alone ("万元/人"), or None where it is none."""
    return _parser().parse(text, "lone_unit")


@cache
def pattern(*terminals: str) -> str:
    """The regular expression of any of these terminals of the grammar."""
    return "(?:" + "|".join(_parser().terminals[name] for name in terminals) + ")"


@cache
def _parser() -> lalr.Parser:
    made = units.value_terminals() | comparators.terminals() | dates.terminals() | _numbers() | {"LEVEL": _levels()}
    return lalr.load("value.lark", assembled("value.lark", made, _PRIORITIES), ["start", "lone_unit"])


def _numbers() -> dict[str, str]:
    behind = rf"{comparators.words_behind()}|{comparators.about_behind()}"
    followed = rf"$|余|多|至|到|~|-|{behind}|{units.any_unit()}"
    return {
        "AGAINST": rf"(?:较|比)(?:{dates.year()}|{'|'.join(dates.words('last_year'))}|往年|同期)(?:同期)?",
        "NUMBER": numbers.signed_pattern(),
        "CN_NUMBER": rf"{numbers.chinese_pattern()}(?={followed})",
        "SHARE": numbers.percent_pattern(),
        "SLASH": rf"{numbers.slash_pattern()}(?=$|{behind})",
    }


def _levels() -> str:
    def any_of(key: str) -> str:
        return "|".join(re.escape(w) for w in sorted(words()[key], key=len, reverse=True))

    classes = "|".join(re.escape(word) for word in words()["levels"] if word[-1] in "级类")
    named = (
        f"(?:{any_of('grades')}|{classes})(?:{any_of('standards')})?|(?:{any_of('graded')})(?:{any_of('standards')})"
    )
    return f"(?:(?:{any_of('degrees')})?(?:{any_of('levels')})|{named})(?=$|[及或]?以[上下内]|[(])"
