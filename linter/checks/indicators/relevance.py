"""IND001, IND003. An indicator that speaks of a business line with which neither its project nor its unit has anything to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project
from linter.checks.indicators.lines import Lines, line_hit
from linter.checks.indicators.names import Names
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


def _words(params: Params, resources: Resources) -> _Words:
    return _Words(params, Lines(resources), Names(resources))


def _is_another_matter(indicator: Indicator, words: _Words, form: Project) -> bool:
    """Whether a description, and not its indicator, is out of place: the name speaks of the project, or of a thing of its own of
    which the description defines another's rate. That is another rule's finding (IND010)."""
    named, text = words.names.subject(indicator.name), indicator.description or ""
    if shares_words(indicator.name, form):
        return True
    return len(named) > 1 and not any(named[i : i + 2] in text for i in range(len(named) - 1))


@check("relevance", on=INDICATOR, says={"word", "line", "line_en"}, params=Params, prepare=_words)
def relevance(indicator: Indicator, words: _Words, subject: Subject) -> Iterator[Outcome]:
    form, params = subject.form, words.params
    if not isinstance(form, Project) or words.names.placeholder(indicator):
        return
    for field_name, text in (("name", indicator.name), ("description", indicator.description or "")):
        found = words.lines.foreign(text, form, subject.budget.unit, params.lines)
        if found is None or found.line in params.except_lines:
            continue
        if field_name == "description" and not params.own_names and _is_another_matter(indicator, words, form):
            continue
        if not business_text(form).strip():
            yield Unsettled(indicator.location, NO_PROJECT)
            return
        yield line_hit(indicator, field_name, found.name, found.word)
        return
