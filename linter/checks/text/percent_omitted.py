"""A share or a rate of change in the narrative that is a bare number (占76.23，)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.amounts import BARE, Prose, mentions
from linter.checks.shared.narrative import paragraph_hit
from linter.document import Paragraph
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import PARAGRAPH, Kind, Resources

# At the end of a paragraph the sign may have been cut off with the line.
_EDGE = re.compile(r"[，、；。）]")
_CUT = re.compile(r"[，、；。：！？]")
_SHARE = re.compile(r"占(?!地|用|有|道)[^，；。]{0,20}?(?:的)?(?:比重|比例|比|份额)?(?:为|是|约|达)?$")
_RATE = re.compile(r"(?:增长|上升|下降|降低|增长率|增幅|降幅|增速|升幅|下降率)(?:了|为|约|达|是)*$")
_AMOUNT = re.compile(r"(?:增加|减少|增长|下降|上升|降低)(?:了|额|为|约)*$")


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        paragraph = subject.item
        assert isinstance(paragraph, Paragraph)
        prose = Prose.of(paragraph.text)
        previous, difference = 0, False
        for mention in mentions(prose):
            gap = prose.flat[previous : mention.start]
            lead = _CUT.split(gap)[-1]
            share = _SHARE.search(lead) is not None
            # 增长5.6 alone may be an amount without its unit; behind a stated difference, or as a 率, it is a rate.
            rate = _RATE.search(lead) is not None and (lead.endswith(("率", "幅")) or "率" in lead or "幅" in lead)
            rate = rate or (_RATE.search(lead) is not None and difference and not re.search("[。；]", gap))
            bare = mention.kind == BARE and not mention.amount.unit and _EDGE.match(prose.flat, mention.end) is not None
            if bare and (share or rate) and (not share or mention.amount.number <= Decimal(100)):
                yield paragraph_hit(
                    paragraph,
                    mention.amount.start,
                    mention.amount.end,
                    expected=f"{mention.amount.text}%",
                    suggestion=f"{mention.amount.text}%",
                    fields={"figure": mention.amount.text, "lead": lead},
                )
            difference = _AMOUNT.search(lead) is not None and mention.kind != BARE
            previous = mention.end

    return check


KIND = Kind("percent-omitted", frozenset({PARAGRAPH}), Params, build, frozenset({"figure", "lead"}))
