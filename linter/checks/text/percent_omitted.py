"""A share or a rate of change in the narrative that is a bare number (占76.23，)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.amounts import BARE, Prose, mentions
from linter.budget.narrative.lexicon import words
from linter.checks.shared.narrative import paragraph_hit
from linter.document import Paragraph
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import PARAGRAPH, Kind, Resources

# At the end of a paragraph the sign may have been cut off with the line.
_EDGE = re.compile(r"[，、；。）]")
_CUT = re.compile(r"[，、；。：！？]")
_SENTENCE = re.compile("[。；]")


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        paragraph = subject.item
        assert isinstance(paragraph, Paragraph)
        prose = Prose.of(paragraph.text)
        previous, difference, lexicon = 0, False, words()
        for mention in mentions(prose):
            gap = prose.flat[previous : mention.start]
            lead = _CUT.split(gap)[-1]
            share = lexicon.share_before.search(lead) is not None
            # 增长5.6 alone may be an amount without its unit; behind a stated difference, or as a 率, it is a rate.
            rate = lexicon.rate_noun.search(lead) is not None or lexicon.named_rate.search(lead) is not None
            goes_on = difference and not _SENTENCE.search(gap)
            rate = rate or (goes_on and lexicon.rate_verb.search(lead) is not None)
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
            difference = lexicon.change_end.search(lead) is not None and mention.kind != BARE
            previous = mention.end

    return check


KIND = Kind("percent-omitted", frozenset({PARAGRAPH}), Params, build, frozenset({"figure", "lead"}))
