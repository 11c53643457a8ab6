"""SUM007. A stated increase or decrease is not the difference of the two years' figures, or not the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from linter.budget.intervals import Interval
from linter.budget.model import Amount, Budget, Comparison, Part, Statement
from linter.checks.shared.narrative import called, index, middle, paragraph_hit, printed, stands, unless_otherwise
from linter.checks.shared.once import OncePerBudget
from linter.checks.shared.years import NO_YEAR
from linter.packs.hits import Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import STATEMENT, check

_SIGNS = {"increase": 1, "decrease": -1}


@check("change-amount", on=STATEMENT, says={"subject", "stated", "computed", "formula", "correction"})
def change_amount(statement: Statement, subject: Subject) -> Iterator[Outcome]:
    comparison = statement.comparison
    difference = stands(comparison.difference) if comparison is not None else None
    if comparison is None or comparison.difference is None or difference is None:
        return
    stated, budget = abs(difference), subject.budget
    if statement.change and statement.parts:
        yield from _against_parts(budget, statement, comparison.difference, stated)
    elif statement.change:
        yield from _against_years(budget, statement, comparison, stated)
    else:
        yield from unless_otherwise(statement, lambda each: _against_base(each, comparison, stated))
        yield from _against_changes_of_parts(budget, statement, comparison, stated)


def _hit(statement: Statement, difference: Amount, computed: str, why: str, correction: str = "") -> Hit:
    return paragraph_hit(
        statement.paragraph,
        difference.start,
        difference.end,
        expected=computed,
        key=f"{statement.subject}|{difference.text}",
        fields={
            "subject": called(statement),
            "stated": difference.text,
            "computed": computed,
            "formula": why,
            "correction": correction,
        },
    )


def _against_base(statement: Statement, comparison: Comparison, stated: Interval) -> Iterator[Hit]:
    now, base = stands(statement.amount), stands(comparison.base)
    if now is None or base is None or comparison.base is None or comparison.difference is None:
        return
    if not abs(now - base).meets(stated):
        computed = printed(abs(middle(now - base)), comparison.difference)
        yield _hit(statement, comparison.difference, computed, f"{statement.amount.text} − {comparison.base.text}")


def _signed_sum(parts: tuple[Part, ...], direction: str) -> Interval | None:
    total = Interval.exact(Decimal(0))
    for part in parts:
        amount = stands(part.amount)
        if amount is None:
            return None
        total = total + amount if part.direction == direction else total - amount
    return total


def _against_parts(budget: Budget, statement: Statement, difference: Amount, stated: Interval) -> Iterator[Hit]:
    total = _signed_sum(statement.parts, statement.change) if statement.complete else None
    if total is None or total.meets(stated):
        return
    yield _hit(
        statement,
        difference,
        printed(middle(total), difference),
        " + ".join(f"{part.label.strip()}{part.amount.text}" for part in statement.parts),
        _wrong_part(budget, statement, statement.parts),
    )


def _wrong_part(budget: Budget, statement: Statement, parts: tuple[Part, ...]) -> str:
    """The part whose own two years' figures, found elsewhere in the text, give another change."""
    base_year = statement.comparison.base_year if statement.comparison else None
    for part in parts:
        found = _from_years(budget, part.topic, statement.year, base_year)
        own = stands(part.amount)
        if found is not None and own is not None and not abs(found).meets(own):
            return f"{part.label.strip()} {part.amount.text} → {printed(abs(middle(found)), part.amount)}"
    return ""


def _from_years(budget: Budget, topic: str, year: int | None, base_year: int | None) -> Interval | None:
    """The change of a topic from one year to another by the figures of the narrative; None unless each is stated once."""
    if not topic or year is None or base_year is None:
        return None
    now, base = (_stated_once(budget, topic, each) for each in (year, base_year))
    return None if now is None or base is None else now - base


def _stated_once(budget: Budget, topic: str, year: int) -> Interval | None:
    found = _figures(budget).get((topic, year), {})
    return stands(next(iter(found.values()))) if len(found) == 1 else None


@OncePerBudget
def _figures(budget: Budget) -> Mapping[tuple[str, int], Mapping[Decimal, Amount]]:
    """The amounts, by their yuan, that the narrative states of a topic in a year."""
    found: dict[tuple[str, int], dict[Decimal, Amount]] = {}
    for each in budget.statements:
        if each.topic and each.year is not None and not each.change and each.amount.yuan is not None:
            found.setdefault((each.topic, each.year), {})[each.amount.yuan] = each.amount
    return found


def _against_years(budget: Budget, statement: Statement, comparison: Comparison, stated: Interval) -> Iterator[Outcome]:
    """A change named without its amount (项目支出增加10万元), against the figures of both years elsewhere in the text."""
    assert comparison.difference is not None
    if id(statement.amount) in _parts_of_wrong_changes(budget):
        return
    base = stands(comparison.base)
    if base is not None:
        return
    found = _from_years(budget, statement.topic, statement.year, comparison.base_year)
    if found is not None and not abs(found).meets(stated):
        computed = printed(abs(middle(found)), comparison.difference)
        yield _hit(statement, comparison.difference, computed, f"{statement.year} − {comparison.base_year}")
    elif None in (statement.year, comparison.base_year) and budget.fiscal_year is None and _dated(budget, statement):
        yield Unsettled(statement.location, NO_YEAR)


def _dated(budget: Budget, statement: Statement) -> bool:
    """Whether the text has figures of two years of what changed (比上年增加); without the document's year nobody knows which."""
    return sum(topic == statement.topic for topic, _ in _figures(budget)) > 1


@OncePerBudget
def _parts_of_wrong_changes(budget: Budget) -> frozenset[int]:
    """The amounts (by id) of parts of a change that does not add up and is reported there."""
    wrong: set[int] = set()
    for each in budget.statements:
        total = _signed_sum(each.parts, each.change) if each.change and each.complete else None
        stated = stands(each.amount)
        if total is not None and stated is not None and not total.meets(stated):
            wrong.update(id(part.amount) for part in each.parts)
    return frozenset(wrong)


def _against_changes_of_parts(
    budget: Budget, statement: Statement, comparison: Comparison, stated: Interval
) -> Iterator[Hit]:
    """三公经费减少2万元，其中：公务接待费1万元，比上年减少1万元……: the parts' changes make the total's."""
    sign = _SIGNS.get(comparison.direction)
    if sign is None or not statement.complete or comparison.difference is None:
        return
    total, formula = Interval.exact(Decimal(0)), []
    for part in statement.parts:
        own = index(budget).by_amount.get(id(part.amount))
        change = own.comparison if own else None
        if change is None or change.base_year != comparison.base_year:
            return
        if change.direction == "level" and change.difference is None:
            continue
        moved = _moved(change, sign)
        if moved is None or change.difference is None:
            return
        total = total + moved
        formula.append(f"{part.label.strip()}{'+' if change.direction == 'increase' else '−'}{change.difference.text}")
    if formula and not total.meets(stated):
        yield _hit(statement, comparison.difference, printed(middle(total), comparison.difference), "，".join(formula))


def _moved(change: Comparison, sign: int) -> Interval | None:
    """What a part's change adds to one of that sign; None where its amount or its direction is not known."""
    amount, own = stands(change.difference), _SIGNS.get(change.direction)
    if amount is None or own is None:
        return None
    return amount if own == sign else -amount
