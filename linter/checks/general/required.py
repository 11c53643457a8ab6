"""CMP006, VAL001. A field must be filled in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from linter.checks.shared.fields import ALL_SCOPES, fields_named, hit_on
from linter.language.folding import squash
from linter.packs.hits import Hit, Item, Subject
from linter.packs.kinds import FieldName, Resources, check
from linter.packs.schema import Field


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


@dataclass(frozen=True, slots=True)
class _Needed:
    """The field by the class of item, the texts that count as blank, and whether a field that is not printed is missing."""

    fields: Mapping[type, Field]
    blanks: frozenset[str]
    absent: bool

    def is_missing(self, item: Item, field: Field) -> bool:
        value = field.get(item)
        if value is None:
            # A number that was not printed and one that was left blank are both None: the cell tells.
            return self.absent or field.cell in getattr(item, "cells", getattr(item, "fields", ()))
        if isinstance(value, str):
            return not value.strip() or (bool(self.blanks) and _plain(value) in self.blanks)
        return bool(value == ())


def _needed(params: Params, resources: Resources) -> _Needed:
    blanks = frozenset(map(_plain, params.placeholders))
    return _Needed(fields_named(params.field), blanks, params.absent == "finding")


def _plain(text: str) -> str:
    # Punctuation alone ("/", "—") squashes to nothing, so a text of marks is compared as it is.
    return squash(text) or text.strip()


@check("required", on=ALL_SCOPES, params=Params, prepare=_needed)
def required(item: Item, needed: _Needed, subject: Subject) -> Iterator[Hit]:
    field = needed.fields.get(type(item))
    if field is not None and needed.is_missing(item, field):
        yield hit_on(subject, field)
