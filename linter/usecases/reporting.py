"""What came of the documents of a run gathered into one report, and its exit code."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from linter import __version__
from linter.bilingual import Bilingual
from linter.document import Location
from linter.errors import UserError
from linter.findings import Coverage, Report, RuleCard, Tool, baseline
from linter.findings.suppression import suppress
from linter.outputs.arranged import failing, unread
from linter.usecases import config
from linter.usecases.checking import Checked, pack_for
from linter.usecases.options import RunOptions

if TYPE_CHECKING:
    from linter.packs.rules import Rule


def gathered(
    results: Sequence[Checked],
    wanted: RunOptions,
    *,
    cards: bool = True,
    held: Mapping[str, baseline.Entry] | None = None,
    seconds: Mapping[str, float] | None = None,
) -> Report:
    """The report of what came of some documents: suppressed, held against the baseline, with the facts of the run."""
    pack = pack_for(wanted.common)
    findings, uses = suppress(
        (finding for result in results for finding in result.findings),
        wanted.config.suppressions(),
        _today(),
        lambda path, glob: config.fits(wanted.config.relative(path), glob),
    )
    stale: tuple[baseline.Entry, ...] = ()
    if held is not None:
        findings, stale = baseline.hold_back(findings, held)
    found = {finding.code for finding in findings}
    return Report(
        tool=Tool("budgetlint", __version__, pack.name, pack.sha256),
        documents=tuple(result.entry for result in results),
        findings=findings,
        coverage=_merged([each for result in results for each in result.coverages]),
        lang=wanted.lang,
        fail_level=wanted.fail_level,
        made=_now(),
        options=wanted.described(),
        rules=_cards((rule for rule in pack.rules if rule.code in found), wanted.lang) if cards else (),
        suppressions=uses,
        stale=stale,
        sources={result.entry.path: result.document for result in results if result.document is not None},
        timings=dict(seconds or {}),
    )


def _cards(rules: Iterable[Rule], lang: str) -> tuple[RuleCard, ...]:
    from linter.authors.catalogue import rule_card

    return tuple(rule_card(rule, lang) for rule in rules)


def _merged(coverages: Sequence[Coverage]) -> Coverage:
    """Of all documents together. A rule is not applicable only where it did not run on any of them."""
    run = {code for each in coverages for code in each.rules_run}
    idle = {code for each in coverages for code in each.not_applicable}

    return Coverage(
        rules_run=tuple(sorted(run)),
        not_applicable=tuple(sorted(idle - run)),
        undecided=tuple(place for each in coverages for place in each.undecided),
        crashed=tuple(place for each in coverages for place in each.crashed),
        unrecognised=tuple(place for each in coverages for place in each.unrecognised),
    )


def _now() -> datetime:
    """The time of the run; SOURCE_DATE_EPOCH pins it (reproducible-builds.org)."""
    pinned = os.environ.get("SOURCE_DATE_EPOCH")
    if not pinned:
        return datetime.now().astimezone().replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(pinned), UTC)
    except (ValueError, OverflowError, OSError):
        raise UserError(
            Bilingual(f"SOURCE_DATE_EPOCH 应是整数秒：{pinned}", "wants whole seconds"),
            Bilingual("请改正或取消该变量。", "Mend it, or unset it."),
        ) from None


def _today() -> date:
    """The day by which a suppression has expired or not; pinned like the time of the run."""
    return _now().date()


def exit_code(report: Report, *, strict: bool = False, allow_empty: bool = False) -> int:
    """3 nothing to check; 4 something could not be read or crashed; 1 findings at the fail level; else 0.

    With `strict` a baseline entry that nothing met fails too: the baseline is to shrink with the defects. With
    `allow_empty` it is no failure that there was nothing to check: a hook is also run for files that are no budgets.
    """
    if not report.documents:
        return 0 if allow_empty else 3
    if unread(report) or report.coverage.crashed:
        return 4
    if failing(report) or (strict and report.stale):
        return 1
    if report.findings:
        return 0
    # A run that met nothing of a budget has not shown that anything is in order.
    barren = {
        each.location.path for each in report.coverage.unrecognised if each.location == Location(each.location.path)
    }
    return 3 if not allow_empty and all(entry.path in barren for entry in report.documents) else 0
