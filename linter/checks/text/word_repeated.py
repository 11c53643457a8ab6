"""TXT005. A word of two or more characters that is typed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Budget
from linter.checks.shared.texts import Text, texts
from linter.checks.text.lexis import split_words
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, Resources, check

_SHORT = 2
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,12}?)\1")


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(
        default="repetition", metadata={"doc": "正当重叠词的词表 / the lexicon of reduplications that are right"}
    )


@dataclass(frozen=True, slots=True)
class _Reduplications:
    right: frozenset[str]
    joints: frozenset[str]
    followers: tuple[str, ...]
    known: frozenset[str]

    def legitimate(self, text: str, match: re.Match[str]) -> bool:
        """Whether the word is right to stand twice: a reduplication, or the end of one term and the start of the next."""
        word = match.group(1)
        if word in self.right or word[0] == "一" or len(set(word)) == 1:
            return True
        if len(word) == _SHORT and word not in self.known:
            return True  # 创业创新 behind 企: the pieces of other words, no word of its own
        if word not in self.joints:
            return False
        before = match.start() > 0 and "\u4e00" <= text[match.start() - 1] <= "\u9fff"
        return before and text.startswith(self.followers, match.end())


def _words(params: Params, resources: Resources) -> _Reduplications:
    lexicon = resources.lexicon(params.lexicon)
    return _Reduplications(
        right=frozenset(lexicon["right"]),
        joints=frozenset(lexicon["joints"]),
        followers=tuple(lexicon["followers"]),
        known=frozenset(split_words([resources.lexicon("words"), resources.lexicon("terms")])),
    )


@check("word-repeated", on=DOCUMENT, says=("word",), params=Params, prepare=_words)
def word_repeated(budget: Budget, words: _Reduplications, subject: Subject) -> Iterator[Hit]:
    rows: set[tuple[int, str]] = set()
    for text in texts(budget):
        for match in _TWICE.finditer(text.text):
            if words.legitimate(text.text, match):
                continue
            # A name and the description that copies it are one place.
            key = (id(text.row[0]), match.group()) if text.row else None
            if key is None or key not in rows:
                yield _hit(text, match)
            if key is not None:
                rows.add(key)


def _hit(text: Text, match: re.Match[str]) -> Hit:
    return text.hit(
        match.start(),
        match.end(),
        fields={"word": match.group(1)},
        suggestion=match.group(1),
        key=text.text[max(0, match.start() - 6) : match.end() + 6],
    )
