"""IND001, IND003. An indicator that speaks of a business line with which neither its project nor its unit has anything to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project
from linter.checks.indicators.lines import Lines, line_hit
from linter.checks.indicators.names import Names, defines_rate
from linter.checks.indicators.own_use import OwnUse
from linter.checks.shared.forms import NO_PROJECT, business_text, shares_words
from linter.packs.hits import Outcome, Subject, Unsettled
from linter.packs.kinds import INDICATOR, Resources, check


@dataclass(frozen=True, slots=True)
class Params:
    lines: tuple[str, ...] = field(
        default=(), metadata={"doc": "only these business lines; empty: all but `except_lines`"}
    )
    except_lines: tuple[str, ...] = field(default=(), metadata={"doc": "business lines that another rule looks after"})
    own_names: bool = field(
        default=True,
        metadata={"doc": "whether a foreign description counts where the name speaks of the project itself"},
    )


@dataclass(frozen=True, slots=True)
class _Words:
    params: Params
    lines: Lines
    names: Names
    own_use: OwnUse


def _words(params: Params, resources: Resources) -> _Words:
    return _Words(params, Lines(resources), Names(resources), OwnUse(resources))


@check("relevance", on=INDICATOR, says={"word", "line", "line_en"}, params=Params, prepare=_words)
def relevance(indicator: Indicator, words: _Words, subject: Subject) -> Iterator[Outcome]:
    form, params = subject.form, words.params
    if not isinstance(form, Project) or words.names.placeholder(indicator):
        return
    for field_name, text in (("name", indicator.name), ("description", indicator.description or "")):
        own_use = field_name == "name" and words.own_use.excuses_nothing(indicator, form)
        found = words.lines.foreign(text, form, subject.budget.unit, params.lines, own_use=own_use)
        if found is None or found.line in params.except_lines:
            continue
        if field_name == "description" and found.word in indicator.name:
            continue  # The name says in what sense.
        if field_name == "description" and not params.own_names and _has_a_name(indicator, form, words.names):
            continue
        if not business_text(form).strip():
            yield Unsettled(indicator.location, NO_PROJECT)
            return
        yield line_hit(indicator, field_name, found.name, found.word)
        return


def _has_a_name(indicator: Indicator, form: Project, names: Names) -> bool:
    """Whether a name, by contrast to its description, is not foreign: it speaks of the project itself, or of something else
    than the rate that the description defines. That the two do not fit is another rule's."""
    if shares_words(indicator.name, form):
        return True
    return defines_rate(indicator.description or "") and names.subject(indicator.name) != ""
