"""Which business lines a text speaks of (lexicon `lines`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from linter.budget.model import Project, UnitForm
from linter.checks.shared.forms import business_text
from linter.document import Cell
from linter.language.folding import fold

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    name: Mapping[str, str]
    words: frozenset[str]
    terms: re.Pattern[str]
    about: re.Pattern[str]
    companions: frozenset[str]
    units: re.Pattern[str]


class Lines:
    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        self._all = {
            key: Line(
                key,
                entry["name"],
                frozenset(fold(word).lower() for word in entry.get("terms", ())),
                _either(entry.get("not", ()), entry.get("terms", ())),
                _either(entry.get("not", ()), (*entry.get("terms", ()), *entry.get("about", ()))),
                frozenset(entry.get("with", ())),
                _either((), entry.get("units", ())),
            )
            for key, entry in lexicon["lines"].items()
        }
        self.spoken = lru_cache(maxsize=4096)(self._spoken)
        self._about = lru_cache(maxsize=1024)(self._near)
        self._own = lru_cache(maxsize=1024)(self._units)

    def _spoken(self, text: str) -> Mapping[str, str]:
        """The lines that a text speaks of, each with the first word that says so."""
        folded = fold(text).lower()
        found = {}
        for key, line in self._all.items():
            for match in line.terms.finditer(folded):
                if match.lastgroup:
                    found[key] = match.group()
                    break
        return found

    def _near(self, text: str) -> frozenset[str]:
        """The lines that a project with this text has to do with: those that it speaks of, also in looser words, and
        those whose companion it plainly speaks of."""
        folded = fold(text).lower()
        loose = {key for key, line in self._all.items() if _says(line.about, folded)}
        plain = {key for key in loose if not self._all[key].words or _says(self._all[key].terms, folded)}
        return frozenset(key for key in self._all if key in loose or self._akin(key, plain))

    def _units(self, unit: str) -> frozenset[str]:
        return frozenset(key for key, line in self._all.items() if line.units.search(unit))

    def name(self, key: str, lang: str) -> str:
        return self._all[key].name[lang]

    def concerns(self, key: str, form: Project | UnitForm) -> bool:
        """Whether a project has to do with a line by its name, purpose or goals."""
        return key in self._about(business_text(form))

    def foreign(
        self, text: str, form: Project | UnitForm, unit: str | None, only: Iterable[str] = ()
    ) -> tuple[str, str] | None:
        """(line, word) of a line that `text` speaks of while its project and unit have nothing to do with it, or None."""
        spoken = self.spoken(text)
        if not spoken:
            return None
        near = self._about(business_text(form))
        own = self._own(form.unit or unit or "")
        wanted = frozenset(only)
        for key, word in spoken.items():
            if wanted and key not in wanted:
                continue
            if (not wanted and self._akin(key, own)) or key in near:
                continue
            # A word of several lines (施工垃圾) is foreign only where each of them is.
            others = (line.key for line in self._all.values() if line.key != key and word in line.words)
            if any(other in near or self._akin(other, own) for other in others):
                continue
            return key, word
        return None

    def _akin(self, key: str, among: Collection[str]) -> bool:
        """Whether a line or one of its companions is among those given."""
        return key in among or not self._all[key].companions.isdisjoint(among)


def _says(words: re.Pattern[str], folded: str) -> bool:
    return any(match.lastgroup for match in words.finditer(folded))


def word_span(cell: Cell | None, word: str) -> tuple[int, int] | None:
    """Where a cell prints a word that was found in its folded text, or None (the whole cell)."""
    start = -1 if cell is None else cell.text.lower().find(word)
    return (start, start + len(word)) if start >= 0 else None


def _either(excluded: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the words; a match of an excluded phrase, which comes first, has no group."""
    parts = []
    if not words:
        return _NOTHING
    phrases = [re.escape(fold(each).lower()) for each in excluded]
    if phrases:
        parts.append("(?:" + "|".join(sorted(phrases, key=len, reverse=True)) + ")")
    parts.append(
        "(?P<word>" + "|".join(sorted((re.escape(fold(w).lower()) for w in words), key=len, reverse=True)) + ")"
    )
    return re.compile("|".join(parts))
