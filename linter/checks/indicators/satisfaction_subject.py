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


@dataclass(frozen=True, slots=True)
class _Words:
    own_staff: re.Pattern[str]
    internal: re.Pattern[str]


def _words(params: Params, resources: Resources) -> _Words:
    own = resources.lexicon("indicator_names")["own_staff"]
    before = "".join(f"(?:{alternation(words)})?" for words in own["before"])
    between = f"(?:{alternation(own['with'])}|(?:{alternation(own['towards'])}).{{0,60}}?)?"
    named = f"{before}(?:{alternation(params.staff)}){between}(?:{alternation(own['satisfied'])})"
    return _Words(re.compile(named, re.DOTALL), any_word(params.internal))


@check("satisfaction-subject", on=INDICATOR, params=Params, prepare=_words)
def satisfaction_subject(indicator: Indicator, words: _Words, subject: Subject) -> Iterator[Outcome]:
    form = subject.form
    if not isinstance(form, Project) or not words.own_staff.match(indicator.name):
        return
    about = business_text(form)
    if not about.strip():
        yield Unsettled(indicator.location, NO_PROJECT)
    elif not words.internal.search(about):
        yield indicator_hit(indicator, "name")
