"""Document numbers (发文字号) whose year does not stand in 〔〕, or that lack 号."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from linter.checks.shared.texts import texts
from linter.language import units
from linter.language.folding import fold
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_NUMBER = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]{2,14})\s*(?P<open>[(（\[［【〔{｛<〈《])\s*(?P<year>(?:19|20)\d{2})\s*(?P<close>[)）\]］】〕}｝>〉》])"
    r"\s*(?P<order>第?\s*)(?P<number>\d{1,4})(?!\d)\s*(?P<end>号?)"
)
_DECIMALS = r"[.．]\d"


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    return _check


def _check(subject: Subject) -> Iterator[Hit]:
    seen: set[tuple[str, str, str]] = set()
    for text in texts(subject.budget):
        for match in _NUMBER.finditer(text.text):
            hexagonal = match["open"] == "〔" and match["close"] == "〕"
            if (hexagonal and match["end"]) or (not match["end"] and not _unended(match, text.text)):
                continue
            agency = fold(match["agency"])[-2:]
            key = (agency, match["year"], match["number"])
            if key in seen:
                continue
            seen.add(key)
            start = match.start("agency") + max(0, len(match["agency"]) - _own_length(match["agency"]))
            right = f"{text.text[start : match.end('agency')]}〔{match['year']}〕{match['number']}号"
            yield text.hit(
                start,
                match.end(),
                fields={"number": text.text[start : match.end()], "right": right},
                expected=right,
                suggestion=right,
                key="|".join(key),
                anywhere=True,
            )


def _unended(match: re.Match[str], text: str) -> bool:
    """Whether a number without 号 is a document number all the same, and not a year in brackets before a figure."""
    brackets = match["open"] in "〔【[［" or match["agency"][-1] in _CODE_ENDS
    return brackets and not match["order"] and not _amount_goes_on().match(text, match.end())


@cache
def _amount_goes_on() -> re.Pattern[str]:
    return re.compile(rf"{_DECIMALS}|\s*(?:{units.behind_figure()})")


_CODE_ENDS = "字发函办规令综呈通"
_LEAD = re.compile(r"^.*(?:根据|按照|依据|依照|执行|落实|贯彻|印发|关于|参照|下发|通知|文件|的|和|与|及|年)")


def _own_length(agency: str) -> int:
    """How many of the characters before the year are the issuing agency's code, words that lead to it left out."""
    own = _LEAD.sub("", agency)
    return len(own) if len(own) >= 2 else len(agency)


KIND = Kind(
    name="document-number",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"number", "right"}),
)
