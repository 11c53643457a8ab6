"""The use case behind `budgetlint audit`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from linter.audit.data import DEFAULT, FORMATS
from linter.audit.run import Outcome, run, sources_of
from linter.audit.statistics import VERDICTS
from linter.outputs.visible import visible
from linter.outputs.words import Words
from linter.usecases.checking import Progress
from linter.usecases.options import Typed, run_options


def audit(folder: str, target: str, formats: Sequence[str], progress: Progress | None, typed: Typed) -> Outcome:
    """Audits a folder with what was typed on the command line. Where no number of processes is set, all cores work."""
    wanted = run_options((folder,), typed)
    if "jobs" not in wanted.typed and wanted.config.settings.jobs is None:
        wanted = replace(wanted, jobs=os.cpu_count() or 1)
    sources = sources_of(Path(folder))
    chosen = tuple(form for form in formats or DEFAULT if form in FORMATS)
    return run(Path(folder), sources, Path(target), wanted, chosen, progress)


def said(outcome: Outcome) -> str:
    """The verdicts in numbers, and where the site is."""
    say = Words(outcome.report.lang)
    keys = [item.verdict.key for item in outcome.items]
    counts = (f"{say(key)} {keys.count(key)}" for key in VERDICTS if key in keys)
    head = say.join((say("n.documents", n=len(keys)), *counts)) if keys else say("nothing")
    return f"{head}\n{visible(str(outcome.index))}\n"
