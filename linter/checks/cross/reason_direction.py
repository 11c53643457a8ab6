"""An increase that is explained by a decrease only, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.amounts import Prose
from linter.budget.narrative.lexicon import Words, words
from linter.budget.narrative.reasons import explanations
from linter.checks.shared.narrative import paragraph_hit
from linter.document import Paragraph
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import PARAGRAPH, Kind, Resources

_ZH = {"increase": "增加", "decrease": "减少"}
_OPPOSITE = {"increase": "decrease", "decrease": "increase"}
_REACH = 8


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    lexicon = words()

    def check(subject: Subject) -> Iterator[Outcome]:
        paragraph = subject.item
        assert isinstance(paragraph, Paragraph)
        prose = Prose.of(paragraph.text)
        for each in explanations(prose):
            if each.direction not in _ZH or not contradicts(each.direction, each.reason, lexicon):
                continue
            start, end = prose.span(each.marker, each.end)
            yield paragraph_hit(
                paragraph,
                start,
                end,
                fields={
                    "direction": _ZH[each.direction],
                    "opposite": _ZH[_OPPOSITE[each.direction]],
                    "reason": each.reason,
                },
            )

    return check


def contradicts(direction: str, reason: str, lexicon: Words) -> bool:
    """Whether a reason names changes of the opposite direction, and nothing that could make the stated one."""
    for own, other, strong in (
        (lexicon.more, lexicon.less, lexicon.decrease),
        (lexicon.less, lexicon.more, lexicon.increase),
    ):
        if (own is lexicon.more) != (direction == "increase"):
            continue
        if any(True for _ in own.finditer(reason)):
            return False
        return any(match.group() in strong and not _turned(reason, match, lexicon) for match in other.finditer(reason))
    return False


def _turned(reason: str, match: re.Match[str], lexicon: Words) -> bool:
    """Whether what the word says happened last year, or did not happen."""
    return lexicon.turned.search(reason[max(0, match.start() - _REACH) : match.start()]) is not None


KIND = Kind("reason-direction", frozenset({PARAGRAPH}), Params, build, frozenset({"direction", "opposite", "reason"}))
