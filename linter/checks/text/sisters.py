"""Slips that a text's nearest relative shows, without a lexicon of right forms: a name and its description, and sentences
of a document's forms, that are the same but for one character; and a name cut off in mid-word that its description
continues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from linter.checks.shared.texts import SENTENCE, Text
from linter.checks.text.lexis import MISSING, WRONG
from linter.checks.text.slips import Lexicons, Slip

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LIST_NUMBER = re.compile(r"\s*(?:\d{1,2}[.．、]\s*)?")
_LEAST_NAME, _LEAST_SENTENCE = 4, 12
# With how many of its neighbours in the order of the alphabet a sentence is compared.
_NEIGHBOURS = 2
_OMISSIBLE = frozenset("和与及的之了地等")
_TURNING = frozenset("不无未")
_AROUND = 3


class _Difference(NamedTuple):
    """Where two texts part: the same before `at`, and the same behind `one` and `other`, at most one character each."""

    at: int
    one: str
    other: str


def _difference(one: str, other: str) -> _Difference | None:
    if one == other or abs(len(one) - len(other)) > 1:
        return None
    short = min(len(one), len(other))
    at = 0
    while at < short and one[at] == other[at]:
        at += 1
    behind = 0
    while behind < short - at and one[-1 - behind] == other[-1 - behind]:
        behind += 1
    found = _Difference(at, one[at : len(one) - behind], other[at : len(other) - behind])
    alone = len(found.one) <= 1 and len(found.other) <= 1
    return found if alone and all(_HAN.fullmatch(char) for char in (found.one, found.other) if char) else None


@dataclass(frozen=True, slots=True)
class Sisters:
    """The comparisons of one document."""

    lexicons: Lexicons

    def rows(self, found: Sequence[Text]) -> Iterator[tuple[Text, Slip]]:
        """The slips that the names and descriptions of indicators show."""
        name: Text | None = None
        for text in found:
            if text.kind == "name":
                name = text
            elif text.kind == "description" and name is not None and text.indicator is name.indicator:
                for slip, in_name in self._row(name.text, text.text):
                    yield name if in_name else text, slip

    def _row(self, name: str, description: str) -> Iterator[tuple[Slip, bool]]:
        """The slip that a name and its description show, and whether it stands in the name."""
        words = self.lexicons.words
        if len(name) < _LEAST_NAME or not _HAN.fullmatch(name) or not _HAN.fullmatch(description):
            return
        if description.startswith(name) and len(description) > len(name):
            last = len(name) - 1
            if (
                words.is_left_over(name, last)
                and last in words.lone(name)
                and not words.cuts_at(description, len(name))
            ):
                yield Slip(max(0, last - _AROUND + 1), last + 1, None, "broken"), True
            return
        parted = _difference(name, description)
        if parted is not None:
            odd = self._odd(name, description, parted)
            if odd:
                yield (
                    self._slip(name if odd == 1 else description, description if odd == 1 else name, parted, odd),
                    odd == 1,
                )

    def _odd(self, one: str, other: str, parted: _Difference) -> int:
        """Which of two texts has the slip: 1, 2, or 0 where both can be meant."""
        if {parted.one, parted.other} & _OMISSIBLE:
            return 0
        broken = [self._broken(text, parted.at, char) for text, char in ((one, parted.one), (other, parted.other))]
        if broken[0] != broken[1]:
            return 1 if broken[0] else 2
        fixed = [
            self.lexicons.terms.covers(text, parted.at, bool(char))
            for text, char in ((one, parted.one), (other, parted.other))
        ]
        if any(broken) or fixed[0] == fixed[1] or not (parted.one and parted.other):
            return 0
        return 2 if fixed[0] else 1

    def _broken(self, text: str, at: int, char: str) -> bool:
        """Whether the characters where the texts part belong to no word."""
        left = set(self.lexicons.words.left_over(text))
        return bool(left & ({at} if char else {at - 1, at}))

    @staticmethod
    def _slip(odd: str, right: str, parted: _Difference, place: int) -> Slip:
        mine, other = (parted.one, parted.other) if place == 1 else (parted.other, parted.one)
        start, end = max(0, parted.at - _AROUND + 1), min(len(odd), parted.at + len(mine) + _AROUND - 1)
        whole = right[start : end + len(other) - len(mine)]
        return Slip(start, end, whole, MISSING if not mine else WRONG, certain=False)

    def sentences(self, found: Sequence[Text]) -> Iterator[tuple[Text, Slip]]:
        """Sentences of goals that lack a character which a sister sentence has, or have one that breaks a word."""
        places: dict[str, tuple[Text, int]] = {}
        for text in found:
            if text.kind in ("goal", "purpose", "description"):
                for match in SENTENCE.finditer(text.text):
                    lead = _LIST_NUMBER.match(match.group())
                    assert lead is not None
                    body = match.group()[lead.end() :].rstrip()
                    if len(body) >= _LEAST_SENTENCE:
                        places.setdefault(body, (text, match.start() + lead.end()))
        seen: set[frozenset[str]] = set()
        for order in (sorted(places), sorted(places, key=lambda body: body[::-1])):
            for at, one in enumerate(order):
                for other in order[at + 1 : at + 1 + _NEIGHBOURS]:
                    pair = frozenset((one, other))
                    parted = _difference(one, other)
                    if parted is None or pair in seen:
                        continue
                    seen.add(pair)
                    odd = self._odd_sentence(one, other, parted)
                    if odd:
                        printed, right = (one, other) if odd == 1 else (other, one)
                        text, start = places[printed]
                        slip = self._slip(printed, right, parted, odd)
                        yield text, slip._replace(start=slip.start + start, end=slip.end + start)

    def _odd_sentence(self, one: str, other: str, parted: _Difference) -> int:
        if (parted.one and parted.other) or {parted.one, parted.other} & _OMISSIBLE:
            return self._odd(one, other, parted)
        # 不断规范 and 不规范: the character is the rest of a word of which the other sentence has a piece.
        longer, lacking = (one, 2) if parted.one else (other, 1)
        pairs = (longer[start : start + 2] for start in (parted.at - 1, parted.at) if start >= 0)
        word = next((pair for pair in pairs if pair in self.lexicons.words), "")
        rest = word.replace(longer[parted.at], "", 1)
        # 按 says what 按照 says, and a plain 不 the opposite of 不断.
        whole = not rest or (rest not in _TURNING and self.lexicons.words.stands_alone(rest, 0))
        alone = not self.lexicons.words.cuts_at(longer, parted.at, parted.at + 1)
        return 0 if whole or not alone else lacking
