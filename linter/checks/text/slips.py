"""The mistyped words of a text: known confusions, near misses of fixed terms and of the document's own, and a few slips
that have a form of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from linter.checks.shared.texts import Text
from linter.checks.text.lexis import (
    EXTRA,
    MISSING,
    WRONG,
    Sounds,
    Vocabulary,
    split_words,
)
from linter.checks.text.near import NearMiss, Terms
from linter.checks.text.own_words import OwnWords
from linter.document import Cell
from linter.language.folding import unspaced

_RUN = re.compile(r"[\u4e00-\u9fff](?: ?[\u4e00-\u9fff])+")
_CELL_RUN = re.compile(r"[\u4e00-\u9fff](?:\s*[\u4e00-\u9fff])+")
_QUOTED = re.compile(r"《[^《》]*》")
_SHORT = 3
# A string that a document prints so often is a word of its own there, though no lexicon has it.
_LOCAL = 4
# A character that neither sounds nor looks like the right one is a slip only where the document writes that one twice.
_TWICE = 2
_STOPS = tuple("，。；、：,;")
# Digits that can be a year: no part of a number, a span, a date, or the number of a document or a standard.
_YEAR = r"(?<![\dA-Za-z.．\-—~～/第〔【\[（(])20[0-3]\d"
_DOUBLED_END = re.compile(r"[\u4e00-\u9fff]{2}([股科室局所站院])\1(?=[，。；、：:,;\s]|$)")
_DOUBLED_PARTICLE = re.compile(
    r"(?<![目标有])的的(?![确士])|(?<![知晓])了了(?![解之不])|(?<![大上中少名])将将(?![来要])|被被(?![子褥])"
)


class Slip(NamedTuple):
    """A mistyped word at start..end of a text: what should stand there (None where that is open) and what is wrong.

    Where it is not `certain`, `right` is likely and no more.
    """

    start: int
    end: int
    right: str | None
    reason: str
    certain: bool = True


class Lexicons(NamedTuple):
    """The word lists that slips are found with, prepared once."""

    confusions: Mapping[str, str]
    confusion: re.Pattern[str]
    words: Vocabulary
    terms: Terms
    sounds: Sounds
    bare_year: re.Pattern[str]
    open_share: re.Pattern[str]
    joined: re.Pattern[str]
    compared: re.Pattern[str]

    @classmethod
    def of(
        cls,
        confusions: Mapping[str, Any],
        terms: Mapping[str, Any],
        words: Mapping[str, Any],
        readings: Mapping[str, str],
        forms: Mapping[str, Any],
        accounts: Iterable[str],
    ) -> Lexicons:
        right = {wrong: right for group in confusions.values() for wrong, right in group.items()}
        fixed = frozenset(split_words(terms)) | frozenset(accounts)
        common = {name: data for name, data in words.items() if name not in ("单字", "后缀", "通用异写", "形近字")}
        vocabulary = Vocabulary(
            fixed | frozenset(split_words(common)) | frozenset(right.values()),
            words["单字"].split(),
            words["后缀"].split(),
        )
        sounds = Sounds(readings, split_words(words["形近字"]))
        near = Terms((term for term in fixed if len(term) >= _SHORT), vocabulary, sounds, words["通用异写"].split())
        longest_first = sorted(right, key=len, reverse=True)
        confusion = re.compile("|".join(map(re.escape, longest_first)))
        return cls(
            right,
            confusion,
            vocabulary,
            near,
            sounds,
            _bare_year(forms["year"]),
            _open_share(forms["share"]),
            re.compile(_any(forms["joined"])),
            _compared(forms["compared"]),
        )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _bare_year(data: Mapping[str, Any]) -> re.Pattern[str]:
    return re.compile(f"{_YEAR}(?!{_any(data['other'])})(?={_any(data['behind'])})")


def _compared(data: Mapping[str, Any]) -> re.Pattern[str]:
    """A base of comparison with the change straight behind it (与上年下降): 相比 is missing."""
    other = "".join(f"(?<!{re.escape(word)})" for word in data["before"])
    return re.compile(f"{other}(?:{_any(data['with'])})(?:{_any(data['base'])})(?={_any_change(data)})")


def _any_change(data: Mapping[str, Any]) -> str:
    return f"(?:{_any(data['change'])})(?!{_any(data['noun'])})"


def _open_share(data: Mapping[str, Any]) -> re.Pattern[str]:
    """A verb of shares at the end of a text, or with nothing but a noun phrase behind it."""
    verb = data["verb"]
    other = [word.split(verb, 1) for word in data["other"]]
    before = "".join(f"(?<!{re.escape(front)})" for front, _ in other if front)
    behind = _any(back for _, back in other if back)
    return re.compile(f"[\u4e00-\u9fff]{{2}}{before}{verb}(?!{behind})(?:[^，。；、：,;:\\d%％]{{1,12}}的)?$")


class Finder:
    """Finds the slips of one document. `own` are its own words; `named` finds those in the name of its unit."""

    def __init__(self, lexicons: Lexicons, own: OwnWords, named: Callable[[str], Iterable[Slip]]) -> None:
        self._lexicons, self._own, self._named = lexicons, own, named
        self._cache: dict[str, list[Slip]] = {}

    def slips(self, text: Text) -> Iterator[Slip]:
        body = _QUOTED.sub(lambda match: "　" * len(match.group()), text.text)
        # Blanks inside a cell are there for the layout (科目    名称); in a paragraph they separate.
        for match in (_CELL_RUN if isinstance(text.block, Cell) else _RUN).finditer(body):
            run = unspaced(match.group())
            if run not in self._cache:
                self._cache[run] = list(self._in_run(run))
            if not self._cache[run]:
                continue
            offsets = [match.start() + i for i, char in enumerate(match.group()) if not char.isspace()]
            for slip in self._cache[run]:
                if slip.reason == MISSING and _at_a_break(text, run, slip, offsets):
                    continue
                if self._lexicons.joined.match(body, max(0, offsets[slip.start] - 2)):
                    continue
                yield slip._replace(start=offsets[slip.start], end=offsets[slip.end - 1] + 1)
        for match in self._lexicons.bare_year.finditer(body):
            # The mend takes in the next character, so that there is a place to show, and keeps it.
            yield Slip(match.start(), match.end() + 1, f"{match.group()}年{body[match.end()]}", "year")
        for match in self._lexicons.compared.finditer(body):
            yield Slip(match.start(), match.end(), f"{match.group()}相比", MISSING)
        for pattern in (_DOUBLED_END, _DOUBLED_PARTICLE):
            for match in pattern.finditer(body):
                yield Slip(match.end() - 2, match.end(), match.group()[-1], EXTRA)
        cut = self._lexicons.open_share.search(body.rstrip()) if text.kind in ("name", "description") else None
        if cut is not None:
            yield Slip(cut.start(), cut.end(), None, "cut")

    def _in_run(self, run: str) -> Iterator[Slip]:
        taken: list[tuple[int, int]] = []

        def free(start: int, end: int) -> bool:
            return not any(start < last and first < end for first, last in taken)

        for slip in self._named(run):
            if free(slip.start, slip.end):
                taken.append((slip.start, slip.end))
                yield slip
        words = self._lexicons.words
        for match in self._lexicons.confusion.finditer(run):
            # A short form may arise between two words (农|机购|置): it counts where the text does not divide.
            if len(match.group()) <= _SHORT and words.covers(run, match.start(), match.end()):
                continue
            if not free(*match.span()):
                continue
            taken.append(match.span())
            yield Slip(match.start(), match.end(), self._lexicons.confusions[match.group()], WRONG)
        for miss in self._lexicons.terms.near_misses(run):
            if free(miss.start, miss.end) and self._plain(run, miss):
                taken.append((miss.start, miss.end))
                certain = miss.certain or self._own.count(miss.term) > 0
                yield Slip(miss.start, miss.end, miss.term, miss.slip, certain)
        for own in self._own.near_misses(run):
            if free(own.start, own.end):
                taken.append((own.start, own.end))
                yield Slip(*own)

    def _plain(self, run: str, miss: NearMiss) -> bool:
        """Whether the document bears a near miss out: it is no word of its own there, and a short term is in use."""
        # Only another character needs the right form twice: a piece of a term is odd wherever the whole stands beside it.
        if not miss.sure and self._own.count(miss.term) < (_TWICE if miss.slip == WRONG else 1):
            return False
        return self._own.count(run[max(0, miss.start - 1) : miss.end + 1]) < _LOCAL


def _at_a_break(text: Text, run: str, slip: Slip, offsets: list[int]) -> bool:
    """Whether a word lacks its first or last character only because a line of the layout begins or ends there."""
    assert slip.right is not None
    if isinstance(text.block, Cell):
        return False
    # A word that lacks its first or last character is a slip beside a stop; elsewhere the layout may have cut it.
    if slip.start == 0 and slip.right.endswith(run[: slip.end]):
        return text.text[max(0, offsets[0] - 1) : offsets[0]] not in _STOPS
    if slip.end == len(run) and slip.right.startswith(run[slip.start :]):
        return text.text[offsets[-1] + 1 : offsets[-1] + 2] not in _STOPS
    return False
