"""TXT007. A share or a rate of change in the narrative that is a bare number (占76.23，)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.amounts import BARE, Mention, Prose, mentions
from linter.checks.shared.narrative import paragraph_hit
from linter.checks.shared.wordlists import any_of
from linter.document import Paragraph
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import PARAGRAPH, Resources, check

# At the end of a paragraph the sign may have been cut off with the line.
_EDGE = re.compile(r"[，、；。）]")
_CUT = re.compile(r"[，、；。：！？]")
_SENTENCE_END = re.compile(r"[。；]")
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Words:
    """How the words before a figure say that it is a share, a rate of change (a 率 by name or not) or a change."""

    share: re.Pattern[str]
    rate: re.Pattern[str]
    rate_names: re.Pattern[str]
    change: re.Pattern[str]


def _words(resources: Resources) -> _Words:
    lexicon = resources.lexicon("percentages")
    share = lexicon["share"]
    return _Words(
        share=re.compile(
            rf"{re.escape(share['verb'])}(?!{any_of(share['not_before'])})[^，；。]{{0,20}}?"
            rf"{any_of(share['names'])}?{any_of(share['tails'])}?$"
        ),
        rate=re.compile(rf"{any_of([*lexicon['rates'], *lexicon['rate_names']])}{any_of(lexicon['rate_tails'])}*$"),
        rate_names=re.compile(any_of(lexicon["rate_marks"])),
        change=re.compile(rf"{any_of(lexicon['changes'])}{any_of(lexicon['change_tails'])}*$"),
    )


@check("percent-omitted", on=PARAGRAPH, says=("figure", "lead"), prepare=_words)
def percent_omitted(paragraph: Paragraph, words: _Words, subject: Subject) -> Iterator[Hit]:
    prose = Prose.of(paragraph.text)
    previous, difference = 0, False
    for mention in mentions(prose):
        gap = prose.flat[previous : mention.start]
        lead = _CUT.split(gap)[-1]
        if _is_bare(prose, mention) and _is_percentage(mention, lead, gap, words, difference=difference):
            yield paragraph_hit(
                paragraph,
                mention.amount.start,
                mention.amount.end,
                expected=f"{mention.amount.text}%",
                suggestion=f"{mention.amount.text}%",
                fields={"figure": mention.amount.text, "lead": lead},
            )
        difference = words.change.search(lead) is not None and mention.kind != BARE
        previous = mention.end


def _is_bare(prose: Prose, mention: Mention) -> bool:
    """Whether a figure ends a clause without a unit."""
    return mention.kind == BARE and not mention.amount.unit and _EDGE.match(prose.flat, mention.end) is not None


def _is_percentage(mention: Mention, lead: str, gap: str, words: _Words, *, difference: bool) -> bool:
    """Whether the words before a figure call for a percentage.

    增长5.6 alone may be an amount without its unit; behind a stated difference, or as a 率, it is a rate.
    """
    if words.share.search(lead) is not None:
        return mention.amount.number <= _WHOLE
    if words.rate.search(lead) is None:
        return False
    return words.rate_names.search(lead) is not None or (difference and _SENTENCE_END.search(gap) is None)
