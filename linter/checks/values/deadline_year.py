"""A deadline of an annual target that lies outside the budget year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linter.budget.model import Indicator
from linter.language.folding import fold
from linter.packs.hits import Check, Hit, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources

_DATE = re.compile(r"(?<!\d)(20\d{2})(?:年(?:度)?|[./-](?=\d{1,2}(?!\d)))(?:(\d{1,2})月?)?")


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(default="deadlines", metadata={"doc": "时限用语的词表 / the lexicon of deadlines"})


@dataclass(frozen=True, slots=True)
class _Words:
    deadline: re.Pattern[str]
    reference: re.Pattern[str]
    multi_year: re.Pattern[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> _Words:
        def either(words: Sequence[str]) -> re.Pattern[str]:
            return re.compile("|".join(words))

        return cls(either(data["deadline"]), either(data["reference"]), either(data["multi_year"]))


def build(params: Params, resources: Resources) -> Check:
    words = _Words.of(resources.lexicon(params.lexicon))
    return lambda subject: _check(subject, words)


def _check(subject: Subject, words: _Words) -> Iterator[Hit]:
    indicator = subject.item
    assert isinstance(indicator, Indicator)
    form = subject.form
    year = (form.year if form is not None else None) or subject.budget.fiscal_year
    value = fold(indicator.value)
    dates = list(_DATE.finditer(value))
    if indicator.multi_year or year is None or not dates or words.reference.search(value):
        return
    deadline = indicator.parsed.kind in ("date", "duration", "range") or words.deadline.search(value)
    last = int(dates[-1].group(1))
    if not deadline or last == year or (form is not None and _multi_year(form, words)):
        return
    start = indicator.value.find(dates[-1].group(1))
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


def _multi_year(form: Any, words: _Words) -> bool:
    said = "\n".join((form.title, form.name, getattr(form, "purpose", None) or "", form.goal_text))
    years = {int(year) for year in re.findall(r"(?<!\d)(20\d{2})(?!\d)", fold(said))}
    return bool(words.multi_year.search(said)) or len(years) > 1


KIND = Kind(
    name="deadline-year",
    scopes=frozenset({INDICATOR}),
    params=Params,
    build=build,
    message_fields=frozenset({"deadline", "year"}),
)
