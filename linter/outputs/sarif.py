"""The report as SARIF 2.1.0 (OASIS), for code scanning and editors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from linter.document import Location
from linter.findings import Change, Finding, Report, RuleCard, Undecided
from linter.outputs.arranged import unread
from linter.outputs.json_ import dumps
from linter.outputs.visible import visible
from linter.outputs.words import Words

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "budgetlint/v1"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report) -> str:
    """The report as one SARIF log with one run. Lines and columns are given for text files, which alone have them."""
    return dumps(as_sarif(report))


def as_sarif(report: Report) -> dict[str, Any]:
    say = Words(report.lang)
    places = {card.code: index for index, card in enumerate(report.rules)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": report.tool.name,
                        "version": report.tool.version,
                        "semanticVersion": report.tool.version,
                        "language": "zh-CN" if report.lang == "zh" else "en",
                        "rules": [_rule(card) for card in report.rules],
                    },
                },
                "invocations": [
                    {
                        "executionSuccessful": not (unread(report) or report.coverage.crashed),
                        "toolExecutionNotifications": [*_notifications(report, say)],
                    }
                ],
                "artifacts": [
                    {
                        "location": {"uri": _uri(entry.path)},
                        **({"hashes": {"sha-256": entry.sha256}} if entry.sha256 else {}),
                    }
                    for entry in report.documents
                ],
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, places, say) for finding in report.findings],
                "properties": {"pack": report.tool.pack, "pack_sha256": report.tool.pack_sha256},
            }
        ],
    }


def _rule(card: RuleCard) -> dict[str, Any]:
    return {
        "id": card.code,
        "name": card.slug,
        "shortDescription": {"text": card.title},
        "fullDescription": {"text": card.why},
        "help": {"text": "\n".join((card.fix, *card.basis))},
        "defaultConfiguration": {"level": _LEVELS[card.severity]},
        "properties": {"confidence": card.confidence, "since": card.since, "basis": list(card.basis)},
    }


def _result(finding: Finding, places: dict[str, int], say: Words) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": visible(finding.message)},
        "locations": [_location(finding.location, say, finding)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    if finding.code in places:
        result["ruleIndex"] = places[finding.code]
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(each.location, say), "message": {"text": visible(each.note)}}
            for number, each in enumerate(finding.related, 1)
        ]
    if finding.suppressed is not None:
        result["suppressions"] = [{"kind": "external", "justification": finding.suppressed}]
    if finding.changes and all(_replaceable(each) for each in finding.changes):
        result["fixes"] = [_fix(finding, say)]
    details = {"actual": finding.actual, "expected": finding.expected, "suggestion": finding.suggestion}
    if any(value is not None for value in details.values()):
        result["properties"] = {key: value for key, value in details.items() if value is not None}
    return result


def _replaceable(change: Change) -> bool:
    place = change.location
    return place.line is not None and place.column is not None and place.end_line in (None, place.line)


def _fix(finding: Finding, say: Words) -> dict[str, Any]:
    """The mend as replacements in the file (SARIF 2.1.0, 3.55): for text files, whose places are lines and columns."""
    by_file: dict[str, list[dict[str, Any]]] = {}
    for each in finding.changes:
        place = each.location
        region = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.line,
            "endColumn": (place.column or 1) + len(each.old),
        }
        by_file.setdefault(place.path, []).append({"deletedRegion": region, "insertedContent": {"text": each.new}})
    return {
        "description": {"text": visible(say("suggestion", text=say.mend(finding)))},
        "artifactChanges": [
            {"artifactLocation": {"uri": _uri(path)}, "replacements": replacements}
            for path, replacements in by_file.items()
        ],
    }


def _location(place: Location, say: Words, finding: Finding | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.path)}}
    if place.line is not None:
        region: dict[str, Any] = {"startLine": place.line}
        if place.column is not None:
            region["startColumn"] = place.column
        if place.end_line is not None and place.end_line >= place.line:
            region["endLine"] = place.end_line
        if finding is not None and finding.excerpt:
            region["snippet"] = {"text": visible(finding.excerpt)}
        physical["region"] = region
    logical = " › ".join(visible(step) for step in place.route) or visible(say.place(place))
    # Only text files have regions; in the others the place is told in words.
    told = say.of(finding) if finding is not None and place.line is None else ""
    return {
        "physicalLocation": physical,
        **({"message": {"text": visible(told)}} if told else {}),
        **({"logicalLocations": [{"fullyQualifiedName": logical}]} if logical else {}),
    }


def _notifications(report: Report, say: Words) -> Iterator[dict[str, Any]]:
    """What was not checked: a log without it would read as a pass."""
    for entry in unread(report):
        yield {
            "level": "error",
            "message": {"text": visible(entry.error or say(entry.status))},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(entry.path)}}}],
        }
    coverage = report.coverage
    yield from _gaps("error", coverage.crashed, say)
    yield from _gaps("warning", coverage.unrecognised, say)
    yield from _gaps("note", coverage.undecided, say)


def _gaps(level: str, gaps: Iterable[Undecided], say: Words) -> Iterator[dict[str, Any]]:
    for gap in gaps:
        yield {
            "level": level,
            "message": {"text": visible(gap.reason)},
            "locations": [_location(gap.location, say)],
            **({"associatedRule": {"id": gap.code}} if gap.code else {}),
        }


def _uri(path: str) -> str:
    """A relative path as a URI reference, an absolute one as a file URI."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
