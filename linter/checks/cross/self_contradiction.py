"""XRF011. One item of the narrative states two different amounts for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from linter.bilingual import Bilingual
from linter.budget.model import Budget, Statement
from linter.budget.narrative.lexicon import words
from linter.budget.tables.accounts import account_key, account_names
from linter.checks.cross.account_path import names_account
from linter.checks.shared.narrative import FINAL_ACCOUNTS, differ, paragraph_hit
from linter.document import locate
from linter.packs.hits import Beside, Hit, Subject
from linter.packs.kinds import DOCUMENT, check

_SENTENCE_END = re.compile(r"[。！？]")
_DIVIDED = re.compile(r"[；;：:]")
_ECONOMIC = "35"


@check("self-contradiction", on=DOCUMENT, says=("subject", "first", "second"))
def self_contradiction(budget: Budget, subject: Subject) -> Iterator[Hit]:
    plain_stage = "final" if budget.kind == FINAL_ACCOUNTS else "budget"
    for group in _items(budget):
        seen: dict[tuple[object, ...], Statement] = {}
        for statement in group:
            named = statement.topic or _cost(statement) or statement.subject
            key = (named, _of_this_year(statement), statement.year, statement.stage or plain_stage)
            first = seen.setdefault(key, statement)
            # The same words behind another heading (养老保险……征缴，工伤保险……征缴) name another thing.
            if not statement.topic and _names_itself(statement) and not _goes_on(first, statement):
                continue
            if first is not statement and differ(first.amount, statement.amount):
                yield _hit(first, statement)


def _of_this_year(statement: Statement) -> bool:
    """Whether an amount is this year's only: 本年收入500万元，收入总计520万元 counts what was carried over in the second."""
    return words().of_this_year.match(words().label(statement.subject).core) is not None


@cache
def _costs() -> frozenset[str]:
    """The names of the economic accounts (培训费, 会议费)."""
    codes = ((code, names) for code, names in account_names().items() if code[0] in _ECONOMIC and len(code) > 3)
    return frozenset(account_key(each.name) for _, names in codes for each in names)


def _cost(statement: Statement) -> str:
    """The economic account that a statement names, or ""."""
    key = account_key(words().label(statement.subject).core)
    return key if key in _costs() else ""


def _goes_on(first: Statement, second: Statement) -> bool:
    """Whether the text speaks of one cost from the first amount to the second: nothing divides it into several things."""
    between = first.paragraph.text[first.amount.end : second.amount.start]
    return bool(_cost(second)) and len(_SENTENCE_END.findall(between)) <= 1 and not _DIVIDED.search(between)


def _items(budget: Budget) -> Iterator[Sequence[Statement]]:
    """The statements of each paragraph that stand for themselves: no parts of a list, no changes, nothing without a name."""
    groups: dict[int, list[Statement]] = {}
    parts = {id(part.amount) for statement in budget.statements for part in statement.parts}
    for statement in budget.statements:
        # Other things may have a total and yearly instalments (总投资……，本年安排……); accounts and topics are of one year.
        named = statement.topic or names_account(statement.subject) or _cost(statement)
        if named and not statement.change and statement.amount.yuan is not None and id(statement.amount) not in parts:
            groups.setdefault(id(statement.paragraph), []).append(statement)
    yield from groups.values()


def _names_itself(statement: Statement) -> bool:
    return statement.subject in statement.paragraph.text[statement.start : statement.amount.start]


def _hit(first: Statement, second: Statement) -> Hit:
    place = locate(first.paragraph, first.amount.start, first.amount.end)
    return paragraph_hit(
        second.paragraph,
        second.amount.start,
        second.amount.end,
        expected=first.amount.text,
        key=f"{second.subject}|{first.amount.text}|{second.amount.text}",
        related=(Beside(place, Bilingual(f"此处为{first.amount.text}", f"{first.amount.text} here")),),
        fields={"subject": first.subject, "first": first.amount.text, "second": second.amount.text},
    )
