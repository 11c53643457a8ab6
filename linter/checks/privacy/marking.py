"""Texts that are a marking or a field as a whole: a secrecy marking, or a field of the internal procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.checks.shared.texts import printed_lines, texts
from linter.language.folding import fold
from linter.language.pieces import compiled
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(metadata={"doc": "词表名 / the lexicon's name"})
    group: str = field(metadata={"doc": "词表中的组名 / the group in the lexicon"})


def build(params: Params, resources: Resources) -> Check:
    words = resources.lexicon(params.lexicon)[params.group]
    pattern = compiled("|".join(f"(?:{word})" for word in words))
    return lambda subject: _check(subject, pattern)


def _check(subject: Subject, pattern: re.Pattern[str]) -> Iterator[Hit]:
    for text in texts(subject.budget):
        if text.indicator is not None:
            continue  # what an indicator measures (出具审核意见) is no field of the procedure
        for offset, line in printed_lines(text.text):
            if pattern.fullmatch(fold(line)):
                lead = len(line) - len(line.lstrip())
                end = offset + len(line.rstrip())
                yield text.hit(offset + lead, end, fields={"marking": line.strip()}, key=fold(line))


KIND = Kind(
    name="marking",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"marking"}),
)
