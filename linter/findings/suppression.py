"""Suppressions: findings that somebody has decided to live with, by code and place, with a reason and perhaps an end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from linter.findings.model import Finding


@dataclass(frozen=True, slots=True)
class Suppression:
    """One entry. `where` is a glob over the route, its steps joined by `/`; `path` one over the document's path.

    `origin` says where the entry stands (file and line).
    """

    code: str
    reason: str
    where: str = "**"
    path: str = "**"
    until: date | None = None
    origin: str = ""

    def expired(self, today: date) -> bool:
        return self.until is not None and today > self.until


@dataclass(frozen=True, slots=True)
class Use:
    """What became of an entry in a run: how many findings it held back; whether it has expired."""

    suppression: Suppression
    count: int
    expired: bool


def suppress(
    findings: Iterable[Finding],
    entries: tuple[Suppression, ...],
    today: date,
    fits: Callable[[str, str], bool],
) -> tuple[tuple[Finding, ...], tuple[Use, ...]]:
    """Marks the findings that an entry holds back, and tells the use of each entry. Nothing is dropped.

    `fits(path, glob)` tells whether a document's path fits a glob. An entry that has expired holds nothing back.
    """
    counts = [0] * len(entries)
    marked = []
    for finding in findings:
        number = next((n for n, each in enumerate(entries) if _holds(each, finding, fits)), None)
        if number is None:
            marked.append(finding)
            continue
        counts[number] += 1
        entry = entries[number]
        until = f"（至 {entry.until.isoformat()}）" if entry.until else ""
        marked.append(finding if entry.expired(today) else replace(finding, suppressed=f"{entry.reason}{until}"))
    uses = (Use(entry, count, entry.expired(today)) for entry, count in zip(entries, counts, strict=True))
    return tuple(marked), tuple(uses)


def _holds(entry: Suppression, finding: Finding, fits: Callable[[str, str], bool]) -> bool:
    return (
        finding.suppressed is None
        and finding.code.startswith(entry.code)
        and _route(entry.where).fullmatch("/".join(step.replace("/", "／") for step in finding.location.route))
        is not None
        and fits(finding.location.path, entry.path)
    )


@lru_cache(maxsize=512)
def _route(glob: str) -> re.Pattern[str]:
    """`**` stands for any steps, `*` for any characters within one; a route goes on below what is named."""
    text = ""
    for part in re.split(r"(\*\*|\*)", glob):
        text += {"**": ".*", "*": "[^/]*"}.get(part, re.escape(part))
    return re.compile(f"{text}(?:/.*)?", re.DOTALL)
