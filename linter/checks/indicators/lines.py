"""Which business lines a text speaks of (lexicon `lines`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from linter.bilingual import Bilingual
from linter.budget.model import Activity, Indicator, Project, UnitForm
from linter.checks.shared.forms import business_text
from linter.checks.shared.wordlists import alternation, any_word
from linter.language.folding import fold, squash
from linter.packs.hits import Hit, indicator_hit
from linter.packs.kinds import Resources


@dataclass(frozen=True, slots=True)
class Line:
    """A line of business: the words that speak of it plainly (`terms`) or also loosely (`about`), the lines whose business it
    is as well (`companions`), and the names of the units whose line it is (`units`). `broad`: to speak of it loosely is enough to
    be a companion of others. `supporting`: what it does serves any project (the training of a project's own people)."""

    key: str
    name: Bilingual
    words: frozenset[str]
    terms: re.Pattern[str]
    about: re.Pattern[str]
    companions: frozenset[str]
    units: re.Pattern[str]
    broad: bool
    supporting: bool


@dataclass(frozen=True, slots=True)
class Foreign:
    """A line with which a project has nothing to do, and the word of a text that speaks of it."""

    line: str
    name: Bilingual
    word: str


class Lines:
    """Reads texts, projects and names of units; one for a pack's lexicon."""

    def __init__(self, resources: Resources) -> None:
        lexicon = resources.lexicon("lines")
        self._all = {key: _line(key, entry) for key, entry in lexicon["lines"].items()}
        self._purchase = any_word(lexicon["purchases"])
        self._common = any_word(lexicon["common"])
        self.spoken = lru_cache(maxsize=4096)(self._spoken)
        self._about = lru_cache(maxsize=1024)(self._near)
        self._own = lru_cache(maxsize=1024)(self._units)

    def concerns(self, key: str, form: Project | UnitForm) -> bool:
        """Whether a project has to do with a line by its name, purpose or goals."""
        return key in self._about(business_text(form))

    def foreign(
        self, text: str, form: Project | UnitForm | Activity, unit: str | None, only: Collection[str] = ()
    ) -> Foreign | None:
        """The first line that `text` speaks of while its project has nothing to do with it, and its unit neither; None if none.

        With `only` just these lines count, and those of the unit are no excuse.
        """
        spoken = self.spoken(text)
        if not spoken:
            return None
        own_unit = unit if isinstance(form, Activity) else form.unit or unit
        near, own = self._about(business_text(form)), self._own(own_unit or "")
        if not only and isinstance(form, Project) and self._is_mere_purchase(form, own):
            own = frozenset()
        for key, word in spoken.items():
            excused = key not in only if only else self._akin(key, own) or self._supports(key, word, text, form)
            if not excused and key not in near and not self._shared(key, word, near, own):
                return Foreign(key, self._all[key].name, word)
        return None

    def _supports(self, key: str, word: str, text: str, form: Project | UnitForm | Activity) -> bool:
        """Whether a text of a supporting line takes up, beside the line's own word, what its project is about."""
        if not self._all[key].supporting:
            return False
        return self._overlap(business_text(form), fold(text).lower().replace(word, "|"))

    def _is_mere_purchase(self, form: Project, own: Collection[str]) -> bool:
        """Whether a project buys, rents, repairs or heats, and its goals do not speak of its unit's own line."""
        goals = fold(form.goal_text).lower()
        return self._purchase.search(form.name) is not None and not any(
            _first(self._all[key].about, goals) for key in own
        )

    def foreign_goals(self, form: Project, unit: str | None) -> tuple[Foreign, str] | None:
        """The line that a project's goals plainly speak of, where its name and purpose speak of others and of nothing that is in the
        goals, and the name of one of those; None where the goals may be its own, or those of its unit."""
        about, goals = f"{form.name}\n{form.purpose or ''}", form.goal_text
        spoken = self.spoken(goals)
        own = [key for key, line in self._all.items() if _first(line.about, fold(about).lower())]
        near = {*own, *self._own(form.unit or unit or "")}
        if not spoken or not own or any(key in near for key in spoken):
            return None
        if any(self._shared(key, word, near, near) for key, word in spoken.items()) or self._overlap(about, goals):
            return None
        key, word = next(iter(spoken.items()))
        return Foreign(key, self._all[key].name, word), self._all[own[0]].name.zh

    def _overlap(self, one: str, other: str) -> bool:
        """Whether two texts share two characters in a row that are no word of any project."""
        one, other = (self._common.sub("|", squash(text)) for text in (one, other))
        pairs = {one[i : i + 2] for i in range(len(one) - 1)}
        return any(other[i : i + 2] in pairs and "|" not in other[i : i + 2] for i in range(len(other) - 1))

    def _spoken(self, text: str) -> Mapping[str, str]:
        """The lines that a text speaks of, each with the first word that says so."""
        folded = fold(text).lower()
        words = ((key, _first(line.terms, folded)) for key, line in self._all.items())
        return {key: word for key, word in words if word is not None}

    def _near(self, text: str) -> frozenset[str]:
        """The lines that a project with this text has to do with: those that it speaks of, also in looser words, and
        those whose companion it plainly speaks of."""
        folded = fold(text).lower()
        loose = {key for key, line in self._all.items() if _first(line.about, folded)}
        plain = {key for key in loose if self._all[key].broad or _first(self._all[key].terms, folded)}
        return frozenset(key for key in self._all if key in loose or self._akin(key, plain))

    def _units(self, unit: str) -> frozenset[str]:
        return frozenset(key for key, line in self._all.items() if line.units.search(unit))

    def _akin(self, key: str, among: Collection[str]) -> bool:
        """Whether a line or one of its companions is among those given."""
        return key in among or not self._all[key].companions.isdisjoint(among)

    def _shared(self, key: str, word: str, near: Collection[str], own: Collection[str]) -> bool:
        """Whether a word (施工垃圾) is also one of another line that is the project's or the unit's."""
        others = (line.key for line in self._all.values() if line.key != key and word in line.words)
        return any(other in near or self._akin(other, own) for other in others)


def _line(key: str, entry: Mapping[str, Any]) -> Line:
    terms, excluded = entry.get("terms", ()), entry.get("not", ())
    return Line(
        key,
        Bilingual(entry["name"]["zh"], entry["name"]["en"]),
        frozenset(map(_plain, terms)),
        _either(excluded, terms),
        _either(excluded, (*terms, *entry.get("about", ()))),
        frozenset(entry.get("with", ())),
        _either((), entry.get("units", ())),
        bool(entry.get("broad", not terms)),
        bool(entry.get("supporting", False)),
    )


def _either(excluded: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the words; a match of an excluded phrase, which comes first, has no group."""
    return re.compile(f"(?:{alternation(map(_plain, excluded))})|(?P<word>{alternation(map(_plain, words))})")


def _plain(word: str) -> str:
    return fold(word).lower()


def _first(words: re.Pattern[str], folded: str) -> str | None:
    return next((match.group() for match in words.finditer(folded) if match.lastgroup), None)


def line_hit(indicator: Indicator, field: str, line: Bilingual, word: str) -> Hit:
    """A hit on the word by which a field of an indicator speaks of a line; on the whole cell where it is not printed so."""
    cell = indicator.cells.get(field)
    start = -1 if cell is None else cell.text.lower().find(word)
    span = (start, start + len(word)) if start >= 0 else None
    return indicator_hit(indicator, field, span, fields={"word": word, "line": line.zh, "line_en": line.en})
