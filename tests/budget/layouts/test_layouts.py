"""One content in every sampled combination of layouts gives the same model and the same findings.

`python -m tests.budget.layouts` runs many more by hand, and reduces what fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from .axes import PLAIN, away, near, sampled
from .content import CONTENTS
from .oracle import compared
from .parts import Facts
from .readable import readable
from .trial import judged, made, tried

SEED, COUNT, PARTS = 20260101, 600, 12


def _failed(layouts: list[dict[str, str]], first: int = 0) -> list[str]:
    trials = (tried(layout, (first + number) % len(CONTENTS)) for number, layout in enumerate(layouts))
    return [str(trial) for trial in trials if trial.failures]


@pytest.mark.parametrize("first", range(len(CONTENTS)), ids=[content.name for content in CONTENTS])
def test_the_plain_layout(first: int) -> None:
    assert not _failed([dict(PLAIN)], first)


@pytest.mark.parametrize("axis", sorted(PLAIN))
def test_one_axis_at_a_time(axis: str) -> None:
    assert not _failed([layout for layout in near() if axis in away(layout)], len(axis))


@pytest.mark.parametrize("part", range(PARTS))
def test_sampled_combinations(part: int) -> None:
    assert not _failed(list(sampled(SEED, COUNT))[part::PARTS], part)


def test_what_is_readable_stays_so() -> None:
    for layout in sampled(SEED, COUNT):
        assert readable(readable(layout)) == readable(layout)


def _renamed(facts: Facts) -> None:
    facts.content = replace(facts.content, name="别的项目")


def _without_sources(facts: Facts) -> None:
    facts.sources = facts.sources[1:]


def _without_indicator(facts: Facts) -> None:
    facts.indicators = facts.indicators[1:]


def _other_target(facts: Facts) -> None:
    first = facts.indicators[0]
    facts.indicators[0] = replace(first, item=replace(first.item, number="1"))


def _other_level(facts: Facts) -> None:
    facts.indicators[0] = replace(facts.indicators[0], category="quality")


_CHANGES: dict[str, Callable[[Facts], None]] = {
    "name": _renamed,
    "unit": lambda facts: setattr(facts, "unit", "别的单位"),
    "year": lambda facts: setattr(facts, "year", 2020),
    "budget": lambda facts: setattr(facts, "budget", Decimal(1)),
    "sources": _without_sources,
    "goals": lambda facts: setattr(facts, "goals", ("别的目标",)),
    "plan": lambda facts: setattr(facts, "plan", ("25%",)),
    "indicators": _without_indicator,
    "value": _other_target,
    "levels": _other_level,
    "description": lambda facts: setattr(facts, "described", True),
}


@pytest.mark.parametrize("kind", _CHANGES)
def test_what_is_read_otherwise_is_seen(kind: str) -> None:
    data, facts, name = made(PLAIN, 0)
    budget, findings = judged(data, name)
    assert not compared(budget, findings, facts, PLAIN)
    _CHANGES[kind](facts[0])
    assert kind in {failure.kind for failure in compared(budget, findings, facts, PLAIN)}


@pytest.mark.parametrize("first", [n for n, content in enumerate(CONTENTS) if content.planted])
def test_planted_defects_are_owed_and_others_are_not(first: int) -> None:
    data, facts, name = made(PLAIN, first)
    budget, findings = judged(data, name)
    assert [failure.kind for failure in compared(budget, [], facts, PLAIN)] == [
        f"no {planted.code}" for planted in CONTENTS[first].planted
    ]
    facts[0].content = replace(facts[0].content, planted=())
    assert compared(budget, findings, facts, PLAIN)
