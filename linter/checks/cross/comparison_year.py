"""XRF008. A comparison that names the budget year itself, or a later one, as its base."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.amounts import Prose
from linter.budget.narrative.lexicon import words
from linter.checks.shared.narrative import FINAL_ACCOUNTS, paragraph_hit
from linter.checks.shared.wordlists import any_of
from linter.checks.shared.years import NO_YEAR
from linter.document import Paragraph
from linter.language.pieces import compiled
from linter.packs.hits import Outcome, Subject, Unsettled
from linter.packs.kinds import PARAGRAPH, Resources, check

_SENTENCE_END = re.compile(r"[。；！？]")
_CLAUSE = re.compile(r"[^。；，]*(?:，[^。；，]*)?")
_ENUMERATED = "{any_year}度?$"


@dataclass(frozen=True, slots=True)
class _Words:
    """Which words compare of themselves, which say that something is the same, and how 2026年（度）（部门）预算 goes on."""

    compares: frozenset[str]
    same: re.Pattern[str]
    own_budget: re.Pattern[str]


def _words(resources: Resources) -> _Words:
    lexicon = resources.lexicon("comparisons")
    return _Words(
        compares=frozenset(lexicon["compares"]),
        same=re.compile(any_of(lexicon["same"])),
        own_budget=re.compile(rf"[年度]*[^，。；\d]{{0,10}}{any_of(lexicon['own_budget'])}"),
    )


@check("comparison-year", on=PARAGRAPH, says=("base_year", "year"), prepare=_words)
def comparison_year(paragraph: Paragraph, lexicon: _Words, subject: Subject) -> Iterator[Outcome]:
    year = subject.budget.fiscal_year
    prose = Prose.of(paragraph.text)
    for start, end, base in _comparisons(prose, lexicon):
        if year is None:
            yield Unsettled(paragraph.location, NO_YEAR)
            return
        # The accounts of a year are held against its budget.
        final = subject.budget.kind == FINAL_ACCOUNTS
        own_budget = final and base == year and lexicon.own_budget.match(prose.flat, end) is not None
        if base >= year and not own_budget:
            yield paragraph_hit(
                paragraph,
                *prose.span(start, end),
                expected=str(year - 1),
                fields={"base_year": base, "year": year},
            )


def _comparisons(prose: Prose, lexicon: _Words) -> Iterator[tuple[int, int, int]]:
    """Where a comparison with a stated year stands in the flat text, and the year."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(prose.flat))]
    for match in words().compare.finditer(prose.flat):
        stated = words().years(match.group("base"))
        clause = _CLAUSE.match(prose.flat, match.end())
        if not stated or not _compares(match.group()[:1], clause.group() if clause else "", lexicon):
            continue
        # 2023年和2024年 are listed, not compared; nor is a year that follows a later one.
        before = prose.flat[starts[bisect_right(starts, match.start()) - 1] : match.start()]
        if not compiled(_ENUMERATED).search(before) and all(other <= stated[0] for other in words().years(before)):
            yield match.start(), match.end(), stated[0]


def _compares(word: str, clause: str, lexicon: _Words) -> bool:
    """与 and 和 also join: they compare only with a word such as 相比 or 持平 behind them."""
    if lexicon.same.search(clause) is not None:
        return True
    return word in lexicon.compares and words().change_word.search(clause) is not None
