"""A field must be one of a list of words, or must be (or hold) none of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from linter.bilingual import Bilingual
from linter.checks.shared.fields import ALL_SCOPES, fields_named, hit_on
from linter.language.folding import squash, unbracketed
from linter.packs.hits import Hit, Item, Subject
from linter.packs.kinds import FieldName, ParameterError, Resources, check
from linter.packs.schema import Field


@dataclass(frozen=True, slots=True)
class Params:
    """Which field, the words, and whether they must or must not occur."""

    field: FieldName = dataclasses.field(metadata={"doc": "the field that is compared"})
    words: tuple[str, ...] = dataclasses.field(default=(), metadata={"doc": "the words", "start": ["待写"]})
    lexicon: str = dataclasses.field(default="", metadata={"doc": "a lexicon with more words"})
    list: str = dataclasses.field(default="words", metadata={"doc": "the name of the list in the lexicon"})
    expect: Literal["absent", "present"] = dataclasses.field(
        default="absent", metadata={"doc": "absent: a word of the list is a finding; present: any other is one"}
    )
    match: Literal["whole", "part"] = dataclasses.field(
        default="whole",
        metadata={"doc": "whether the word is the whole text, punctuation and brackets aside, or stands in it"},
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The field by the class of item, and the words by how they compare, the longest first."""

    fields: Mapping[type, Field]
    words: Mapping[str, str]
    longest: Sequence[str]
    wanted: bool
    whole: bool

    def found_in(self, text: str) -> str | None:
        """The word that the text is, or that stands in it."""
        plain = _plain(text)
        if self.whole:
            return self.words.get(plain)
        return next((self.words[word] for word in self.longest if word in plain), None)


def _words(params: Params, resources: Resources) -> _Words:
    words = {_plain(word): word for word in (*params.words, *_listed(params, resources))}
    if not words:
        raise ParameterError("words", Bilingual("没有词：写 words 或 lexicon", "no words: give words or a lexicon"))
    longest = sorted(words, key=len, reverse=True)
    return _Words(fields_named(params.field), words, longest, params.expect == "present", params.match == "whole")


def _listed(params: Params, resources: Resources) -> Iterable[str]:
    if not params.lexicon:
        return ()
    lexicon = resources.lexicon(params.lexicon)
    if not isinstance(lexicon.get(params.list), (list, tuple)):
        message = Bilingual(f"词表里没有“{params.list}”", f"the lexicon has no list “{params.list}”")
        raise ParameterError("list", message, "、".join(lexicon))
    return map(str, lexicon[params.list])


def _plain(text: str) -> str:
    return squash(unbracketed(text)) or squash(text)


@check("vocabulary", on=ALL_SCOPES, says=("word",), params=Params, prepare=_words)
def vocabulary(item: Item, words: _Words, subject: Subject) -> Iterator[Hit]:
    field = words.fields.get(type(item))
    text = field.get(item) if field is not None else None
    if not isinstance(text, str) or not text.strip():
        return
    word = words.found_in(text)
    if (word is None) == words.wanted:
        start = text.find(word) if word and not words.whole else -1
        span = (start, start + len(word)) if word and start >= 0 else None
        yield hit_on(subject, field, span=span, fields={"word": word or text})
