"""XRF014. A single unit's budget that calls itself a department's, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from linter.budget.model import Budget
from linter.checks.shared.texts import Text, texts
from linter.language.list_numbers import at_start
from linter.language.pieces import compiled
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, Resources, check

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


def _wordings(params: Params, resources: Resources) -> Mapping[str, Mapping[str, Any]]:
    return resources.lexicon(params.lexicon)


def _wording(data: Mapping[str, Any]) -> _Wording:
    heading, amount, right = (compiled("|".join(data[key])) for key in ("heading", "amount", "right"))
    return _Wording(heading, amount, right, data["other"])


@check("wording", on=DOCUMENT, says=("printed", "kind", "other"), params=Params, prepare=_wordings)
def wording(budget: Budget, wordings: Mapping[str, Mapping[str, Any]], subject: Subject) -> Iterator[Hit]:
    if budget.kind not in wordings:
        return
    # Of one kind of document only, and made once: `compiled` keeps them.
    foreign = _wording(wordings[budget.kind])
    for text in texts(budget):
        match = _own(text, foreign) if text.kind == "narrative" else None
        if match is not None:
            yield text.hit(
                match.start(),
                match.end(),
                fields={"printed": match.group(), "kind": budget.kind, "other": foreign.other},
                key=text.text.strip()[:40],
            )


def _own(text: Text, foreign: _Wording) -> re.Match[str] | None:
    """Where a text that quotes nothing speaks of the document's own budget in the other kind's words."""
    body = _QUOTED.sub(lambda match: "　" * len(match.group()), text.text)
    body = foreign.right.sub(lambda match: "　" * len(match.group()), body)
    line = body.strip()
    if len(line) <= _HEADING_LENGTH and not line.endswith(("。", "；", "，")):
        number = at_start(body)
        end = number.end if number is not None else 0
        match = foreign.heading.search("　" * end + body[end:])
        if match is not None:
            return match
    return foreign.amount.search(body)
