"""Units and money (rules/language/units.yaml): look-ups, and the terminals that both grammars and the recognisers take.

A spelling is known as values are read: in half-width characters. In running text more can stand behind a figure than in
a value, so its terminals leave out what the table marks (`not_in_prose`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import takewhile
from types import MappingProxyType
from typing import Any

from linter import resources
from linter.language.folding import full_marks, half_width
from linter.language.terminals import either

MONEY, TIME, RATIO = "money", "time", "ratio"
# Latin letters behind a figure are a unit, known or not; single ones that look like a digit or a placeholder are not, and
# a thing that is priced by the piece may be any short word.
_ENDED = r"(?=$|[/·(),、;~-]|[及或]?以|之|左右|每|至|到)"
_LATIN = rf"(?![oOlIiZzSsBbqQxX](?![A-Za-z]))(?![xX]{{2}})[A-Za-zμµΩΩ°][A-Za-zμµΩΩ]{{0,7}}[²³]?{_ENDED}"
_THING = rf"[\u4e00-\u9fff]{{1,3}}{_ENDED}"
_LONGEST_UNKNOWN = 3
_NO_LETTER = r"(?![A-Za-z0-9])"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: standard spelling, base unit, how many base units one of it is, and its dimension (persons, money …)."""

    name: str
    base: str
    factor: Decimal
    dimension: str


@dataclass(frozen=True, slots=True)
class Table:
    """The table as read. `spelled` holds every spelling, in half-width characters; `wrong` the non-standard ones."""

    spelled: dict[str, Unit]
    wrong: frozenset[str]
    scales: dict[str, Decimal]
    dimension_names: dict[str, dict[str, str]]
    measure_words: tuple[str, ...]
    short_nouns: str
    not_units: tuple[str, ...]
    still_units: tuple[str, ...]
    not_in_prose: frozenset[str]
    named_in_prose: tuple[str, ...]
    bracket_remarks: frozenset[str]


@cache
def table() -> Table:
    data: dict[str, Any] = resources.data("language/units.yaml")
    spelled: dict[str, Unit] = {}
    wrong: set[str] = set()
    names: dict[str, dict[str, str]] = {}
    for group in data["dimensions"]:
        names[group["dimension"]] = group["name"]
        for entry in group["units"]:
            row: dict[str, Any] = entry if isinstance(entry, dict) else {"unit": entry}
            unit = Unit(
                row["unit"], row.get("base", row["unit"]), Decimal(str(row.get("factor", 1))), group["dimension"]
            )
            for spelling in [row["unit"], *row.get("same", ()), *row.get("wrong", ())]:
                spelled[half_width(spelling)] = unit
            wrong.update(half_width(spelling) for spelling in row.get("wrong", ()))
    return Table(
        spelled,
        frozenset(wrong),
        {name: Decimal(value) for name, value in data["scales"].items()},
        names,
        tuple(data["measure_words"]),
        data["short_nouns"],
        tuple(word for words in data["not_units"].values() for word in words),
        tuple(data["still_units"]),
        frozenset(data["not_in_prose"]),
        tuple(data["named_in_prose"]),
        frozenset(data["bracket_remarks"]),
    )


@cache
def money() -> Mapping[str, Decimal]:
    """What one 元, 千元, 万元 … is in yuan."""
    return MappingProxyType({"元": Decimal(1)} | {f"{scale}元": factor for scale, factor in table().scales.items()})


def measured(text: str) -> Unit | None:
    """The unit of a measure word with a name behind it ("家企业" -> 家)."""
    for word in _measure_words():
        if text.startswith(word):
            return table().spelled[word]
    return None


def may_be_unit(text: str) -> bool:
    """Whether a word in brackets behind a figure can be a unit that the table lacks (客), and no remark (预计)."""
    return (
        len(text) <= _LONGEST_UNKNOWN
        and all("\u4e00" <= char <= "\u9fff" for char in text)
        and text not in table().bracket_remarks
    )


# --- terminals of the values


