"""PUB002. Filler of a template that was left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Budget, Project, UnitForm
from linter.checks.shared.forms import form_hit
from linter.checks.shared.texts import Text, texts
from linter.language.pieces import compiled
from linter.packs.hits import Beside, Hit, Subject
from linter.packs.kinds import DOCUMENT, Resources, check


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(default="residue", metadata={"doc": "模板残留的词表 / the lexicon of template filler"})


@dataclass(frozen=True, slots=True)
class _Filler:
    """What is filler anywhere, what only in sentences, and what looks like it and is right."""

    anywhere: re.Pattern[str]
    narrative: re.Pattern[str]
    right: re.Pattern[str]

    def found_in(self, text: Text) -> Iterator[re.Match[str]]:
        """The filler of a text, in order."""
        right = [match.span() for match in self.right.finditer(text.text)]
        found = list(self.anywhere.finditer(text.text))
        if text.kind == "narrative":
            found.extend(self.narrative.finditer(text.text))
        for match in sorted(found, key=lambda each: each.start()):
            if not any(start <= match.start() and match.end() <= end for start, end in right):
                yield match


def _filler(params: Params, resources: Resources) -> _Filler:
    lexicon = resources.lexicon(params.lexicon)
    return _Filler(*(compiled("|".join(lexicon[key])) for key in ("anywhere", "narrative", "right")))


@check("residue", on=DOCUMENT, says=("filler",), params=Params, prepare=_filler)
def residue(budget: Budget, filler: _Filler, subject: Subject) -> Iterator[Hit]:
    for text in texts(budget):
        lines: set[int] = set()
        for match in filler.found_in(text):
            line = text.text.count("\n", 0, match.start())
            if line not in lines:
                lines.add(line)
                yield text.hit(
                    match.start(),
                    match.end(),
                    fields={"filler": match.group().strip()},
                    key=text.text[max(0, match.start() - 8) : match.end() + 8],
                )
    for form in budget.forms:
        yield from _leftovers(form)


def _leftovers(form: Project | UnitForm) -> Iterator[Hit]:
    """The rows that a template prints under the indicators and nobody filled in: one finding for all of a form."""
    if form.leftovers:
        first, *others = form.leftovers
        related = tuple(Beside(cell.location, cell.text.strip()) for cell in others)
        yield form_hit(
            form,
            first,
            fields={"filler": first.text.strip()},
            actual=first.text.strip(),
            key=f"{form.name}|{len(form.leftovers)}",
            related=related,
        )
