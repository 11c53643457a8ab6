"""A comparison that names the budget year itself, or a later one, as its base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.amounts import Prose
from linter.budget.narrative.lexicon import words
from linter.checks.shared.narrative import FINAL_ACCOUNTS, paragraph_hit
from linter.document import Paragraph
from linter.language.pieces import compiled
from linter.packs.hits import Check, Outcome, Subject, Unsettled
from linter.packs.kinds import PARAGRAPH, Kind, Resources

_SENTENCE_END = re.compile(r"[。；！？]")
_CLAUSE = re.compile(r"[^。；，]*(?:，[^。；，]*)?")
# 比2024年（度）（部门）年初预算数
_BUDGET = re.compile(r"[年度]*[^，。；\d]{0,10}(?:预算|计划|初)")
_SAME_WORD = re.compile(r"相比|比较|相较|对比|持平|一致|相同|不变")
_ENUMERATED = "{any_year}度?$"


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    lexicon = words()

    def check(subject: Subject) -> Iterator[Outcome]:
        paragraph = subject.item
        assert isinstance(paragraph, Paragraph)
        prose = Prose.of(paragraph.text)
        year = subject.budget.fiscal_year
        for match in lexicon.compare.finditer(prose.flat):
            stated = lexicon.years(match.group("base"))
            after = _CLAUSE.match(prose.flat, match.end())
            clause = after.group() if after else ""
            if not stated or not _compares(match.group()[:1], clause, lexicon.change_word):
                continue
            before = _SENTENCE_END.split(prose.flat[: match.start()])[-1]
            if compiled(_ENUMERATED).search(before) or any(other > stated[0] for other in lexicon.years(before)):
                continue
            start, end = prose.span(match.start(), match.end())
            if year is None:
                yield Unsettled(paragraph.location, "文件的预算年度不明 / the document's fiscal year is not known")
                return
            own_budget = (
                subject.budget.kind == FINAL_ACCOUNTS
                and stated[0] == year
                and _BUDGET.match(prose.flat, match.end()) is not None
            )
            if stated[0] >= year and not own_budget:
                yield paragraph_hit(
                    paragraph,
                    start,
                    end,
                    expected=str(year - 1),
                    fields={"base_year": stated[0], "year": year},
                )

    return check


def _compares(word: str, clause: str, changes: re.Pattern[str]) -> bool:
    """与 and 和 also join: they compare only with a word such as 相比 or 持平 behind them."""
    if word in "比较":
        return changes.search(clause) is not None or _SAME_WORD.search(clause) is not None
    return _SAME_WORD.search(clause) is not None


KIND = Kind("comparison-year", frozenset({PARAGRAPH}), Params, build, frozenset({"base_year", "year"}))
