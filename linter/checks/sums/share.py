"""A stated share that the part and the total stated with it do not allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.intervals import Interval, half_unit
from linter.budget.intervals import share as share_of
from linter.budget.model import MONEY_UNITS, Amount, Statement
from linter.checks.shared.narrative import HUNDRED, called, middle, paragraph_hit, percent, stands
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import STATEMENT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        statement = subject.item
        assert isinstance(statement, Statement)
        share = statement.share
        if share is None or share.whole is None:
            return
        part, whole = stands(statement.amount), stands(share.whole)
        if part is None or whole is None:
            return
        if share.whole.number == 0:
            if share.percent == 0 or statement.amount.number == 0:
                return
            computed = ""
        else:
            unit = half_unit(share.decimals)
            # A share may have been rounded or cut off.
            stated = Interval(share.percent - unit, share.percent + 2 * unit)
            try:
                allowed = share_of(part, whole)
            except ZeroDivisionError:
                return
            if allowed.meets(stated) or _unit_slip(statement, share.whole, stated):
                return
            computed = percent(middle(allowed), share.decimals)
        yield paragraph_hit(
            statement.paragraph,
            share.start,
            share.end,
            expected=computed or None,
            key=f"{statement.subject}|{share.percent}",
            suggestion=computed or None,
            fields={
                "subject": called(statement),
                "share": f"{share.percent}%",
                "part": statement.amount.text,
                "whole": share.whole.text,
                "computed": computed or "—",
            },
        )

    return check


def _unit_slip(statement: Statement, whole: Amount, stated: Interval) -> bool:
    """Whether the share fits once the part is read in the total's unit: the slip is reported where the list is added up."""
    part = statement.amount
    if part.unit == whole.unit or part.unit not in MONEY_UNITS or whole.unit not in MONEY_UNITS or not whole.number:
        return False
    return stated.holds(part.number * HUNDRED / whole.number)


KIND = Kind(
    "share", frozenset({STATEMENT}), Params, build, frozenset({"subject", "share", "part", "whole", "computed"})
)
