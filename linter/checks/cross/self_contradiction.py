"""One item of the narrative states two different amounts for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from linter.budget.model import Budget, Statement
from linter.budget.narrative.lexicon import words
from linter.budget.tables.accounts import account_key, account_names
from linter.checks.shared.narrative import FINAL_ACCOUNTS, differ, paragraph_hit
from linter.document import locate
from linter.findings import Related
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_SENTENCE_END = re.compile(r"[。！？]")
_DIVIDED = re.compile(r"[；;：:]")
_ECONOMIC = "35"
_ACCOUNT = re.compile(r"[（(]\s*\d*\s*[类款项]\s*[)）]")


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        budget = subject.budget
        plain_stage = "final" if budget.kind == FINAL_ACCOUNTS else "budget"
        for group in _items(budget):
            seen: dict[tuple[object, ...], Statement] = {}
            for statement in group:
                key = (
                    statement.topic or _cost(statement) or statement.subject,
                    statement.year,
                    statement.stage or plain_stage,
                )
                first = seen.setdefault(key, statement)
                # The same words behind another heading (养老保险……征缴，工伤保险……征缴) name another thing.
                if not statement.topic and _names_itself(statement) and not _goes_on(first, statement):
                    continue
                if first is statement or not differ(first.amount, statement.amount):
                    continue
                yield paragraph_hit(
                    statement.paragraph,
                    statement.amount.start,
                    statement.amount.end,
                    expected=first.amount.text,
                    key=f"{statement.subject}|{first.amount.text}|{statement.amount.text}",
                    related=(
                        Related(
                            locate(first.paragraph, first.amount.start, first.amount.end),
                            f"此处为{first.amount.text} / {first.amount.text} here",
                        ),
                    ),
                    fields={
                        "subject": first.subject,
                        "first": first.amount.text,
                        "second": statement.amount.text,
                    },
                )

    return check


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


def _names_itself(statement: Statement) -> bool:
    return statement.subject in statement.paragraph.text[statement.start : statement.amount.start]


def _items(budget: Budget) -> Iterator[Sequence[Statement]]:
    """The statements of each paragraph that stand for themselves: no parts of a list, no changes, nothing without a name."""
    groups: dict[int, list[Statement]] = {}
    parts = {id(part.amount) for statement in budget.statements for part in statement.parts}
    for statement in budget.statements:
        # Other things may have a total and yearly instalments (总投资……，本年安排……); accounts and topics are of one year.
        named = statement.topic or _ACCOUNT.search(statement.subject) or _cost(statement)
        if named and not statement.change and statement.amount.yuan is not None and id(statement.amount) not in parts:
            groups.setdefault(id(statement.paragraph), []).append(statement)
    yield from groups.values()


KIND = Kind("self-contradiction", frozenset({DOCUMENT}), Params, build, frozenset({"subject", "first", "second"}))
