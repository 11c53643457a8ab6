"""Mistyped words: known confusions, near misses of fixed terms and of the document's own, and slips of a fixed form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.checks.shared.texts import Text, texts
from linter.checks.text.lexis import ALIKE, EXCHANGED, EXTRA, HOMOPHONE, MISSING, WRONG
from linter.checks.text.slips import Finder, Lexicons, Slip
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_REASONS = {
    MISSING: ("漏字", "a character is missing"),
    EXTRA: ("多字", "a character too many"),
    WRONG: ("错字", "a wrong character"),
    ALIKE: ("音近错字", "a wrong character that sounds alike"),
    HOMOPHONE: ("同音错词", "another word of the same sound"),
    EXCHANGED: ("颠倒", "two characters exchanged"),
    "cut": ("占比没有写完", "the share breaks off"),
    "year": ("年份后漏“年”", "年 is missing behind the year"),
}


@dataclass(frozen=True, slots=True)
class Params:
    confusions: str = field(default="confusions", metadata={"doc": "易错词表 / the lexicon of confusions"})
    terms: str = field(default="terms", metadata={"doc": "行业词表 / the lexicon of trade terms"})
    words: str = field(default="words", metadata={"doc": "常用词表 / the lexicon of common words"})


def build(params: Params, resources: Resources) -> Check:
    lexicons = Lexicons.of(
        resources.lexicon(params.confusions),
        resources.lexicon(params.terms),
        resources.lexicon(params.words),
        resources.lexicon("pinyin"),
        resources.lexicon("slips"),
    )
    return lambda subject: _check(subject, lexicons)


def _check(subject: Subject, lexicons: Lexicons) -> Iterator[Hit]:
    found = list(texts(subject.budget))
    finder = Finder(lexicons, found)
    seen: set[tuple[str, str | None]] = set()
    for text in found:
        for slip in finder.slips(text):
            printed = text.text[slip.start : slip.end]
            if (printed, slip.right) not in seen:
                seen.add((printed, slip.right))
                yield _hit(text, slip, printed)


def _hit(text: Text, slip: Slip, printed: str) -> Hit:
    reason = _REASONS[slip.reason]
    right = f"，似应为“{slip.right}”" if slip.right else ""
    right_en = f"; perhaps “{slip.right}”" if slip.right else ""
    return text.hit(
        slip.start,
        slip.end,
        fields={"printed": printed, "reason": reason[0] + right, "reason_en": reason[1] + right_en},
        expected=slip.right,
        suggestion=slip.right,
        key=printed,
        anywhere=True,
    )


KIND = Kind(
    name="typo",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"printed", "reason", "reason_en"}),
)
