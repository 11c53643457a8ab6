"""Whose satisfaction is asked for: a project that serves the public asks the public, not the unit's own staff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project
from linter.checks.shared.forms import business_text
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    staff: tuple[str, ...] = field(metadata={"doc": "words for the unit's own staff at the head of a name"})
    internal: tuple[str, ...] = field(metadata={"doc": "words of a project for staff or the office itself"})


def build(params: Params, resources: Resources) -> Check:
    before = "(?:本|我)?(?:单位|部门|机关|局|中心)?(?:内部|全体)?(?:的)?"
    staff = re.compile(f"{before}(?:{'|'.join(map(re.escape, params.staff))})(?:的|对[^满]*)?满意")
    internal = re.compile("|".join(map(re.escape, params.internal)))

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator, form = subject.item, subject.form
        assert isinstance(indicator, Indicator)
        if not isinstance(form, Project) or not staff.match(indicator.name):
            return
        about = business_text(form)
        if about.strip() and not internal.search(about):
            yield indicator_hit(indicator, "name")

    return check


KIND = Kind("satisfaction-subject", frozenset({INDICATOR}), Params, build)
