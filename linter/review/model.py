"""What a review copy is made of, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from linter.document import Location
from linter.findings import SEVERITIES, Finding
from linter.readers.limits import Limits

AUTHOR = "budgetlint"


@dataclass(frozen=True, slots=True)
class Task:
    """The findings to be written into a copy, in the order of the document. `made` is the date of the comments."""

    findings: Sequence[Finding]
    lang: str
    made: datetime
    limits: Limits
    suggest: bool = False


@dataclass(frozen=True, slots=True)
class Annotated:
    """A copy's content; how many findings it comments on, and how many mends it holds as tracked changes.

    `left` counts the findings that found no room: no more comments fit into such a file.
    """

    data: bytes
    comments: int = 0
    changes: int = 0
    left: int = 0


def spot_of(finding: Finding) -> Location:
    """The closest place that the finding names."""
    return finding.spot or finding.location


def gravest(findings: Sequence[Finding], room: int) -> list[Finding]:
    """As many of the findings as there is room for, the gravest ones, in their order."""
    if len(findings) <= room:
        return list(findings)
    ordered = sorted(range(len(findings)), key=lambda index: SEVERITIES.index(findings[index].severity))
    return [findings[index] for index in sorted(ordered[: max(room, 0)])]
