"""Goals that only restate or chop up the project's name, or are one phrase that fits any project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from linter.budget.model import Project
from linter.checks.shared.forms import form_hit
from linter.language.folding import fold, squash
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import PROJECT, Kind, Resources

_AMOUNT = re.compile(r"\d+(?:\.\d+)?(?:亿|万)?元?")
# So many things or persons (320盏, 4期) are a result that is promised; money, years and document numbers are none.
_COUNTED = re.compile(r"\d(?:\.\d+)?[万亿千百]?(?![元年月日号万亿千百\d.])[\u4e00-\u9fff]")
_SHORT = 14
_COVERED = Decimal("0.6")
"""The share of a goal's words that must stand in the name or purpose."""


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    words = resources.lexicon("goals")
    result = re.compile("|".join(map(re.escape, words["result_words"])))
    verb = re.compile("|".join(map(re.escape, words["verbs"])))
    general = re.compile(words["general"])

    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        goals = [_bare(goal.text) for goal in project.goals]
        if not goals or any(_COUNTED.search(fold(goal.text)) for goal in project.goals):
            return
        source = _bare(f"{project.name}\n{project.purpose or ''}")
        pairs = {source[i : i + 2] for i in range(len(source) - 1)}

        def share(text: str) -> Decimal:
            own = [text[i : i + 2] for i in range(len(text) - 1)]
            return Decimal(sum(pair in pairs for pair in own)) / len(own) if own else Decimal(0)

        # A word of the project's own name promises nothing ("维护" in a maintenance project).
        name = _bare(project.name)

        def fragment(text: str) -> bool:
            if any(word not in name for word in result.findall(text)):
                return False
            return share(text) >= _COVERED or (len(text) <= _SHORT and not verb.search(text))

        one_phrase = len(goals) == 1 and general.fullmatch(goals[0]) is not None
        chopped = all(map(fragment, goals)) and any(share(text) >= _COVERED for text in goals)
        if one_phrase or chopped:
            text = "；".join(goal.text for goal in project.goals)
            yield form_hit(project, excerpt=text, marks=(), actual=text, field="goals", fields={"text": text})

    return check


def _bare(text: str) -> str:
    return squash(_AMOUNT.sub("", fold(text)))


KIND = Kind("goal-fragment", frozenset({PROJECT}), Params, build, frozenset({"text"}))
