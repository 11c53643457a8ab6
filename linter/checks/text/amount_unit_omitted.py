"""TXT004. An amount in the narrative without a unit beside amounts that have one (公用经费14.06；, 接待费6万，)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from linter.budget.amounts import BARE, MONEY, Mention, Prose, mentions
from linter.budget.narrative.clauses import is_sum
from linter.budget.narrative.lexicon import HOLE, words
from linter.checks.shared.narrative import paragraph_hit
from linter.document import Paragraph
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import PARAGRAPH, check

_SENTENCE_END = re.compile(r"[。！？]")
_SEPARATOR = re.compile(r"[，、；。：！？]")


@check("amount-unit-omitted", on=PARAGRAPH, says=("label", "amount", "unit"))
def amount_unit_omitted(paragraph: Paragraph, subject: Subject) -> Iterator[Hit]:
    prose = Prose.of(paragraph.text)
    found = mentions(prose)
    priced = [mention for mention in found if mention.kind == MONEY]
    for place, mention in enumerate(found if priced else ()):
        end = found[place - 1].end if place else 0
        lead = _SEPARATOR.split(prose.flat[end : mention.start])[-1]
        if mention.kind == BARE and (_is_amount(prose, mention, lead) or _among_money(prose, found, place, lead)):
            near = _nearest(priced, mention).amount.unit
            right = f"{mention.amount.text}{'元' if mention.amount.unit else near}"
            yield paragraph_hit(
                paragraph,
                mention.amount.start,
                mention.amount.end,
                expected=right,
                suggestion=right,
                fields={"label": lead, "amount": mention.amount.text, "unit": near},
            )


def _is_amount(prose: Prose, mention: Mention, lead: str) -> bool:
    """Whether a bare figure is an amount by the words before it; 增加6万 is one of money."""
    change = bool(mention.amount.unit) and words().change_end.search(lead) is not None
    return is_sum(prose, mention, lead, change=change)


def _among_money(prose: Prose, found: Sequence[Mention], place: int, lead: str) -> bool:
    """房屋320.50万元，车辆60.06，设备85.20万元: printed like the amounts of money before and behind it in one list."""
    mention = found[place]
    if not 0 < place < len(found) - 1 or not mention.amount.decimals or mention.amount.unit or not lead.strip(HOLE):
        return False
    if words().ratio_end.search(lead):
        return False
    before, behind = found[place - 1], found[place + 1]
    alike = all(each.kind == MONEY and each.amount.decimals == mention.amount.decimals for each in (before, behind))
    if not alike or _SENTENCE_END.search(prose.flat, before.end, behind.start):
        return False
    return is_sum(prose, mention, lead, change=True)


def _nearest(priced: Sequence[Mention], mention: Mention) -> Mention:
    """The amount that has a unit and stands nearest, the earlier one of two."""
    at = bisect_left(priced, mention.start, key=lambda each: each.start)
    return min(priced[max(0, at - 1) : at + 1], key=lambda each: abs(each.start - mention.start))
