"""PUB005. Document numbers (发文字号) whose year does not stand in 〔〕, or that lack 号."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from linter.budget.model import Budget
from linter.checks.shared.texts import Text, texts
from linter.checks.shared.wordlists import any_of
from linter.findings import Change
from linter.language import units
from linter.language.folding import fold
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, Resources, check

_NUMBER = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]{2,14})\s*(?P<open>[(（\[［【〔{｛<〈《])\s*(?P<year>(?:19|20)\d{2})\s*(?P<close>[)）\]］】〕}｝>〉》])"
    r"\s*(?P<order>第?\s*)(?P<number>\d{1,4}(?!\d)(?:\s?[-－—–]\s?\d{1,3}(?!\d))?)\s*(?P<end>号?)"
)
_OPEN, _CLOSE = "〔", "〕"
# 【2026】12 is written by hand for 〔2026〕12号; (2026)12 may as well be a year before a figure.
_LIKE_OPEN = "〔【[［"


@dataclass(frozen=True, slots=True)
class _Words:
    """How an agency's code ends, and what leads up to it."""

    code_ends: tuple[str, ...]
    lead: re.Pattern[str]


def _words(resources: Resources) -> _Words:
    lexicon = resources.lexicon("document_numbers")
    return _Words(
        code_ends=tuple(lexicon["code_ends"]),
        lead=re.compile(rf"^.*{any_of(lexicon['leads'])}"),
    )


@check("document-number", on=DOCUMENT, says=("number", "right"), prepare=_words)
def document_number(budget: Budget, words: _Words, subject: Subject) -> Iterator[Hit]:
    """One hit a number, at the first of its places; its mend changes them all."""
    numbers: dict[tuple[str, str, str], list[tuple[Text, re.Match[str]]]] = {}
    for text in texts(budget):
        for match in _NUMBER.finditer(text.text):
            if not _is_right(match) and _is_number(match, text.text, words):
                key = (fold(match["agency"])[-2:], match["year"], match["number"])
                numbers.setdefault(key, []).append((text, match))
    for key, places in numbers.items():
        changes = tuple(_change(text, match, words) for text, match in places)
        text, match = places[0]
        yield text.hit(
            _start(match, words),
            match.end(),
            fields={"number": changes[0].old, "right": changes[0].new},
            expected=changes[0].new,
            suggestion=changes[0].new,
            key="|".join(key),
            anywhere=True,
            changes=changes,
        )


def _change(text: Text, match: re.Match[str], words: _Words) -> Change:
    start = _start(match, words)
    right = f"{text.text[start : match.end('agency')]}{_OPEN}{match['year']}{_CLOSE}{match['number']}号"
    return Change(text.place(start, match.end()), text.text[start : match.end()], right)


def _start(match: re.Match[str], words: _Words) -> int:
    return match.end("agency") - _own_length(match["agency"], words)


def _is_right(match: re.Match[str]) -> bool:
    return match["open"] == _OPEN and match["close"] == _CLOSE and bool(match["end"])


@cache
def _unit() -> re.Pattern[str]:
    """What behind 2026 and a figure says that they are no document number. Every unit is in it: made where it is asked for."""
    return re.compile(rf"[.．]\d|\s*(?:{units.behind_figure()})")


def _is_number(match: re.Match[str], text: str, words: _Words) -> bool:
    """Whether it is a document number, with or without 号, and not a year in brackets before a figure."""
    if match["end"]:
        return True
    written_so = match["open"] in _LIKE_OPEN or match["agency"].endswith(words.code_ends)
    return written_so and not match["order"] and not _unit().match(text, match.end())


def _own_length(agency: str, words: _Words) -> int:
    """How many of the characters before the year are the issuing agency's code, words that lead to it left out."""
    own = words.lead.sub("", agency)
    return len(own) if len(own) >= 2 else len(agency)
