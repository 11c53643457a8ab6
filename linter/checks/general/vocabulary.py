"""A field must be one of a list of words, or must be (or hold) none of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from linter.checks.shared.fields import ALL_SCOPES, fields_named, hit_on
from linter.language.folding import squash, unbracketed
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import FieldName, Kind, ParameterError, Resources


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


def build(params: Params, resources: Resources) -> Check:
    fields = fields_named(params.field)
    words = {_plain(word): word for word in (*params.words, *_listed(params, resources))}
    if not words:
        raise ParameterError("words", "没有词：写 words 或 lexicon / no words: give words or a lexicon")
    wanted, whole = params.expect == "present", params.match == "whole"
    longest = sorted(words, key=len, reverse=True)

    def found(text: str) -> str | None:
        plain = _plain(text)
        if whole:
            return words.get(plain)
        return next((words[word] for word in longest if word in plain), None)

    def check(subject: Subject) -> Iterator[Outcome]:
        field = fields.get(type(subject.item))
        text = field.get(subject.item) if field is not None else None
        if not isinstance(text, str) or not text.strip():
            return
        word = found(text)
        if (word is None) == wanted:
            start = text.find(word) if word and not whole else -1
            span = (start, start + len(word)) if word and start >= 0 else None
            yield hit_on(subject, field, span=span, fields={"word": word or text})

    return check


def _listed(params: Params, resources: Resources) -> Iterable[str]:
    if not params.lexicon:
        return ()
    lexicon: Mapping[str, Any] = resources.lexicon(params.lexicon)
    if not isinstance(lexicon.get(params.list), (list, tuple)):
        raise ParameterError(
            "list", f"词表里没有“{params.list}” / the lexicon has no list “{params.list}”", "、".join(lexicon)
        )
    return map(str, lexicon[params.list])


def _plain(text: str) -> str:
    return squash(unbracketed(text)) or squash(text)


KIND = Kind("vocabulary", ALL_SCOPES, Params, build, frozenset({"word"}))
