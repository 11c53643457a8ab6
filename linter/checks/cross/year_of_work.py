"""Years of what is to be done: a form's goals, purpose and names of indicators, periods of execution, dates of an account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linter.budget.model import Budget, Project, UnitForm
from linter.checks.shared.forms import business_text
from linter.checks.shared.texts import SENTENCE, Text, texts
from linter.checks.shared.wordlists import any_of, any_pattern, any_word
from linter.checks.shared.years import year_for
from linter.language.dates import dates_in, periods_in, years_in
from linter.language.folding import fold, half_width, plain_label
from linter.language.list_numbers import unnumbered

_NEAR = 2
_LABEL_REACH = 60
_ABOVE = 6
_YEAR_END = 12
# Behind a leading year: it names a date, or the year's end.
_DATE = re.compile(r"\d|[一二三四五六七八九十]+月|[底末初前起至]")
_LABEL = re.compile(r"[^\d:]{2,30}")

Place = tuple[Text, int, int]
"""A text, the offset in it and the year that stands there."""


@dataclass(frozen=True, slots=True)
class WorkWords:
    """Lexicon `years`: what explains another year, what is rightly done for an earlier one, labels of periods, and the
    words of the day up to which an account tells; `reported` are those of results, which are CMP010's."""

    explained: re.Pattern[str]
    arrears: re.Pattern[str]
    reported: re.Pattern[str]
    periods: frozenset[str]
    as_of: re.Pattern[str]
    then: re.Pattern[str]

    @classmethod
    def of(cls, lexicon: Mapping[str, Any], achievements: Mapping[str, Any]) -> WorkWords:
        return cls(
            any_word(lexicon["explained"]),
            any_word(lexicon["arrears"]),
            any_pattern([*achievements["achieved"], *achievements["reported"]]),
            frozenset(lexicon["periods"]),
            re.compile(rf"\s*{any_of(lexicon['as_of'])}"),
            any_word(lexicon["then"]),
        )


# -- forms -------------------------------------------------------------------------------------


def of_forms(budget: Budget, words: WorkWords) -> Iterator[tuple[Text, int, int, int]]:
    """Where a form's goal, purpose or name of an indicator is for another year than the form, that year and the form's."""
    for text, start, other in _leading(budget, words):
        year = year_for(text.form, budget)
        if year is not None and other != year and abs(other - year) <= _NEAR:
            yield text, start, other, year


def unknown(budget: Budget, found: Sequence[Text], words: WorkWords) -> Iterator[Text]:
    """The first text whose year cannot be held against the document's, which is unknown."""
    leading = (text for text, _, _ in _leading(budget, words) if year_for(text.form, budget) is None)
    yield from list(leading)[:1]


def _leading(budget: Budget, words: WorkWords) -> Iterator[Place]:
    """The sentences of forms that begin with a year, where nothing explains it and the form names no other."""
    alone = {id(form): _only_year(form) for form in budget.forms}
    for text in texts(budget):
        if text.form is None or text.kind not in ("goal", "purpose", "name"):
            continue
        only = alone[id(text.form)]
        if only is None:
            continue
        for sentence in SENTENCE.finditer(text.text):
            start = _leads(sentence.group(), words)
            if start is not None:
                yield text, sentence.start() + start, only


def _only_year(form: Project | UnitForm) -> int | None:
    """The one year that a form's goals, purpose and indicators name, where its name and title do not name it as well."""
    purpose = form.purpose or "" if isinstance(form, Project) else ""
    named = [form.goal_text, purpose, *(each.name for each in form.indicators)]
    years = {year.value for text in named for year in years_in(fold(text), fiscal=True)}
    titled = {year.value for year in years_in(fold(f"{form.name} {form.title}"), fiscal=True)}
    return years.pop() if len(years) == 1 and not years & titled else None


def _leads(sentence: str, words: WorkWords) -> int | None:
    """Where the year stands that a sentence or a name begins with, unless it is explained or is that of a date."""
    rest = unnumbered(sentence.lstrip())
    year = next(years_in(rest, fiscal=True), None)
    if year is None or year.start or _DATE.match(fold(rest[year.end :])):
        return None
    explained = any(each.search(rest) for each in (words.explained, words.arrears, words.reported))
    return None if explained else sentence.find(rest)


# -- periods of execution ----------------------------------------------------------------------


def of_periods(budget: Budget, found: Sequence[Text], words: WorkWords) -> Iterator[tuple[Text, int, int, int]]:
    """Periods of execution that lie wholly before the year, where nothing near says that something is left to pay."""
    for index, text in enumerate(found):
        year = year_for(text.form, budget)
        if year is None or len(text.text) > _LABEL_REACH or not _labelled(found, index, words):
            continue
        for period in periods_in(text.text):
            last = period.last.year
            if last is not None and year - _NEAR <= last < year and not _left_to_pay(found, index, words):
                yield text, period.start, last, year


def _labelled(found: Sequence[Text], index: int, words: WorkWords) -> bool:
    """Whether a label of a period stands at the head of a text, or is the cell or the heading before it."""
    before = found[index - 1].text if index else ""
    own = _LABEL.match(half_width(unnumbered(found[index].text)))
    labels = [unnumbered(before), own.group() if own is not None else ""]
    return any(len(each) <= _LABEL_REACH and plain_label(each) in words.periods for each in labels)


def _left_to_pay(found: Sequence[Text], index: int, words: WorkWords) -> bool:
    near = [business_text(found[index].form), *(each.text for each in found[max(0, index - _ABOVE) : index])]
    return any(map(words.arrears.search, near))


# -- accounts ----------------------------------------------------------------------------------


def of_accounts(found: Sequence[Text], year: int, words: WorkWords) -> Iterator[tuple[Text, int, int]]:
    """Sentences of an account of a year that tell how things stood at the end of an earlier one (截至2023年12月31日)."""
    for text in found:
        for sentence in SENTENCE.finditer(text.text) if text.kind == "narrative" else ():
            start = words.as_of.match(sentence.group())
            date = next(dates_in(sentence.group()), None) if start is not None else None
            if start is None or date is None or date.start > start.end() + 1 or date.year is None:
                continue
            whole = date.month in (None, _YEAR_END) and date.day in (None, 31)
            if whole and year - _NEAR <= date.year < year and not words.then.search(sentence.group()):
                yield text, sentence.start() + date.start, date.year
