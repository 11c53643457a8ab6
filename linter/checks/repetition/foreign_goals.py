"""Goals that speak of another group of persons than the project is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import Project
from linter.checks.shared.forms import form_hit
from linter.language.folding import fold
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import PROJECT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    entries = resources.lexicon("lines")["groups"]
    groups = [(entry["name"], re.compile("|".join(map(re.escape, entry["words"])))) for entry in entries]
    served = {entry["name"]: frozenset(entry.get("serves", ())) for entry in entries}

    def named(text: str) -> list[str]:
        return [name for name, words in groups if words.search(fold(text))]

    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        own = named(f"{project.name}\n{project.purpose or ''}")
        spoken = named(project.goal_text)
        if not own or not spoken or frozenset(own).union(*(served[group] for group in own)) & set(spoken):
            return
        text = "；".join(goal.text for goal in project.goals)
        yield form_hit(
            project,
            excerpt=text,
            marks=(),
            actual=text,
            field="goals",
            fields={"own": "、".join(own), "other": "、".join(spoken)},
        )

    return check


KIND = Kind("foreign-goals", frozenset({PROJECT}), Params, build, frozenset({"own", "other"}))
