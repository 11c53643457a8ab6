"""The baseline: the findings that were there when the check was taken up. Only what is new shows after that.

A file of fingerprints with their numbers. Fingerprints do not depend on paths, lines or order, so a baseline survives
a renamed file, reordered projects, edits elsewhere and another format of the same content.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.findings.model import Finding

SCHEMA_VERSION = 1
HELD_BACK = str(Bilingual("基线", "baseline"))
"""What a finding says that the baseline holds back, in reports of either language."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fingerprint: how often it may occur, and the code, place and message that it was kept for, for people to read."""

    fingerprint: str
    count: int
    code: str
    where: str
    message: str


Baseline = Mapping[str, Entry]


def of(findings: Iterable[Finding]) -> dict[str, Entry]:
    """The baseline that holds back these findings. Those that are suppressed otherwise need none."""
    entries: dict[str, Entry] = {}
    for finding in findings:
        if finding.suppressed is not None and finding.suppressed != HELD_BACK:
            continue
        known = entries.get(finding.fingerprint)
        entries[finding.fingerprint] = Entry(
            fingerprint=finding.fingerprint,
            count=known.count + 1 if known else 1,
            code=finding.code,
            where=" › ".join(finding.location.route),
            message=finding.message,
        )
    return entries


def hold_back(findings: Iterable[Finding], baseline: Baseline) -> tuple[tuple[Finding, ...], tuple[Entry, ...]]:
    """Marks the findings that the baseline has, each as often as it has it; and gives the entries that nothing met."""
    left = Counter({each.fingerprint: each.count for each in baseline.values()})
    marked = []
    for finding in findings:
        if finding.suppressed is None and left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            finding = replace(finding, suppressed=HELD_BACK)
        marked.append(finding)
    return tuple(marked), tuple(entry for entry in baseline.values() if left[entry.fingerprint] == entry.count)


def dump(baseline: Baseline) -> str:
    """The baseline as a file: sorted, one entry a line, so that versions of it can be compared and merged."""
    lines = [
        json.dumps(
            {
                "code": each.code,
                "fingerprint": each.fingerprint,
                "count": each.count,
                "where": each.where,
                "message": each.message,
            },
            ensure_ascii=False,
        )
        for each in sorted(baseline.values(), key=lambda each: (each.code, each.where, each.fingerprint))
    ]
    body = ",\n  ".join(lines)
    return f'{{"schema_version": {SCHEMA_VERSION}, "findings": [\n  {body}\n]}}\n' if lines else _EMPTY


_EMPTY = f'{{"schema_version": {SCHEMA_VERSION}, "findings": []}}\n'


def parse(text: str, name: str) -> dict[str, Entry]:
    """Reads a baseline file. Raises UserError for one that is damaged or of another version."""
    try:
        data: Any = json.loads(text)
        if data["schema_version"] != SCHEMA_VERSION:
            raise ValueError
        entries = [
            Entry(
                fingerprint=str(each["fingerprint"]),
                count=int(each.get("count", 1)),
                code=str(each["code"]),
                where=str(each.get("where", "")),
                message=str(each.get("message", "")),
            )
            for each in data["findings"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UserError(
            Bilingual(f"基线文件无法读取：{name}", "the baseline file cannot be read"),
            Bilingual("请用 budgetlint baseline create 重新生成。", "Make it anew with `budgetlint baseline create`."),
        ) from None
    return {each.fingerprint: each for each in entries}
