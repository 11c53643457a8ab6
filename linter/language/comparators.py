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
from linter.language.terminals import either

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
    about_unless: list[str]
    hoped: list[str]
    about_behind: list[str]
    more: list[str]
    uneven: list[str]
    mistyped: dict[str, list[str]]
    letters: dict[str, str]


@cache
def _words() -> _Words:
    data: dict[str, Any] = resources.data("language/comparators.yaml")
    return _Words(**data)


def _flat(table: Mapping[str, Iterable[str]]) -> list[str]:
    return [word for words in table.values() for word in words]


# --- before a figure


@cache
def words_before(*signs: str) -> str:
    """The pattern of the words before a figure with one of the signs (all where none is named), composed ones included."""
    words = _words()
    negation = f"{either(words.negations)}{either(words.modals_after)}{{0,2}}"
    equal, particle = either(words.or_equal), f"{either(words.particles)}?"
    modal, equal_or = f"{either(words.modals_before)}{{0,2}}", either(words.equal_or)
    if not signs:
        turned = either([*words.above, *words.below, *words.below_negated, *words.neutral["≥"]])
        plain = either([*words.above, *words.below])
        single = f"{either(_flat(words.words))}{either(words.fillers)}?"
        return f"{modal}(?:(?:{negation}{turned}|{equal_or}?{plain}){particle}{equal}?|{single})"
    composed = {
        "≥": [
            f"{negation}{either([*words.below, *words.below_negated])}{particle}{equal}?",
            f"{either(words.above)}{equal}",
            f"{equal_or}{either(words.above)}",
        ],
        "≤": [
            f"{negation}{either(words.above)}{particle}{equal}?",
            f"{either(words.below)}{equal}",
            f"{equal_or}{either(words.below)}",
        ],
        ">": [f"{either(words.above)}{particle}"],
        "<": [f"{negation}{either(words.neutral['≥'])}{particle}", f"{either(words.below)}{particle}"],
        "=": [],
    }
    alone = {
        sign: f"{either(words.words[sign])}{either(words.fillers) + '?' if sign in '≥≤' else ''}" for sign in SIGNS
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
    return f"(?!{either(bounds)})(?:{composed}|{neutral()}|{either(_words().announces)})"


@cache
def of_quantity() -> str:
    """The pattern of the comparatives that are said of quantities and never of a date: 不少于, 高于."""
    words = _words()
    return either(word for word in (*words.above, *words.below, *words.below_negated) if word not in words.of_time)


@cache
def neutral() -> str:
    """The pattern of 达到, 控制在 and the like, with a word that stresses them (严格控制在)."""
    words = _words()
    return f"{either(words.modals_before)}?{either(_flat(words.neutral))}"


@cache
def symbols(*signs: str) -> str:
    """The pattern of the signs as symbols (all where none is named)."""
    return either(word for sign in signs or SIGNS for word in _words().symbols[sign])


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
    joined = f"{either(words.behind_joined)}?"
    within = rf"(?:[(]{either(words.inclusive)}(?:本数)?[)])?"
    return found | {
        "NEUTRAL": neutral(),
        "MISTYPED": rf"\A{either(_flat(words.mistyped))}",
        "LETTER": r"\A[A-Za-z]{1,2}(?=\d)",
        "OR_MORE": f"{joined}{either(words.behind['≥'])}{within}",
        "OR_LESS": f"{joined}{either(words.behind['≤'])}{within}",
        "BETWEEN": either(words.between),
        "AMID": either(words.between_opens),
        "APPROX": either([*words.about, *words.hoped]),
        "APPROX_AFTER": either(words.about_behind),
        "MORE": either(words.more),
        "UNEVEN": either(words.uneven),
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
    return f"{either(words.behind_joined)}?{either(_flat(words.behind))}"


@cache
def about_behind() -> str:
    """The pattern of the words that make the figure before them approximate."""
    return either(_words().about_behind)


@cache
def about_before() -> str:
    """The pattern of the words that make the figure behind them approximate."""
    return either([*_words().about, *_words().hoped])


@cache
def _roughly() -> re.Pattern[str]:
    words = _words()
    return re.compile(f"(?:{either(words.about_unless)}|(?P<about>{either(words.about)}))$")


def is_roughly(before: str) -> bool:
    """Whether the text before a figure of running text says that it is no exact one: 约, 近 (and not 节约, 最近, 预计)."""
    found = _roughly().search(before[-4:])
    return found is not None and found.group("about") is not None


def says_exclusive(note: str) -> bool | None:
    """What a remark in brackets says of the bound: (不含90%) True, (含) False, any other None."""
    words = _words()
    inner = note.strip("()（）")
    if re.match(rf"{either(words.exclusive)}(?:本数)?(?:[\d.]|$)", inner):
        return True
    return False if re.match(rf"{either(words.inclusive)}(?:本数)?(?:[\d.]|$)", inner) else None


def bound(sign: str, inclusive: bool) -> str:
    """The sign when its bound is said to be in or out: ≥ without the bound is >."""
    closed = {">": "≥", "<": "≤"}
    opened = {"≥": ">", "≤": "<"}
    return (closed if inclusive else opened).get(sign, sign)


# --- what must not be read


@cache
def _turned() -> re.Pattern[str]:
    words = _words()
    plain = either(words.not_negations)
    return re.compile(
        rf"(?!{plain}){either(words.negations)}{either(words.modals_after)}{{0,2}}[^，。；,;率度\d]{{0,2}}$"
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
