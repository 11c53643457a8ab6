"""How far a paragraph is read: what is open, and what waits for the next clause."""

from __future__ import annotations

from dataclasses import dataclass, replace

from linter.budget.model import Amount
from linter.budget.narrative import clauses as c
from linter.budget.narrative.clauses import Clause, Compare
from linter.budget.narrative.lexicon import words

UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class At:
    """How far a paragraph is read: the lists that are open (innermost last), the last amount and the one whose subject goes on.

    `expects` is the head that the next amount is a part of in any case, `continued` that of the list that the paragraph
    goes on with. `compare` and `base` wait for the change that they belong to; `change` may still get its rate.
    `since` is where the sentence, or what follows the last amount, begins; `fresh` that a sentence has ended since, `passed`
    that a count was passed over since. `owner` is the amount that a comparison with a base says that it is of, `UNKNOWN` for
    one that the text does not give.
    """

    fiscal_year: int | None
    year: int | None
    contexts: tuple[int, ...] = ()
    last: int | None = None
    main: int | None = None
    change: int | None = None
    base: tuple[int | None, Amount] | None = None
    compare: Compare | None = None
    expects: int | None = None
    continued: int | None = None
    since: int = 0
    fresh: bool = False
    passed: bool = False
    owner: int | None = None


def go_on(at: At, clause: Clause) -> At:
    if clause.stop is not None:
        return replace(
            at, since=clause.stop, compare=clause.compare, fresh=at.fresh or clause.role not in (c.ITEM, c.CHANGE)
        )
    return replace(at, compare=clause.compare or at.compare)


def base_year(at: At, base: str) -> int | None:
    """The year that a comparison names as its base."""
    stated = words().years(base)
    if stated:
        return stated[0]
    if words().last_year.search(base) and at.fiscal_year is not None:
        return (at.year or at.fiscal_year) - 1
    return None


def stated_year(at: At, text: str) -> int | None:
    """The year that the text before an amount states for it."""
    lexicon = words()
    text = lexicon.compare.sub("", text)
    stated = lexicon.years(text)
    if stated:
        return stated[-1]
    if at.fiscal_year is None:
        return None
    if lexicon.last_year.search(text) and lexicon.carried not in text:
        return at.fiscal_year - 1
    return at.fiscal_year if lexicon.this_year.search(text) else None
