"""What is done to one document, in a process of its own: read, checked, its report and its data written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from linter.audit.folder import put
from linter.audit.items import Item, findings_of, model_of, page_of
from linter.bilingual import Bilingual
from linter.budget.imprints import Copies
from linter.budget.model import Budget
from linter.checks.repetition.copies import imprints
from linter.checks.shared.places import Places
from linter.document import Location
from linter.errors import PackError, UserError
from linter.findings import SEVERITIES, Coverage, DocumentEntry, Finding, Report, Undecided, storage
from linter.outputs import extract, json_, renderer
from linter.outputs.arranged import verdict
from linter.run.corpus import copies_rule
from linter.run.run import check
from linter.usecases.checking import Checked, examine, pack_for, reading
from linter.usecases.inputs import Input
from linter.usecases.options import RunOptions
from linter.usecases.reporting import gathered
from linter.values import as_json


@dataclass(frozen=True, slots=True)
class Task:
    """One document: where it is, where its files go and what is kept of it between the two steps (`spool`)."""

    source: Input
    name: str
    shown: str
    wanted: RunOptions
    root: Path
    spool: Path
    made: datetime | None
    copies: Copies | None = None


def first(task: Task) -> Item:
    """Checks a document and writes its report and its data. Whatever goes wrong with it becomes an entry that says so."""
    try:
        compared = copies_rule(pack_for(task.wanted.common)) is not None
        result, budget = examine(task.source, task.wanted, {} if compared else None)
        task.spool.joinpath(f"{task.name}.json").write_text(_spooled(result), encoding="utf-8")
        _put_model(task, result.entry, budget)
        found = imprints(budget) if compared and budget is not None else ()
        return replace(_written(task, result), imprints=found)
    except (PackError, UserError):
        raise
    except Exception:
        import traceback

        return broken(task, Bilingual("程序内部错误，请报告", "internal error, please report"), traceback.format_exc())


def second(task: Task) -> Item:
    """Writes a document's report anew with the copies that were found in other documents."""
    data = json.loads(task.spool.joinpath(f"{task.name}.json").read_text(encoding="utf-8"))
    result = Checked(
        entry=storage.entry(data["entry"]),
        findings=tuple(storage.finding(each) for each in data["findings"]),
        coverages=tuple(storage.coverage(each) for each in data["coverages"]),
        fault=data["fault"],
    )
    options = task.wanted.of(task.source.path)
    pack = pack_for(options)
    rule = copies_rule(pack)
    if rule is None:
        return _written(task, result)
    again = reading(task.source, options)
    if again.budget is None or again.entry.sha256 != result.entry.sha256:
        reason = Bilingual("文件在检查过程中改变了", "the document changed while it was checked")
        place = Location(task.source.path)
        gap = Coverage((), (), undecided=(Undecided(rule.code, place, reason.get(options.lang)),))
        return _written(task, replace(result, coverages=(*result.coverages, gap)))
    copied = check(again.budget, pack.with_rules((rule,)), options.lang, task.copies)
    places = Places(again.budget.document)
    findings = sorted(
        (*result.findings, *copied.findings), key=lambda each: (places.position(each.location), each.code)
    )
    return _written(task, replace(result, findings=tuple(findings), document=again.budget.document))


def broken(task: Task, reason: Bilingual, fault: str | None = None) -> Item:
    """A document that could not be finished, as an entry."""
    kind = Path(task.source.path).suffix.lower().lstrip(".")
    entry = DocumentEntry(
        task.source.path, kind, "", None, None, None, 0, 0, 0, "unreadable", reason.get(task.wanted.lang)
    )
    _put_model(task, entry, None)
    return _written(task, Checked(entry, fault=fault))


def _spooled(result: Checked) -> str:
    return json.dumps(
        {
            "entry": storage.plain(result.entry),
            "findings": [storage.plain(each) for each in result.findings],
            "coverages": [storage.plain(each) for each in result.coverages],
            "fault": result.fault,
        }
    )


def _put_model(task: Task, entry: DocumentEntry, budget: Budget | None) -> None:
    put(task.root, model_of(task.name), json_.dumps(extract.as_json([(entry, budget)], as_json, task.wanted.lang)))


def _written(task: Task, result: Checked) -> Item:
    report = replace(gathered([result], task.wanted), made=task.made)
    put(task.root, page_of(task.name), renderer("html")(report))
    put(task.root, findings_of(task.name), json_.render(report))
    shown = [each for each in report.findings if each.suppressed is None]
    return Item(
        name=task.name,
        shown=task.shown,
        entry=result.entry,
        verdict=verdict(report),
        severities=_counts((each.severity for each in shown), SEVERITIES),
        codes=dict(sorted(Counter(each.code for each in shown).items())),
        gaps=_gaps(report.coverage),
        suppressed=len(report.findings) - len(shown),
        uses=tuple(use.count for use in report.suppressions),
        barren=_barren(report, report.findings),
        fault=result.fault,
    )


def _counts(found: Iterable[str], order: Sequence[str]) -> dict[str, int]:
    counts = Counter(found)
    return {each: counts[each] for each in order}


def _gaps(coverage: Coverage) -> dict[tuple[str, str], int]:
    named = (
        ("crashed", coverage.crashed),
        ("unrecognised", coverage.unrecognised),
        ("undecided", coverage.undecided),
    )
    return dict(Counter((what, place.code) for what, places in named for place in places))


def _barren(report: Report, findings: Sequence[Finding]) -> bool:
    """Nothing of a budget was met: that the document has no findings says nothing."""
    whole = {Location(entry.path) for entry in report.documents}
    return not findings and any(each.location in whole for each in report.coverage.unrecognised)
