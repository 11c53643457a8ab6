"""Comparators (rules/language/comparators.yaml): negation × modal × comparative × 或等于, before a figure or behind it.

A sign is one of ≥ ≤ > < =. A negated comparative is the other side with the bound in it: 不低于 and 不应低于 are ≥, and
不少于或等于 is ≥ too, as its writer means it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from linter import resources

SIGNS = ("≥", "≤", ">", "<", "=")
FLOORS, CEILINGS = ("≥", ">"), ("≤", "<")
FLIPPED = {"≥": "≤", "≤": "≥", ">": "<", "<": ">"}
TERMINALS = {"GE": "≥", "LE": "≤", "GT": ">", "LT": "<", "EQ": "="}
"""The terminals of grammar/value.lark that are comparators with a sign of their own."""


_REACH = 8


@dataclass(frozen=True, slots=True)
class _Words:
    symbols: dict[str, list[str]]
    words: dict[str, list[str]]
    above: list[str]
    below: list[str]
    below_negated: list[str]
    of_time: list[str]
    negations: list[str]
    not_negations: list[str]
    modals_before: list[str]
    modals_after: list[str]
    particles: list[str]
    or_equal: list[str]
    equal_or: list[str]
    neutral: dict[str, list[str]]
    announces: list[str]
    behind: dict[str, list[str]]
    behind_joined: list[str]
    fillers: list[str]
    between: list[str]
    between_opens: list[str]
    inclusive: list[str]
    exclusive: list[str]
    about: list[str]
    about_behind: list[str]
    more: list[str]
    uneven: list[str]
    mistyped: dict[str, list[str]]
    letters: dict[str, str]


@cache
def _words() -> _Words:
    data: dict[str, Any] = resources.data("language/comparators.yaml")
    return _Words(**data)


def _either(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))})"


def _flat(table: Mapping[str, Iterable[str]]) -> list[str]:
    return [word for words in table.values() for word in words]


# --- before a figure


@cache
def words_before(*signs: str) -> str:
    """The pattern of the words before a figure with one of the signs (all where none is named), composed ones included."""
    words = _words()
    negation = f"{_either(words.negations)}{_either(words.modals_after)}{{0,2}}"
    equal, particle = _either(words.or_equal), f"{_either(words.particles)}?"
    modal, equal_or = f"{_either(words.modals_before)}{{0,2}}", _either(words.equal_or)
    if not signs:
        turned = _either([*words.above, *words.below, *words.below_negated, *words.neutral["≥"]])
        plain = _either([*words.above, *words.below])
        single = f"{_either(_flat(words.words))}{_either(words.fillers)}?"
        return f"{modal}(?:(?:{negation}{turned}|{equal_or}?{plain}){particle}{equal}?|{single})"
    composed = {
        "≥": [
            f"{negation}{_either([*words.below, *words.below_negated])}{particle}{equal}?",
            f"{_either(words.above)}{equal}",
            f"{equal_or}{_either(words.above)}",
        ],
        "≤": [
            f"{negation}{_either(words.above)}{particle}{equal}?",
            f"{_either(words.below)}{equal}",
            f"{equal_or}{_either(words.below)}",
        ],
        ">": [f"{_either(words.above)}{particle}"],
        "<": [f"{negation}{_either(words.neutral['≥'])}{particle}", f"{_either(words.below)}{particle}"],
        "=": [],
    }
    alone = {
        sign: f"{_either(words.words[sign])}{_either(words.fillers) + '?' if sign in '≥≤' else ''}" for sign in SIGNS
    }
    # Longer forms first: 未达到 is no 达到 and 大于等于 no 大于.
    return f"{modal}(?:{'|'.join(part for sign in SIGNS if sign in signs for part in [*composed[sign], alone[sign]])})"


@cache
def leading_up() -> str:
    """The pattern of what may stand between a thing and its figure: a comparator, 达到, 约, one or several."""
    return f"(?:{words_before()}|{neutral()}|{about_before()})+"


@cache
def announcing() -> str:
    """The pattern of the words behind which a text gives what is to be reached: 达到, 不低于, 计划完成."""
    bounds = [*_flat({sign: _words().words[sign] for sign in ("≥", "≤")})]
    composed = words_before("≥", "≤")
    return f"(?!{_either(bounds)})(?:{composed}|{neutral()}|{_either(_words().announces)})"


@cache
def of_quantity() -> str:
    """The pattern of the comparatives that are said of quantities and never of a date: 不少于, 高于."""
    words = _words()
    return _either(word for word in (*words.above, *words.below, *words.below_negated) if word not in words.of_time)


@cache
def neutral() -> str:
    """The pattern of 达到, 控制在 and the like, with a word that stresses them (严格控制在)."""
    words = _words()
    return f"{_either(words.modals_before)}?{_either(_flat(words.neutral))}"


@cache
def symbols(*signs: str) -> str:
    """The pattern of the signs as symbols (all where none is named)."""
    return _either(word for sign in signs or SIGNS for word in _words().symbols[sign])


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(f"{symbols()}|{words_before()}|{neutral()}")


def is_comparator(text: str) -> bool:
    """Whether a text is a comparator and nothing else, as in a column of their own: ≥, 不低于."""
    return _alone().fullmatch(text) is not None


def terminals() -> dict[str, str]:
    """The regular expressions of the comparators of grammar/value.lark, by terminal name."""
    words = _words()
    found = {name: f"{symbols(sign)}|{words_before(sign)}" for name, sign in TERMINALS.items()}
    joined = f"{_either(words.behind_joined)}?"
    within = rf"(?:[(]{_either(words.inclusive)}(?:本数)?[)])?"
    return found | {
        "NEUTRAL": neutral(),
        "MISTYPED": rf"\A{_either(_flat(words.mistyped))}",
        "LETTER": r"\A[A-Za-z]{1,2}(?=\d)",
        "OR_MORE": f"{joined}{_either(words.behind['≥'])}{within}",
        "OR_LESS": f"{joined}{_either(words.behind['≤'])}{within}",
        "BETWEEN": _either(words.between),
        "AMID": _either(words.between_opens),
        "APPROX": _either(words.about),
        "APPROX_AFTER": _either(words.about_behind),
        "MORE": _either(words.more),
        "UNEVEN": _either(words.uneven),
    }


def sign_of(terminal: str, text: str) -> str:
    """The sign of a token of the grammar; empty where it is none that can be told."""
    if terminal in TERMINALS:
        return TERMINALS[terminal]
    words = _words()
    if terminal == "LETTER":
        return words.letters.get(text.lower(), "")
    if terminal in ("OR_MORE", "OR_LESS"):
        return "≥" if terminal == "OR_MORE" else "≤"
    table = words.mistyped if terminal == "MISTYPED" else words.neutral
    return next((sign for sign, each in table.items() if text.endswith(tuple(each))), "")


# --- behind a figure, and around it


@cache
def words_behind() -> str:
    """The pattern of the words behind a figure that make it a bound: 以上, 及以下, 以内."""
    words = _words()
    return f"{_either(words.behind_joined)}?{_either(_flat(words.behind))}"


@cache
def about_behind() -> str:
    """The pattern of the words that make the figure before them approximate."""
    return _either(_words().about_behind)


@cache
def about_before() -> str:
    """The pattern of the words that make the figure behind them approximate."""
    return _either(_words().about)


def says_exclusive(note: str) -> bool | None:
    """What a remark in brackets says of the bound: (不含90%) True, (含) False, any other None."""
    words = _words()
    inner = note.strip("()（）")
    if re.match(rf"{_either(words.exclusive)}(?:本数)?(?:[\d.]|$)", inner):
        return True
    return False if re.match(rf"{_either(words.inclusive)}(?:本数)?(?:[\d.]|$)", inner) else None


def bound(sign: str, inclusive: bool) -> str:
    """The sign when its bound is said to be in or out: ≥ without the bound is >."""
    closed = {">": "≥", "<": "≤"}
    opened = {"≥": ">", "≤": "<"}
    return (closed if inclusive else opened).get(sign, sign)


# --- what must not be read


@cache
def _turned() -> re.Pattern[str]:
    words = _words()
    plain = _either(words.not_negations)
    return re.compile(
        rf"(?!{plain}){_either(words.negations)}{_either(words.modals_after)}{{0,2}}[^，。；,;率度\d]{{0,2}}$"
    )


def turned(before: str) -> bool:
    """Whether the text before a comparative turns it in a way that is not known (不一定 before 低于).

    What such a comparative says must not be read: it would be read as its opposite.
    """
    tail = before[-_REACH:]
    return any(_turned().match(tail, start) for start in range(len(tail)))


@cache
def confusable() -> str:
    """The marks that are typed for a comparator and are punctuation elsewhere, for a character class: 《》〈〉."""
    return "".join(mark for sign, marks in _words().mistyped.items() if sign for mark in marks)
