"""An amount in the narrative without a unit beside amounts that have one (公用经费14.06；, 接待费6万，)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linter.budget.amounts import BARE, MONEY, Mention, Prose, mentions
from linter.budget.narrative.clauses import is_sum
from linter.budget.narrative.lexicon import HOLE, words
from linter.checks.shared.narrative import paragraph_hit
from linter.document import Paragraph
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import PARAGRAPH, Kind, Resources

_SEPARATOR = re.compile(r"[，、；。：！？]")
_SENTENCE_END = re.compile(r"[。！？]")


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        paragraph = subject.item
        assert isinstance(paragraph, Paragraph)
        prose = Prose.of(paragraph.text)
        found = mentions(prose)
        priced = [mention for mention in found if mention.kind == MONEY]
        if not priced:
            return
        for place, mention in enumerate(found):
            end = found[place - 1].end if place else 0
            lead = _SEPARATOR.split(prose.flat[end : mention.start])[-1]
            if mention.kind != BARE or not _is_money(prose, found, place, lead):
                continue
            near = _nearest(priced, mention.start).amount.unit
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


def _is_money(prose: Prose, found: Sequence[Mention], place: int, lead: str) -> bool:
    mention = found[place]
    changes = words().change_end.search(lead) is not None
    if is_sum(prose, mention, lead, change=changes and bool(mention.amount.unit)):
        return True
    return _among_money(prose, found, place, lead)


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


def _nearest(priced: Sequence[Mention], start: int) -> Mention:
    """The amount of money next to a place in the text."""
    behind = bisect_left(priced, start, key=lambda each: each.start)
    return min(priced[max(0, behind - 1) : behind + 1], key=lambda each: abs(each.start - start))


KIND = Kind("amount-unit-omitted", frozenset({PARAGRAPH}), Params, build, frozenset({"label", "amount", "unit"}))
