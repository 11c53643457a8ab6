"""Two checks of one document held against each other by fingerprint: what is new, gone, or stands at another place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from linter.document import Location
from linter.findings.model import Finding


@dataclass(frozen=True, slots=True)
class Moved:
    """One finding at its old and its new place."""

    old: Finding
    new: Finding


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """`kept` counts the findings that stand where they stood."""

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    moved: tuple[Moved, ...]
    kept: int


def compare(old: Iterable[Finding], new: Iterable[Finding], *, places: bool) -> FindingChanges:
    """The differences. Without `places` (two formats, whose places cannot be compared) nothing counts as moved."""
    left: dict[str, list[Finding]] = defaultdict(list)
    for finding in old:
        left[finding.fingerprint].append(finding)
    added, moved, kept = [], [], 0
    for finding in new:
        if not left[finding.fingerprint]:
            added.append(finding)
            continue
        before = left[finding.fingerprint].pop(0)
        if places and _place(before.location) != _place(finding.location):
            moved.append(Moved(before, finding))
        else:
            kept += 1
    gone = tuple(finding for findings in left.values() for finding in findings)
    return FindingChanges(tuple(added), gone, tuple(moved), kept)


def _place(location: Location) -> Location:
    return replace(location, path="", route=(), column=None, box=None)
