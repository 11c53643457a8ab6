"""CMP005. Goals that only restate or chop up the project's name, or are one phrase that fits any project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linter.bilingual import Bilingual
from linter.budget.model import Project
from linter.checks.shared.forms import form_hit, joined
from linter.checks.shared.wordlists import any_of, any_word
from linter.language.folding import fold, squash
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import PROJECT, Resources, check

_AMOUNT = re.compile(r"\d+(?:\.\d+)?(?:亿|万)?元?")
# So many things or persons (320盏, 4期) are a result that is promised; money, years and document numbers are none.
_COUNTED = re.compile(r"\d(?:\.\d+)?[万亿千百]?(?![元年月日号万亿千百\d.])[\u4e00-\u9fff]")
_SHORT = 14
_LONGEST = 12
_GENERAL = Bilingual("放在任何项目都适用", "would fit any project")
_RESTATED = Bilingual("只是拆写或重复项目名称", "only restate the project's name")
_COVERED = Decimal("0.6")
"""The share of a goal's words that must stand in the name or purpose."""


@dataclass(frozen=True, slots=True)
class _Words:
    result: re.Pattern[str]
    verb: re.Pattern[str]
    general: re.Pattern[str]
    filler: re.Pattern[str]


def _words(resources: Resources) -> _Words:
    lexicon = resources.lexicon("goals")
    result, verb = any_word(lexicon["result_words"]), any_word(lexicon["verbs"])
    doing, words = any_of(lexicon["general_verbs"]), any_of([*lexicon["general_verbs"], *lexicon["general_words"]])
    general = re.compile(f"(?:{lexicon['general']})|(?=.*{doing}){words}{{2,{_LONGEST}}}")
    # 做好堤防加固工作 says no more than 堤防加固.
    return _Words(result, verb, general, re.compile(f"^{words}+|{words}+$"))


@check("goal-fragment", on=PROJECT, says={"text", "reason", "reason_en"}, prepare=_words)
def goal_fragment(project: Project, words: _Words, subject: Subject) -> Iterator[Outcome]:
    if not project.goals or any(_COUNTED.search(fold(goal.text)) for goal in project.goals):
        return
    goals = [_bare(goal.text) for goal in project.goals]
    fits_any = len(goals) == 1 and words.general.fullmatch(goals[0]) is not None
    if fits_any or _restate(goals, project, words):
        text, why = joined(project.goals), _GENERAL if fits_any else _RESTATED
        fields = {"text": text, "reason": why.zh, "reason_en": why.en}
        yield form_hit(project, excerpt=text, marks=(), actual=text, field="goals", fields=fields)


def _restate(goals: Sequence[str], project: Project, words: _Words) -> bool:
    """Whether no goal promises a result, and each is a piece of the project's name or purpose or too short to be more."""
    name, known = _bare(project.name), set(_pairs(_bare(f"{project.name}\n{project.purpose or ''}")))
    taken = [_share(words.filler.sub("", goal) or goal, known) >= _COVERED for goal in goals]
    pieces = (
        each or (len(goal) <= _SHORT and not words.verb.search(goal)) for each, goal in zip(taken, goals, strict=True)
    )
    return any(taken) and all(pieces) and not any(_promises(goal, name, words) for goal in goals)


def _promises(goal: str, name: str, words: _Words) -> bool:
    """A word of result, unless it is one of the project's own name ("维护" in a maintenance project)."""
    return any(word not in name for word in words.result.findall(goal))


def _share(text: str, known: set[str]) -> Decimal:
    """The share of a text's pairs of characters that are known; 0 where it has none."""
    own = _pairs(text)
    return Decimal(sum(pair in known for pair in own)) / len(own) if own else Decimal(0)


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def _bare(text: str) -> str:
    return squash(_AMOUNT.sub("", fold(text)))
