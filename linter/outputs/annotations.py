"""Findings as annotations of a merge request: GitHub workflow commands and the GitLab code quality report."""

from __future__ import annotations

from linter.findings import Finding, Report
from linter.outputs.arranged import unread
from linter.outputs.json_ import dumps
from linter.outputs.visible import visible
from linter.outputs.words import Words

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_GITLAB = {"error": "critical", "warning": "minor", "info": "info"}


def github(report: Report) -> str:
    """Workflow commands, one a finding (docs.github.com, workflow commands: `::error file=…,line=…::message`)."""
    say = Words(report.lang)
    lines = [_github(finding, say) for finding in report.findings if finding.suppressed is None]
    for entry in unread(report):
        lines.append(f"::error file={_property(entry.path)}::{_data(entry.error or say(entry.status))}")
    return "".join(f"{line}\n" for line in lines)


def _github(finding: Finding, say: Words) -> str:
    place = finding.location
    properties = {"file": place.path, "line": place.line, "endLine": place.end_line, "col": place.column}
    properties["title"] = f"{finding.code} {finding.title}"
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
    # Only text files have lines; in the others the place is told in words.
    where = "" if place.line is not None else f"{say.of(finding)} "
    return f"::{_GITHUB[finding.severity]} {shown}::{_data(where + finding.message)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(report: Report) -> str:
    """A code quality report (docs.gitlab.com, code quality report format): description, check_name, fingerprint, …"""
    say = Words(report.lang)
    seen: dict[str, int] = {}
    return dumps([_gitlab(each, say, seen) for each in report.findings if each.suppressed is None])


def _gitlab(finding: Finding, say: Words, seen: dict[str, int]) -> dict[str, object]:
    place = finding.location
    # GitLab drops a second entry with the same fingerprint; a defect that occurs twice has to be shown twice.
    key = f"{place.path}\n{finding.fingerprint}"
    seen[key] = number = seen.get(key, 0) + 1
    where = "" if place.line is not None else f"{say.of(finding)} "
    return {
        "description": visible(f"{where}{finding.message}"),
        "check_name": finding.code,
        "fingerprint": f"{finding.fingerprint}-{number}" if number > 1 else finding.fingerprint,
        "severity": _GITLAB[finding.severity],
        "location": {
            "path": place.path,
            "lines": {"begin": place.line or 1, **({"end": place.end_line} if place.end_line else {})},
        },
    }
