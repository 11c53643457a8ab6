"""A deadline of an annual target that lies outside the budget year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linter.budget.model import Indicator
from linter.language.dates import dates_in, is_fiscal, year_value
from linter.language.folding import fold
from linter.language.pieces import compiled
from linter.packs.hits import Check, Hit, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(default="deadlines", metadata={"doc": "时限用语的词表 / the lexicon of deadlines"})


@dataclass(frozen=True, slots=True)
class _DeadlineWords:
    deadline: re.Pattern[str]
    reference: re.Pattern[str]
    multi_year: re.Pattern[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> _DeadlineWords:
        def either(words: Sequence[str]) -> re.Pattern[str]:
            return compiled("|".join(words))

        return cls(
            either(data["deadline"]),
            either(data["reference"]),
            either(data["multi_year"]),
        )


def build(params: Params, resources: Resources) -> Check:
    words = _DeadlineWords.of(resources.lexicon(params.lexicon))
    return lambda subject: _check(subject, words)


def _check(subject: Subject, words: _DeadlineWords) -> Iterator[Hit]:
    indicator = subject.item
    assert isinstance(indicator, Indicator)
    form = subject.form
    year = (form.year if form is not None else None) or subject.budget.fiscal_year
    value = fold(indicator.value)
    dates = [(found, found.year) for found in dates_in(value) if found.year is not None and is_fiscal(found.year)]
    if indicator.multi_year or year is None or not dates or words.reference.search(value):
        return
    deadline = indicator.parsed.kind in ("date", "duration", "range") or words.deadline.search(value)
    date, last = dates[-1]
    if not deadline or last == year or (form is not None and _multi_year(form, words)):
        return
    start = indicator.value.find(value[date.start : date.start + 4])
    span = (start, start + 4) if start >= 0 and indicator.cells.get("value") is not None else None
    yield indicator_hit(
        indicator, "value", _in_cell(indicator, span), fields={"deadline": indicator.value.strip(), "year": year}
    )


def _in_cell(indicator: Indicator, span: tuple[int, int] | None) -> tuple[int, int] | None:
    cell = indicator.cells.get("value")
    if span is None or cell is None:
        return None
    at = cell.text.find(indicator.value)
    return (at + span[0], at + span[1]) if at >= 0 else None


def _multi_year(form: Any, words: _DeadlineWords) -> bool:
    said = "\n".join((form.title, form.name, getattr(form, "purpose", None) or "", form.goal_text))
    years = {year_value(match.group()) for match in compiled("{any_year}").finditer(fold(said))}
    return bool(words.multi_year.search(said)) or sum(map(is_fiscal, years)) > 1


KIND = Kind(
    name="deadline-year",
    scopes=frozenset({INDICATOR}),
    params=Params,
    build=build,
    message_fields=frozenset({"deadline", "year"}),
)
