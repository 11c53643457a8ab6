"""SUM014. A stated share that the part and the total stated with it do not allow."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from linter.bilingual import Bilingual
from linter.budget.intervals import Interval, half_unit
from linter.budget.intervals import share as share_of
from linter.budget.model import MONEY_UNITS, Amount, Share, Statement
from linter.checks.shared.narrative import HUNDRED, called, middle, paragraph_hit, percent, stands
from linter.document import locate
from linter.packs.hits import Beside, Outcome, Subject
from linter.packs.kinds import STATEMENT, check


@check("share", on=STATEMENT, says={"subject", "share", "part", "whole", "computed"})
def share(statement: Statement, subject: Subject) -> Iterator[Outcome]:
    stated = statement.share
    if stated is None:
        return
    total, beside = (stated.whole, None) if stated.whole is not None else _presumed(stated)
    computed = None if total is None else _computed(statement, stated, total)
    if total is None or computed is None:
        return
    if stated.whole is not None and any(_computed(statement, stated, each) is None for each, _ in stated.wholes):
        # 占50%, of the list's head or of what that is a part of
        return
    yield paragraph_hit(
        statement.paragraph,
        stated.start,
        stated.end,
        expected=computed or None,
        key=f"{statement.subject}|{stated.percent}",
        related=() if beside is None else (beside,),
        fields={
            "subject": called(statement),
            "share": f"{stated.percent}%",
            "part": statement.amount.text,
            "whole": total.text,
            "computed": computed or "—",
        },
    )


def _computed(statement: Statement, share: Share, total: Amount) -> str | None:
    """The share that the amounts make, "" where the total is zero; None where the stated one is allowed or cannot be tried."""
    part, whole = stands(statement.amount), stands(total)
    if part is None or whole is None:
        return None
    if total.number == 0:
        return None if share.percent == 0 or statement.amount.number == 0 else ""
    stated = _stated(share.percent, share.decimals)
    try:
        allowed = share_of(part, whole)
    except ZeroDivisionError:
        return None
    if allowed.meets(stated) or _unit_slip(statement, total, stated):
        return None
    return percent(middle(allowed), share.decimals)


def _stated(number: Decimal, decimals: int) -> Interval:
    """What a printed share stands for; it may have been rounded or cut off."""
    unit = half_unit(decimals)
    return Interval(number - unit, number + 2 * unit)


def _presumed(share: Share) -> tuple[Amount | None, Beside | None]:
    """The total of several shares in a row that do not name it: the nearest amount that all but one of them fit.

    The finding says that this was assumed.
    """
    for total, paragraph in share.wholes:
        whole = stands(total)
        if whole is None or whole.holds(Decimal(0)):
            continue
        parts = [(stands(amount), _stated(number, decimals)) for amount, number, decimals in share.row]
        fits = [part is not None and share_of(part, whole).meets(stated) for part, stated in parts]
        if fits.count(True) >= len(fits) - 1:
            return total, Beside(
                locate(paragraph, total.start, total.end),
                Bilingual(
                    f"总额没有写明，其余占比均与{total.text}相符，按它计算",
                    f"the total is not named; {total.text} was assumed, which the other shares fit",
                ),
            )
    return None, None


def _unit_slip(statement: Statement, whole: Amount, stated: Interval) -> bool:
    """Whether the share fits once the part is read in the total's unit: the slip is reported where the list is added up."""
    part = statement.amount
    if part.unit == whole.unit or part.unit not in MONEY_UNITS or whole.unit not in MONEY_UNITS or not whole.number:
        return False
    return stated.holds(part.number * HUNDRED / whole.number)
