"""The grammar of target values, with the terminals that come from the tables."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from linter.resources import grammar, rules_dir
from linter.values import units

# Above plain numbers, below dates; a measure word with its name goes before the bare measure word.
_PRIORITIES = {"MONEY": 3, "TIME": 3, "UNIT": 3, "COUNTED": 5, "SCALE": 3, "CN_NUMBER": 2, "BAD_JOIN": 6, "LEVEL": 9}


@cache
def words() -> dict[str, Any]:
    """rules/value_words.yaml: levels, degrees, yes_no, hotlines."""
    data: dict[str, Any] = yaml.safe_load((rules_dir() / "value_words.yaml").read_text(encoding="utf-8"))
    return data


def read(text: str) -> Tree[Token] | None:
    """The parse tree of one folded value, or None where the grammar does not take it."""
    return _read(text, "start")


def read_unit(text: str) -> Tree[Token] | None:
    """The parse tree of a unit that stands alone ("万元/人"), or None where it is none."""
    return _read(text, "lone_unit")


def _read(text: str, start: str) -> Tree[Token] | None:
    try:
        return _parser().parse(text, start=start)
    except UnexpectedInput:
        return None


@cache
def pattern(*terminals: str) -> str:
    """The regular expression of any of these terminals of the grammar."""
    known = {t.name: t.pattern.to_regexp() for t in _parser().terminals}
    return "(?:" + "|".join(known[name] for name in terminals) + ")"


@cache
def _parser() -> Lark:
    made = units.terminals() | {"LEVEL": _levels()}
    lines = [f"{name}.{_PRIORITIES[name]}: /{regex.replace('/', chr(92) + '/')}/" for name, regex in made.items()]
    source = "\n".join([grammar("value.lark"), *lines]) + "\n"
    return Lark(source, start=["start", "lone_unit"], parser="lalr", lexer="contextual", maybe_placeholders=False)


def _levels() -> str:
    def any_of(key: str) -> str:
        return "|".join(re.escape(w) for w in sorted(words()[key], key=len, reverse=True))

    return f"(?:{any_of('degrees')})?(?:{any_of('levels')})(?=$|[及或]?以[上下内]|[(])"
