"""Runs many combinations of layouts by hand:

    python -m tests.budget.layouts --count 20000 --seed 1

from the root of the checkout. Failures are grouped into kinds: what is wrong, and the axes that it takes, found by taking axes
back to the plain layout for as long as the failure stays. Of each kind the combination with the fewest axes is shown, the most
frequent kind first; `--write DIR` writes its document there. `--jobs` processes share the work.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from .axes import Layout, away, near, sampled
from .content import CONTENTS
from .trial import Trial, made, reduced, tried

_BATCH = 250


@dataclass(slots=True)
class Kind:
    """Failures that are alike: how they fail, what axes it takes, and how many combinations did."""

    name: str
    smallest: Trial
    count: int = 1

    @property
    def axes(self) -> frozenset[tuple[str, str]]:
        return frozenset(away(self.smallest.layout).items())


@dataclass(slots=True)
class Outcome:
    """What a batch of combinations came to."""

    tried: int = 0
    failed: int = 0
    kinds: list[Kind] = field(default_factory=list)

    def add(self, trial: Trial) -> None:
        self.tried += 1
        if not trial.failures:
            return
        self.failed += 1
        axes = frozenset(away(trial.layout).items())
        for cause in trial.causes:
            known = next((kind for kind in self.kinds if kind.name == cause and kind.axes <= axes), None)
            if known is not None:
                known.count += 1
            else:
                self.kinds.append(Kind(cause, reduced(trial, cause)))

    def join(self, other: Outcome) -> None:
        self.tried += other.tried
        self.failed += other.failed
        for kind in other.kinds:
            known = next((each for each in self.kinds if each.name == kind.name and each.axes <= kind.axes), None)
            if known is not None:
                known.count += kind.count
            else:
                self.kinds.append(kind)


def _batch(layouts: Sequence[tuple[int, Layout]]) -> Outcome:
    outcome = Outcome()
    for number, layout in layouts:
        outcome.add(tried(layout, number % len(CONTENTS)))
    return outcome


def main() -> int:
    cli = argparse.ArgumentParser(prog="python -m tests.budget.layouts", description=__doc__)
    cli.add_argument("--count", type=int, default=20000)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    cli.add_argument("--show", type=int, default=40, help="how many kinds are shown")
    cli.add_argument("--write", type=Path, help="a folder for the smallest document of each kind")
    options = cli.parse_args()
    layouts = list(enumerate([*near(), *sampled(options.seed, options.count)]))
    batches = [layouts[start : start + _BATCH] for start in range(0, len(layouts), _BATCH)]
    whole = Outcome()
    with ProcessPoolExecutor(options.jobs) as pool:
        for outcome in pool.map(_batch, batches):
            whole.join(outcome)
    whole.kinds.sort(key=lambda kind: (-kind.count, len(kind.axes)))
    for number, kind in enumerate(whole.kinds[: options.show], 1):
        print(f"{number}. {kind.name}: {kind.count} combinations. {kind.smallest}")
        if options.write:
            options.write.mkdir(parents=True, exist_ok=True)
            data, _, name = made(kind.smallest.layout, kind.smallest.first)
            place = options.write / f"{number:03}{Path(name).suffix}"
            place.write_bytes(data)
            print(f"   {place}")
    print(f"{whole.failed} of {whole.tried} combinations failed, in {len(whole.kinds)} kinds")
    return 1 if whole.failed else 0


if __name__ == "__main__":
    sys.exit(main())
