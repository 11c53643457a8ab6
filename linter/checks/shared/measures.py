"""What an indicator's name says is measured: its type by how it ends, and which way is better (lexicon `measures`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from linter.checks.shared.wordlists import alternation, any_word
from linter.language import comparators, units
from linter.language.folding import fold, unbracketed
from linter.packs.kinds import Resources
from linter.values import Value, dimension_of, parse

_BRACKET = re.compile(r"[(]([^()]{1,8})[)]\s*$")
_MARKS = re.compile(r"[\"“”‘’'、，,。.；;：:\s]")
_SATISFIED = "满意"
_DIMENSIONS = {
    "rate": frozenset({"ratio", "multiple"}),
    "satisfaction": frozenset({"ratio", "score"}),
}
_WHOLE = 100
ALL_OF_IT = "=100%"
"""How a target is written that asks for all of something."""
QUANTITIES = frozenset({"persons", "count", "amount", "standard", "area"})
MEASURED = QUANTITIES | {"time"}
"""Types whose target is a quantity of their own: a share or a score contradicts them."""


@dataclass(frozen=True, slots=True)
class Measure:
    """`type` is rate, persons, count, amount, standard, area, time, multiple, index, satisfaction, mark or "".

    `word` is the ending that told it. `effect`: a verb in front makes the name an effect. `growth`: a change against an
    earlier figure. `bracket_unit`: the unit that the name's bracket names, "" for none. `better`: "low", "high" or "";
    `because` is the word that told the direction.
    """

    type: str
    word: str
    effect: bool
    growth: bool
    bracket_unit: str
    better: str
    because: str

    @property
    def is_rate(self) -> bool:
        return self.type in ("rate", "satisfaction")

    @property
    def is_money(self) -> bool:
        return self.type in ("amount", "standard")


class Measures:
    """Reads names; one for a pack's lexicons. `tails` are words at the end of a name that say nothing, `growth` those of a rate of
    change beside the lexicon's own."""

    def __init__(self, lexicon: Mapping[str, Any], tails: Iterable[str], growth: Iterable[str]) -> None:
        endings = [(word, kind) for kind, words in lexicon["types"].items() for word in words]
        endings += [(word, "") for word in lexicon["no_type"]]
        known = {word for word, _ in endings}
        endings += [(word, "count") for word in _counts() if word not in known]
        self._endings = sorted(endings, key=lambda pair: -len(pair[0]))
        self._share = [re.compile(pattern) for pattern in lexicon["share"]]
        self._tail = re.compile(f"(?:{alternation(tails)})$")
        self._effect = any_word(lexicon["effect_verbs"])
        self._growth = any_word([*lexicon["growth"], *growth])
        self._reduction = any_word(lexicon["reductions"])
        self._change = any_word(lexicon["value_change"])
        low, high = lexicon["better_low"], lexicon["better_high"]
        bad, measured = alternation(low["bad_things"]), alternation(low["measure_words"])
        self._bad = re.compile(f"(?P<bad>{bad})(?:{measured})?$")
        self._negated = re.compile(rf"(?:{alternation(low['negations'])})[\u4e00-\u9fff、]{{0,8}}$")
        self._cases = frozenset(low["cases"])
        self._handled = any_word(low["handling"])
        self._spending = re.compile(f"(?:{alternation(low['spending'])})$")
        self._indices = re.compile(alternation(low["indices"]), re.IGNORECASE)
        self._high = {"rate": any_word(high["rates"]), "persons": any_word(high["persons"])}
        self._not_high = any_word(high["except"])
        self._within = any_word(lexicon["within_budget"])
        self.of = lru_cache(maxsize=4096)(self._of)

    def within_budget(self, name: str) -> bool:
        return self._within.search(fold(name)) is not None

    def states_change(self, value: Value) -> bool:
        """Whether a target is a change against an earlier figure (较上年下降3%): it then has a unit and a direction of its own."""
        return self._change.search(fold(value.text)) is not None

    def _of(self, name: str) -> Measure:
        folded = _MARKS.sub("", fold(name))
        bracket = _BRACKET.search(folded)
        unit = bracket.group(1) if bracket and dimension_of(bracket.group(1)) else ""
        bare = self._tail.sub("", unbracketed(folded))
        kind, word = self._type(bare, unit)
        if not kind and (limited := _limit().search(bare)) is not None:
            # 严格控制成本，不突破年度预算: what is measured stands before its limit.
            bare = bare[: limited.start()]
            kind, word = self._type(bare, unit)
        effect = self._effect.match(bare) is not None and kind != "satisfaction"
        growth = self._growth.search(bare) is not None
        better, because = self._direction(bare, kind, effect, growth)
        return Measure(kind, word, effect, growth, unit, better, because)

    def _type(self, name: str, unit: str) -> tuple[str, str]:
        for pattern in self._share:
            if match := pattern.search(name):
                return "rate", match.group()
        for word, kind in self._endings:
            if name.endswith(word):
                if kind in MEASURED and unit and dimension_of(unit) == "ratio":
                    return "rate", f"({unit})"
                return kind, word
        if unit and dimension_of(unit) == "ratio":
            return "rate", f"({unit})"
        return "", ""

    def _direction(self, name: str, kind: str, effect: bool, growth: bool) -> tuple[str, str]:
        """Which way is better, and the word that told it."""
        if effect or self._reduction.search(name):
            return "", ""
        bad = self._bad.search(name)
        if bad is not None:
            return ("", "") if self._turned(bad) else ("low", bad.group())
        if less := self._less(name, kind):
            return "low", less
        if more := self._more(name, kind, growth):
            return "high", more
        return "", ""

    def _turned(self, bad: re.Match[str]) -> bool:
        """Whether what stands before a bad thing turns it round: it is negated, or a case that is dealt with."""
        before = bad.string[: bad.start()]
        if self._negated.search(before):
            return True
        return bad.group("bad") in self._cases and self._handled.search(before) is not None

    def _less(self, name: str, kind: str) -> str:
        """The word for an index or for spending, of which one wants less; "" for none."""
        less = self._indices.search(name) or (self._spending.search(name) if kind == "amount" else None)
        return less.group() if less else ""

    def _more(self, name: str, kind: str, growth: bool) -> str:
        """The word for what one wants more of; "" for none."""
        if kind == "satisfaction":
            return _SATISFIED
        if growth or kind not in self._high or self._not_high.search(name):
            return ""
        more = self._high[kind].search(name)
        return more.group() if more else ""


