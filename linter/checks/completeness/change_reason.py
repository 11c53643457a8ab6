"""CMP016. A stated increase or decrease of a great total without a reason, or with a stub of one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.budget.amounts import Prose
from linter.budget.model import Budget, BudgetTable, Comparison, Statement
from linter.budget.narrative.lexicon import Words, words
from linter.budget.narrative.tokens import SENTENCE_END
from linter.checks.shared.narrative import paragraph_hit
from linter.checks.shared.wordlists import alternation, any_word
from linter.document import Paragraph
from linter.language.list_numbers import at_start, opens_chapter
from linter.packs.hits import Hit, Outcome, Subject
from linter.packs.kinds import DOCUMENT, Resources, check

# A reason has a word of two characters at least: no figure, no letter.
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_END = re.compile(r"[。；]")
_MARKS = "：，。；、"
_REACH = 40

_GIVEN, _BROKEN_OFF, _FOLLOWS = "given", "broken off", "follows"


@dataclass(frozen=True, slots=True)
class Params:
    topics: tuple[str, ...] = field(metadata={"doc": "须说明增减原因的事项 / topics whose change must be explained"})


@dataclass(frozen=True, slots=True)
class _Words:
    """`narrative` finds what announces a reason; the others tell a reason from a stub and from the mere name of an account."""

    topics: frozenset[str]
    narrative: Words
    edges: re.Pattern[str]
    promises: frozenset[str]
    causes: re.Pattern[str]
    columns: re.Pattern[str]


def _words(params: Params, resources: Resources) -> _Words:
    lexicon = resources.lexicon("change_reasons")
    edge = f"(?:{alternation([*lexicon['links'], *_MARKS])})+"
    return _Words(
        frozenset(params.topics),
        words(),
        re.compile(f"^{edge}|{edge}$"),
        frozenset(lexicon["promises"]),
        any_word(lexicon["causes"]),
        any_word(lexicon["columns"]),
    )


@check("change-reason", on=DOCUMENT, says={"subject", "change"}, params=Params, prepare=_words)
def change_reason(budget: Budget, words: _Words, subject: Subject) -> Iterator[Outcome]:
    places = {id(paragraph): index for index, paragraph in enumerate(budget.narrative)}
    done: set[tuple[int, str]] = set()
    for statement in budget.statements:
        said = id(statement.paragraph), statement.topic
        change = _change(statement, budget)
        if change is None or statement.topic not in words.topics or said[0] not in places or said in done:
            continue
        done.add(said)
        explained = _explained(change, budget.narrative, places[said[0]], words) or _in_table(statement, budget, words)
        if not explained:
            yield _hit(statement, change, words)


def _change(statement: Statement, budget: Budget) -> Comparison | None:
    """The increase or decrease that a statement on the budget year states, unless it is one of nothing."""
    change = statement.comparison
    if change is None or change.direction not in ("increase", "decrease"):
        return None
    if budget.fiscal_year is not None and statement.year not in (None, budget.fiscal_year):
        return None
    stated = change.rate if change.difference is None else change.difference.number
    return change if stated else None


def _explained(change: Comparison, narrative: Sequence[Paragraph], index: int, words: _Words) -> bool:
    """Whether a reason stands in the paragraph of a change or further on in its section, before the next item of its list."""
    own = at_start(narrative[index].text)
    for at, paragraph in enumerate(narrative[index : index + _REACH], start=index):
        if at > index and (paragraph.level or opens_chapter(paragraph.text)):
            return False
        item = at_start(paragraph.text) if at > index and own is not None else None
        if item is not None and own is not None and item.style == own.style and item.value == own.value + 1:
            return False
        prose = Prose.of(paragraph.text)
        told = _told(prose.flat, 0 if at > index else _begin(prose, change, words), words)
        if told == _GIVEN:
            return True
        if told == _FOLLOWS:
            return at + 1 < len(narrative)
        # “主要原因是。” is no reason, and those of other amounts further on are none of this one.
        if told == _BROKEN_OFF and at == index:
            return False
    return False


def _begin(prose: Prose, change: Comparison, words: _Words) -> int:
    """From where on a paragraph may give the reason of a change: its own sentence, or one before it that speaks of a change
    the same way (为落实……压减支出。……减少). 按照综合预算的原则 in the sentence before is no reason."""
    narrative = words.narrative
    place = bisect_left(prose.origin, change.start)
    begin = max((match.end() for match in SENTENCE_END.finditer(prose.flat, 0, place)), default=0)
    before = narrative.change_word.finditer(prose.flat, 0, begin)
    return 0 if any(narrative.direction(match.group()) == change.direction for match in before) else begin


def _told(flat: str, begin: int, words: _Words) -> str:
    """What a text has of a reason from `begin` on: one that is given, one that follows (“主要原因是：” at its end: the next
    paragraph begins with the reason), one that is broken off, or "" for none."""
    broken_off = False
    for match in words.narrative.reason.finditer(flat, begin):
        stop = _END.search(flat, match.end())
        reason = words.edges.sub("", flat[match.end() : stop.start() if stop else len(flat)])
        if _is_reason(match.group(), reason, words):
            return _GIVEN
        stub = not _WORD.search(reason)
        if stub and stop is None and flat.endswith("："):
            return _FOLLOWS
        broken_off = broken_off or (stub and stop is not None)
    return _BROKEN_OFF if broken_off else ""


def _is_reason(word: str, reason: str, words: _Words) -> bool:
    """Whether a word of cause gives a reason by itself, or what follows it is more than the name of an account."""
    narrative = words.narrative
    if narrative.announced.fullmatch(word) is None and word not in words.promises:
        return True
    if not _WORD.search(reason):
        return False
    # 年中追加……补助: what happened to the account is a reason, though its name ends the sentence.
    if any(each.search(reason) for each in (words.causes, narrative.turned, narrative.more, narrative.less)):
        return True
    return not narrative.only_names(reason)


def _in_table(statement: Statement, budget: Budget, words: _Words) -> bool:
    """Whether a table of changes with a column for the causes gives one (三公 only)."""
    if statement.topic != "three_public":
        return False
    return any(_gives_cause(table, words) for table in budget.tables if table.kind.startswith("three_public"))


def _gives_cause(table: BudgetTable, words: _Words) -> bool:
    causes = {column.index for column in table.columns if words.columns.search(column.label)}
    return any(cell.column in causes and not cell.blank for row in table.rows for cell in row.cells)


def _hit(statement: Statement, change: Comparison, words: _Words) -> Hit:
    return paragraph_hit(
        statement.paragraph,
        change.start,
        change.end,
        key=f"{statement.topic}|{statement.amount.text}",
        fields={
            "subject": words.narrative.topics[statement.topic].name,
            "change": statement.paragraph.text[change.start : change.end],
        },
    )
