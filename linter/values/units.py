"""The table of units (rules/units.yaml): look-ups, and the patterns that the grammar's unit terminals are made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import takewhile
from typing import Any

from linter import resources
from linter.language.folding import fold_with_places


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: standard spelling, base unit, how many base units one of it is, and its dimension (persons, money …)."""

    name: str
    base: str
    factor: Decimal
    dimension: str


@dataclass(frozen=True, slots=True)
class Table:
    """The table as read. `spelled` holds every spelling, folded as values are; `wrong` the non-standard ones."""

    spelled: dict[str, Unit]
    wrong: frozenset[str]
    scales: dict[str, Decimal]
    dimension_names: dict[str, dict[str, str]]
    measure_words: tuple[str, ...]
    short_nouns: str
    not_units: tuple[str, ...]
    still_units: tuple[str, ...]


@cache
def table() -> Table:
    data: dict[str, Any] = resources.data("units.yaml")
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
                spelled[fold_with_places(spelling).text] = unit
            wrong.update(fold_with_places(spelling).text for spelling in row.get("wrong", ()))
    return Table(
        spelled,
        frozenset(wrong),
        {name: Decimal(value) for name, value in data["scales"].items()},
        names,
        tuple(data["measure_words"]),
        data["short_nouns"],
        tuple(word for words in data["not_units"].values() for word in words),
        tuple(data["still_units"]),
    )


def terminals() -> dict[str, str]:
    """The regular expressions of the grammar's unit terminals, by terminal name."""
    units = table()
    everything = sorted(units.spelled)
    guard = f"(?:(?={_begun(units.still_units)})|(?!{_begun(units.not_units)}))"

    def alternatives(chosen: Iterable[str]) -> str:
        return "|".join(re.escape(u) + _not_longer(u, everything) for u in sorted(chosen, key=_longest_first))

    by_class: dict[str, list[str]] = {"MONEY": [], "TIME": [], "UNIT": []}
    for spelling, unit in units.spelled.items():
        by_class.get(unit.dimension.upper(), by_class["UNIT"]).append(spelling)
    found = {name: f"{guard}(?:{alternatives(chosen)})" for name, chosen in by_class.items()}
    known = _begun(everything)
    # A name runs on to the end or to the next word of the value, and does not open or close as no name does.
    name = (
        r"(?!以|及|和|或|的|之|不|内|每|左右|上下|整|余|多)"
        rf"(?:[{units.short_nouns}]|[^\W\d_a-zA-Z一二三四五六七八九十约的了]{{2,10}}?(?<!率)(?<!性)(?<!情况)(?<!程度)(?<!数量)(?<!满意度))"
        r"(?=$|[,;、(/~+-]|及?以上|及?以下|以内|之内|左右|上下|每)"
    )
    found["COUNTED"] = f"{guard}(?:{alternatives(units.measure_words)}){name}"
    found["SCALE"] = f"(?!{_begun(u for u in everything if u[0] in '十百千万亿')})(?:{_any(units.scales)})"
    found["CN_NUMBER"] = (
        rf"[〇零一二两三四五六七八九十百千万亿半]+(?:点[零一二三四五六七八九]+)?(?=余|多|至|到|~|-|{known})"
    )
    found["BAD_JOIN"] = rf"[,、;\\+&](?=(?:{_any(u for u in everything if not u[0].isdigit())})(?:$|[,、;/(]))"
    return found


def measured(text: str) -> Unit | None:
    """The unit of a measure word with a name behind it ("家企业" -> 家)."""
    for word in sorted(table().measure_words, key=_longest_first):
        if text.startswith(word):
            return table().spelled[word]
    return None


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=_longest_first))


def _begun(words: Iterable[str]) -> str:
    """What a look-ahead for any of the words must test: a word that begins with another one adds nothing to it."""
    shortest: list[str] = []
    for word in sorted(set(words)):
        if not shortest or not word.startswith(shortest[-1]):
            shortest.append(word)
    return "|".join(map(re.escape, shortest))


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _not_longer(unit: str, everything: list[str]) -> str:
    """A look-ahead for none of the units of the sorted list `everything` that go on from this one."""
    behind = everything[bisect_right(everything, unit) :]
    rests = [other[len(unit) :] for other in takewhile(lambda other: other.startswith(unit), behind)]
    return f"(?!{_begun(rests)})" if rests else ""
