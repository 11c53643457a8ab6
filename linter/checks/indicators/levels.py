"""IND011. The second-level category of an indicator against its first level."""

from __future__ import annotations

from collections.abc import Iterator

from linter.budget.forms.words import form_words, level_name
from linter.budget.model import Indicator, Project
from linter.packs.hits import Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, check


@check("levels", on=INDICATOR, says={"level1", "level2"})
def levels(indicator: Indicator, subject: Subject) -> Iterator[Outcome]:
    words, form = form_words(), subject.form
    group = words.group(indicator.level1)
    if not isinstance(form, Project) or not indicator.level2 or not group:
        return
    if any(level_name(each.level1) in words.own_frameworks for each in form.indicators):
        return
    if indicator.category:
        wrong = group not in words.category_groups[indicator.category]
    else:
        # A form with a framework of its own is not held against the sanctioned ones.
        known = sum(bool(each.category) for each in form.indicators)
        wrong = known * 2 > len(form.indicators)
    if wrong:
        fields = {"level1": indicator.level1, "level2": indicator.level2}
        yield indicator_hit(indicator, "level2", fields=fields, actual=indicator.level2)
