"""XRF007. A count in the goals against the indicator that measures the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from linter.budget.amounts import COUNT, Mention, Prose, mentions
from linter.budget.model import Goal, Indicator, Project
from linter.checks.cross.things import Things
from linter.checks.shared.wordlists import any_of
from linter.checks.shared.years import NO_YEAR, year_for
from linter.language.dates import of_several_years, years_in
from linter.language.folding import squash
from linter.packs.hits import Beside, Hit, Outcome, Subject, Unsettled, indicator_hit
from linter.packs.kinds import PROJECT, Resources, UnitName, check
from linter.values import parse

_CLAUSE = re.compile(r"[，。；、！,;\n]")
_MOST_PARTS = 6

# How many pairs of characters the clause and the name must share.
_LEAST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Params:
    units: tuple[UnitName, ...] = field(
        metadata={"doc": "units of the counts that are compared where clause and name have words in common"}
    )
    elsewhere: tuple[str, ...] = field(
        default=(),
        metadata={"doc": "words of a clause whose figures are no target of this year, or not the whole of it"},
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """`units` and `elsewhere` are the rule's; `things` tells whether a clause and a name count the same."""

    units: frozenset[str]
    elsewhere: re.Pattern[str]
    things: Things


def _words(params: Params, resources: Resources) -> _Words:
    things = Things(resources.lexicon("figures"))
    return _Words(frozenset(params.units), re.compile(any_of(params.elsewhere)), things)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A count in a goal: its number in the base unit, and the words of its clause before and behind it."""

    goal: Goal
    text: str
    number: Decimal
    unit: str
    clause: str
    before: str
    behind: str


@check("goal-figures", on=PROJECT, says=("stated", "clause", "indicator", "value"), params=Params, prepare=_words)
def goal_figures(project: Project, words: _Words, subject: Subject) -> Iterator[Outcome]:
    year = year_for(project, subject.budget)
    if year is None and (goal := _dated(project)) is not None:
        yield Unsettled(goal.location, NO_YEAR)
    yearly = (each for each in project.indicators if not each.multi_year)
    counted = [each for each in yearly if each.parsed.kind == "number" and _target(each) is not None]
    targets = {(each.parsed.unit, _target(each)) for each in counted}
    figures = list(_figures(project, year, words))
    for figure in figures:
        if (figure.unit, figure.number) in targets:
            continue
        same_unit = [each for each in counted if each.parsed.unit == figure.unit]
        if any(_part_of(figure, figures, _target(each)) for each in same_unit):
            continue
        indicator = _counterpart(figure, same_unit, words)
        if indicator is not None and _same_thing(indicator, figure, figures, project, words):
            yield _hit(indicator, figure)


def _dated(project: Project) -> Goal | None:
    """The first goal that names a year."""
    return next((goal for goal in project.goals if any(years_in(goal.text, fiscal=True))), None)


def _figures(project: Project, year: int | None, words: _Words) -> Iterator[_Figure]:
    """The counts of the goals that are to be reached in the year."""
    for goal in project.goals:
        if goal.multi_year:
            continue
        for mention in mentions(Prose.of(goal.text)):
            figure = _figure(goal, mention)
            if figure is None or words.elsewhere.search(figure.clause) or of_several_years(figure.clause):
                continue
            if all(each.value == year for each in years_in(figure.clause, fiscal=True)):
                yield figure


def _figure(goal: Goal, mention: Mention) -> _Figure | None:
    """A mention as a count with its clause; None where it is none or counts time."""
    if mention.kind != COUNT or mention.more:
        return None
    text, amount = goal.text, mention.amount
    value = parse(amount.text)
    if value.kind != "number" or value.low is None or value.dimension == "time":
        return None
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, amount.start)), default=0)
    after = _CLAUSE.search(text, amount.end)
    end = after.start() if after else len(text)
    before, behind = text[start : amount.start], text[amount.end : end]
    return _Figure(goal, amount.text, value.low, value.unit, text[start:end].strip(), before, behind)


def _target(indicator: Indicator) -> Decimal | None:
    value = indicator.parsed
    return value.low if value.low is not None else value.high


def _part_of(figure: _Figure, figures: list[_Figure], target: Decimal | None) -> bool:
    """Whether a figure and others of the goals together make the target."""
    others = [each.number for each in figures if each is not figure and each.unit == figure.unit]
    return any(
        figure.number + sum(parts, Decimal(0)) == target
        for size in range(1, min(len(others), _MOST_PARTS) + 1)
        for parts in combinations(others[:_MOST_PARTS], size)
    )


def _counterpart(figure: _Figure, indicators: Sequence[Indicator], words: _Words) -> Indicator | None:
    """The indicator that may measure what the figure counts: the first whose name the clause takes up most of."""
    return max(indicators, key=lambda each: _shared(each.name, figure.clause), default=None)


def _same_thing(
    indicator: Indicator, figure: _Figure, figures: Sequence[_Figure], project: Project, words: _Words
) -> bool:
    """Whether the indicator measures what the figure counts, by the words of its name and of the clause."""
    counted = words.things.counted(indicator.name, _measure_word(indicator), figure.before, figure.behind)
    if counted is None:
        return figure.unit in words.units and _shared(indicator.name, figure.clause) >= _LEAST_SHARED
    target = _target(indicator)
    if target is None or not counted.turned:
        return True
    if any(each.unit == figure.unit and each.number == target for each in figures):
        # The goals state the target as well: this is another figure of the matter.
        return False
    # A part may be less than the whole, unless the whole project is about it.
    return not counted.narrower or figure.number > target or counted.narrower in squash(project.name)


def _measure_word(indicator: Indicator) -> str:
    """The unit of an indicator without 万: 头 of 万头."""
    value = indicator.parsed
    return next((unit for unit in (value.unit, value.printed_unit) if value.printed_unit.endswith(unit)), "")


def _shared(name: str, clause: str) -> int:
    """How many pairs of characters of a name stand in a clause."""
    bare, text = squash(name), squash(clause)
    return sum(bare[i : i + 2] in text for i in range(len(bare) - 1))


def _hit(indicator: Indicator, figure: _Figure) -> Hit:
    return indicator_hit(
        indicator,
        "value",
        expected=figure.text,
        fields={
            "stated": figure.text,
            "clause": figure.clause,
            "indicator": indicator.name,
            "value": indicator.value,
        },
        related=(Beside(figure.goal.location, figure.clause),),
        key=f"{indicator.name}|{figure.text}",
    )
