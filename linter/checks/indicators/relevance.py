"""An indicator that speaks of a business line with which neither its project nor its unit has anything to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project
from linter.checks.indicators.lines import Lines, word_span
from linter.checks.indicators.names import Names
from linter.checks.shared.forms import shares_words
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources


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


def build(params: Params, resources: Resources) -> Check:
    lines = Lines(resources.lexicon("lines"))
    names = Names(resources)
    skipped = frozenset(params.except_lines)

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator, form = subject.item, subject.form
        assert isinstance(indicator, Indicator)
        if not isinstance(form, Project) or names.placeholder(indicator):
            return
        for name in ("name", "description"):
            text = indicator.name if name == "name" else indicator.description or ""
            found = lines.foreign(text, form, subject.budget.unit, params.lines)
            if found is None or found[0] in skipped:
                continue
            if name == "description" and not params.own_names and shares_words(indicator.name, form):
                continue
            yield indicator_hit(
                indicator,
                name,
                span=word_span(indicator.cells.get(name), found[1]),
                fields={
                    "word": found[1],
                    "line": lines.name(found[0], "zh"),
                    "line_en": lines.name(found[0], "en"),
                },
            )
            return

    return check


KIND = Kind("relevance", frozenset({INDICATOR}), Params, build, frozenset({"word", "line", "line_en"}))
