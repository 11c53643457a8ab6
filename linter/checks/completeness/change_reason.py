"""A stated increase or decrease of a great total without a reason, or with a stub of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.budget.amounts import Prose
from linter.budget.model import Budget, Statement
from linter.budget.statement_words import Words, words
from linter.checks.shared.narrative import paragraph_hit
from linter.document import Paragraph
from linter.language.list_numbers import opens_chapter
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_STUB = re.compile(r"[是为：:，,。；;、\s]*$")
_END = re.compile(r"[。；]|$")
# What tells a reason from the mere name of an account (上年度有一次性补助).
_CAUSE = re.compile(r"一次性|临时|政策|标准|缴费基数")
_REACH = 40


@dataclass(frozen=True, slots=True)
class Params:
    topics: tuple[str, ...] = field(metadata={"doc": "须说明增减原因的事项 / topics whose change must be explained"})


def build(params: Params, resources: Resources) -> Check:
    lexicon = words()
    wanted = frozenset(params.topics)

    def check(subject: Subject) -> Iterator[Outcome]:
        budget = subject.budget
        places = {id(paragraph): index for index, paragraph in enumerate(budget.narrative)}
        done: set[tuple[int, str]] = set()
        for statement in budget.statements:
            change = statement.comparison
            if statement.topic not in wanted or change is None or change.direction not in ("increase", "decrease"):
                continue
            if budget.fiscal_year is not None and statement.year not in (None, budget.fiscal_year):
                continue
            if _nothing(statement) or (id(statement.paragraph), statement.topic) in done:
                continue
            done.add((id(statement.paragraph), statement.topic))
            index = places.get(id(statement.paragraph))
            if index is None or _explained(statement, budget.narrative, index, lexicon) or _in_table(budget, statement):
                continue
            yield paragraph_hit(
                statement.paragraph,
                change.start,
                change.end,
                key=f"{statement.topic}|{statement.amount.text}",
                fields={
                    "subject": lexicon.topics[statement.topic].name,
                    "change": statement.paragraph.text[change.start : change.end],
                },
            )

    return check


def _nothing(statement: Statement) -> bool:
    change = statement.comparison
    assert change is not None
    if change.difference is not None:
        return change.difference.number == 0
    return not change.rate


def _explained(statement: Statement, narrative: Sequence[Paragraph], index: int, lexicon: Words) -> bool:
    """Whether a reason stands in the paragraph of a change or further on in its section."""
    for offset, paragraph in enumerate(narrative[index : index + _REACH]):
        text = paragraph.text
        if offset and (paragraph.level or opens_chapter(text)):
            break
        # In its own paragraph a reason may stand before the change as well (为落实……，减少……).
        prose = Prose.of(text)
        broken_off = False
        for match in lexicon.reason.finditer(prose.flat):
            end = _END.search(prose.flat, match.end())
            assert end is not None
            reason = prose.flat[match.end() : end.start()]
            if lexicon.announced.fullmatch(match.group()) is None and match.group() != "原因":
                return True
            if not _STUB.fullmatch(reason):
                told = _CAUSE.search(reason) is not None or lexicon.turned.search(reason) is not None
                if told or not lexicon.account_names.fullmatch(reason.strip("是为：，。；、")):
                    return True
            elif not end.group() and prose.flat.endswith("："):
                # “主要原因是：” at the end of a paragraph: the next one begins with the reason.
                return index + offset + 1 < len(narrative)
            elif end.group():
                broken_off = True
        # “主要原因是。” is no reason, and those of other amounts further on are none of this one.
        if not offset and broken_off:
            return False
    return False


def _in_table(budget: Budget, statement: Statement) -> bool:
    """Whether a table of changes with a column for the causes gives one (三公 only)."""
    if statement.topic != "three_public":
        return False
    for table in budget.tables:
        causes = [column.index for column in table.columns if "原因" in column.label]
        if not causes or not table.kind.startswith("three_public"):
            continue
        if any(cell.column in causes and not cell.blank for row in table.rows for cell in row.cells):
            return True
    return False


KIND = Kind("change-reason", frozenset({DOCUMENT}), Params, build, frozenset({"subject", "change"}))
