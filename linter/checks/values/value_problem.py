"""VAL002, VAL004, VAL005, VAL006, VAL012, VAL016, VAL017, VAL018, VAL019, VAL020, VAL021, VAL024, VAL027.
A defect that the writing of a target value shows by itself (linter.values finds it; the rule says which one counts)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator
from linter.checks.shared.measures import ALL_OF_IT, Measures, fits, is_full, is_share, measures
from linter.checks.shared.value_mends import value_hit
from linter.checks.shared.wordlists import any_word
from linter.language.comparators import CEILINGS, FLOORS
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import INDICATOR, Resources, check
from linter.values import Problem, parse

_MONEY = ("cost", "economic_cost", "social_cost", "ecological_cost", "economic")


@dataclass(frozen=True, slots=True)
class Params:
    problem: str = field(metadata={"doc": "code of the problem in the value's own analysis (VAL002, VAL005 …)"})
    bare_zero: bool = field(default=True, metadata={"doc": "whether a bare 0 counts too"})
    except_types: tuple[str, ...] = field(
        default=(), metadata={"doc": "types of measure that are exempt (index, multiple …)"}
    )
    money_only: bool = field(
        default=False, metadata={"doc": "only in rows whose category or name has to do with money"}
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What counts, and what tells the type of a name and that it has to do with money."""

    params: Params
    names: Measures
    money: re.Pattern[str]


def _wanted(params: Params, resources: Resources) -> _Wanted:
    return _Wanted(params, measures(resources), any_word(resources.lexicon("categories")["sense"]["money"]))


@check("value-problem", on=INDICATOR, says={"detail", "suggestion"}, params=Params, prepare=_wanted)
def value_problem(indicator: Indicator, wanted: _Wanted, subject: Subject) -> Iterator[Outcome]:
    problem = indicator.parsed.problem(wanted.params.problem)
    if problem is None or _exempt(indicator, wanted):
        return
    mend = _mend(indicator, problem, wanted.names)
    yield value_hit(
        indicator,
        mend,
        _span(indicator, problem),
        part=_part(indicator, problem),
        fields={"detail": problem.detail or indicator.value, "suggestion": mend or ""},
    )


def _mend(indicator: Indicator, problem: Problem, names: Measures) -> str | None:
    """The value that is meant. Where that would be the next mistake by the indicator's name there is none."""
    if problem.suggestion is None or problem.code != "VAL002":
        return problem.suggestion
    value, measure = parse(problem.suggestion), names.of(indicator.name)
    if is_full(value, measure) and not measure.growth:
        return ALL_OF_IT if is_share(measure) else None
    wrong_way = value.comparator in (
        FLOORS if measure.better == "low" else CEILINGS if measure.better == "high" else ()
    )
    return problem.suggestion if fits(measure, value.printed_unit or value.unit) and not wrong_way else None


def _part(indicator: Indicator, problem: Problem) -> str:
    """The column in which a value's defect stands."""
    unit = indicator.cells.get("unit")
    return "unit" if unit is not None and not unit.blank and unit.text.strip() == problem.detail else "value"


def _exempt(indicator: Indicator, wanted: _Wanted) -> bool:
    params = wanted.params
    if indicator.parsed.number == 0 and not params.bare_zero:
        return True
    if params.except_types and wanted.names.of(indicator.name).type in params.except_types:
        return True
    return params.money_only and indicator.category not in _MONEY and not wanted.money.search(indicator.name)


def _span(indicator: Indicator, problem: Problem) -> tuple[int, int] | None:
    """Where the cell prints what is wrong; None (all of it) where the value was put together from several cells."""
    cell = indicator.cells.get("value")
    if cell is None or indicator.parsed.text.strip() != cell.text.strip():
        return None
    lead = len(cell.text) - len(cell.text.lstrip())
    return problem.start + lead, problem.end + lead
