"""One content in every sampled combination of layouts gives the same model and the same findings.

`python -m tests.budget.layouts` runs many more by hand, and reduces what fails.
"""

from __future__ import annotations

import pytest

from .axes import PLAIN, away, near, sampled
from .content import CONTENTS
from .readable import readable
from .trial import tried

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
