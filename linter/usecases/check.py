"""`budgetlint check`: every document checked against the pack, and one report of them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from linter import cache
from linter.findings import Report, baseline
from linter.usecases.checking import Checked, Progress, checked, pack_for
from linter.usecases.held import read_baseline
from linter.usecases.inputs import Input, Inputs, documents
from linter.usecases.options import RunOptions, Typed, run_options
from linter.usecases.reporting import exit_code, gathered

if TYPE_CHECKING:
    from linter.usecases.revisions import Revision


@dataclass(frozen=True, slots=True)
class Request:
    """What `check` was asked for: its arguments, and the options as typed.

    `cards`: the report is to have the cards of its rules. `files` are the outputs, each with its format.
    """

    arguments: tuple[str, ...]
    typed: Typed = field(default_factory=Typed)
    baseline: str | None = None
    diff_base: str | None = None
    cards: bool = True
    strict: bool = False
    allow_empty: bool = False
    files: tuple[tuple[Path, str], ...] = ()
    stdin_name: str = ""

    def options(self) -> RunOptions:
        return run_options(self.arguments, self.typed)

    def inputs(self) -> Inputs:
        return documents(self.arguments, self.stdin_name, self.files)

    def run(self, progress: Progress | None = None) -> tuple[Report, Inputs, tuple[str, ...]]:
        """Checks the documents once: the report, the inputs, and the traces of bugs. Raises as `check` does."""
        wanted, given = self.options(), self.inputs()
        held = read_baseline(self.baseline, wanted)
        report, faults = check(given, wanted, progress, cards=self.cards, held=held, diff_base=self.diff_base)
        return report, given, faults

    def exit_code(self, report: Report) -> int:
        return exit_code(report, strict=self.strict, allow_empty=self.allow_empty)

    def reported(self, results: Sequence[Checked], wanted: RunOptions) -> Report:
        """The report of what came of some documents, held against the baseline and the revision as they are now."""
        held = read_baseline(self.baseline, wanted)
        report = gathered(results, wanted, cards=self.cards, held=held)
        revision = _revision(self.diff_base, [Input(each.entry.path) for each in results])
        return report if revision is None else revision.held_back(report, results, wanted)


def check(
    given: Inputs,
    wanted: RunOptions,
    progress: Progress | None = None,
    *,
    cards: bool = True,
    held: Mapping[str, baseline.Entry] | None = None,
    diff_base: str | None = None,
) -> tuple[Report, tuple[str, ...]]:
    """Checks every document against the pack. Returns the report, and the traces of bugs that were met on the way.

    Without `cards` the report's `rules` stay empty: to gather them means to read the rule files again. `held` is the
    baseline whose findings are held back, `diff_base` a git revision: what was found in it already is held back.
    Raises PackError for a pack with mistakes and UserError for a setting that does not fit it.
    """
    began = time.perf_counter()
    pack_for(wanted.common)
    seconds = Counter({"pack": time.perf_counter() - began})
    sources = [each for each in given.sources if not wanted.config.excluded(each.path)]
    revision = _revision(diff_base, sources)
    results = []
    for result in checked(sources, wanted, progress):
        seconds.update(result.seconds)
        results.append(result)
    report = gathered(results, wanted, cards=cards, held=held, seconds=seconds)
    if revision is not None:
        report = revision.held_back(report, results, wanted)
    if wanted.cache:
        cache.prune()
    return report, tuple(result.fault for result in results if result.fault is not None)


def _revision(name: str | None, sources: Sequence[Input]) -> Revision | None:
    if name is None:
        return None
    from linter.usecases.revisions import Revision

    return Revision(name, [each.path for each in sources])
