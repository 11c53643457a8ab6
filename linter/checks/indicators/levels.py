"""The second-level category of an indicator against its first level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.forms.words import form_words, level_name
from linter.budget.model import Indicator, Project
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    words = form_words()

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator, form = subject.item, subject.form
        assert isinstance(indicator, Indicator)
        if not isinstance(form, Project) or not indicator.level2:
            return
        group = words.group(indicator.level1)
        if not group or any(level_name(each.level1) in words.own_frameworks for each in form.indicators):
            return
        if indicator.category:
            wrong = group not in words.category_groups[indicator.category]
        else:
            # A form with a framework of its own is not held against the sanctioned ones.
            known = sum(bool(each.category) for each in form.indicators)
            wrong = known * 2 > len(form.indicators)
        if wrong:
            yield indicator_hit(
                indicator,
                "level2",
                fields={"level1": indicator.level1, "level2": indicator.level2},
                actual=indicator.level2,
            )

    return check


KIND = Kind("levels", frozenset({INDICATOR}), Params, build, frozenset({"level1", "level2"}))
