"""TXT002. Mistyped words: known confusions, near misses of fixed terms and of the document's own, and slips of a fixed form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.checks.cross.own_unit import UnitNames
from linter.checks.shared.texts import Text, texts
from linter.checks.text.lexis import ALIKE, EXCHANGED, EXTRA, MISSING, STRAY, WRONG
from linter.checks.text.own_name import OwnNames
from linter.checks.text.own_words import OwnWords
from linter.checks.text.sisters import Sisters
from linter.checks.text.slips import Finder, Lexicons, Slip
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, Resources, check

_REASONS = {
    MISSING: Bilingual("漏字", "a character is missing"),
    EXTRA: Bilingual("多字", "a character too many"),
    STRAY: Bilingual("多字", "a character too many"),
    WRONG: Bilingual("错字", "a wrong character"),
    ALIKE: Bilingual("音近或形近错字", "a wrong character that sounds or looks alike"),
    EXCHANGED: Bilingual("颠倒", "two characters exchanged"),
    "broken": Bilingual("名称没有写完", "the name breaks off"),
    "cut": Bilingual("占比没有写完", "the share breaks off"),
    "year": Bilingual("年份后漏“年”", "年 is missing behind the year"),
}


_ACCOUNTS = ("accounts/function.yaml", "accounts/economic.yaml")
_BEYOND_HAN = re.compile(r"[^\u4e00-\u9fff]+")
_LEAST_NAME = 4


@dataclass(frozen=True, slots=True)
class Params:
    confusions: str = field(default="confusions", metadata={"doc": "易错词表 / the lexicon of confusions"})
    terms: str = field(default="terms", metadata={"doc": "行业词表 / the lexicon of trade terms"})
    words: str = field(default="words", metadata={"doc": "常用词表 / the lexicon of common words"})


def _lexicons(params: Params, resources: Resources) -> tuple[Lexicons, UnitNames]:
    lexicons = Lexicons.of(
        resources.lexicon(params.confusions),
        resources.lexicon(params.terms),
        resources.lexicon(params.words),
        resources.lexicon("pinyin"),
        resources.lexicon("slips"),
        (name for path in _ACCOUNTS for name in _account_names(resources.data(path))),
    )
    return lexicons, UnitNames.of(resources.lexicon("unit_names"))


def _account_names(data: Any) -> Iterator[str]:
    """The names of accounts, wherever in the data they stand, that are long enough to be told from other words."""
    if isinstance(data, str):
        for name in _BEYOND_HAN.split(data):
            if len(name) >= _LEAST_NAME:
                yield name
    elif isinstance(data, Mapping):
        for each in data.values():
            yield from _account_names(each)
    elif isinstance(data, list):
        for each in data:
            yield from _account_names(each)


@check("typo", on=DOCUMENT, says=("printed", "reason", "reason_en"), params=Params, prepare=_lexicons)
def typo(budget: Budget, prepared: tuple[Lexicons, UnitNames], subject: Subject) -> Iterator[Hit]:
    found = texts(budget)
    lexicons, units = prepared
    seen: set[tuple[str, str | None]] = set()
    for text, slips in _slips(lexicons, found, units.of_budget(budget)):
        for slip in slips:
            printed = text.text[slip.start : slip.end]
            if (printed, slip.right) not in seen:
                seen.add((printed, slip.right))
                yield _hit(text, slip, printed)


def _slips(lexicons: Lexicons, found: Sequence[Text], units: Iterable[str]) -> Iterator[tuple[Text, list[Slip]]]:
    """The slips of each text, none of them twice: those of its own wording first, then what its relatives show."""
    own_words = OwnWords((text.text for text in found), lexicons.words, lexicons.sounds)
    finder = Finder(lexicons, own_words, OwnNames(units, own_words, lexicons.sounds).slips)
    sisters = Sisters(lexicons)
    beside: dict[int, list[Slip]] = defaultdict(list)
    for text, slip in chain(sisters.rows(found), sisters.sentences(found)):
        beside[id(text)].append(slip)
    for text in found:
        own = list(finder.slips(text))
        more = [
            slip
            for slip in beside[id(text)]
            if not any(slip.start < each.end and each.start < slip.end for each in own)
        ]
        yield text, own + more


def _hit(text: Text, slip: Slip, printed: str) -> Hit:
    reason = _REASONS[slip.reason]
    certain = slip.right if slip.certain else None
    right = f"，似应为“{slip.right}”" if slip.right else ""
    right_en = f"; perhaps “{slip.right}”" if slip.right else ""
    if slip.right and not certain:
        right, right_en = f"{right}，请核实", f"{right_en}; please verify"
    return text.hit(
        slip.start,
        slip.end,
        fields={"printed": printed, "reason": reason.zh + right, "reason_en": reason.en + right_en},
        expected=slip.right,
        suggestion=certain,
        key=printed,
        anywhere=True,
    )
