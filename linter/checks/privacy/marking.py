"""PUB003, PUB004. Texts that are a marking or a field as a whole: a secrecy marking, or a field of the internal procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.forms.words import form_words
from linter.budget.model import Budget
from linter.checks.shared.texts import Text, printed_lines, texts
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
            if markings.fullmatch(fold(line)) and not _is_answered(text, line):
                start = offset + len(line) - len(line.lstrip())
                yield text.hit(start, offset + len(line.rstrip()), fields={"marking": line.strip()}, key=fold(line))


def _is_answered(text: Text, line: str) -> bool:
    """Whether a line is the label of an office that the form names: 填报单位（盖章）： beside 青石县水务局."""
    role = form_words().field(line)
    cell = text.form.fields.get(role) if text.form is not None and role in ("unit", "department") else None
    return cell is not None and not cell.blank
