"""A total and the parts that a sentence lists under it do not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from linter.budget.amounts import priced
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Amount, Statement
from linter.checks.shared.narrative import called, differ, middle, paragraph_hit, printed, siblings, stands, unit_beside
from linter.packs.hits import Check, Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import STATEMENT, Kind, Resources

_UNITS = ("元", "万元", "亿元")


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        statement = subject.item
        assert isinstance(statement, Statement)
        if statement.change or not statement.parts:
            return
        if statement.missing:
            yield Unsettled(
                statement.location,
                f"分项“{statement.missing[0]}”没有金额 / a part has no amount",
            )
            return
        unit = unit_beside(statement)
        whole = stands(statement.amount, unit)
        parts = [stands(part.amount, unit) for part in statement.parts]
        known = [part for part in parts if part is not None]
        if whole is None or len(known) < len(parts):
            yield Unsettled(statement.location, "分项的单位不明 / the unit of a part is not known")
            return
        total = Interval.total(known)
        money = statement.amount.yuan is not None
        alone = [part.amount for part in statement.parts if part.amount.number != 0]
        same = (
            len(alone) == 1 and statement.complete and alone[0].yuan is not None and differ(statement.amount, alone[0])
        )
        if (total.meets(whole) and not same) or not (statement.complete or (money and total.low > whole.high)):
            return
        yield _hit(subject, statement, whole, total, unit)

    return check


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


KIND = Kind(
    "statement-parts",
    frozenset({STATEMENT}),
    Params,
    build,
    frozenset({"subject", "total", "sum", "parts", "difference", "correction", "same"}),
)
