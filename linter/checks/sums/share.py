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
from linter.packs.hits import Beside, Hit, Subject
from linter.packs.kinds import STATEMENT, check


@check("share", on=STATEMENT, says=("subject", "share", "part", "whole", "computed"))
def share(statement: Statement, subject: Subject) -> Iterator[Hit]:
    stated = statement.share
    if stated is None:
        return
    total, assumed = (stated.whole, None) if stated.whole is not None else _presumed(stated)
    part, whole = stands(statement.amount), stands(total)
    if part is None or whole is None or total is None:
        return
    if total.number == 0:
        # Of nothing there is no share but none.
        if stated.percent != 0 and statement.amount.number != 0:
            yield _hit(statement, stated, total, assumed, "")
        return
    printed = _printed(stated.percent, stated.decimals)
    try:
        allowed = share_of(part, whole)
    except ZeroDivisionError:
        return
    if not allowed.meets(printed) and not _unit_slip(statement, total, printed):
        yield _hit(statement, stated, total, assumed, percent(middle(allowed), stated.decimals))


def _printed(number: Decimal, decimals: int) -> Interval:
    """What a printed share stands for; it may have been rounded or cut off."""
    unit = half_unit(decimals)
    return Interval(number - unit, number + 2 * unit)


def _presumed(stated: Share) -> tuple[Amount | None, Beside | None]:
    """The total of several shares in a row that do not name it: the nearest amount that all but one of them fit.

    The finding says that this was assumed.
    """
    for total, paragraph in stated.wholes:
        whole = stands(total)
        if whole is None or whole.holds(Decimal(0)):
            continue
        parts = [(stands(amount), _printed(number, decimals)) for amount, number, decimals in stated.row]
        fits = [part is not None and share_of(part, whole).meets(printed) for part, printed in parts]
        if fits.count(True) >= len(fits) - 1:
            note = Bilingual(
                f"总额没有写明，其余占比均与{total.text}相符，按它计算",
                f"the total is not named; {total.text} was assumed, which the other shares fit",
            )
            return total, Beside(locate(paragraph, total.start, total.end), note)
    return None, None


def _hit(statement: Statement, stated: Share, whole: Amount, assumed: Beside | None, computed: str) -> Hit:
    return paragraph_hit(
        statement.paragraph,
        stated.start,
        stated.end,
        expected=computed or None,
        key=f"{statement.subject}|{stated.percent}",
        suggestion=computed or None,
        related=() if assumed is None else (assumed,),
        fields={
            "subject": called(statement),
            "share": f"{stated.percent}%",
            "part": statement.amount.text,
            "whole": whole.text,
            "computed": computed or "—",
        },
    )


def _unit_slip(statement: Statement, whole: Amount, stated: Interval) -> bool:
    """Whether the share fits once the part is read in the total's unit: the slip is reported where the list is added up."""
    part = statement.amount
    if part.unit == whole.unit or part.unit not in MONEY_UNITS or whole.unit not in MONEY_UNITS or not whole.number:
        return False
    return stated.holds(part.number * HUNDRED / whole.number)
