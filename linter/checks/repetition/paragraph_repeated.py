"""DUP008. A passage of the narrative that stands twice in a document: one paragraph, by itself or as part of a longer one,
or several on end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.checks.shared.texts import Text, texts
from linter.language.folding import squash
from linter.language.list_numbers import unnumbered
from linter.packs.hits import Beside, Hit, Outcome, Subject
from linter.packs.kinds import DOCUMENT, check

# A label in front (绩效目标：…) does not make a paragraph another one.
_LABEL = re.compile(r"^\s*[\u4e00-\u9fff]{2,8}[:：]")
_SAME = Bilingual("相同内容", "the same text")


@dataclass(frozen=True, slots=True)
class Params:
    length: int = field(
        default=40, metadata={"doc": "最少字数，标点不计 / the fewest characters that count, punctuation aside"}
    )


@check("paragraph-repeated", on=DOCUMENT, says={"opening", "count", "paragraphs"}, params=Params)
def paragraph_repeated(budget: Budget, params: Params, subject: Subject) -> Iterator[Outcome]:
    bodies = [(text, _body(text.text)) for text in texts(budget) if text.kind == "narrative"]
    long = (index for index, (_, body) in enumerate(bodies) if len(body) >= params.length)
    rank = {index: number for number, index in enumerate(long)}
    block: list[list[int]] = []
    for places in _repeated(bodies, params.length):
        if block and not _goes_on(block[-1], places, rank):
            yield _hit(bodies, block)
            block = []
        block.append(places)
    if block:
        yield _hit(bodies, block)


def _repeated(bodies: Sequence[tuple[Text, str]], length: int) -> Iterator[list[int]]:
    """The places of each paragraph that stands more than once, in the order of the document."""
    done: set[int] = set()
    for index, (_, body) in enumerate(bodies):
        if index in done or len(body) < length:
            continue
        others = [
            other
            for other, (_, longer) in enumerate(bodies)
            if other != index and body in longer and not (len(longer) > len(body) and other in done)
        ]
        if others:
            done.add(index)
            done.update(other for other in others if bodies[other][1] == body)
            yield sorted([index, *others])


def _goes_on(before: Sequence[int], places: Sequence[int], rank: Mapping[int, int]) -> bool:
    """Whether the places follow those of the paragraph before, each the next of its length: one passage, copied whole."""
    return len(before) == len(places) and all(rank[b] == rank[a] + 1 for a, b in zip(before, places, strict=True))


def _body(text: str) -> str:
    return squash(_LABEL.sub("", unnumbered(text)))


def _hit(bodies: Sequence[tuple[Text, str]], block: Sequence[Sequence[int]]) -> Hit:
    """One hit for a passage: `block` holds the places of each of its paragraphs."""
    passages = [(bodies[first][0], bodies[last][0].place()) for first, last in zip(block[0], block[-1], strict=True)]
    text, _ = passages[0]
    hit = text.hit(0, len(text.text))
    return Hit(
        location=text.place().through(passages[-1][1]),
        fields={"opening": text.text.strip()[:16], "count": len(passages), "paragraphs": len(block)},
        excerpt=hit.excerpt,
        marks=hit.marks,
        actual=None,
        related=tuple(Beside(first.place().through(end), _SAME) for first, end in passages),
        key=_body(text.text)[:60],
    )
