"""Goals that report what has been achieved instead of what is to be achieved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linter.budget.model import Budget, Goal, Project, UnitForm
from linter.checks.shared.texts import Text, texts
from linter.findings import Mark
from linter.language.dates import years_in
from linter.language.folding import fold
from linter.language.list_numbers import level_of
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_HEADING_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(
        default="achievements", metadata={"doc": "成绩用语的词表 / the lexicon of words of achievement"}
    )


@dataclass(frozen=True, slots=True)
class _AchievementWords:
    achieved: re.Pattern[str]
    reported: re.Pattern[str]
    aims: re.Pattern[str]
    sections: tuple[str, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> _AchievementWords:
        return cls(
            re.compile("|".join(data["achieved"])),
            re.compile("|".join(data["reported"])),
            re.compile("|".join(map(re.escape, data["aims"]))),
            tuple(data["sections"]),
        )

    def find(self, text: str, year: int | None) -> re.Match[str] | None:
        """Where a text reports a result, clause by clause; a clause that states an aim reports none."""
        for clause in re.finditer(r"[^。；;！!\n]+", text):
            if self.aims.search(clause.group()):
                continue
            match = self.achieved.search(text, clause.start(), clause.end())
            if match is None and _past_year(clause.group(), year):
                match = self.reported.search(text, clause.start(), clause.end())
            if match is not None:
                return match
        return None


def _past_year(clause: str, year: int | None) -> bool:
    return year is not None and any(found.value < year for found in years_in(clause, fiscal=True))


def build(params: Params, resources: Resources) -> Check:
    words = _AchievementWords.of(resources.lexicon(params.lexicon))
    return lambda subject: _check(subject, words)


def _check(subject: Subject, words: _AchievementWords) -> Iterator[Hit]:
    budget = subject.budget
    for form in budget.forms:
        for goal in form.goals:
            hit = _goal_hit(form, goal, budget, words)
            if hit is not None:
                yield hit
    for text in _goal_paragraphs(list(texts(budget)), words):
        match = words.find(text.text, budget.fiscal_year)
        if match is not None:
            yield text.hit(
                match.start(), match.end(), fields={"words": match.group(), "opening": text.text.strip()[:16]}
            )


def _goal_hit(form: Project | UnitForm, goal: Goal, budget: Budget, words: _AchievementWords) -> Hit | None:
    match = words.find(goal.printed, form.year or budget.fiscal_year)
    if match is None:
        return None
    return Hit(
        location=goal.location.routed(f"项目:{form.name}"),
        fields={"words": match.group(), "opening": goal.text[:16], "project": form.name},
        excerpt=goal.printed.replace("\n", " "),
        marks=(Mark(match.start(), match.end()),),
        actual=match.group(),
        key=f"{form.name}|{goal.text[:40]}",
    )


def _goal_paragraphs(found: Sequence[Text], words: _AchievementWords) -> Iterator[Text]:
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
    """The rank of a heading, 0 the highest; None for a paragraph that is no heading."""
    line = text.strip()
    if len(line) > _HEADING_LENGTH or line.endswith(("。", "；", "，")):
        return None
    return level_of(line)


KIND = Kind(
    name="past-achievement",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"words", "opening"}),
)
