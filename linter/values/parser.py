"""The grammar of target values, with the terminals that come from the tables."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from linter import lalr
from linter.resources import data, grammar
from linter.values import units

# Above plain numbers, below dates; a measure word with its name goes before the bare measure word.
_PRIORITIES = {"MONEY": 3, "TIME": 3, "UNIT": 3, "COUNTED": 5, "SCALE": 3, "CN_NUMBER": 2, "BAD_JOIN": 6, "LEVEL": 9}


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
    made = units.terminals() | {"LEVEL": _levels()}
    lines = [f"{name}.{_PRIORITIES[name]}: /{regex.replace('/', chr(92) + '/')}/" for name, regex in made.items()]
    source = "\n".join([grammar("value.lark"), *lines]) + "\n"
    return lalr.load("value.lark", source, ["start", "lone_unit"])


def _levels() -> str:
    def any_of(key: str) -> str:
        return "|".join(re.escape(w) for w in sorted(words()[key], key=len, reverse=True))

    return f"(?:{any_of('degrees')})?(?:{any_of('levels')})(?=$|[及或]?以[上下内]|[(])"
