"""XRF007. A count in the goals against the indicator that measures the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from linter.budget.amounts import COUNT, Mention, Prose, mentions
from linter.budget.model import Goal, Indicator, Project
from linter.checks.shared.wordlists import any_of, without_ending
from linter.language import comparators
from linter.language.dates import years_in
from linter.language.folding import squash
from linter.language.list_numbers import unnumbered
from linter.packs.hits import Beside, Hit, Subject, indicator_hit
from linter.packs.kinds import PROJECT, Resources, UnitName, check
from linter.values import parse

_CLAUSE = re.compile(r"[，。；、！,;\n]")
_LEAST_THING = 3
_MOST_PARTS = 6

# How many pairs of characters the clause and the name must share.
_LEAST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Params:
    units: tuple[UnitName, ...] = field(
        metadata={"doc": "units of the counts that are compared where clause and name have words in common"}
    )
    elsewhere: tuple[str, ...] = field(
        default=(), metadata={"doc": "words of a clause whose figures are no target of this year"}
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """`units` are the rule's. How a name counts (`how`), and how a sentence leads up to a figure
    (`leads`): neither says what is counted."""

    units: frozenset[str]
    elsewhere: re.Pattern[str]
    how: Sequence[str]
    leads: re.Pattern[str]


def _words(params: Params, resources: Resources) -> _Words:
    lexicon = resources.lexicon("figures")
    return _Words(
        frozenset(params.units),
        re.compile(any_of(params.elsewhere)),
        lexicon["how_counted"],
        re.compile(rf"(?:{comparators.leading_up()}|{any_of(lexicon['leads'])})+$"),
    )


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
def goal_figures(project: Project, words: _Words, subject: Subject) -> Iterator[Hit]:
    yearly = (each for each in project.indicators if not each.multi_year)
    counted = [each for each in yearly if each.parsed.kind == "number" and _target(each) is not None]
    targets = {(each.parsed.unit, _target(each)) for each in counted}
    figures = list(_figures(project, project.year or subject.budget.fiscal_year, words))
    for figure in figures:
        if (figure.unit, figure.number) in targets:
            continue
        same_unit = [each for each in counted if each.parsed.unit == figure.unit]
        if any(_part_of(figure, figures, _target(each)) for each in same_unit):
            continue
        indicator = _counterpart(figure, same_unit, words)
        if indicator is not None:
            yield _hit(indicator, figure)


def _figures(project: Project, year: int | None, words: _Words) -> Iterator[_Figure]:
    """The counts of the goals that are to be reached in the year."""
    for goal in project.goals:
        if goal.multi_year:
            continue
        for mention in mentions(Prose.of(goal.text)):
            figure = _figure(goal, mention)
            if figure is None or words.elsewhere.search(figure.clause):
                continue
            if year is None or all(each.value == year for each in years_in(figure.clause, fiscal=True)):
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
    """The indicator that measures what the figure counts, by the words of its name and of the clause."""
    best = max(indicators, key=lambda each: _shared(each.name, figure.clause), default=None)
    if best is None or _beside(best.name, figure, words):
        return best
    alike = figure.unit in words.units and _shared(best.name, figure.clause) >= _LEAST_SHARED
    return best if alike else None


def _shared(name: str, clause: str) -> int:
    """How many pairs of characters of a name stand in a clause."""
    bare, text = squash(name), squash(clause)
    return sum(bare[i : i + 2] in text for i in range(len(bare) - 1))


def _beside(name: str, figure: _Figure, words: _Words) -> bool:
    """Whether the thing that a name counts stands right before the figure (接待读者20万人次) or right behind it."""
    thing = without_ending(squash(unnumbered(name)), words.how)
    if len(thing) < _LEAST_THING:
        return False
    before, behind = squash(words.leads.sub("", figure.before)), squash(figure.behind)
    return before.endswith(thing) or behind.removeprefix("的").startswith(thing)


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
