"""PUB003, PUB004. Texts that are a marking or a field as a whole: a secrecy marking, or a field of the internal procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Budget
from linter.checks.shared.texts import printed_lines, texts
from linter.language.folding import fold
from linter.language.pieces import compiled
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, Resources, check


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(metadata={"doc": "词表名 / the lexicon's name"})
    group: str = field(metadata={"doc": "词表中的组名 / the group in the lexicon"})


def _markings(params: Params, resources: Resources) -> re.Pattern[str]:
    words = resources.lexicon(params.lexicon)[params.group]
    return compiled("|".join(f"(?:{word})" for word in words))


@check("marking", on=DOCUMENT, says=("marking",), params=Params, prepare=_markings)
def marking(budget: Budget, markings: re.Pattern[str], subject: Subject) -> Iterator[Hit]:
    for text in texts(budget):
        if text.indicator is not None:
            continue  # what an indicator measures (出具审核意见) is no field of the procedure
        for offset, line in printed_lines(text.text):
            if markings.fullmatch(fold(line)):
                start = offset + len(line) - len(line.lstrip())
                yield text.hit(start, offset + len(line.rstrip()), fields={"marking": line.strip()}, key=fold(line))
