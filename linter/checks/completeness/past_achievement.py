"""CMP010. Goals that report what has been achieved instead of what is to be achieved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.budget.model import Budget, Goal, Project, UnitForm
from linter.budget.narrative.lexicon import words
from linter.checks.shared.forms import form_place
from linter.checks.shared.texts import SENTENCE, Text, texts
from linter.checks.shared.wordlists import any_pattern, any_word
from linter.checks.shared.years import NO_YEAR, year_for
from linter.findings import Mark
from linter.language.dates import years_in
from linter.language.folding import fold
from linter.language.list_numbers import level_of
from linter.packs.hits import Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Resources, check

_HEADING_LENGTH = 30
_OPENING = 16
_ANY_LATER = 9999


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(
        default="achievements", metadata={"doc": "成绩用语的词表 / the lexicon of words of achievement"}
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """`achieved` tells a result by itself, `reported` beside a year that is past, `aims` that a clause is about what is to come;
    `sections` are words of the headings that announce goals."""

    achieved: re.Pattern[str]
    reported: re.Pattern[str]
    aims: re.Pattern[str]
    sections: tuple[str, ...]


def _words(params: Params, resources: Resources) -> _Words:
    data = resources.lexicon(params.lexicon)
    return _Words(
        any_pattern(data["achieved"]), any_pattern(data["reported"]), any_word(data["aims"]), tuple(data["sections"])
    )


@check("past-achievement", on=DOCUMENT, says={"words", "opening"}, params=Params, prepare=_words)
def past_achievement(budget: Budget, lexicon: _Words, subject: Subject) -> Iterator[Outcome]:
    for form in budget.forms:
        year = year_for(form, budget)
        for goal in form.goals:
            match = _result(goal.printed, year, lexicon)
            if match is not None:
                yield _goal_hit(form, goal, match)
            elif year is None and _result(goal.printed, _ANY_LATER, lexicon) is not None:
                yield Unsettled(goal.location, NO_YEAR)
    for text in _goal_paragraphs(texts(budget), lexicon):
        match = _result(text.text, budget.fiscal_year, lexicon)
        if match is not None:
            fields = {"words": match.group(), "opening": text.text.strip()[:_OPENING]}
            yield text.hit(match.start(), match.end(), fields=fields)
        elif budget.fiscal_year is None and _result(text.text, _ANY_LATER, lexicon) is not None:
            yield Unsettled(text.place(), NO_YEAR)


def _result(text: str, year: int | None, lexicon: _Words) -> re.Match[str] | None:
    """Where a text reports a result, clause by clause; a clause that states an aim reports none."""
    for clause in SENTENCE.finditer(text):
        if lexicon.aims.search(clause.group()):
            continue
        match = lexicon.achieved.search(text, *clause.span())
        if match is None and _names_past_year(clause.group(), year):
            match = lexicon.reported.search(text, *clause.span())
        if match is not None:
            return match
    return None


def _names_past_year(clause: str, year: int | None) -> bool:
    """Whether a clause names earlier years only (2024—2026年 is not over), but for what it compares with."""
    told = words().compare.sub("", fold(clause)) if year is not None else ""
    named = [found.value for found in years_in(told, fiscal=True)]
    return year is not None and bool(named) and max(named) < year


def _goal_paragraphs(found: Sequence[Text], words: _Words) -> Iterator[Text]:
    """The paragraphs under the headings that announce the goals of the whole department or unit."""
    inside: int | None = None
    for text in found:
        if text.kind != "narrative":
            continue
        rank = _rank(text.text)
        if rank is not None and (inside is None or rank <= inside):
            inside = rank if any(word in fold(text.text) for word in words.sections) else None
        elif inside is not None and (rank is None or len(text.text) > _HEADING_LENGTH):
            yield text


def _rank(text: str) -> int | None:
    """The rank of a heading, the lowest number the highest; None for a paragraph that is no heading."""
    line = text.strip()
    if len(line) > _HEADING_LENGTH or line.endswith(("。", "；", "，")):
        return None
    return level_of(line)


def _goal_hit(form: Project | UnitForm, goal: Goal, match: re.Match[str]) -> Hit:
    return Hit(
        location=goal.location.routed(*form_place(form).route),
        fields={"words": match.group(), "opening": goal.text[:_OPENING], "project": form.name},
        excerpt=goal.printed.replace("\n", " "),
        marks=(Mark(match.start(), match.end()),),
        actual=match.group(),
        key=f"{form.name}|{goal.text[:40]}",
    )
