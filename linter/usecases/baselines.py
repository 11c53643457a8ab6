"""`budgetlint baseline`: today's findings kept in a file, the file brought up to date, what it holds listed."""

from __future__ import annotations

from collections.abc import Sequence

from linter.bilingual import NOTHING, Bilingual
from linter.findings import Report, baseline
from linter.outputs.arranged import unread
from linter.outputs.visible import visible
from linter.usecases.check import check
from linter.usecases.files import may_write, write_text
from linter.usecases.held import read_baseline
from linter.usecases.inputs import documents
from linter.usecases.options import RunOptions, Typed, run_options


def create(arguments: Sequence[str], file: str, typed: Typed, *, stdin_name: str, force: bool) -> str:
    """Keeps every finding that is not suppressed otherwise, and says so. Raises UserError for a file that may not be
    replaced."""
    may_write(file, force=force)
    report, _ = check(documents(arguments, stdin_name), run_options(arguments, typed), cards=False)
    write_text(file, baseline.dump(baseline.of(report.findings)))
    return _said(report, file)


def update(arguments: Sequence[str], file: str, typed: Typed, *, stdin_name: str, prune: bool) -> str:
    """Adds the new findings, and says so. What was not found any more goes if the baseline is to be pruned."""
    wanted = run_options(arguments, typed)
    held = read_baseline(file, wanted) or {}
    report, _ = check(documents(arguments, stdin_name), wanted, cards=False)
    found = baseline.of(report.findings)
    write_text(file, baseline.dump(found if prune else {**held, **found}))
    return _said(report, file)


def _said(report: Report, file: str) -> str:
    """What is told after a baseline was written."""
    number = sum(each.suppressed is None for each in report.findings)
    missed = len(unread(report))
    kept = Bilingual(f"{file}：{number} 个问题记入基线", f"{number} finding(s) kept")
    more = Bilingual(f"{missed} 个文件未能读取，不在其中", f"{missed} document(s) could not be read")
    return str(Bilingual.joined(kept, more if missed else NOTHING))


def listed(file: str) -> str:
    """The entries of a baseline file, one a line, in order of code and place."""
    held = read_baseline(file, RunOptions()) or {}
    rows = sorted(held.values(), key=lambda each: (each.code, each.where))
    lines = [
        f"{each.code} {each.where}：{each.message}" + (f" ×{each.count}" if each.count > 1 else "") for each in rows
    ]
    lines.append(str(Bilingual(f"共 {len(rows)} 项", f"{len(rows)} in all")))
    return "".join(f"{visible(line)}\n" for line in lines)
