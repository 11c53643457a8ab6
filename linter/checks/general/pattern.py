"""IND015. A field must match a regular expression, or must not."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from linter.checks.shared.fields import ALL_SCOPES, fields_named, hit_on
from linter.packs.hits import Hit, Item, Subject
from linter.packs.kinds import FieldName, Pattern, Resources, check
from linter.packs.schema import Field


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


@dataclass(frozen=True, slots=True)
class _Searched:
    """The field by the class of item, and what must or must not occur in it."""

    fields: Mapping[type, Field]
    pattern: Pattern
    wanted: bool
    exceptions: Pattern | None


def _searched(params: Params, resources: Resources) -> _Searched:
    return _Searched(fields_named(params.field), params.pattern, params.expect == "present", params.exceptions)


@check("pattern", on=ALL_SCOPES, says=("match",), params=Params, prepare=_searched)
def pattern(item: Item, searched: _Searched, subject: Subject) -> Iterator[Hit]:
    field = searched.fields.get(type(item))
    text = field.get(item) if field is not None else None
    if not isinstance(text, str) or not text.strip():
        return
    if not searched.wanted:
        for start, end in _matches(text, searched):
            yield hit_on(subject, field, span=(start, end), fields={"match": text[start:end]})
    elif searched.pattern.search(text) is None:
        yield hit_on(subject, field, fields={"match": ""})


def _matches(text: str, searched: _Searched) -> Iterator[tuple[int, int]]:
    """Where the expression matches something, what lies inside an exception aside."""
    found = [match.span() for match in searched.pattern.finditer(text) if match.end() > match.start()]
    if not found:
        return
    spared = [match.span() for match in searched.exceptions.finditer(text)] if searched.exceptions else []
    for start, end in found:
        if not any(first <= start and end <= last for first, last in spared):
            yield start, end
