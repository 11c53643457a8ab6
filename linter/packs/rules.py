"""A rule as its file gives it: the head fields, with the check's parameters still plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linter.bilingual import Bilingual
from linter.packs.wording import bilingual

CODE = re.compile(r"[A-Z]{2,8}[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Change:
    """What a pack set on a rule: the pack's name, the setting (severity, message, off, a parameter), and its value."""

    pack: str
    setting: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's head. `where` is "" where it has no condition; `parameters` are the check's, unchecked.

    `activities`: a rule of indicators also looks at the rows of activity tables (优良中差).
    `years` are the first and last fiscal year that the rule is for (None: open), `documents` the kinds of document
    (empty: all). A hit is dropped where a finding of one of the codes `yields_to` stands on the same item.
    """

    code: str
    slug: str
    title: Bilingual
    severity: str
    confidence: str
    status: str
    since: str
    scope: str
    where: str
    kind: str
    parameters: Mapping[str, Any]
    message: Bilingual
    why: Bilingual
    fix: Bilingual
    basis: tuple[str, ...]
    yields_to: tuple[str, ...]
    years: tuple[int | None, int | None]
    documents: tuple[str, ...]
    path: Path
    changes: tuple[Change, ...] = ()
    activities: bool = False


def make_rule(data: Mapping[str, Any], path: Path, changes: tuple[Change, ...] = ()) -> Rule:
    """The rule of checked data."""
    years = data.get("years") or {}
    return Rule(
        code=data["code"],
        slug=data["slug"],
        title=bilingual(data["title"]),
        severity=data["severity"],
        confidence=data["confidence"],
        status=data["status"],
        since=str(data["since"]),
        scope=data["scope"],
        where=data.get("where") or "",
        kind=data["check"]["kind"],
        parameters={key: value for key, value in data["check"].items() if key != "kind"},
        message=bilingual(data["message"]),
        why=bilingual(data["why"]),
        fix=bilingual(data["fix"]),
        basis=tuple(data["basis"]),
        yields_to=tuple(data.get("yields_to") or ()),
        years=(years.get("from"), years.get("to")),
        documents=tuple(data.get("documents") or ()),
        path=path,
        changes=changes,
        activities=bool(data.get("activities")),
    )
