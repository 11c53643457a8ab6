"""Lines of funding that overlap: which sources of a form add up to its total. Words: rules/forms/sources.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from linter.checks.sums.relations import Term
from linter.language.folding import plain_label
from linter.language.list_numbers import unnumbered
from linter.resources import data

_OF_WHICH = re.compile(r"^\s*其中\s*[:：]?")


@dataclass(frozen=True, slots=True)
class SourceWords:
    families: tuple[tuple[frozenset[str], frozenset[str]], ...]
    roles: Mapping[str, str]

    def label(self, role: str) -> str:
        return self.roles.get(role) or role.removeprefix("source:")


@cache
def source_words() -> SourceWords:
    raw = data("forms/sources.yaml")
    return SourceWords(tuple((frozenset(e["whole"]), frozenset(e["parts"])) for e in raw["families"]), raw["roles"])


def additive(sources: Sequence[tuple[str, Term]], words: SourceWords) -> tuple[tuple[Term, ...], ...]:
    """The ways to add up printed sources (label, term): without what is part of another printed source, or all of them."""
    names = [plain_label(unnumbered(_OF_WHICH.sub("", unnumbered(label)))) for label, _ in sources]
    printed = set(names)
    inside = {part for whole, parts in words.families if whole & printed for part in parts & printed}
    outer = tuple(term for name, (_, term) in zip(names, sources, strict=True) if name not in inside)
    every = tuple(term for _, term in sources)
    wholes = {name for whole, parts in words.families if parts & printed for name in whole & printed}
    inner = tuple(term for name, (_, term) in zip(names, sources, strict=True) if name not in wholes)
    return tuple(dict.fromkeys(reading for reading in (outer, every, inner) if reading))
