"""IND016. Differently named indicators of one form that measure one thing with one value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project
from linter.checks.shared.grouping import grouped
from linter.checks.shared.measures import Measures, measures
from linter.checks.shared.wordlists import alternation
from linter.language.folding import squash
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
    """What a name says of how it counts, not of what: 巡护率, 巡护情况 (`how`), 已巡护人数占总人数的% (`share`) are about 巡护."""

    measures: Measures
    how: re.Pattern[str]
    share: re.Pattern[str]


def _words(params: Params, resources: Resources) -> _Words:
    return _Words(
        measures(resources),
        re.compile(f"(?:{alternation(params.how)})$"),
        # 已修缮面积占应修缮面积的比例 is 修缮率.
        re.compile(f"已?(.+?)(?:{alternation(params.counts)})占.+"),
    )


@check("synonymous", on=PROJECT, says={"names", "value"}, params=Params, prepare=_words)
def synonymous(project: Project, words: _Words, subject: Subject) -> Iterator[Outcome]:
    for group in grouped(project.indicators, lambda each: _measured(each, words)):
        if len({squash(each.name) for each in group}) < 2:
            continue
        listed = "、".join(f"“{each.name}”" for each in group)
        yield indicator_hit(
            group[0],
            "name",
            fields={"names": listed, "value": group[0].value},
            related=tuple(Beside(each.location, each.name) for each in group[1:]),
            key=listed,
        )


def _measured(indicator: Indicator, words: _Words) -> tuple[str, str, bool] | None:
    """What is measured, with which value and for which term; None where one of the first two is not known."""
    thing, value = _thing(indicator, words), _value(indicator)
    return (thing, value, indicator.multi_year) if thing and value else None


def _thing(indicator: Indicator, words: _Words) -> str:
    """What is measured, for comparison; all head-counts of one form with one value count the same persons."""
    if words.measures.of(indicator.name).type == _PERSONS:
        return _PERSONS
    name = squash(indicator.name)
    share = words.share.fullmatch(name)
    bare = share.group(1) if share else words.how.sub("", name)
    return bare if bare != name and len(bare) >= _LEAST else ""


def _value(indicator: Indicator) -> str:
    value = indicator.parsed
    if value.number is None or value.problem("VAL005"):
        return ""
    # 预计300人, 300人左右 and 300人 are one value here.
    return f"{value.low or value.high or value.number}{value.unit}"
