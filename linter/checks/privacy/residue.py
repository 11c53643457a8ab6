"""Filler of a template that was left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from linter.checks.shared.texts import texts
from linter.language.pieces import compiled
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(default="residue", metadata={"doc": "模板残留的词表 / the lexicon of template filler"})


@dataclass(frozen=True, slots=True)
class _Filler:
    anywhere: re.Pattern[str]
    narrative: re.Pattern[str]
    right: re.Pattern[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> _Filler:
        return cls(*(compiled("|".join(data[key])) for key in ("anywhere", "narrative", "right")))


def build(params: Params, resources: Resources) -> Check:
    filler = _Filler.of(resources.lexicon(params.lexicon))
    return lambda subject: _check(subject, filler)


def _check(subject: Subject, filler: _Filler) -> Iterator[Hit]:
    for text in texts(subject.budget):
        right = [match.span() for match in filler.right.finditer(text.text)]
        found = list(filler.anywhere.finditer(text.text))
        if text.kind == "narrative":
            found.extend(filler.narrative.finditer(text.text))
        lines: set[int] = set()
        for match in sorted(found, key=lambda each: each.start()):
            line = text.text.count("\n", 0, match.start())
            if line in lines or any(a <= match.start() and match.end() <= b for a, b in right):
                continue
            lines.add(line)
            yield text.hit(
                match.start(),
                match.end(),
                fields={"filler": match.group().strip()},
                key=text.text[max(0, match.start() - 8) : match.end() + 8],
            )


KIND = Kind(
    name="residue",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"filler"}),
)
