"""SUM005. A total and the parts that a sentence lists under it do not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from linter.bilingual import Bilingual
from linter.budget.amounts import priced
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Amount, Statement
from linter.checks.shared.narrative import called, differ, middle, paragraph_hit, printed, siblings, stands, unit_beside
from linter.packs.hits import Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import STATEMENT, check

_UNITS = ("元", "万元", "亿元")
_NO_UNIT = Bilingual("分项的单位不明", "the unit of a part is not known")
_SAYS = ("subject", "total", "sum", "parts", "difference", "correction", "same")


@check("statement-parts", on=STATEMENT, says=_SAYS)
def statement_parts(statement: Statement, subject: Subject) -> Iterator[Outcome]:
    if statement.change or not statement.parts:
        return
    if statement.missing:
        reason = Bilingual(f"分项“{statement.missing[0]}”没有金额", f"the part “{statement.missing[0]}” has no amount")
        yield Unsettled(statement.location, reason)
        return
    unit = unit_beside(statement)
    whole = stands(statement.amount, unit)
    parts = [part for part in (stands(each.amount, unit) for each in statement.parts) if part is not None]
    if whole is None or len(parts) < len(statement.parts):
        yield Unsettled(statement.location, _NO_UNIT)
        return
    total = Interval.total(parts)
    agrees = total.meets(whole) and not _only_part_differs(statement)
    # A list that is not complete may fall short of its total, but not exceed it.
    exceeds = statement.amount.yuan is not None and total.low > whole.high
    if not agrees and (statement.complete or exceeds):
        yield _hit(subject, statement, whole, total, unit)


def _only_part_differs(statement: Statement) -> bool:
    """Whether the one part that is not zero is printed with other digits than the total that it must equal."""
    filled = [part.amount for part in statement.parts if part.amount.number != 0]
    return (
        len(filled) == 1 and statement.complete and filled[0].yuan is not None and differ(statement.amount, filled[0])
    )


def _hit(subject: Subject, statement: Statement, whole: Interval, total: Interval, unit: str) -> Hit:
    paragraph = statement.paragraph
    difference = abs(middle(total) - middle(whole))
    amount = statement.amount if statement.amount.yuan is not None or not unit else replace(statement.amount, unit=unit)
    stated = printed(middle(whole), amount)
    added = printed(middle(total), amount)
    correction = _unit_slip(statement, whole, unit) or f"{stated} → {added}"
    same = _printed_elsewhere(subject, statement, difference)
    start = statement.amount.start
    end = max([statement.amount.end, *(part.amount.end for part in statement.parts if part.paragraph is None)])
    return paragraph_hit(
        paragraph,
        start,
        end,
        actual=statement.amount.text,
        expected=added,
        key=f"{statement.subject}|{statement.amount.text}",
        suggestion=correction,
        fields={
            "subject": called(statement),
            "total": stated,
            "sum": added,
            "parts": " + ".join(f"{part.label.strip()}{part.amount.text}" for part in statement.parts),
            "difference": printed(difference, amount),
            "correction": correction,
            "same": same,
        },
    )


def _unit_slip(statement: Statement, whole: Interval, unit: str) -> str:
    """The one amount that makes the sum if its unit is another one, as “1,346.20元 → 1,346.20万元”."""
    amounts: Sequence[Amount] = [part.amount for part in statement.parts]
    for index, amount in enumerate(amounts):
        for other in _UNITS:
            if not amount.yuan or other == amount.unit:
                continue
            read = priced(amount, MONEY_UNITS[other])
            tried = [stands(read if i == index else each, unit) for i, each in enumerate(amounts)]
            if Interval.total(each for each in tried if each is not None).meets(whole):
                number = amount.text.removesuffix(amount.unit).strip()
                return f"{statement.parts[index].label.strip()} {amount.text} → {number}{other}"
    return ""


def _printed_elsewhere(subject: Subject, statement: Statement, difference: Decimal) -> str:
    """The name of another amount of the paragraph that equals the gap, for instance the money carried over."""
    for other in siblings(subject.budget, statement.paragraph):
        if other.amount is not statement.amount and other.amount.yuan and abs(other.amount.yuan) == difference:
            return f"{other.subject} {other.amount.text}"
    return ""