def value_terminals() -> dict[str, str]:
    """The regular expressions of the unit terminals of grammar/value.lark, by terminal name."""
    units = table()
    by_class: dict[str, list[str]] = {"MONEY": [], "TIME": [], "UNIT": []}
    for spelling, unit in units.spelled.items():
        by_class.get(unit.dimension.upper(), by_class["UNIT"]).append(spelling)
    found = {name: f"{_guard()}(?:{_alternatives(chosen)})" for name, chosen in by_class.items()}
    # A name runs on to the end or to the next word of the value, and does not open or close as no name does.
    name = (
        r"(?!以|及|和|或|的|之|不|内|每|左右|上下|整|余|多)"
        rf"(?:[{units.short_nouns}]|[^\W\d_a-zA-Z一二三四五六七八九十约的了]{{2,10}}?(?<!率)(?<!性)(?<!情况)(?<!程度)(?<!数量)(?<!满意度))"
        r"(?=$|[,;、(/~+-]|及?以上|及?以下|以内|之内|左右|上下|每)"
    )
    found["COUNTED"] = f"{_guard()}(?:{_alternatives(units.measure_words)}){name}"
    found["SCALE"] = _scale()
    found["LATIN"] = _LATIN
    found["THING"] = _THING
    found["BAD_JOIN"] = rf"[,、;\\+&](?=(?:{either(u for u in units.spelled if not u[0].isdigit())})(?:$|[,、;/(]))"
    return found


def any_unit() -> str:
    """A look-ahead's body for the beginning of any unit."""
    return _begun(_everything())


# --- terminals of running text


def prose_terminals() -> dict[str, str]:
    """The regular expressions of the unit terminals of grammar/amount.lark, by terminal name.

    They are tried at every character of a document, so that each first asks for one of the characters that it can begin with.
    """
    units = table()
    counts: list[str] = []
    times: list[str] = []
    counts += units.named_in_prose
    for spelling, unit in units.spelled.items():
        if spelling in units.not_in_prose or unit.base == "元" or unit.dimension == RATIO or not spelling[0].isalpha():
            continue
        (times if unit.dimension == TIME else counts).append(full_marks(spelling))
    return {
        "MONEY": f"(?:{_tree(units.scales)})?余?元",
        "SCALE": _tree(units.scales),
        "COUNT": f"(?=[{_first(counts)}]){_guard()}{_tree(counts)}",
        "TIME": f"(?=[{_first(times)}]){_tree(times)}",
    }


@cache
def behind_figure() -> str:
    """What stands behind a figure that is an amount, in running text: a unit, a scale or a sign of a percentage."""
    made = prose_terminals()
    return f"{made['TIME']}|{made['MONEY']}|{made['SCALE']}|{made['COUNT']}|{percent_signs()}|％"


def percent_signs() -> str:
    """The units of a percentage in running text, longest first: 个百分点, %, ‰."""
    return either(u for u in ("%", "‰", "个百分点") if u in table().spelled)


# --- parts of patterns


@cache
def _everything() -> list[str]:
    return sorted(table().spelled)


@cache
def _measure_words() -> list[str]:
    return sorted(table().measure_words, key=_longest_first)


@cache
def _guard() -> str:
    """A look-ahead that refuses words which only begin with a unit (人员, 项目)."""
    return f"(?:(?={_begun(table().still_units)})|(?!{_begun(table().not_units)}))"


@cache
def _scale() -> str:
    units = table()
    return f"(?!{_begun(u for u in units.spelled if u[0] in '十百千万亿')})(?:{either(units.scales)})"


def _alternatives(chosen: Iterable[str]) -> str:
    return "|".join(_ended(u) for u in sorted(chosen, key=_longest_first))


def _ended(unit: str) -> str:
    """The unit, where no longer unit stands."""
    everything = _everything()
    behind = everything[bisect_right(everything, unit) :]
    rests = [other[len(unit) :] for other in takewhile(lambda other: other.startswith(unit), behind)]
    stop = "(?![A-Za-zμΩ])" if unit[-1].isascii() and unit[-1].isalpha() else ""
    return re.escape(unit) + (f"(?!{_begun(rests)})" if rests else "") + stop


def _first(words: Iterable[str]) -> str:
    return "".join(sorted({re.escape(word[0]) for word in words}))


def _tree(words: Iterable[str]) -> str:
    """The longest of the words that stands, as a pattern that looks at each character once; none in mid-word of Latin print."""
    rests: dict[str, set[str]] = {}
    for word in words:
        if word:
            rests.setdefault(word[0], set()).add(word[1:])
    parts = []
    for char, ends in sorted(rests.items()):
        stop = _NO_LETTER if char.isascii() and char.isalnum() else ""
        deeper = _tree(ends - {""})
        if not deeper:
            parts.append(re.escape(char) + stop)
        elif "" in ends:
            parts.append(f"{re.escape(char)}(?:{deeper}|{stop})")
        else:
            parts.append(re.escape(char) + deeper)
    return f"(?:{'|'.join(parts)})" if parts else ""


def _begun(words: Iterable[str]) -> str:
    """What a look-ahead for any of the words must test: a word that begins with another one adds nothing to it."""
    shortest: list[str] = []
    for word in sorted(set(words)):
        if not shortest or not word.startswith(shortest[-1]):
            shortest.append(word)
    return "|".join(map(re.escape, shortest))


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word
