"""SUM005. A total and the parts that a sentence lists under it do not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from linter.bilingual import Bilingual
from linter.budget.amounts import priced
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Amount, Part, Statement
from linter.checks.shared.narrative import (
    called,
    differ,
    index,
    middle,
    paragraph_hit,
    printed,
    siblings,
    stands,
    unit_beside,
)
from linter.checks.sums.stated_shares import by_its_share, by_shares
from linter.document import Paragraph, locate
from linter.findings import Change
from linter.packs.hits import Beside, Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import STATEMENT, check

_UNITS = ("元", "万元", "亿元")
# So many amounts of the paragraph are looked at for one that confirms a total.
_NEAR = 200
_NO_UNIT = Bilingual("分项的单位不明", "the unit of a part is not known")


@check(
    "statement-parts",
    on=STATEMENT,
    says={"subject", "total", "sum", "parts", "difference", "correction", "same"},
)
def statement_parts(statement: Statement, subject: Subject) -> Iterator[Outcome]:
    if not statement.parts or statement.change:
        return
    if statement.missing:
        yield Unsettled(statement.location, _without_amount(statement.missing[0]))
        return
    unit = unit_beside(statement)
    whole = stands(statement.amount, unit)
    known = [each for part in statement.parts if (each := stands(part.amount, unit)) is not None]
    if whole is None or len(known) < len(statement.parts):
        yield Unsettled(statement.location, _NO_UNIT)
        return
    total = Interval.total(known)
    if _allowed(statement, whole, total):
        return
    other = next((each for each in statement.readings if _makes(each, whole, unit)), None)
    if other is not None:
        yield Unsettled(statement.location, _open_reading(statement, other))
    else:
        yield _hit(subject, statement, whole, total, unit)


def _without_amount(part: str) -> Bilingual:
    return Bilingual(f"分项“{part}”没有金额", f"the part “{part}” has no amount")


def _allowed(statement: Statement, whole: Interval, total: Interval) -> bool:
    """Whether the parts make the total, or are not all of it and no more than it."""
    beyond = statement.amount.yuan is not None and total.low > whole.high
    return (total.meets(whole) and not _alone(statement)) or not (statement.complete or beyond)


def _alone(statement: Statement) -> bool:
    """Whether the only part that is not zero is printed as another figure than the total."""
    parts = [part.amount for part in statement.parts if part.amount.number != 0]
    return len(parts) == 1 and statement.complete and parts[0].yuan is not None and differ(statement.amount, parts[0])


def _hit(subject: Subject, statement: Statement, whole: Interval, total: Interval, unit: str) -> Hit:
    paragraph = statement.paragraph
    difference = abs(middle(total) - middle(whole))
    amount = statement.amount if statement.amount.yuan is not None or not unit else replace(statement.amount, unit=unit)
    stated = printed(middle(whole), amount)
    added = printed(middle(total), amount)
    confirmed = _confirmed(subject, statement, whole) or by_shares(subject, statement, whole)
    listed = " + ".join(f"{part.label.strip()}{part.amount.text}" for part in statement.parts)
    # That a total and its parts do not agree says which of them is wrong only where another equation does.
    mend = _unit_slip(statement, whole, unit) or _wrong_part(subject, statement, whole, unit)
    part = mend.shown if mend is not None else by_its_share(subject, statement, whole, total)
    correction = part or (f"{stated} → {added}" if confirmed is None else listed)
    same = _printed_elsewhere(subject, statement, difference)
    start = statement.amount.start
    end = max([statement.amount.end, *(part.amount.end for part in statement.parts if part.paragraph is None)])
    return paragraph_hit(
        paragraph,
        start,
        end,
        actual=statement.amount.text,
        expected=added if confirmed is None and not part else None,
        key=f"{statement.subject}|{statement.amount.text}",
        suggestion=mend.new if mend is not None else None,
        changes=() if mend is None else (mend.change(paragraph),),
        related=() if confirmed is None else (confirmed,),
        fields={
            "subject": called(statement),
            "total": stated,
            "sum": added,
            "parts": listed,
            "difference": printed(difference, amount),
            "correction": correction,
            "same": same,
        },
    )


class _Mend(NamedTuple):
    """A part whose amount should be printed otherwise."""

    part: Part
    new: str

    @property
    def shown(self) -> str:
        return f"{self.part.label.strip()} {self.part.amount.text} → {self.new}"

    def change(self, paragraph: Paragraph) -> Change:
        amount = self.part.amount
        place = locate(self.part.paragraph or paragraph, amount.start, amount.end)
        return Change(place, amount.text, self.new)


def _makes(parts: Sequence[Part], whole: Interval, unit: str) -> bool:
    """Whether parts add up to a total."""
    known = [stands(part.amount, unit) for part in parts]
    return Interval.total(each for each in known if each is not None).meets(whole)


def _open_reading(statement: Statement, other: Sequence[Part]) -> Bilingual:
    chosen = {id(part.amount) for part in other}
    left_out = next((part for part in statement.parts if id(part.amount) not in chosen), statement.parts[-1])
    return Bilingual(
        f"“{left_out.label.strip()}”是不是“{called(statement)}”的分项，文中没有写明，不计它则相符",
        f"it is not said whether {left_out.amount.text} is a part; without it the parts add up",
    )


def _confirmed(subject: Subject, statement: Statement, whole: Interval) -> Beside | None:
    """Where the text confirms the total: as a part of another list that adds up."""
    known = index(subject.budget)
    same = [
        each
        for each in siblings(subject.budget, statement.paragraph)[:_NEAR]
        if each.amount.yuan is not None
        and each.amount.yuan == statement.amount.yuan
        and (each.topic == statement.topic if each.topic else each.subject == statement.subject)
    ]
    for amount in (statement.amount, *(each.amount for each in same)):
        for other in known.lists_of.get(id(amount), ()):
            unit = unit_beside(other)
            total = stands(other.amount, unit)
            if total is None or not other.complete or other.missing or not _makes(other.parts, total, unit):
                continue
            rest = " − ".join(part.amount.text for part in other.parts if part.amount is not amount)
            sum_ = f"{other.amount.text} − {rest}"
            return Beside(
                locate(other.paragraph, other.amount.start, other.amount.end),
                Bilingual(
                    f"{amount.text}与{sum_}相符，应核对分项", f"{amount.text} is confirmed by {sum_}: check the parts"
                ),
            )
    return None


def _wrong_part(subject: Subject, statement: Statement, whole: Interval, unit: str) -> _Mend | None:
    """The part whose own parts make another sum, with which the total would be right: the mistake is in that part."""
    known = index(subject.budget).by_amount
    for place, part in enumerate(statement.parts[:_NEAR]):
        own = known.get(id(part.amount))
        if own is None or not own.complete or own.missing:
            continue
        sums = [stands(each.amount, unit_beside(own)) for each in own.parts]
        total = Interval.total(each for each in sums if each is not None)
        others = [stands(each.amount, unit) for each in (*statement.parts[:place], *statement.parts[place + 1 :])]
        if Interval.total([total, *(each for each in others if each is not None)]).meets(whole):
            return _Mend(part, printed(middle(total), part.amount))
    return None


def _unit_slip(statement: Statement, whole: Interval, unit: str) -> _Mend | None:
    """The one amount that makes the sum if its unit is another one: 1,346.20元, meant as 1,346.20万元."""
    amounts: Sequence[Amount] = [part.amount for part in statement.parts]
    for place, amount in enumerate(amounts):
        for other in _UNITS:
            if not amount.yuan or other == amount.unit:
                continue
            read = priced(amount, MONEY_UNITS[other])
            tried = [stands(read if i == place else each, unit) for i, each in enumerate(amounts)]
            if Interval.total(each for each in tried if each is not None).meets(whole):
                number = amount.text.removesuffix(amount.unit).strip()
                return _Mend(statement.parts[place], f"{number}{other}")
    return None


def _printed_elsewhere(subject: Subject, statement: Statement, difference: Decimal) -> str:
    """The name of another amount of the paragraph that equals the gap, for instance the money carried over."""
    for other in siblings(subject.budget, statement.paragraph):
        if other.amount is not statement.amount and other.amount.yuan and abs(other.amount.yuan) == difference:
            return f"{other.subject} {other.amount.text}"
    return ""
