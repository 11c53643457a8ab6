"""VAL022. A deadline of an annual target that lies outside the budget year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project, UnitForm
from linter.checks.shared.forms import business_text
from linter.checks.shared.years import NO_YEAR, year_for
from linter.language.dates import dates_in, is_fiscal, year_value
from linter.language.folding import fold
from linter.language.pieces import compiled
from linter.packs.hits import Outcome, Subject, Unsettled, indicator_hit
from linter.packs.kinds import INDICATOR, Resources, check

_TIMES = ("date", "duration", "range")


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(default="deadlines", metadata={"doc": "时限用语的词表 / the lexicon of deadlines"})


@dataclass(frozen=True, slots=True)
class _Words:
    deadline: re.Pattern[str]
    reference: re.Pattern[str]
    multi_year: re.Pattern[str]


def _words(params: Params, resources: Resources) -> _Words:
    data = resources.lexicon(params.lexicon)
    return _Words(*(compiled("|".join(data[key])) for key in ("deadline", "reference", "multi_year")))


@check("deadline-year", on=INDICATOR, says={"deadline", "year"}, params=Params, prepare=_words)
def deadline_year(indicator: Indicator, words: _Words, subject: Subject) -> Iterator[Outcome]:
    form = subject.form
    year = year_for(form, subject.budget)
    value = fold(indicator.value)
    dates = [(found, found.year) for found in dates_in(value) if found.year is not None and is_fiscal(found.year)]
    if not dates or not _is_deadline(indicator, value, words):
        return
    if year is None:
        yield Unsettled(indicator.location, NO_YEAR)
        return
    date, last = dates[-1]
    if last == year or indicator.multi_year or (form is not None and _over_years(form, words)):
        return
    fields = {"deadline": indicator.value.strip(), "year": year}
    yield indicator_hit(indicator, "value", _span(indicator, value[date.start : date.start + 4]), fields=fields)


def _is_deadline(indicator: Indicator, value: str, words: _Words) -> bool:
    """Whether a value says by when, and does not name a year for comparison only."""
    if words.reference.search(value):
        return False
    return indicator.parsed.kind in _TIMES or words.deadline.search(value) is not None


def _over_years(form: Project | UnitForm, words: _Words) -> bool:
    """Whether a form says that it is for several years, or speaks of more than one."""
    said = fold(f"{form.title}\n{business_text(form)}")
    years = {year_value(match.group()) for match in compiled("{any_year}").finditer(said)}
    # 二〇二五年 is no 五年.
    return words.multi_year.search(compiled("{any_year}").sub("", said)) is not None or sum(map(is_fiscal, years)) > 1


def _span(indicator: Indicator, year: str) -> tuple[int, int] | None:
    """Where the cell prints the year, None where it prints it in other characters."""
    cell = indicator.cells.get("value")
    at = cell.text.find(indicator.value) if cell is not None else -1
    start = indicator.value.find(year)
    return (at + start, at + start + len(year)) if at >= 0 and start >= 0 else None
