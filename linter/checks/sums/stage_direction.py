"""决算数大于预算数: what a text says of the budget and the account of one item, against its two amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from linter.budget.model import Budget, Statement
from linter.budget.narrative.lexicon import words
from linter.checks.shared.narrative import differ, middle, siblings, stands
from linter.language import comparators

_FINAL = "final"
_STAGES = {"年初": ("initial", "budget"), "全年": ("revised",), "调整": ("revised",)}
_ANY = ("initial", "budget", "revised")
_RELATIONS = {1: "大于", 0: "等于", -1: "小于"}
_REACH = 120


@dataclass(frozen=True, slots=True)
class Claim:
    """What the text says (`said`), where, and what is right of the account's statement and the budgets it may mean."""

    start: int
    end: int
    said: str
    right: str
    now: Statement
    base: Statement


@cache
def _phrase() -> re.Pattern[str]:
    account, budget = r"决算数?", r"(?P<which>年初|全年|调整)?后?预算数?"
    more, less = comparators.words_before(">"), comparators.words_before("<")
    level = f"(?!{words().roughly.pattern})(?:{words().level.pattern})"
    compared = f"(?:(?P<more>{more})|(?P<less>{less})|(?P<equal>等于)){budget}"
    return re.compile(f"{account}(?:{compared}|[与和同](?P<which2>年初|全年|调整)?后?预算数?(?P<level>{level}))")


def contradictions(budget: Budget, statement: Statement) -> Iterator[Claim]:
    """What is said wrongly behind the amount of an account of how it relates to the item's budget before it."""
    if statement.stage != _FINAL or statement.change:
        return
    listed = siblings(budget, statement.paragraph)
    at = next((i for i, each in enumerate(listed) if each is statement), -1)
    text = statement.paragraph.text
    following = (each.amount.start for each in listed[at + 1 :] if not each.change)
    end = min([*following, statement.amount.end + _REACH, len(text)])
    found = _phrase().search(text, statement.amount.end, end)
    if found is None or at < 1:
        return
    said = 1 if found["more"] else -1 if found["less"] else 0
    bases = list(_bases(listed[:at], _STAGES.get(found["which"] or found["which2"] or "", _ANY)))
    moved = [(_sign(statement, base), base) for base in bases]
    signs = {sign for sign, _ in moved if sign is not None}
    if signs and said not in signs:
        sign, base = next((sign, base) for sign, base in moved if sign is not None)
        assert sign is not None
        yield Claim(found.start(), found.end(), _RELATIONS[said], _RELATIONS[sign], statement, base)


def _bases(before: Sequence[Statement], stages: Sequence[str]) -> Iterator[Statement]:
    """The budgets of the item: those right before its account, back to the account of the one before."""
    for each in reversed(before):
        if each.stage == _FINAL:
            return
        if each.stage in stages and not each.change:
            yield each


def _sign(now: Statement, base: Statement) -> int | None:
    one, other = stands(now.amount), stands(base.amount)
    if one is None or other is None:
        return None
    if not differ(now.amount, base.amount):
        return 0
    return 1 if middle(one) > middle(other) else -1
