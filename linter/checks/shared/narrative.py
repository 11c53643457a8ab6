"""What the checks of the narrative share: how amounts are printed in messages, and hits on a stretch of a paragraph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from linter.bilingual import Bilingual
from linter.budget.amounts import SCALES, factor_of, figure_interval, priced
from linter.budget.intervals import Interval
from linter.budget.model import Amount, Budget, Statement
from linter.budget.narrative.lexicon import words
from linter.checks.shared.once import OncePerBudget
from linter.checks.shared.texts import Text
from linter.document import Paragraph
from linter.packs.hits import Hit, Outcome, Unsettled

_THOUSANDS = re.compile(r"\d[,，]\d")
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
        count = plain(yuan)
        return f"{count if _THOUSANDS.search(like.text) else count.replace(',', '')}{like.unit}"
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
    if one.unit == other.unit and one.decimals == other.decimals and not (one.approximate or other.approximate):
        return one.number != other.number
    return not first.meets(second)


def unit_beside(statement: Statement) -> str:
    """The unit in which an amount of a statement that has none is to be read: that of its neighbours."""
    amounts = [statement.amount, *(part.amount for part in statement.parts)]
    return next((amount.unit for amount in amounts if amount.yuan is not None), "")


def stands(amount: Amount | None, unit: str = "") -> Interval | None:
    """What an amount stands for; one without a unit is read in `unit`, one without 元 as money."""
    if amount is None:
        return None
    if amount.yuan is not None:
        return figure_interval(amount)
    if amount.unit in SCALES:
        return figure_interval(priced(amount, factor_of(amount.unit)))
    if amount.unit == "":
        return figure_interval(priced(amount, factor_of(unit))) if unit else None
    return figure_interval(amount)


@dataclass(frozen=True, slots=True)
class Index:
    """The statements of a budget by what they are looked up by: paragraphs and amounts by their id."""

    by_paragraph: Mapping[int, Sequence[Statement]]
    by_topic: Mapping[str, Sequence[Statement]]
    by_amount: Mapping[int, Statement]
    lists_of: Mapping[int, Sequence[Statement]]


@OncePerBudget
def index(budget: Budget) -> Index:
    """The statements of a budget by paragraph, topic and amount, and the lists that an amount is a part of."""
    by_paragraph: dict[int, list[Statement]] = defaultdict(list)
    by_topic: dict[str, list[Statement]] = defaultdict(list)
    lists_of: dict[int, list[Statement]] = defaultdict(list)
    for statement in budget.statements:
        by_paragraph[id(statement.paragraph)].append(statement)
        by_topic[statement.topic].append(statement)
        for part in statement.parts:
            lists_of[id(part.amount)].append(statement)
    return Index(by_paragraph, by_topic, {id(each.amount): each for each in budget.statements}, lists_of)


def siblings(budget: Budget, paragraph: Paragraph) -> Sequence[Statement]:
    """The statements of one paragraph."""
    return index(budget).by_paragraph.get(id(paragraph), ())


def unless_otherwise(statement: Statement, look: Callable[[Statement], Iterable[Hit]]) -> Iterable[Outcome]:
    """The hits of `look` on a change; where the words allow the change to be said of another amount, and the figures
    agree with that, it is not decided which was meant."""
    hits = list(look(statement))
    change = statement.comparison
    if not hits or change is None:
        return hits
    for other in change.others:
        if not list(look(replace(statement, amount=other))):
            reason = Bilingual(
                f"增减说的是“{statement.amount.text}”还是“{other.text}”，文中没有写明，按后者相符",
                f"it is not said whether {statement.amount.text} or {other.text} changed; the latter would fit",
            )
            return [Unsettled(statement.location, reason)]
    return hits
