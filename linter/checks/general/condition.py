"""A condition that must hold (`assert`), written in the condition language."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import Budget
from linter.checks.shared.fields import ALL_SCOPES, fields_named, hit_on
from linter.document import Location
from linter.packs.condition import Condition
from linter.packs.hits import Check, Outcome, Subject, Unsettled
from linter.packs.kinds import FieldName, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    """What must hold, and where a finding points."""

    assert_: Condition = dataclasses.field(metadata={"doc": "what must hold; where it is false there is a finding"})
    field: FieldName | None = dataclasses.field(default=None, metadata={"doc": "the field that a finding points at"})
    expected: str | None = dataclasses.field(default=None, metadata={"doc": "what should stand there, for people"})


def build(params: Params, resources: Resources) -> Check:
    condition, expected = params.assert_, params.expected
    fields = fields_named(params.field) if params.field else {}
    test, needs = condition.test, bool(condition.needs)

    def check(subject: Subject) -> Iterator[Outcome]:
        if needs and not condition.applies(subject):
            return
        answer = test(subject)
        if answer:
            return
        item = subject.item
        if answer is None:
            place = Location(item.document.path) if isinstance(item, Budget) else item.location
            yield Unsettled(place, condition.reason(subject))
        else:
            yield hit_on(subject, fields.get(type(item)), expected=expected)

    return check


KIND = Kind("condition", ALL_SCOPES, Params, build)
