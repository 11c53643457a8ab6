"""TXT002. Mistyped words: known confusions, near misses of fixed terms and of the document's own, and slips of a fixed form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.checks.shared.texts import Text, texts
from linter.checks.text.lexis import ALIKE, EXCHANGED, EXTRA, HOMOPHONE, MISSING, WRONG
from linter.checks.text.slips import Finder, Lexicons, Slip
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, Resources, check

_REASONS = {
    MISSING: Bilingual("漏字", "a character is missing"),
    EXTRA: Bilingual("多字", "a character too many"),
    WRONG: Bilingual("错字", "a wrong character"),
    ALIKE: Bilingual("音近错字", "a wrong character that sounds alike"),
    HOMOPHONE: Bilingual("同音错词", "another word of the same sound"),
    EXCHANGED: Bilingual("颠倒", "two characters exchanged"),
    "cut": Bilingual("占比没有写完", "the share breaks off"),
    "year": Bilingual("年份后漏“年”", "年 is missing behind the year"),
}


@dataclass(frozen=True, slots=True)
class Params:
    confusions: str = field(default="confusions", metadata={"doc": "易错词表 / the lexicon of confusions"})
    terms: str = field(default="terms", metadata={"doc": "行业词表 / the lexicon of trade terms"})
    words: str = field(default="words", metadata={"doc": "常用词表 / the lexicon of common words"})


def _lexicons(params: Params, resources: Resources) -> Lexicons:
    return Lexicons.of(
        resources.lexicon(params.confusions),
        resources.lexicon(params.terms),
        resources.lexicon(params.words),
        resources.lexicon("pinyin"),
        resources.lexicon("slips"),
    )


@check("typo", on=DOCUMENT, says=("printed", "reason", "reason_en"), params=Params, prepare=_lexicons)
def typo(budget: Budget, lexicons: Lexicons, subject: Subject) -> Iterator[Hit]:
    found = texts(budget)
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
        fields={"printed": printed, "reason": reason.zh + right, "reason_en": reason.en + right_en},
        expected=slip.right,
        suggestion=slip.right,
        key=printed,
        anywhere=True,
    )
