"""IND016. Differently named indicators of one form that measure one thing with one value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from linter.budget.model import Indicator, Project
from linter.checks.shared.grouping import grouped
from linter.checks.shared.measures import Measures, measures, stated
from linter.checks.shared.wordlists import alternation, any_word
from linter.language.folding import fold, squash, unbracketed
from linter.packs.hits import Beside, Outcome, Subject, indicator_hit
from linter.packs.kinds import PROJECT, Resources, check

_PERSONS = "persons"
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Params:
    how: tuple[str, ...] = field(
        metadata={"doc": "what the end of a name says of how it counts, not of what (率, 情况)"}
    )
    counts: tuple[str, ...] = field(metadata={"doc": "what may stand between a thing and its share (人数, 面积)"})


@dataclass(frozen=True, slots=True)
class _Words:
    """What a name says of how it counts, not of what: 巡护率, 巡护情况 (`how`), 已巡护人数占总人数的% (`share`) are about 巡护.

    `same` are words of one meaning, each with the one that stands for it; `served` is what a head-count says of what is done for
    persons, not of who they are.
    """

    measures: Measures
    how: re.Pattern[str]
    share: re.Pattern[str]
    same: tuple[tuple[re.Pattern[str], str], ...]
    served: re.Pattern[str]
    persons_end: re.Pattern[str]

    def canonical(self, name: str) -> str:
        for words, one in self.same:
            name = words.sub(one, name)
        return name


class _Measured(NamedTuple):
    """What is measured, with which comparator and value, and for which term. `who` are the persons of a head-count, "" where
    the name does not say."""

    thing: str
    value: str
    multi_year: bool
    who: str | None = None


def _words(params: Params, resources: Resources) -> _Words:
    names = resources.lexicon("indicator_names")
    return _Words(
        measures(resources),
        re.compile(f"(?:{alternation(params.how)})$"),
        # 已修缮面积占应修缮面积的比例 is 修缮率.
        re.compile(f"已?(.+?)(?:{alternation(params.counts)})占.+"),
        tuple((any_word(words), words[0]) for words in names["same_measure"]),
        any_word(names["served"]),
        re.compile(f"(?:{alternation(names['persons_ends'])})$"),
    )


@check("synonymous", on=PROJECT, says={"names", "value"}, params=Params, prepare=_words)
def synonymous(project: Project, words: _Words, subject: Subject) -> Iterator[Outcome]:
    measured = [(found, each) for each in project.indicators if (found := _measured(each, words)) is not None]
    for group in _groups(measured):
        if len({squash(each.name) for each in group}) < _LEAST:
            continue
        listed = "、".join(f"“{each.name}”" for each in group)
        yield indicator_hit(
            group[0],
            "name",
            fields={"names": listed, "value": group[0].value},
            related=tuple(Beside(each.location, each.name) for each in group[1:]),
            key=listed,
        )


def _groups(measured: Sequence[tuple[_Measured, Indicator]]) -> Iterator[list[Indicator]]:
    """The indicators that measure one thing with one value. A head-count that does not say whose counts the same persons as one that
    does, if there is but one such."""
    for group in grouped(measured, lambda pair: pair[0]._replace(who=None)):
        known = list(dict.fromkeys(found.who for found, _ in group if found.who))
        if len(known) < _LEAST:
            yield [each for _, each in group]
            continue
        for who in ("", *known):
            yield [each for found, each in group if found.who == who]


def _measured(indicator: Indicator, words: _Words) -> _Measured | None:
    """What is measured; None where the thing or the value is not known."""
    value = _value(indicator)
    if not value:
        return None
    name = words.canonical(squash(unbracketed(fold(indicator.name))))
    if words.measures.of(indicator.name).type == _PERSONS:
        return _Measured(_PERSONS, value, indicator.multi_year, words.served.sub("", words.persons_end.sub("", name)))
    thing = _thing(name, words)
    return _Measured(thing, value, indicator.multi_year) if thing else None


def _thing(name: str, words: _Words) -> str:
    """What is measured, for comparison."""
    share = words.share.fullmatch(name)
    bare = share.group(1) if share else words.how.sub("", name)
    return bare if bare != name and len(bare) >= _LEAST else ""


def _value(indicator: Indicator) -> str:
    value = stated(indicator.parsed)
    if value is None or value.number is None:
        return ""
    # 预计300人, 300人左右 and 300人 are one value here.
    way = "" if value.approximate else value.comparator
    return f"{way}{value.low or value.high or value.number}{value.unit}"
