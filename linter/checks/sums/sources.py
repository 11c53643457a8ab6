"""Lines of funding that overlap: which sources of a form add up to its total. Words: rules/forms/sources.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from linter.checks.shared.wordlists import any_of
from linter.checks.sums.relations import Term
from linter.language.folding import plain_label
from linter.language.list_numbers import unnumbered
from linter.resources import data


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Wholes and their parts by name, the names of the roles of a form's lines, and the words that mark a part."""

    families: tuple[tuple[frozenset[str], frozenset[str]], ...]
    roles: Mapping[str, str]
    of_which: re.Pattern[str]
    subtotals: tuple[str, ...]

    def name(self, label: str) -> str:
        """The name of a source without list number, 其中 and the 小计 of its own parts."""
        name = plain_label(unnumbered(self.of_which.sub("", unnumbered(label))))
        return next((name.removesuffix(each) for each in self.subtotals if name.endswith(each)), name)

    def label(self, role: str) -> str:
        return self.roles.get(role) or role.removeprefix("source:")


@cache
def source_words() -> SourceWords:
    raw = data("forms/sources.yaml")
    families = tuple((frozenset(each["whole"]), frozenset(each["parts"])) for each in raw["families"])
    subtotals = tuple(data("forms/fields.yaml")["money"]["subtotals"])
    return SourceWords(families, raw["roles"], re.compile(rf"^\s*{any_of(raw['of_which'])}\s*[:：]?"), subtotals)


def additive(sources: Sequence[tuple[str, Term]], words: SourceWords) -> tuple[tuple[Term, ...], ...]:
    """The ways to add up printed sources (label, term): without what is part of another printed source, or all of them."""
    names = [words.name(label) for label, _ in sources]
    printed = set(names)
    inside = {part for whole, parts in words.families if whole & printed for part in parts & printed}
    outer = tuple(term for name, (_, term) in zip(names, sources, strict=True) if name not in inside)
    every = tuple(term for _, term in sources)
    wholes = {name for whole, parts in words.families if parts & printed for name in whole & printed}
    inner = tuple(term for name, (_, term) in zip(names, sources, strict=True) if name not in wholes)
    return tuple(dict.fromkeys(reading for reading in (outer, every, inner) if reading))
