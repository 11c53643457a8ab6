"""TXT007. A share or a rate of change in the narrative that is a bare number (占76.23，)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from linter.budget.amounts import BARE, Mention, Prose, mentions
from linter.budget.narrative.lexicon import words
from linter.checks.shared.narrative import paragraph_hit
from linter.document import Paragraph
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import PARAGRAPH, check

# At the end of a paragraph the sign may have been cut off with the line.
_EDGE = re.compile(r"[，、；。）]")
_CUT = re.compile(r"[，、；。：！？]")
_SENTENCE_END = re.compile(r"[。；]")
_WHOLE = Decimal(100)


@check("percent-omitted", on=PARAGRAPH, says=("figure", "lead"))
def percent_omitted(paragraph: Paragraph, subject: Subject) -> Iterator[Hit]:
    prose = Prose.of(paragraph.text)
    previous, difference = 0, False
    for mention in mentions(prose):
        gap = prose.flat[previous : mention.start]
        lead = _CUT.split(gap)[-1]
        if _is_bare(prose, mention) and _is_percentage(mention, lead, gap, difference=difference):
            yield paragraph_hit(
                paragraph,
                mention.amount.start,
                mention.amount.end,
                expected=f"{mention.amount.text}%",
                suggestion=f"{mention.amount.text}%",
                fields={"figure": mention.amount.text, "lead": lead},
            )
        difference = words().change_end.search(lead) is not None and mention.kind != BARE
        previous = mention.end


def _is_bare(prose: Prose, mention: Mention) -> bool:
    """Whether a figure ends a clause without a unit."""
    return mention.kind == BARE and not mention.amount.unit and _EDGE.match(prose.flat, mention.end) is not None


def _is_percentage(mention: Mention, lead: str, gap: str, *, difference: bool) -> bool:
    """Whether the words before a figure call for a percentage.

    增长5.6 alone may be an amount without its unit; behind a stated difference, or as a 率, it is a rate.
    """
    lexicon = words()
    if lexicon.share_before.search(lead) is not None:
        return mention.amount.number <= _WHOLE
    if lexicon.rate_noun.search(lead) is not None or lexicon.named_rate.search(lead) is not None:
        return True
    return difference and _SENTENCE_END.search(gap) is None and lexicon.rate_verb.search(lead) is not None
