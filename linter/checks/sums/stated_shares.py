"""What the shares stated with the parts of a list say of its total: 480万元，其中：…300万元，占62.50%；…."""

from __future__ import annotations

from collections.abc import Iterator

from linter.bilingual import Bilingual
from linter.budget.intervals import Interval, half_unit
from linter.budget.intervals import share as share_of
from linter.budget.model import Part, Statement
from linter.checks.shared.narrative import HUNDRED, index, middle, printed, stands
from linter.document import locate
from linter.packs.hits import Beside, Subject

# So many shares that fit a total confirm it.
_ENOUGH = 2


def by_shares(subject: Subject, statement: Statement, whole: Interval) -> Beside | None:
    """Where the shares of the parts confirm the total: all but one of them are those of it."""
    fits = [fit for _, _, fit in _shares(subject, statement, whole)]
    if fits.count(True) < _ENOUGH or fits.count(False) > 1:
        return None
    amount = statement.amount
    return Beside(
        locate(statement.paragraph, amount.start, amount.end),
        Bilingual(
            f"{amount.text}与各项所写占比相符，应核对分项", f"{amount.text} is confirmed by the shares: check the parts"
        ),
    )


def by_its_share(subject: Subject, statement: Statement, whole: Interval, total: Interval) -> str:
    """The one part whose share does not fit its amount, where what the others leave of the total does."""
    shares = list(_shares(subject, statement, whole))
    odd = [(part, percent) for part, percent, fit in shares if not fit]
    if len(odd) != 1 or len(shares) - 1 < _ENOUGH:
        return ""
    part, percent = odd[0]
    own = stands(part.amount)
    if own is None:
        return ""
    left = middle(whole) - (middle(total) - middle(own))
    if not share_of(Interval.exact(left), whole).meets(percent):
        return ""
    return f"{part.label.strip()} {part.amount.text} → {printed(left, part.amount)}"


def _shares(subject: Subject, statement: Statement, whole: Interval) -> Iterator[tuple[Part, Interval, bool]]:
    """The parts with a share of the total, the share, and whether their amounts make it."""
    if whole.holds(HUNDRED - HUNDRED):
        return
    known = index(subject.budget).by_amount
    for part in statement.parts:
        own, amount = known.get(id(part.amount)), stands(part.amount)
        stated = own.share if own is not None else None
        if stated is None or amount is None or stated.completion or stated.whole not in (None, statement.amount):
            continue
        unit = half_unit(stated.decimals)
        percent = Interval(stated.percent - unit, stated.percent + 2 * unit)
        yield part, percent, share_of(amount, whole).meets(percent)
