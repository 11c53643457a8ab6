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
from dataclasses import dataclass
from pathlib import Path

from .axes import Layout, away, near, sampled
from .content import CONTENTS
from .trial import Trial, made, reduced, tried

_BATCH = 250


@dataclass(slots=True)
class Kind:
    """Failures that are alike: how they fail, what axes it takes, and how many combinations did."""

    names: list[str]
    smallest: Trial
    count: int = 0

    @property
    def axes(self) -> frozenset[tuple[str, str]]:
        return frozenset(away(self.smallest.layout).items())


def _failures(layouts: Sequence[tuple[int, Layout]]) -> list[Trial]:
    trials = (tried(layout, number % len(CONTENTS)) for number, layout in layouts)
    return [trial for trial in trials if trial.failures]


def grouped(failed: Sequence[Trial], most: int) -> tuple[list[Kind], int]:
    """The failures by kind, and how many were left unreduced when there were `most` kinds."""
    kinds: list[Kind] = []
    left = 0
    for trial in sorted(failed, key=lambda each: len(away(each.layout))):
        axes = frozenset(away(trial.layout).items())
        alike: list[Kind] = []
        for cause in trial.causes:
            known = next((kind for kind in kinds if cause in kind.names and kind.axes <= axes), None)
            if known is None and len(kinds) >= most:
                left += 1
                continue
            if known is None:
                smallest = reduced(trial, cause)
                known = next((kind for kind in kinds if kind.smallest.layout == smallest.layout), None)
                if known is None:
                    known = Kind(smallest.causes, smallest)
                    kinds.append(known)
                elif cause not in known.names:
                    known.names.append(cause)
            if known not in alike:
                alike.append(known)
        for kind in alike:
            kind.count += 1
    return sorted(kinds, key=lambda kind: (-kind.count, len(kind.axes))), left


def main() -> int:
    cli = argparse.ArgumentParser(prog="python -m tests.budget.layouts", description=__doc__)
    cli.add_argument("--count", type=int, default=20000)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    cli.add_argument("--show", type=int, default=60, help="how many kinds are reduced and shown")
    cli.add_argument("--write", type=Path, help="a folder for the smallest document of each kind")
    options = cli.parse_args()
    layouts = list(enumerate([*near(), *sampled(options.seed, options.count)]))
    batches = [layouts[start : start + _BATCH] for start in range(0, len(layouts), _BATCH)]
    with ProcessPoolExecutor(options.jobs) as pool:
        failed = [trial for part in pool.map(_failures, batches) for trial in part]
    kinds, left = grouped(failed, options.show)
    for number, kind in enumerate(kinds, 1):
        print(f"{number}. {', '.join(kind.names)}: {kind.count} combinations. {kind.smallest}")
        if options.write:
            options.write.mkdir(parents=True, exist_ok=True)
            data, _, name = made(kind.smallest.layout, kind.smallest.first)
            place = options.write / f"{number:03}{Path(name).suffix}"
            place.write_bytes(data)
            print(f"   {place}")
    rest = f", {left} failures not reduced" if left else ""
    print(f"{len(failed)} of {len(layouts)} combinations failed, in {len(kinds)} kinds{rest}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