@cache
def _counts() -> tuple[str, ...]:
    """段数, 盏数: the number of what a measure word counts."""
    return tuple(f"{word}数" for word, unit in units.table().spelled.items() if unit.dimension == "count")


@cache
def _limit() -> re.Pattern[str]:
    return re.compile(rf"(?<=[\u4e00-\u9fff]{{2}}){comparators.words_before(*comparators.CEILINGS)}.*$")


def stated(value: Value) -> Value | None:
    """The value that a target states for certain: itself; for one that is written twice the one that is meant; for one with words in
    the place of its unit the figure without a unit. None where it is not known what is meant."""
    if (twice := value.problem("VAL002")) is not None:
        return parse(twice.suggestion) if twice.suggestion is not None else None
    if value.problem("VAL005") is not None:
        return (
            replace(value, kind="number", unit="", printed_unit="", dimension="") if value.number is not None else None
        )
    return value


def is_full(value: Value, measure: Measure) -> bool:
    """Whether a target asks for all and more of a share (≥100%), where no more is possible."""
    return is_ratio(value, measure) and value.number == _WHOLE and value.comparator in ("≥", ">")


def is_share(measure: Measure) -> bool:
    """Whether nothing in a name speaks against its being a share of which one wants more."""
    return measure.type not in MEASURED and measure.better != "low"


def is_ratio(value: Value, measure: Measure) -> bool:
    """Whether a target is a share of something: by its unit, or, where it has none, by the indicator's name."""
    return value.dimension == "ratio" or (not value.unit and measure.is_rate)


def fits(measure: Measure, unit: str) -> bool:
    """Whether a printed unit can measure what the name says. An unknown unit or a name of no type fits everything.

    A quotient of two units (人/亿元) is a rate of its own kind.
    """
    dimension = dimension_of(unit)
    if dimension is None or measure.effect or not measure.type:
        return True
    allowed = _DIMENSIONS.get(measure.type)
    if allowed is not None:
        return dimension in allowed or (measure.type == "rate" and "/" in dimension)
    if dimension == "money" and measure.type in ("persons", "count", "area"):
        return False
    if measure.type == "amount" and dimension in ("persons", "area", "length"):
        return False
    return measure.type not in MEASURED or dimension not in ("ratio", "score")


def measures(resources: Resources) -> Measures:
    """The reader of names for the lexicons of a pack, made once for each of them."""
    lexicons = tuple(resources.lexicon(name) for name in ("measures", "indicator_names", "narrative"))
    key = tuple(map(id, lexicons))
    if key not in _made:
        lexicon, names, narrative = lexicons
        # The lexicons are kept as well: the id of one that is gone may be that of another.
        _made[key] = Measures(lexicon, names["tails"], _rates_of_increase(narrative)), lexicons
    return _made[key][0]


def _rates_of_increase(narrative: Mapping[str, Any]) -> list[str]:
    """What the narrative calls a rate of increase is one in a name, too: 涨幅, 上浮率."""
    return [*narrative["rate_up"], *(word + rate for word in narrative["increase"] for rate in narrative["rate_names"])]


_made: dict[tuple[int, ...], tuple[Measures, tuple[Mapping[str, Any], ...]]] = {}
