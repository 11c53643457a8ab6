"""VAL023, VAL025. A condition that must hold (`assert`), written in the condition language."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linter.budget.model import Budget
from linter.checks.shared.fields import ALL_SCOPES, fields_named, hit_on
from linter.document import Location
from linter.packs.condition import Condition
from linter.packs.hits import Item, Outcome, Subject, Unsettled
from linter.packs.kinds import FieldName, Resources, check
from linter.packs.schema import Field


@dataclass(frozen=True, slots=True)
class Params:
    """What must hold, and where a finding points."""

    assert_: Condition = dataclasses.field(metadata={"doc": "what must hold; where it is false there is a finding"})
    field: FieldName | None = dataclasses.field(default=None, metadata={"doc": "the field that a finding points at"})
    expected: str | None = dataclasses.field(default=None, metadata={"doc": "what should stand there, for people"})


@dataclass(frozen=True, slots=True)
class _Asserted:
    """What must hold, the field that a finding points at by the class of item, and what should stand there."""

    condition: Condition
    fields: Mapping[type, Field]
    expected: str | None


def _asserted(params: Params, resources: Resources) -> _Asserted:
    return _Asserted(params.assert_, fields_named(params.field) if params.field else {}, params.expected)


@check("condition", on=ALL_SCOPES, params=Params, prepare=_asserted)
def condition(item: Item, asserted: _Asserted, subject: Subject) -> Iterator[Outcome]:
    if asserted.condition.needs and not asserted.condition.applies(subject):
        return
    answer = asserted.condition.test(subject)
    if answer is None:
        place = Location(item.document.path) if isinstance(item, Budget) else item.location
        yield Unsettled(place, asserted.condition.reason(subject))
    elif not answer:
        yield hit_on(subject, asserted.fields.get(type(item)), expected=asserted.expected)
