"""IND014. Whose satisfaction is asked for: a project that serves the public asks the public, not the unit's own staff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project
from linter.checks.shared.forms import NO_PROJECT, business_text
from linter.checks.shared.wordlists import alternation, any_word
from linter.packs.hits import Outcome, Subject, Unsettled, indicator_hit
from linter.packs.kinds import INDICATOR, Resources, check


@dataclass(frozen=True, slots=True)
class Params:
    staff: tuple[str, ...] = field(metadata={"doc": "words for the unit's own staff at the head of a name"})
    internal: tuple[str, ...] = field(metadata={"doc": "words of a project for staff or the office itself"})
    perhaps_internal: tuple[str, ...] = field(
        default=(), metadata={"doc": "words of a project for the office itself where it names nobody that it serves"}
    )
    public: tuple[str, ...] = field(default=(), metadata={"doc": "those whom a project for the public serves"})


@dataclass(frozen=True, slots=True)
class _Words:
    own_staff: re.Pattern[str]
    internal: re.Pattern[str]
    perhaps_internal: re.Pattern[str]
    public: re.Pattern[str]

    def is_internal(self, about: str) -> bool:
        """Whether a project with this text is for the staff or the office itself."""
        if self.internal.search(about):
            return True
        return self.perhaps_internal.search(about) is not None and not self.public.search(about)


def _words(params: Params, resources: Resources) -> _Words:
    own = resources.lexicon("indicator_names")["own_staff"]
    before = "".join(f"(?:{alternation(words)})?" for words in own["before"])
    between = f"(?:{alternation(own['with'])}|(?:{alternation(own['towards'])}).{{0,60}}?)?"
    named = f"{before}(?:{alternation(params.staff)}){between}(?:{alternation(own['satisfied'])})"
    return _Words(
        re.compile(named, re.DOTALL),
        any_word(params.internal),
        any_word(params.perhaps_internal),
        any_word(params.public),
    )


@check("satisfaction-subject", on=INDICATOR, params=Params, prepare=_words)
def satisfaction_subject(indicator: Indicator, words: _Words, subject: Subject) -> Iterator[Outcome]:
    form = subject.form
    if not isinstance(form, Project) or not words.own_staff.match(indicator.name):
        return
    about = business_text(form)
    if not about.strip():
        yield Unsettled(indicator.location, NO_PROJECT)
    elif not words.is_internal(about):
        yield indicator_hit(indicator, "name")
