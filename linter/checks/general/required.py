"""A field must be filled in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from linter.checks.shared.fields import ALL_SCOPES, fields_named, hit_on
from linter.language.folding import squash
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import FieldName, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    """Which field, and what counts as blank."""

    field: FieldName = dataclasses.field(metadata={"doc": "the field that must be filled in"})
    placeholders: tuple[str, ...] = dataclasses.field(
        default=(), metadata={"doc": "texts that count as blank (无, 0, /), width and blanks aside"}
    )
    absent: Literal["pass", "finding"] = dataclasses.field(
        default="pass", metadata={"doc": "what it means where the form does not print the field at all"}
    )


def build(params: Params, resources: Resources) -> Check:
    fields = fields_named(params.field)
    # Punctuation alone ("/", "—") squashes to nothing, so a text of marks is compared as it is.
    blanks = frozenset(_plain(each) for each in params.placeholders)
    absent = params.absent == "finding"

    def check(subject: Subject) -> Iterator[Outcome]:
        field = fields.get(type(subject.item))
        if field is None:
            return
        value = field.get(subject.item)
        if value is None:
            # A number that was not printed and one that was left blank are both None: the cell tells.
            printed = field.cell in getattr(subject.item, "cells", getattr(subject.item, "fields", ()))
            missing = absent or printed
        elif isinstance(value, str):
            missing = not value.strip() or (bool(blanks) and _plain(value) in blanks)
        else:
            missing = value == ()
        if missing:
            yield hit_on(subject, field)

    return check


def _plain(text: str) -> str:
    return squash(text) or text.strip()


KIND = Kind("required", ALL_SCOPES, Params, build)
