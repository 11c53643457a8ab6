"""DUP006. Goals that speak of another group of persons than the project is for, or of another business altogether."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linter.budget.model import Project
from linter.checks.indicators.lines import Lines
from linter.checks.shared.forms import form_hit, joined, share_words
from linter.checks.shared.wordlists import any_word
from linter.language.folding import fold
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import PROJECT, Resources, check

_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of persons: the words for it, and the groups that a project for it serves as well."""

    name: str
    words: re.Pattern[str]
    serves: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Words:
    groups: Sequence[_Group]
    generic: re.Pattern[str]
    own_duties: re.Pattern[str]
    lines: Lines


def _words(resources: Resources) -> _Words:
    lexicon = resources.lexicon("lines")
    groups = tuple(
        _Group(each["name"], any_word(each["words"]), frozenset(each.get("serves", ()))) for each in lexicon["groups"]
    )
    own_duties = any_word([*lexicon["own_use"]["staff"], *lexicon["own_use"]["names"]])
    return _Words(groups, any_word(lexicon["generic"]), own_duties, Lines(resources))


@check("foreign-goals", on=PROJECT, says={"other", "other_en"}, prepare=_words)
def foreign_goals(project: Project, words: _Words, subject: Subject) -> Iterator[Outcome]:
    other = _another_group(project, words.groups) or _another_business(project, words, subject.budget.unit)
    if other is None:
        return
    text, (zh, en) = joined(project.goals), other
    fields = {"other": zh, "other_en": en}
    yield form_hit(project, excerpt=text, marks=(), actual=text, field="goals", fields=fields)


def _another_group(project: Project, groups: Sequence[_Group]) -> tuple[str, str] | None:
    """The groups that the goals speak of, where the project is for others that do not overlap with them."""
    own = _named(_subject(project), groups)
    spoken = _named(project.goal_text, groups)
    served = {each.name for each in own}.union(*(each.serves for each in own))
    if not own or not spoken or any(each.name in served for each in spoken):
        return None
    names = "、".join(each.name for each in spoken)
    return names, names


def _another_business(project: Project, words: _Words, unit: str | None) -> tuple[str, str] | None:
    """The line that the goals speak of, where name and purpose speak of others, the unit has another, and not one word of
    content is common to both. Of money for the unit's own staff and premises the goals may state its duties, whatever they are."""
    about, goals = fold(_subject(project)), fold(project.goal_text)
    near = words.lines.business(about)
    if not near or not goals.strip() or words.own_duties.search(fold(project.name)):
        return None
    if not words.lines.touched(goals).isdisjoint(words.lines.spoken(about)):
        return None
    found = words.lines.unrelated(goals, near, words.lines.of_unit(project.unit or unit))
    if found is None or share_words(words.generic.sub("", goals), words.generic.sub(_BREAK, about)):
        return None
    return found.name.zh, found.name.en


def _subject(project: Project) -> str:
    return f"{project.name}\n{project.purpose or ''}"


def _named(text: str, groups: Sequence[_Group]) -> list[_Group]:
    folded = fold(text)
    return [group for group in groups if group.words.search(folded)]
