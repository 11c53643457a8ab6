"""A field must match a regular expression, or must not."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from linter.checks.shared.fields import ALL_SCOPES, fields_named, hit_on
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import FieldName, Kind, Pattern, Resources


@dataclass(frozen=True, slots=True)
class Params:
    """Which field, the expression, and whether it must or must not occur."""

    field: FieldName = dataclasses.field(metadata={"doc": "the field that is searched"})
    pattern: Pattern = dataclasses.field(metadata={"doc": "the regular expression, searched anywhere in the text"})
    expect: Literal["absent", "present"] = dataclasses.field(
        default="absent", metadata={"doc": "absent: each match is a finding; present: no match is one"}
    )
    exceptions: Pattern | None = dataclasses.field(
        default=None, metadata={"doc": "a match inside a match of this expression is no finding"}
    )


def build(params: Params, resources: Resources) -> Check:
    fields, pattern, exceptions = fields_named(params.field), params.pattern, params.exceptions
    wanted = params.expect == "present"

    def check(subject: Subject) -> Iterator[Outcome]:
        field = fields.get(type(subject.item))
        text = field.get(subject.item) if field is not None else None
        if not isinstance(text, str) or not text.strip():
            return
        if wanted:
            if pattern.search(text) is None:
                yield hit_on(subject, field, fields={"match": ""})
            return
        spared: list[tuple[int, int]] | None = None
        for match in pattern.finditer(text):
            if match.end() == match.start():
                continue
            if spared is None:
                spared = [each.span() for each in exceptions.finditer(text)] if exceptions else []
            if not any(start <= match.start() and match.end() <= end for start, end in spared):
                yield hit_on(subject, field, span=match.span(), fields={"match": match[0]})

    return check


KIND = Kind("pattern", ALL_SCOPES, Params, build, frozenset({"match"}))
