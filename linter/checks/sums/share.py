"""SUM014. A stated share that the part and the total stated with it do not allow."""

from __future__ import annotations

from collections.abc import Iterator

from linter.budget.intervals import Interval, half_unit
from linter.budget.intervals import share as share_of
from linter.budget.model import MONEY_UNITS, Amount, Share, Statement
from linter.checks.shared.narrative import HUNDRED, called, middle, paragraph_hit, percent, stands
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import STATEMENT, check


@check("share", on=STATEMENT, says=("subject", "share", "part", "whole", "computed"))
def share(statement: Statement, subject: Subject) -> Iterator[Hit]:
    stated = statement.share
    if stated is None or stated.whole is None:
        return
    part, whole = stands(statement.amount), stands(stated.whole)
    if part is None or whole is None:
        return
    if stated.whole.number == 0:
        # Of nothing there is no share but none.
        if stated.percent != 0 and statement.amount.number != 0:
            yield _hit(statement, stated, stated.whole, "")
        return
    unit = half_unit(stated.decimals)
    # A share may have been rounded or cut off.
    printed = Interval(stated.percent - unit, stated.percent + 2 * unit)
    try:
        allowed = share_of(part, whole)
    except ZeroDivisionError:
        return
    if not allowed.meets(printed) and not _unit_slip(statement, stated.whole, printed):
        yield _hit(statement, stated, stated.whole, percent(middle(allowed), stated.decimals))


def _hit(statement: Statement, stated: Share, whole: Amount, computed: str) -> Hit:
    return paragraph_hit(
        statement.paragraph,
        stated.start,
        stated.end,
        expected=computed or None,
        key=f"{statement.subject}|{stated.percent}",
        suggestion=computed or None,
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
