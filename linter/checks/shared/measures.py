"""What an indicator's name says is measured: its type by how it ends, and which way is better (lexicon `measures`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from linter.language.folding import fold, unbracketed
from linter.packs.kinds import Resources
from linter.values import Value, dimension_of

_TAIL = re.compile(r"(?:指标|情况)$")
_BRACKET = re.compile(r"[(]([^()]{1,8})[)]\s*$")
_MARKS = re.compile(r"[\"“”‘’'、，,。.；;：:\s]")
_DIMENSIONS = {
    "rate": frozenset({"ratio", "multiple"}),
    "satisfaction": frozenset({"ratio", "score"}),
}
MEASURED = frozenset({"persons", "count", "amount", "standard", "area", "time"})
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
    """Reads names; one for a pack's lexicon."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        endings = [(word, kind) for kind, words in lexicon["types"].items() for word in words]
        endings += [(word, "") for word in lexicon["no_type"]]
        self._endings = sorted(endings, key=lambda pair: -len(pair[0]))
        self._share = [re.compile(pattern) for pattern in lexicon["share"]]
        self._effect = re.compile(_any(lexicon["effect_verbs"]))
        self._growth = re.compile(_any(lexicon["growth"]))
        self._reduction = re.compile(_any(lexicon["reductions"]))
        self._change = re.compile(_any(lexicon["value_change"]))
        low, high = lexicon["better_low"], lexicon["better_high"]
        self._bad = re.compile(f"(?P<bad>{_any(low['bad_things'])})(?:{_any(low['measure_words'])})?$")
        self._negated = re.compile(f"(?:{_any(low['negations'])})[\u4e00-\u9fff、]{{0,8}}$")
        self._cases = frozenset(low["cases"])
        self._handled = re.compile(_any(low["handling"]))
        self._spending = re.compile(f"({_any(low['spending'])})$")
        self._indices = re.compile(f"({_any(low['indices'])})", re.IGNORECASE)
        self._high = re.compile(f"({_any(high['rates'])})")
        self._high_persons = re.compile(f"({_any(high['persons'])})")
        self._not_high = re.compile(_any(high["except"]))
        self._within = re.compile(_any(lexicon["within_budget"]))
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
        bare = _TAIL.sub("", unbracketed(folded))
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
        if effect or self._reduction.search(name):
            return "", ""
        bad = self._bad.search(name)
        if bad is not None:
            before = name[: bad.start()]
            turned = self._negated.search(before) or (bad.group("bad") in self._cases and self._handled.search(before))
            return ("", "") if turned else ("low", bad.group())
        if (index := self._indices.search(name)) is not None:
            return "low", index.group(1)
        if kind == "amount" and (spent := self._spending.search(name)) is not None:
            return "low", spent.group(1)
        if kind == "satisfaction":
            return "high", "满意"
        if growth or self._not_high.search(name):
            return "", ""
        if kind == "rate" and (good := self._high.search(name)) is not None:
            return "high", good.group(1)
        if kind == "persons" and (good := self._high_persons.search(name)) is not None:
            return "high", good.group(1)
        return "", ""


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
    lexicon = resources.lexicon("measures")
    key = id(lexicon)
    if key not in _made:
        _made[key] = Measures(lexicon)
    return _made[key]


_made: dict[int, Measures] = {}


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
