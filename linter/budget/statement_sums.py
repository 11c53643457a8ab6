"""Arithmetic on the nodes of a sentence: what amounts stand for, and which reading of a list holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from linter.budget.amounts import SCALES, factor_of, figure_interval, priced
from linter.budget.intervals import Interval, change_rate, half_unit, percent_change, share
from linter.budget.model import Amount
from linter.budget.statement_nodes import Change, Node
from linter.budget.statement_words import words

# From the weakest to the strongest.
_MARKS = "、，；。"


def signed(draft: Change) -> Interval | None:
    """The stated difference, negative for a decrease."""
    if draft.difference is None:
        return None
    stands = stand(draft.difference.amount, "")
    if stands is None:
        return None
    size = abs(stands) if draft.difference.amount.number < 0 else stands
    return -size if draft.direction == "decrease" else size


def stand(amount: Amount, unit: str) -> Interval | None:
    """What an amount stands for; one without a unit is read in `unit`, one without 元 as money."""
    if amount.yuan is not None:
        return figure_interval(amount)
    if amount.unit in SCALES:
        return figure_interval(priced(amount, factor_of(amount.unit)))
    if amount.unit == "":
        return figure_interval(priced(amount, factor_of(unit))) if unit else None
    return figure_interval(amount)


def agrees(node: Node, draft: Change) -> bool:
    """Whether a change fits the amount: its rate and its base, as far as they are stated. True if nothing can be tried."""
    now, difference = stand(node.amount, ""), signed(draft)
    if now is None:
        return False
    base = stand(draft.base, "") if draft.base else None
    if base is not None and difference is not None and not (now - base).meets(difference):
        return False
    if draft.rate is not None:
        stated = Interval.printed(draft.rate.amount.number, draft.rate.amount.decimals).widened(
            half_unit(draft.rate.amount.decimals)
        )
        try:
            if base is not None:
                rate = percent_change(base, now)
            elif difference is not None:
                rate = change_rate(now, difference)
            else:
                return True
        except ZeroDivisionError:
            return True
        return abs(rate).meets(stated)
    return True


def share_agrees(node: Node, whole: Amount) -> bool | None:
    """Whether the share stated of a node fits `whole`; None if that cannot be said."""
    part, total = stand(node.amount, ""), stand(whole, "")
    if node.share is None or part is None or total is None or total.holds(Decimal(0)):
        return None
    amount = node.share.mention.amount
    unit = half_unit(amount.decimals)
    stated = Interval(amount.number - unit, amount.number + 2 * unit)
    return share(part, total).meets(stated)


def money_unit(nodes: Sequence[Node]) -> str:
    """The unit in which an amount without one is read: that of its neighbours."""
    return next((node.amount.unit for node in nodes if node.amount.yuan is not None), "")


def add_up(head: Node, children: Sequence[Node]) -> Interval | None:
    """The sum of the children, signed for changes; None where an amount cannot be read."""
    unit = money_unit([head, *children])
    total = Interval.exact(figure_interval(head.amount).low * 0)
    for child in children:
        stands = stand(child.amount, unit)
        if stands is None:
            return None
        total = total - stands if head.change and child.change != head.change else total + stands
    return total


def _set_apart(children: Sequence[Node], count: int) -> bool:
    """Whether a stronger mark stands before the child `count` than between those before it."""

    def mark(index: int) -> int:
        before, after = children[index - 1], children[index]
        if before.prose is not after.prose:
            return len(_MARKS)
        between = before.prose.flat[before.end : after.start]
        return max((_MARKS.index(char) for char in between if char in _MARKS), default=0)

    return mark(count) > max(mark(index) for index in range(1, count))


def settle(head: Node) -> None:
    """Where the parts of a list do not make its total, tries the other ways to read the sentence; keeps one that holds.

    The tail of the list may belong to a list further out, or to none.
    """
    whole = stand(head.amount, money_unit(head.children))
    if whole is None or len(head.children) < 2:
        return
    full = add_up(head, head.children)
    if full is None or full.meets(whole) or (head.partial and full.low <= whole.high):
        return
    for count in range(len(head.children) - 1, 1, -1):
        part = add_up(head, head.children[:count])
        if part is None or not part.meets(whole):
            continue
        tail = head.children[count:]
        if any(child.topic and child.topic in words().parts_of(head.topic) for child in tail):
            continue
        if head.head is None and not _set_apart(head.children, count):
            continue
        head.children = head.children[:count]
        for child in tail:
            child.head = None
            if head.head is not None and head.head.unit == child.unit:
                head.head.adopt(child)
        return
