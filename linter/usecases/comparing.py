"""`budgetlint diff`: two versions of a document, or last year's and this year's, held against each other."""

from __future__ import annotations

from linter.bilingual import Bilingual
from linter.budget import changes
from linter.budget.model import Budget
from linter.errors import UserError
from linter.findings import SEVERITIES, DocumentEntry, Finding
from linter.findings.changes import compare
from linter.outputs import comparison
from linter.outputs.comparison import Differences
from linter.usecases.checking import examine
from linter.usecases.inputs import Inputs
from linter.usecases.options import RunOptions
from linter.usecases.reporting import gathered


def compared(old: Inputs, new: Inputs, wanted: RunOptions) -> Differences:
    """The differences of two documents under one pack; suppressed findings count in neither.

    Raises UserError where one of the inputs is not exactly one document.
    """
    entries: list[DocumentEntry] = []
    findings: list[list[Finding]] = []
    budgets: list[Budget | None] = []
    for given in (old, new):
        if len(given.sources) != 1:
            named = "、".join((*given.barren, *(each.path for each in given.sources[:3])))
            raise UserError(
                Bilingual(
                    f"diff 比较两个文件，这里有 {len(given.sources)} 个：{named}",
                    "diff wants one document on each side",
                ),
                Bilingual.naming("例如", "for example", "budgetlint diff 2025.docx 2026.docx"),
            )
        result, budget = examine(given.sources[0], wanted)
        report = gathered([result], wanted, cards=False)
        entries.append(result.entry)
        budgets.append(budget)
        findings.append([each for each in report.findings if each.suppressed is None])
    before, after = budgets
    places = entries[0].format == entries[1].format
    return Differences(
        old=entries[0],
        new=entries[1],
        findings=compare(*findings, places=places) if before and after else None,
        budget=changes.compare(before, after) if before and after else None,
        lang=wanted.lang,
    )


def exit_code(compared: Differences, fail_level: str) -> int:
    """4 a document could not be read; 1 new findings at the fail level; else 0, however much changed."""
    if compared.findings is None:
        return 4
    failing = SEVERITIES[: SEVERITIES.index(fail_level) + 1]
    return 1 if any(each.severity in failing for each in compared.findings.new) else 0


def printed(compared: Differences, form: str, *, verbose: bool, quiet: bool) -> str:
    """The comparison as `text` or `json`."""
    if form == "json":
        from linter.outputs.json_ import dumps

        return dumps(comparison.as_json(compared))
    return comparison.render(compared, verbose=verbose, quiet=quiet)
