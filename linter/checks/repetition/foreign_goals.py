"""DUP006. Goals that speak of another group of persons than the project is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linter.budget.model import Project
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


def _groups(resources: Resources) -> tuple[_Group, ...]:
    entries = resources.lexicon("lines")["groups"]
    return tuple(_Group(each["name"], any_word(each["words"]), frozenset(each.get("serves", ()))) for each in entries)


@check("foreign-goals", on=PROJECT, says={"own", "other"}, prepare=_groups)
def foreign_goals(project: Project, groups: Sequence[_Group], subject: Subject) -> Iterator[Outcome]:
    own = _named(f"{project.name}\n{project.purpose or ''}", groups)
    spoken = _named(project.goal_text, groups)
    served = {each.name for each in own}.union(*(each.serves for each in own))
    if not own or not spoken or any(each.name in served for each in spoken):
        return
    text = joined(project.goals)
    fields = {"own": "、".join(each.name for each in own), "other": "、".join(each.name for each in spoken)}
    yield form_hit(project, excerpt=text, marks=(), actual=text, field="goals", fields=fields)


def _named(text: str, groups: Sequence[_Group]) -> list[_Group]:
    folded = fold(text)
    return [group for group in groups if group.words.search(folded)]
