"""A count in the goals against the indicator that measures the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import combinations

from linter.budget.amounts import COUNT, Prose, mentions
from linter.budget.model import Goal, Indicator, Project
from linter.findings import Related
from linter.language import comparators
from linter.language.dates import years_in
from linter.language.folding import squash
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import PROJECT, Kind, Resources, UnitName
from linter.values import parse

_CLAUSE = re.compile(r"[，。；、！,;\n]")
# How a name counts, and how a sentence leads up to a figure: neither says what is counted.
_HOW = re.compile(
    r"(?:总数量|数量|总人数|人数|人次数?|个数|户数|次数|场次|场数|期数|面积|长度|里程|公里数|总量|规模|数)$"
)
_LEAST_THING = 3
_MOST_PARTS = 6

# How many pairs of characters the clause and the name must share.
_LEAST_SHARED = 3


@cache
def _reached() -> re.Pattern[str]:
    return re.compile(rf"(?:{comparators.leading_up()}|共计|共|合计|总计|至|到)+$")


@dataclass(frozen=True, slots=True)
class Params:
    units: tuple[UnitName, ...] = field(
        metadata={"doc": "units of the counts that are compared where clause and name have words in common"}
    )
    elsewhere: tuple[str, ...] = field(
        default=(), metadata={"doc": "words of a clause whose figures are no target of this year"}
    )


def build(params: Params, resources: Resources) -> Check:
    units = frozenset(params.units)
    elsewhere = re.compile("|".join(map(re.escape, params.elsewhere)) or "(?!)")

    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        counted = [i for i in project.indicators if i.parsed.kind == "number" and _target(i) is not None]
        targets = {(i.parsed.unit, _target(i)) for i in counted}
        year = project.year or subject.budget.fiscal_year
        figures = [
            figure
            for goal in project.goals
            for figure in _figures(goal)
            if not elsewhere.search(figure.clause) and not _other_year(figure.clause, year)
        ]
        for figure in figures:
            if (figure.unit, figure.number) in targets:
                continue
            same = [each for each in counted if each.parsed.unit == figure.unit]
            if any(_part_of(figure, figures, _target(each)) for each in same):
                continue
            best = max(same, key=lambda each: _shared(each.name, figure.clause), default=None)
            if best is None or not (
                _beside(best.name, figure)
                or (figure.unit in units and _shared(best.name, figure.clause) >= _LEAST_SHARED)
            ):
                continue
            yield indicator_hit(
                best,
                "value",
                expected=figure.text,
                fields={
                    "stated": figure.text,
                    "clause": figure.clause,
                    "indicator": best.name,
                    "value": best.value,
                },
                related=(Related(figure.goal.location, figure.clause),),
                key=f"{best.name}|{figure.text}",
            )

    return check


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


def _figures(goal: Goal) -> Iterator[_Figure]:
    text = goal.text
    for mention in mentions(Prose.of(text)):
        amount = mention.amount
        if mention.kind != COUNT or mention.more:
            continue
        value = parse(amount.text)
        if value.kind != "number" or value.low is None or value.dimension == "time":
            continue
        starts = [match.end() for match in _CLAUSE.finditer(text, 0, amount.start)]
        start = starts[-1] if starts else 0
        after = _CLAUSE.search(text, amount.end)
        end = after.start() if after else len(text)
        yield _Figure(
            goal,
            amount.text,
            value.low,
            value.unit,
            text[start:end].strip(),
            text[start : amount.start],
            text[amount.end : end],
        )


def _other_year(clause: str, year: int | None) -> bool:
    return year is not None and any(each.value != year for each in years_in(clause, fiscal=True))


def _target(indicator: Indicator) -> Decimal | None:
    value = indicator.parsed
    return value.low if value.low is not None else value.high


def _beside(name: str, figure: _Figure) -> bool:
    """Whether the thing that a name counts stands right before the figure (接待读者20万人次) or right behind it."""
    thing = _HOW.sub("", squash(name))
    if len(thing) < _LEAST_THING:
        return False
    before, behind = squash(_reached().sub("", figure.before)), squash(figure.behind)
    return before.endswith(thing) or behind.removeprefix("的").startswith(thing)


def _part_of(figure: _Figure, figures: list[_Figure], target: Decimal | None) -> bool:
    """Whether a figure and others of the goals together make the target."""
    others = [each.number for each in figures if each is not figure and each.unit == figure.unit]
    return any(
        figure.number + sum(parts, Decimal(0)) == target
        for size in range(1, min(len(others), _MOST_PARTS) + 1)
        for parts in combinations(others[:_MOST_PARTS], size)
    )


def _shared(name: str, clause: str) -> int:
    bare, text = squash(name), squash(clause)
    return sum(bare[i : i + 2] in text for i in range(len(bare) - 1))


KIND = Kind("goal-figures", frozenset({PROJECT}), Params, build, frozenset({"stated", "clause", "indicator", "value"}))
