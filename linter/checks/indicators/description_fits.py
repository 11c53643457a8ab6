"""A description that defines something else than the name: another business line, or satisfaction where none is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project
from linter.checks.indicators.lines import Lines, word_span
from linter.checks.indicators.names import Names
from linter.checks.shared.forms import shares_words
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources

_SATISFIED = "满意"


@dataclass(frozen=True, slots=True)
class Params:
    except_lines: tuple[str, ...] = field(default=(), metadata={"doc": "business lines that another rule looks after"})
    satisfaction_names: tuple[str, ...] = field(
        default=(), metadata={"doc": "words by which a name rightly is described by satisfaction"}
    )


def build(params: Params, resources: Resources) -> Check:
    lines = Lines(resources.lexicon("lines"))
    names = Names(resources)
    skipped = frozenset(params.except_lines)

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator, form = subject.item, subject.form
        assert isinstance(indicator, Indicator)
        text = indicator.description
        if not text or not isinstance(form, Project) or names.placeholder(indicator):
            return
        found = lines.foreign(text, form, subject.budget.unit)
        if found is not None and found[0] not in skipped and shares_words(indicator.name, form):
            zh, en, word = lines.name(found[0], "zh"), lines.name(found[0], "en"), found[1]
        elif _SATISFIED in text and _asks_no_satisfaction(indicator, params):
            zh, en, word = "满意度", "satisfaction", _SATISFIED
        else:
            return
        span = word_span(indicator.cells.get("description"), word)
        yield indicator_hit(indicator, "description", span=span, fields={"word": word, "line": zh, "line_en": en})

    return check


def _asks_no_satisfaction(indicator: Indicator, params: Params) -> bool:
    return indicator.category != "satisfaction" and not any(
        word in indicator.name for word in params.satisfaction_names
    )


KIND = Kind("description-fits", frozenset({INDICATOR}), Params, build, frozenset({"word", "line", "line_en"}))
