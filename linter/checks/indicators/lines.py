"""Which business lines a text speaks of (lexicon `lines`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from linter.bilingual import Bilingual
from linter.budget.model import Activity, Indicator, Project, UnitForm
from linter.checks.shared.forms import business_text, share_words
from linter.checks.shared.wordlists import alternation
from linter.language.folding import fold
from linter.packs.hits import Hit, indicator_hit
from linter.packs.kinds import Resources


@dataclass(frozen=True, slots=True)
class Line:
    """A line of business: the words that speak of it plainly (`terms`) or also loosely (`about`), the lines whose business it
    is as well (`companions`), the names of the units whose line it is (`units`), and whether any project may have a row of it
    for its own sake (`supporting`: those who do the work are trained)."""

    key: str
    name: Bilingual
    words: frozenset[str]
    terms: re.Pattern[str]
    about: re.Pattern[str]
    companions: frozenset[str]
    units: re.Pattern[str]
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
        self._all = {key: _line(key, entry) for key, entry in resources.lexicon("lines")["lines"].items()}
        self.spoken = lru_cache(maxsize=4096)(self._spoken)
        self._about = lru_cache(maxsize=1024)(self._near)
        self._own = lru_cache(maxsize=1024)(self._units)

    def concerns(self, key: str, form: Project | UnitForm) -> bool:
        """Whether a project has to do with a line by its name, purpose or goals."""
        return key in self._about(business_text(form))

    def foreign(
        self,
        text: str,
        form: Project | UnitForm | Activity,
        unit: str | None,
        only: Collection[str] = (),
        *,
        own_use: bool = False,
    ) -> Foreign | None:
        """The first line that `text` speaks of while its project has nothing to do with it, and its unit neither; None if none.

        With `only` just these lines count, and those of the unit are no excuse; with `own_use`, where a unit buys or repairs
        something for itself, they are none either.
        """
        spoken = self.spoken(text)
        if not spoken:
            return None
        own_unit = unit if isinstance(form, Activity) else form.unit or unit
        about = business_text(form)
        near, own = self._about(about), frozenset() if own_use else self._own(own_unit or "")
        for key, word in spoken.items():
            excused = key not in only if only else self._akin(key, own)
            excused = excused or key in near or self._shared(key, word, near, own)
            if not excused and not (self._all[key].supporting and share_words(text.replace(word, "、"), about)):
                return Foreign(key, self._all[key].name, word)
        return None

    def business(self, text: str) -> frozenset[str]:
        """The lines of which a text speaks plainly or loosely, with those that may stand beside them."""
        return self._about(text)

    def touched(self, text: str) -> frozenset[str]:
        """The lines of which a text speaks plainly or loosely."""
        folded = fold(text).lower()
        return frozenset(key for key, line in self._all.items() if _first(line.about, folded))

    def of_unit(self, unit: str | None) -> frozenset[str]:
        """The lines that are a unit's own."""
        return self._own(unit or "")

    def unrelated(self, text: str, near: Collection[str], own: Collection[str]) -> Foreign | None:
        """The first line that a text speaks of, where it speaks of none that is near or the unit's own; None if it does."""
        spoken = self.spoken(text)
        if any(
            key in near or self._akin(key, own) or self._shared(key, word, near, own) for key, word in spoken.items()
        ):
            return None
        return next((Foreign(key, self._all[key].name, word) for key, word in spoken.items()), None)

    def _spoken(self, text: str) -> Mapping[str, str]:
        """The lines that a text speaks of, each with the first word that says so."""
        folded = fold(text).lower()
        words = ((key, _first(line.terms, folded)) for key, line in self._all.items())
        return {key: word for key, word in words if word is not None}

    def _near(self, text: str) -> frozenset[str]:
        """The lines that a project with this text has to do with: those that it speaks of, also in looser words, and
        those whose companion it plainly speaks of."""
        folded, loose = fold(text).lower(), self.touched(text)
        plain = {key for key in loose if not self._all[key].words or _first(self._all[key].terms, folded)}
        return frozenset(key for key in self._all if key in loose or self._akin(key, plain))

    def _units(self, unit: str) -> frozenset[str]:
        """The lines that are a unit's own: those of its name, or of which its name plainly speaks (林木种苗站)."""
        folded = fold(unit).lower()
        return frozenset(
            key for key, line in self._all.items() if line.units.search(unit) or _first(line.terms, folded)
        )

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
        bool(entry.get("supporting")),
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
