"""A narrative paragraph that stands twice in a document, by itself or as part of a longer one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.document.text import squash, unnumbered
from linter.engine.hits import Check, Hit, Subject
from linter.engine.kinds.base import DOCUMENT, Kind, Resources
from linter.engine.texts import Text, texts
from linter.findings import Related

# A label in front (绩效目标：…) does not make a paragraph another one.
_LABEL = re.compile(r"^\s*[\u4e00-\u9fff]{2,8}[:：]")


@dataclass(frozen=True, slots=True)
class Params:
    length: int = field(
        default=40, metadata={"doc": "最少字数，标点不计 / the fewest characters that count, punctuation aside"}
    )


def build(params: Params, resources: Resources) -> Check:
    return lambda subject: _check(subject, params.length)


def _check(subject: Subject, length: int) -> Iterator[Hit]:
    bodies = [(text, _body(text.text)) for text in texts(subject.budget) if text.kind == "narrative"]
    done: set[int] = set()
    for index, (text, body) in enumerate(bodies):
        if index in done or len(body) < length:
            continue
        others = [
            other
            for other, (_, longer) in enumerate(bodies)
            if other != index and body in longer and not (len(longer) > len(body) and other in done)
        ]
        if not others:
            continue
        done.add(index)
        done.update(other for other in others if bodies[other][1] == body)
        yield _hit(text, [bodies[other][0] for other in others])


def _body(text: str) -> str:
    return squash(_LABEL.sub("", unnumbered(text)))


def _hit(text: Text, others: list[Text]) -> Hit:
    places = [text, *others]
    if all(place.block.location.line is not None for place in places):
        places.sort(key=lambda place: place.block.location.line or 0)
    first, last = places[0], places[-1]
    hit = text.hit(0, len(text.text))
    return Hit(
        location=first.place().through(last.place()),
        fields={"opening": text.text.strip()[:16], "count": len(places)},
        excerpt=hit.excerpt,
        marks=hit.marks,
        actual=None,
        related=tuple(Related(place.place(), "相同内容 / the same text") for place in places),
        key=_body(text.text)[:60],
    )


KIND = Kind(
    name="paragraph-repeated",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"opening", "count"}),
)
