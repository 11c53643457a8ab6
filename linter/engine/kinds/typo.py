"""Mistyped words: known confusions, near misses of fixed terms, and a few slips that have a form of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from linter.document import Cell
from linter.engine.hits import Check, Hit, Subject
from linter.engine.kinds.base import DOCUMENT, Kind, Resources
from linter.engine.lexis import ALIKE, EXCHANGED, EXTRA, MISSING, WRONG, Sounds, Terms, Words, split_words
from linter.engine.texts import Text, texts

_RUN = re.compile(r"[\u4e00-\u9fff](?: ?[\u4e00-\u9fff])+")
_CELL_RUN = re.compile(r"[\u4e00-\u9fff](?:\s*[\u4e00-\u9fff])+")
_QUOTED = re.compile(r"《[^《》]*》")
_SHORT = 3
# 2020无拟购置…, 2023预算: 年 is missing behind the year.
_YEAR = re.compile(
    r"(?<![\d.．\-—~～/第〔【\[（(])(20[0-3]\d)(?=无|拟|我(?:县|市|区|局)|本(?:级|部门|单位)|全年|年?初预算|部门预算|单位预算|预算(?!外)|上半年|下半年)(?!年)"
)
_DOUBLED_END = re.compile(r"[\u4e00-\u9fff]{2}([股科室局所站院])\1(?=[，。；、：:,;\s]|$)")
_DOUBLED_PARTICLE = re.compile(r"(?<![目标有])的的(?![确士])|(?<![知晓])了了(?![解之])|将将(?![来要])|被被(?![子褥])")
_CUT_OFF = re.compile(r"[\u4e00-\u9fff]{3}(的|占)$")
_REASONS = {
    MISSING: ("漏字", "a character is missing"),
    EXTRA: ("多字", "a character too many"),
    WRONG: ("错字", "a wrong character"),
    ALIKE: ("音近错字", "a wrong character that sounds alike"),
    EXCHANGED: ("颠倒", "two characters exchanged"),
    "cut": ("文字没有写完", "the text breaks off"),
    "year": ("年份后漏“年”", "年 is missing behind the year"),
}


@dataclass(frozen=True, slots=True)
class Params:
    confusions: str = field(default="confusions", metadata={"doc": "易错词表 / the lexicon of confusions"})
    terms: str = field(default="terms", metadata={"doc": "行业词表 / the lexicon of trade terms"})
    words: str = field(default="words", metadata={"doc": "常用词表 / the lexicon of common words"})
    readings: str = field(default="pinyin", metadata={"doc": "读音表 / the lexicon of readings"})


class Slip(NamedTuple):
    """A mistyped word at start..end of a text: what should stand there (None where that is open) and what is wrong."""

    start: int
    end: int
    right: str | None
    reason: str


class _Finder:
    def __init__(
        self, confusions: Mapping[str, Any], terms: Mapping[str, Any], words: Mapping[str, Any], sounds: Sounds
    ) -> None:
        self._right = {wrong: right for group in confusions.values() for wrong, right in group.items()}
        longest_first = sorted(self._right, key=len, reverse=True)
        self._confusion = re.compile("|".join(map(re.escape, longest_first)))
        fixed = frozenset(split_words(terms))
        common = {name: data for name, data in words.items() if name not in ("单字", "后缀", "通用异写")}
        vocabulary = fixed | frozenset(split_words(common)) | frozenset(self._right.values())
        self._words = Words(vocabulary, words["单字"].split(), words["后缀"].split())
        self._terms = Terms(
            (term for term in fixed if len(term) >= _SHORT), self._words, sounds, words["通用异写"].split()
        )
        self._cache: dict[str, list[Slip]] = {}

    def slips(self, text: Text) -> Iterator[Slip]:
        body = _QUOTED.sub(lambda match: "　" * len(match.group()), text.text)
        # Blanks inside a cell are there for the layout (科目    名称); in a paragraph they separate.
        for match in (_CELL_RUN if isinstance(text.block, Cell) else _RUN).finditer(body):
            offsets = [match.start() + i for i, char in enumerate(match.group()) if not char.isspace()]
            run = "".join(body[offset] for offset in offsets)
            if run not in self._cache:
                self._cache[run] = list(self._in_run(run))
            for slip in self._cache[run]:
                if slip.reason == MISSING and _at_a_break(text, run, slip, offsets):
                    continue
                yield slip._replace(start=offsets[slip.start], end=offsets[slip.end - 1] + 1)
        for match in _YEAR.finditer(body):
            yield Slip(match.start(), match.end() + 1, match.group(1) + "年", "year")
        for pattern in (_DOUBLED_END, _DOUBLED_PARTICLE):
            for match in pattern.finditer(body):
                yield Slip(match.end() - 2, match.end(), match.group()[-1], EXTRA)
        cut = _CUT_OFF.search(body.rstrip()) if text.kind in ("name", "description") else None
        if cut is not None:
            yield Slip(max(0, cut.end() - 6), cut.end(), None, "cut")

    def _in_run(self, run: str) -> Iterator[Slip]:
        taken: list[tuple[int, int]] = []
        for match in self._confusion.finditer(run):
            # A short form may arise between two words (农|机购|置): it counts where the text does not divide.
            if len(match.group()) <= _SHORT and self._words.covers(run, match.start(), match.end()):
                continue
            taken.append(match.span())
            yield Slip(match.start(), match.end(), self._right[match.group()], WRONG)
        for miss in self._terms.near_misses(run):
            if not any(miss.start < end and start < miss.end for start, end in taken):
                yield Slip(miss.start, miss.end, miss.term, miss.slip)


def _at_a_break(text: Text, run: str, slip: Slip, offsets: list[int]) -> bool:
    """Whether a word lacks its first or last character only because a line of the layout begins or ends there."""
    assert slip.right is not None
    if isinstance(text.block, Cell):
        return False
    opens = slip.start == 0 and offsets[0] == 0 and slip.right.endswith(run[: slip.end])
    closes = (
        slip.end == len(run) and offsets[-1] == len(text.text.rstrip()) - 1 and slip.right.startswith(run[slip.start :])
    )
    return opens or closes


def build(params: Params, resources: Resources) -> Check:
    finder = _Finder(
        resources.lexicon(params.confusions),
        resources.lexicon(params.terms),
        resources.lexicon(params.words),
        Sounds(resources.lexicon(params.readings)),
    )
    return lambda subject: _check(subject, finder)


def _check(subject: Subject, finder: _Finder) -> Iterator[Hit]:
    seen: set[tuple[str, str | None]] = set()
    for text in texts(subject.budget):
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
    )


KIND = Kind(
    name="typo",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"printed", "reason", "reason_en"}),
)
