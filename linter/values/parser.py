"""The grammar of target values, with the terminals that come from the tables."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from linter import lalr
from linter.language import comparators, numbers, units
from linter.language.terminals import assembled
from linter.resources import data

# Above plain numbers, below dates; a measure word with its name goes before the bare measure word, a unit that is known
# before Latin letters that may be one. Comparators with a sign stand above single words, and composed ones above both.
_PRIORITIES = {
    "LEVEL": 9,
    "SHARE": 6,
    "SLASH": 6,
    "BAD_JOIN": 6,
    "COUNTED": 5,
    "GE": 5,
    "LE": 5,
    "OR_MORE": 5,
    "OR_LESS": 5,
    "GT": 4,
    "LT": 4,
    "EQ": 4,
    "NEUTRAL": 4,
    "MISTYPED": 4,
    "LETTER": 4,
    "APPROX": 4,
    "APPROX_AFTER": 4,
    "MORE": 4,
    "BETWEEN": 4,
    "UNEVEN": 4,
    "MONEY": 3,
    "TIME": 3,
    "UNIT": 3,
    "SCALE": 3,
    "NUMBER": 2,
    "CN_NUMBER": 2,
    "LATIN": 1,
    "THING": 0,
}


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
    made = units.value_terminals() | comparators.terminals() | _numbers() | {"LEVEL": _levels()}
    return lalr.load("value.lark", assembled("value.lark", made, _PRIORITIES), ["start", "lone_unit"])


def _numbers() -> dict[str, str]:
    behind = rf"{comparators.words_behind()}|{comparators.about_behind()}"
    followed = rf"$|余|多|至|到|~|-|{behind}|{units.any_unit()}"
    return {
        "NUMBER": numbers.signed_pattern(),
        "CN_NUMBER": rf"{numbers.chinese_pattern()}(?={followed})",
        "SHARE": numbers.percent_pattern(),
        "SLASH": rf"{numbers.slash_pattern()}(?=$|{behind})",
    }


def _levels() -> str:
    def any_of(key: str) -> str:
        return "|".join(re.escape(w) for w in sorted(words()[key], key=len, reverse=True))

    named = f"(?:{any_of('grades')})(?:{any_of('standards')})?|(?:{any_of('graded')})(?:{any_of('standards')})"
    return f"(?:(?:{any_of('degrees')})?(?:{any_of('levels')})|{named})(?=$|[及或]?以[上下内]|[(])"
