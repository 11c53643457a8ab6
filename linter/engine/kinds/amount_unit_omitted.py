"""An amount in the narrative without a unit beside amounts that have one (公用经费14.06；, 接待费6万，)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.amounts import BARE, MONEY, Prose, mentions
from linter.budget.narrative.clauses import is_sum
from linter.budget.narrative.lexicon import words
from linter.document import Paragraph
from linter.engine.hits import Check, Outcome, Subject
from linter.engine.kinds.base import PARAGRAPH, Kind, Resources
from linter.engine.narrative import paragraph_hit

_SEPARATOR = re.compile(r"[，、；。：！？]")


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    lexicon = words()

    def check(subject: Subject) -> Iterator[Outcome]:
        paragraph = subject.item
        assert isinstance(paragraph, Paragraph)
        prose = Prose.of(paragraph.text)
        found = mentions(prose)
        priced = [mention for mention in found if mention.kind == MONEY]
        if not priced:
            return
        end = 0
        for mention in found:
            lead = _SEPARATOR.split(prose.flat[end : mention.start])[-1]
            end = mention.end
            changes = lexicon.change_end.search(lead) is not None
            if mention.kind != BARE or not is_sum(prose, mention, lead, change=changes and bool(mention.amount.unit)):
                continue
            near = min(priced, key=lambda each: abs(each.start - mention.start)).amount.unit
            unit = "元" if mention.amount.unit else near
            yield paragraph_hit(
                paragraph,
                mention.amount.start,
                mention.amount.end,
                expected=f"{mention.amount.text}{unit}",
                suggestion=f"{mention.amount.text}{unit}",
                fields={"label": lead, "amount": mention.amount.text, "unit": near},
            )

    return check


KIND = Kind("amount-unit-omitted", frozenset({PARAGRAPH}), Params, build, frozenset({"label", "amount", "unit"}))
