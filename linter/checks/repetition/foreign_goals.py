"""DUP006. Goals that speak of another group of persons than the project is for, or of another line of business."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linter.budget.model import Project
from linter.checks.indicators.lines import Lines
from linter.checks.shared.forms import form_hit, joined
from linter.checks.shared.wordlists import any_word
from linter.language.folding import fold
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import PROJECT, Resources, check


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of persons: the words for it, and the groups that a project for it serves as well."""

    name: str
    words: re.Pattern[str]
    serves: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Words:
    groups: tuple[_Group, ...]
    lines: Lines


def _words(resources: Resources) -> _Words:
    entries = resources.lexicon("lines")["groups"]
    groups = (_Group(each["name"], any_word(each["words"]), frozenset(each.get("serves", ()))) for each in entries)
    return _Words(tuple(groups), Lines(resources))


@check("foreign-goals", on=PROJECT, says={"own", "other"}, prepare=_words)
def foreign_goals(project: Project, words: _Words, subject: Subject) -> Iterator[Outcome]:
    found = _other_group(project, words.groups) or _other_line(project, subject.budget.unit, words.lines)
    if found is not None:
        text = joined(project.goals)
        fields = {"own": found[0], "other": found[1]}
        yield form_hit(project, excerpt=text, marks=(), actual=text, field="goals", fields=fields)


def _other_group(project: Project, groups: Sequence[_Group]) -> tuple[str, str] | None:
    """The groups that the project is for and those that its goals speak of, where none of these is one of those."""
    own = _named(f"{project.name}\n{project.purpose or ''}", groups)
    spoken = _named(project.goal_text, groups)
    served = {each.name for each in own}.union(*(each.serves for each in own))
    if not own or not spoken or any(each.name in served for each in spoken):
        return None
    return "、".join(each.name for each in own), "、".join(each.name for each in spoken)


def _other_line(project: Project, unit: str | None, lines: Lines) -> tuple[str, str] | None:
    found = lines.foreign_goals(project, unit)
    return None if found is None else (found[1], f"{found[0].name.zh}（“{found[0].word}”）")


def _named(text: str, groups: Sequence[_Group]) -> list[_Group]:
    folded = fold(text)
    return [group for group in groups if group.words.search(folded)]
