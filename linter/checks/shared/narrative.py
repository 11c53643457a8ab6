"""What the checks of the narrative share: how amounts are printed in messages, and hits on a stretch of a paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from linter.budget.amounts import factor_of
from linter.budget.intervals import Interval
from linter.budget.model import Amount, Budget, Statement
from linter.budget.statement_sums import stand
from linter.budget.statement_words import words
from linter.checks.shared.texts import Text
from linter.document import Paragraph
from linter.packs.hits import Hit

HUNDRED = Decimal(100)
FINAL_ACCOUNTS = "决算"
"""The kind of document (`Budget.kind`) whose figures are those of the accounts."""
_QUOTES = '“”"＂'


def paragraph_hit(paragraph: Paragraph, start: int, end: int, **more: Any) -> Hit:
    """A hit on the characters start..end of a paragraph."""
    return Text(paragraph.text, "narrative", paragraph).hit(start, end, **more)


def called(statement: Statement) -> str:
    """What a message calls the amount of a statement: its own words, else its topic's name."""
    subject = statement.subject.strip().rstrip("为是")
    if subject[:1] in _QUOTES and subject[-1:] in _QUOTES and len(subject) > 2:
        subject = subject[1:-1]
    topic = words().topics.get(statement.topic)
    return subject or (topic.name if topic else "该项")


def printed(yuan: Decimal, like: Amount) -> str:
    """An amount in yuan, in the unit and with at least the decimals that `like` is printed with."""
    unit = like.unit.split("/")[0] or "元"
    if like.yuan is None and unit != "万":
        return f"{plain(yuan)}{like.unit}"
    factor = factor_of(unit)
    decimals = like.decimals if factor == 1 else max(2, like.decimals)
    number = yuan / factor
    return f"{plain(round(number, decimals), like.decimals)}{unit if unit.endswith('元') else unit + '元'}"


def plain(number: Decimal, decimals: int = 0) -> str:
    """A number with thousands separated; beyond `decimals` it has no zeros at its end."""
    whole, _, fraction = f"{number:,f}".partition(".")
    fraction = fraction.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{fraction}" if fraction else whole


def percent(rate: Decimal, decimals: int) -> str:
    """A percentage with the decimals of the one that it is set beside."""
    return f"{round(rate, max(decimals, 2)):f}%"


def middle(interval: Interval) -> Decimal:
    return (interval.low + interval.high) / 2


def differ(one: Amount, other: Amount) -> bool:
    """Whether two prints of one quantity contradict each other. With the same digits behind the point they must be equal."""
    first, second = stands(one), stands(other)
    if first is None or second is None:
        return False
    if one.unit == other.unit and one.decimals == other.decimals:
        return one.number != other.number
    return not first.meets(second)


def unit_beside(statement: Statement) -> str:
    """The unit in which an amount of a statement that has none is to be read: that of its neighbours."""
    amounts = [statement.amount, *(part.amount for part in statement.parts)]
    return next((amount.unit for amount in amounts if amount.yuan is not None), "")


def stands(amount: Amount | None, unit: str = "") -> Interval | None:
    return None if amount is None else stand(amount, unit)


def siblings(budget: Budget, paragraph: Paragraph) -> Iterator[Statement]:
    """The statements of one paragraph."""
    return (each for each in budget.statements if each.paragraph is paragraph)
