"""A report as people read it: by document, then by project, the same defect together; its verdict, and its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from linter.findings import SEVERITIES, DocumentEntry, Finding, Report, Undecided

FOLD = 3
"""From this many findings of one code in one project on, a report shows one in full and lists the others."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one code in one project, in order of place."""

    code: str
    severity: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def folded(self) -> bool:
        return len(self.findings) >= FOLD


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one project of a document; `project` is None for what stands outside the projects."""

    project: str | None
    groups: tuple[Group, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for group in self.groups for finding in group.findings)


@dataclass(frozen=True, slots=True)
class DocumentSections:
    """One document with its sections, in the order in which they begin in the document."""

    entry: DocumentEntry
    sections: tuple[Section, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for section in self.sections for finding in section.findings)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`key` is fail, notes, pass, incomplete or nothing.

    `count` is the number of findings that decide it, `gaps` that of the places that were not checked.
    """

    key: str
    count: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Places that one rule (or none, code "") left unchecked for one reason."""

    code: str
    reason: str
    places: tuple[Undecided, ...]

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def by_path(self) -> dict[str, list[Undecided]]:
        found: dict[str, list[Undecided]] = {}
        for place in self.places:
            found.setdefault(place.location.path, []).append(place)
        return found


def rank(severity: str) -> int:
    """0 for the gravest severity."""
    return SEVERITIES.index(severity)


def failing_levels(report: Report) -> tuple[str, ...]:
    """The severities from which a run fails."""
    return SEVERITIES[: rank(report.fail_level) + 1]


def failing(report: Report) -> int:
    """How many findings are at or above the level from which a run fails."""
    return sum(report.count(severity) for severity in failing_levels(report))


def unread(report: Report) -> tuple[DocumentEntry, ...]:
    return tuple(entry for entry in report.documents if entry.status != "checked")


def verdict(report: Report) -> Verdict:
    """The verdict. What was skipped never reads as a pass."""
    coverage = report.coverage
    gaps = len(unread(report)) + len(coverage.unrecognised) + len(coverage.undecided) + len(coverage.crashed)
    if not report.documents:
        return Verdict("nothing", 0, gaps)
    if fails := failing(report):
        return Verdict("fail", fails, gaps)
    if gaps:
        return Verdict("incomplete", 0, gaps)
    remarks = sum(report.count(severity) for severity in SEVERITIES)
    return Verdict("notes" if remarks else "pass", remarks, 0)


def arranged(report: Report) -> tuple[DocumentSections, ...]:
    """The findings that are not suppressed, by document, project and code; the gravest first within a project."""
    by_path: dict[str, list[Finding]] = {entry.path: [] for entry in report.documents}
    for finding in report.findings:
        if finding.suppressed is None:
            by_path.setdefault(finding.location.path, []).append(finding)
    return tuple(DocumentSections(entry, _sections(by_path[entry.path])) for entry in report.documents)


def _sections(findings: Iterable[Finding]) -> tuple[Section, ...]:
    by_project: dict[str | None, list[Finding]] = {}
    for finding in findings:
        by_project.setdefault(finding.project, []).append(finding)
    outside = by_project.pop(None, None)
    ordered = ([(None, outside)] if outside else []) + list(by_project.items())
    return tuple(Section(project, _groups(members)) for project, members in ordered)


def _groups(findings: Sequence[Finding]) -> tuple[Group, ...]:
    def key(finding: Finding) -> tuple[int, str]:
        return rank(finding.severity), finding.code

    # The findings come in the order of the document, which sorting keeps within a code.
    groups = []
    for (_, code), members in groupby(sorted(findings, key=key), key):
        found = tuple(members)
        groups.append(Group(code, found[0].severity, found[0].title, found))
    return tuple(groups)


def gaps(places: Iterable[Undecided]) -> tuple[Gap, ...]:
    """Places left unchecked, those of one rule and reason together: by code, then as they stand in the documents."""
    folded: dict[tuple[str, str], list[Undecided]] = {}
    for place in places:
        folded.setdefault((place.code, place.reason), []).append(place)
    return tuple(Gap(code, reason, tuple(members)) for (code, reason), members in sorted(folded.items(), key=_code))


def _code(gap: tuple[tuple[str, str], object]) -> str:
    return gap[0][0]


def titles(report: Report) -> dict[str, tuple[str, str]]:
    """Severity and title of each code that has a finding, by code."""
    return {finding.code: (finding.severity, finding.title) for finding in report.findings}


def by_weight(report: Report) -> list[tuple[str, str, str, int]]:
    """Code, severity, title and number of findings of each code: the gravest first, then the most frequent."""
    known = titles(report)
    rows = [(code, *known[code], number) for code, number in report.by_code().items()]
    return sorted(rows, key=lambda row: (rank(row[1]), -row[3], row[0]))
