"""XRF009. An increase that is explained by a decrease only, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.budget.amounts import Prose
from linter.budget.narrative.lexicon import Words, words
from linter.budget.narrative.reasons import explanations
from linter.checks.shared.narrative import paragraph_hit
from linter.document import Paragraph
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import PARAGRAPH, check

_ZH = {"increase": "增加", "decrease": "减少"}
_OPPOSITE = {"increase": "decrease", "decrease": "increase"}
_REACH = 8


@check("reason-direction", on=PARAGRAPH, says=("direction", "opposite", "reason"))
def reason_direction(paragraph: Paragraph, subject: Subject) -> Iterator[Hit]:
    prose = Prose.of(paragraph.text)
    for each in explanations(prose):
        if each.direction in _ZH and contradicts(each.direction, each.reason, words()):
            yield paragraph_hit(
                paragraph,
                *prose.span(each.marker, each.end),
                fields={
                    "direction": _ZH[each.direction],
                    "opposite": _ZH[_OPPOSITE[each.direction]],
                    "reason": each.reason,
                },
            )


def contradicts(direction: str, reason: str, lexicon: Words) -> bool:
    """Whether a reason names changes of the opposite direction, and nothing that could make the stated one."""
    if direction == "increase":
        own, other, strong = lexicon.more, lexicon.less, lexicon.decrease
    else:
        own, other, strong = lexicon.less, lexicon.more, lexicon.increase
    if own.search(reason) is not None:
        return False
    return any(match.group() in strong and not _turned(reason, match, lexicon) for match in other.finditer(reason))


def _turned(reason: str, match: re.Match[str], lexicon: Words) -> bool:
    """Whether what the word says happened last year, or did not happen."""
    return lexicon.turned.search(reason[max(0, match.start() - _REACH) : match.start()]) is not None
