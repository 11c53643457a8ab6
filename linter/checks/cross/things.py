"""Whether a clause counts the thing that an indicator's name counts, in whatever order the two put verb and object (XRF007)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from linter.checks.shared.wordlists import any_of, without_ending
from linter.language import comparators
from linter.language.folding import squash
from linter.language.list_numbers import unnumbered

_LEAST_THING = 3
_LEAST_WORD = 2
_MOST_MODIFIER = 6
_HAN = re.compile(r"[\u4e00-\u9fff]*")


@dataclass(frozen=True, slots=True)
class Counted:
    """That a clause counts the thing of a name. `narrower` is the word by which it is narrower (台式 of 台式计算机), "" for none;
    `turned`: verb and object stand in another order, or apart."""

    narrower: str = ""
    turned: bool = False


class Things:
    """Reads names and clauses; one for a pack's lexicon `figures`."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        self._how: list[str] = lexicon["how_counted"]
        self._numbers: list[str] = lexicon["count_tails"]
        links = any_of(lexicon["links"])
        self._leads = re.compile(rf"(?:{comparators.leading_up()}|{any_of(lexicon['leads'])})+$")
        self._links_before, self._links_behind = re.compile(rf"{links}+$"), re.compile(rf"^{links}+")
        self._joins = re.compile(any_of([*lexicon["lists"]["joins"], *lexicon["lists"]["within"]]))
        self._within = re.compile(any_of(lexicon["lists"]["within"]))

    def counted(self, name: str, unit: str, before: str, behind: str) -> Counted | None:
        """Whether what stands before and behind a figure of `unit` says that it counts what the name does."""
        thing = self._thing(name, unit)
        head, tail = squash(self._leads.sub("", before)), squash(behind).removeprefix("的")
        if len(thing) < _LEAST_THING:
            return None
        if head.endswith(thing) or tail.startswith(thing):
            return Counted()
        if self._within.search(head):
            return None
        found = [Counted(word, turned=True) for word in self._apart(thing, head, tail) if self._is_modifier(word)]
        return min(found, key=lambda each: len(each.narrower), default=None)

    def _thing(self, name: str, unit: str) -> str:
        """What a name counts: it may end with how it counts (面积, 人数), or with its own unit (台数)."""
        ways = [*self._how, *(unit + tail for tail in self._numbers if unit)]
        return without_ending(squash(unnumbered(name)), ways)

    def _apart(self, thing: str, head: str, tail: str) -> Iterator[str]:
        """What stands before the object, for each way to take the thing apart into a verb and an object that fits."""
        for cut in range(_LEAST_WORD, len(thing) - _LEAST_WORD + 1):
            first, second = thing[:cut], thing[cut:]
            yield from self._around(first, second, head, tail)
            yield from self._around(second, first, head, tail)

    def _around(self, verb: str, thing: str, head: str, tail: str) -> Iterator[str]:
        # 修缮木质渡口7处, 修缮7处木质渡口, (对)7处木质渡口进行修缮, 渡口共修缮7处
        if head.endswith(thing):
            before = head.removesuffix(thing)
            start = before.rfind(verb, max(0, len(before) - len(verb) - _MOST_MODIFIER))
            if start >= 0:
                yield before[start + len(verb) :]
        start = tail.find(thing, 0, len(thing) + _MOST_MODIFIER)
        if start >= 0:
            follows = self._links_behind.sub("", tail[start + len(thing) :])
            if head.endswith(verb) or follows.startswith(verb):
                yield tail[:start]
        if head.endswith(verb) and self._links_before.sub("", head.removesuffix(verb)).endswith(thing):
            yield ""

    def _is_modifier(self, word: str) -> bool:
        return len(word) <= _MOST_MODIFIER and _HAN.fullmatch(word) is not None and not self._joins.search(word)
