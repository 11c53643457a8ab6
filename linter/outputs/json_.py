"""The report as JSON: the public contract, schema_version 1. Its keys are frozen; fields that do not apply are null."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from linter.document import Location
from linter.findings import SEVERITIES, DocumentEntry, Finding, Report, Undecided
from linter.outputs.visible import HIDDEN

SCHEMA_VERSION = 1


def render(report: Report) -> str:
    """The report as one JSON object."""
    return dumps(as_json(report))


def dumps(value: Any) -> str:
    """JSON with Chinese readable and with what could steer a terminal escaped, which changes no value."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return HIDDEN.sub(lambda match: _escaped(match.group()), text) + "\n"


def _escaped(char: str) -> str:
    # A line feed can only stand between tokens here: json escapes those inside strings.
    return char if char == "\n" else json.dumps(char)[1:-1]


def as_json(report: Report) -> dict[str, Any]:
    coverage = report.coverage
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {
            "name": report.tool.name,
            "version": report.tool.version,
            "pack": report.tool.pack,
            "pack_sha256": report.tool.pack_sha256,
        },
        "documents": [document(entry) for entry in report.documents],
        "findings": [finding(each) for each in report.findings],
        "coverage": {
            "rules_run": list(coverage.rules_run),
            "not_applicable": list(coverage.not_applicable),
            "undecided": _places(coverage.undecided),
            "crashed": _places(coverage.crashed),
            "unrecognised": _places((*_unread(report.documents), *coverage.unrecognised)),
        },
        "summary": {**{severity: report.count(severity) for severity in SEVERITIES}, "by_code": report.by_code()},
    }


def location(place: Location) -> dict[str, Any]:
    return {
        "path": place.path,
        "line": place.line,
        "end_line": place.end_line,
        "column": place.column,
        "page": place.page,
        "paragraph": place.paragraph,
        "table": place.table,
        "row": place.row,
        "cell": place.cell,
        "sheet": place.sheet,
        "ref": place.ref,
        "route": list(place.route),
    }


def document(entry: DocumentEntry) -> dict[str, Any]:
    return {
        "path": entry.path,
        "format": entry.format,
        "sha256": entry.sha256,
        "unit": entry.unit,
        "fiscal_year": entry.fiscal_year,
        "kind": entry.kind,
        "projects": entry.projects,
        "indicators": entry.indicators,
        "tables": entry.tables,
        "status": entry.status,
    }


def _unread(entries: Iterable[DocumentEntry]) -> Iterable[Undecided]:
    """Why a document was not read stands among what was not recognised: its own entry has no key for it."""
    missed = (entry for entry in entries if entry.status != "checked")
    return (Undecided("", Location(entry.path), entry.error or entry.status) for entry in missed)


def _places(places: Iterable[Undecided]) -> list[dict[str, Any]]:
    return [{"code": each.code or None, "location": location(each.location), "reason": each.reason} for each in places]


def finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "title": finding.title,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "basis": list(finding.basis),
        "location": location(finding.place),
        "project": finding.project,
        "indicator": finding.indicator,
        "field": finding.field,
        "excerpt": finding.excerpt,
        "actual": finding.actual,
        "expected": finding.expected,
        "suggestion": finding.suggestion,
        "related": [{"location": location(each.location), "note": each.note} for each in finding.related],
        "fingerprint": finding.fingerprint,
        "suppressed": finding.suppressed,
    }
