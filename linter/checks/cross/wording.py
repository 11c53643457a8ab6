"""A single unit's budget that calls itself a department's, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from linter.checks.shared.texts import Text, texts
from linter.language.pieces import compiled
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_QUOTED = re.compile(r"《[^《》]*》")
_HEADING_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(default="wording", metadata={"doc": "口径用语的词表 / the lexicon of the two wordings"})


@dataclass(frozen=True, slots=True)
class _Wording:
    """For one kind of document: how the other kind speaks of its own budget in headings and with amounts."""

    heading: re.Pattern[str]
    amount: re.Pattern[str]
    right: re.Pattern[str]
    other: str

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> _Wording:
        def either(key: str) -> re.Pattern[str]:
            return compiled("|".join(data[key]))

        return cls(either("heading"), either("amount"), either("right"), data["other"])


def build(params: Params, resources: Resources) -> Check:
    words = {kind: _Wording.of(data) for kind, data in resources.lexicon(params.lexicon).items()}
    return lambda subject: _check(subject, words)


def _check(subject: Subject, words: Mapping[str, _Wording]) -> Iterator[Hit]:
    wording = words.get(subject.budget.kind)
    if wording is None:
        return
    for text in texts(subject.budget):
        if text.kind != "narrative":
            continue
        match = _own(text, wording)
        if match is not None:
            yield text.hit(
                match.start(),
                match.end(),
                fields={"printed": match.group(), "kind": subject.budget.kind, "other": wording.other},
                key=text.text.strip()[:40],
            )


def _own(text: Text, wording: _Wording) -> re.Match[str] | None:
    body = _QUOTED.sub(lambda match: "　" * len(match.group()), text.text)
    body = wording.right.sub(lambda match: "　" * len(match.group()), body)
    line = body.strip()
    if len(line) <= _HEADING_LENGTH and not line.endswith(("。", "；", "，")):
        match = wording.heading.search(body)
        if match is not None:
            return match
    return wording.amount.search(body)


KIND = Kind(
    name="wording",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"printed", "kind", "other"}),
)
