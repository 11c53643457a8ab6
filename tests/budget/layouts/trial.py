"""One combination put to the test: the document is written, read and checked, and what is wrong is told and reduced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from linter.budget import understand
from linter.budget.model import Budget
from linter.findings import Finding
from linter.packs.load import load_pack
from linter.packs.pack import Pack
from linter.readers import read
from linter.run.run import check

from .axes import PLAIN, Layout, away
from .content import CONTENTS, Content, dated
from .form import document
from .oracle import Failure, compared
from .parts import Facts
from .readable import readable
from .writers import SUFFIXES, written


@dataclass(frozen=True, slots=True)
class Trial:
    """A combination with the first of its projects, and what was wrong with its reading."""

    layout: Layout
    first: int
    failures: tuple[Failure, ...]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(failure.kind for failure in self.failures)

    @property
    def causes(self) -> list[str]:
        """The kinds of failure, without the findings that are wrong because the model is."""
        kinds = dict.fromkeys(failure.kind for failure in self.failures)
        reading = [kind for kind in kinds if not kind.startswith(("no ", "false "))]
        return reading or list(kinds)

    def __str__(self) -> str:
        axes = ", ".join(f"{axis}={option}" for axis, option in away(self.layout).items()) or "plain"
        told = "; ".join(f"{failure.kind}: {failure.detail}" for failure in self.failures[:4])
        return f"[project {self.first}] {axes} -> {told}"


@cache
def _pack() -> Pack:
    return load_pack("standard")


def made(layout: Mapping[str, str], first: int) -> tuple[bytes, list[Facts], str]:
    """The file of a combination, what it prints, and its name."""
    count = int(layout["forms"])
    chosen = [CONTENTS[(first + number) % len(CONTENTS)] for number in range(count)]
    contents: Sequence[Content] = [dated(content, chosen[0].year) for content in chosen]
    blocks, facts = document(contents, layout)
    return written(blocks, layout["writer"], layout["spans"]), facts, f"made{SUFFIXES[layout['writer']]}"


def judged(data: bytes, name: str) -> tuple[Budget, Sequence[Finding]]:
    """A file as the program reads and checks it."""
    budget = understand(read(name, data=data))
    return budget, check(budget, _pack()).findings


def tried(layout: Mapping[str, str], first: int) -> Trial:
    """Writes, reads and checks a combination."""
    settled = readable(layout)
    data, facts, name = made(settled, first)
    try:
        budget, findings = judged(data, name)
    except Exception as error:  # a crash is a failure like others, and the other combinations go on
        return Trial(settled, first, (Failure("crash", repr(error)),))
    return Trial(settled, first, tuple(compared(budget, findings, facts, settled)))


def reduced(trial: Trial, kind: str) -> Trial:
    """The combination nearest to the plain layout that still fails in this way."""
    best = trial
    size = max(1, len(away(best.layout)) // 2)
    while True:
        fewer = _without_some(best, kind, size)
        if fewer is not None:
            best = fewer
        elif size == 1:
            return best
        else:
            size //= 2
        size = max(1, min(size, len(away(best.layout)) // 2))


def _without_some(trial: Trial, kind: str, size: int) -> Trial | None:
    axes = list(away(trial.layout))
    for start in range(0, len(axes), size):
        plainer = {axis: PLAIN[axis] for axis in axes[start : start + size]}
        fewer = tried({**trial.layout, **plainer}, trial.first)
        if kind in fewer.kinds and len(away(fewer.layout)) < len(axes):
            return fewer
    return None
