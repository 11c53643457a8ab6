"""SUM012, XRF006, XRF012. Amounts that stand for the whole project, against its budget (预算数)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from linter.budget.amounts import MONEY, Prose, interval, mentions
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Amount, Figure, Indicator, Project
from linter.checks.shared.forms import form_hit
from linter.checks.shared.wordlists import any_of, without_ending
from linter.document import Cell
from linter.language.dates import years_in
from linter.language.folding import fold, unbracketed
from linter.packs.hits import Hit, Subject, indicator_hit
from linter.packs.kinds import PROJECT, Resources, check

_CLAUSE_END = re.compile(r"[，。；,;]")
_BETWEEN = r"[^，。；,;\d]{0,4}$"
_OF_ONE = r"[^，。；、,;（(]{0,6}$"
_OPENED, _CLOSE = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)$"), re.compile(r"[)\]】〕]")


@dataclass(frozen=True, slots=True)
class Params:
    check: Literal["equal", "cost-within", "total-covers"] = field(
        metadata={
            "doc": "equal: amounts in name and goals that stand for the project equal its budget; "
            "cost-within: no total-cost target exceeds it; total-covers: the total over all years is not below it"
        }
    )
    whole_words: tuple[str, ...] = field(
        default=(), metadata={"doc": "words right before an amount by which it stands for the whole project"}
    )
    only_words: tuple[str, ...] = field(
        default=(),
        metadata={"doc": "words right before an amount by which it does so where goals and purpose state no other"},
    )
    partial_words: tuple[str, ...] = field(
        default=(), metadata={"doc": "words in the clause by which an amount is a part, a rate or another year's"}
    )
    cost_names: tuple[str, ...] = field(default=(), metadata={"doc": "endings of the names of a total cost"})
    not_costs: tuple[str, ...] = field(
        default=(), metadata={"doc": "words in a name by which its amount is no cost of the project"}
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What a rule looks for, and how a sentence or a name says that an amount is the whole project's."""

    check: str
    whole: re.Pattern[str]
    only: re.Pattern[str]
    partial: re.Pattern[str]
    cost: tuple[str, ...]
    no_cost: re.Pattern[str]
    name_tails: Sequence[str]
    named: _Named


@dataclass(frozen=True, slots=True)
class _Named:
    """What may stand beside the amount of a project in its name: before it in a bracket (`leads`), behind it (`tails`).
    Behind `each` an amount is that of one person or piece."""

    leads: re.Pattern[str]
    tails: re.Pattern[str]
    each: re.Pattern[str]


def _prepared(params: Params, resources: Resources) -> _Words:
    lexicon = resources.lexicon("figures")
    beside = lexicon["name_amounts"]
    return _Words(
        check=params.check,
        whole=re.compile(any_of(params.whole_words) + _BETWEEN),
        only=re.compile(any_of(params.only_words) + _BETWEEN),
        partial=re.compile(any_of(params.partial_words)),
        cost=params.cost_names,
        no_cost=re.compile(any_of(params.not_costs)),
        name_tails=lexicon["cost_name_tails"],
        named=_Named(
            re.compile(f"{any_of(beside['leads'])}*"),
            re.compile(f"{any_of(beside['tails'])}*"),
            re.compile(any_of(beside["each"]) + _OF_ONE),
        ),
    )


@check("budget-amount", on=PROJECT, says=("amount", "budget", "place", "place_en"), params=Params, prepare=_prepared)
def budget_amount(project: Project, words: _Words, subject: Subject) -> Iterator[Hit]:
    if project.budget is not None:
        budget = _stands(project.budget)
        if budget is not None:
            yield from _LOOKS[words.check](project, project.budget, budget, words)


def _stands(figure: Figure | None) -> Interval | None:
    if figure is None or figure.number is None or figure.unit not in MONEY_UNITS:
        return None
    return Interval.printed(figure.number, figure.decimals, MONEY_UNITS[figure.unit])


def _printed(figure: Figure) -> str:
    return f"{figure.text}{figure.unit}"


# -- equal: the amounts that a project's name and texts state ----------------------------------------------


def _equal(project: Project, budget: Figure, stands: Interval, words: _Words) -> Iterator[Hit]:
    stated = _named(project, words.named)
    if stated is not None and _differs(stated, stands) and not _is_another(project, stated):
        yield _stated_hit(project, budget, stated, ("项目名称", "its name"), project.fields.get("name"))
    for text, amount in _whole_amounts(project, words):
        if _differs(amount, stands):
            place = ("资金用途", "its purpose") if text == project.purpose else ("绩效目标", "its goals")
            yield _stated_hit(project, budget, amount, place, None, excerpt=text, marks=())


def _amounts(text: str) -> list[Amount]:
    return [each.amount for each in mentions(Prose.of(text)) if each.kind == MONEY]


def _named(project: Project, words: _Named) -> Amount | None:
    """The one amount of a name that stands for the project: the name ends with it, but for words like 项目 and 经费, or it
    fills a bracket (路灯电费（12万元）)."""
    amounts = _amounts(project.name)
    if len(amounts) != 1:
        return None
    amount = amounts[0]
    before, behind = fold(project.name[: amount.start]), fold(project.name[amount.end :])
    if words.each.search(before):
        return None
    inside = _OPENED.search(before)
    if inside is not None:
        within, closed, behind = _CLOSE.sub("\n", behind, count=1).partition("\n")
        lead = _without_year(inside.group(1), project.year)
        if not (closed and words.leads.fullmatch(lead) and words.tails.fullmatch(within)):
            return None
    return amount if words.tails.fullmatch(behind) else None


def _without_year(text: str, own: int | None) -> str:
    """A text without the form's own year in front."""
    year = next(years_in(text), None)
    return text[year.end :] if year is not None and year.start == 0 and year.value == own else text


def _is_another(project: Project, amount: Amount) -> bool:
    """Whether a form prints an amount as that of all years, or as one of its sources."""
    others = (project.total_budget, *(source.figure for source in project.sources))
    return any(not _differs(amount, stands) for each in others if (stands := _stands(each)) is not None)


def _whole_amounts(project: Project, words: _Words) -> Iterator[tuple[str, Amount]]:
    """The goals, and the purpose, that state one amount as the whole project's."""
    texts = [*(goal.text for goal in project.goals), project.purpose or ""]
    found = [_amounts(text) for text in texts]
    alone = sum(map(len, found)) == 1
    for text, amounts in zip(texts, found, strict=True):
        whole = [each for each in amounts if _is_whole(text, each, words, alone=alone)]
        if len(whole) == 1:
            yield text, whole[0]


def _is_whole(text: str, amount: Amount, words: _Words, *, alone: bool) -> bool:
    before = text[: amount.start]
    if words.whole.search(before):
        return True
    clause = _CLAUSE_END.split(before)[-1] + text[amount.end :][:2]
    return alone and words.only.search(before) is not None and not words.partial.search(clause)


def _differs(amount: Amount, budget: Interval) -> bool:
    stated = interval(amount)
    return stated is not None and not stated.meets(budget)


def _stated_hit(
    project: Project, budget: Figure, amount: Amount, place: tuple[str, str], cell: Cell | None, **more: object
) -> Hit:
    return form_hit(
        project,
        cell,
        actual=amount.text,
        expected=_printed(budget),
        fields={"amount": amount.text, "budget": _printed(budget), "place": place[0], "place_en": place[1]},
        key=f"{project.name}|{amount.text}",
        **more,
    )


# -- cost-within: the targets that limit the whole cost -----------------------------------------------------


def _cost_within(project: Project, budget: Figure, stands: Interval, words: _Words) -> Iterator[Hit]:
    total = _stands(project.total_budget)
    most = stands.high if total is None else max(stands.high, total.high)
    for indicator in project.indicators:
        value = indicator.parsed
        if value.dimension != "money" or value.number is None or not _is_whole_cost(indicator, words):
            continue
        bound = value.low if value.comparator in ("≥", ">") or value.high is None else value.high
        if bound is not None and bound > most:
            yield indicator_hit(
                indicator,
                "value",
                expected=_printed(budget),
                fields={"amount": indicator.value, "budget": _printed(budget)},
            )


def _is_whole_cost(indicator: Indicator, words: _Words) -> bool:
    if indicator.multi_year or indicator.group not in ("cost", "output"):
        return False
    if indicator.category not in ("cost", "economic_cost"):
        return False
    name = without_ending(unbracketed(fold(indicator.name)), words.name_tails)
    return name.endswith(words.cost) and not words.no_cost.search(name)


# -- total-covers: the amount of all years -------------------------------------------------------------------


def _total_covers(project: Project, budget: Figure, stands: Interval, words: _Words) -> Iterator[Hit]:
    total = project.total_budget
    whole = _stands(total)
    if total is not None and whole is not None and whole.high < stands.low:
        yield form_hit(
            project,
            total.cell,
            actual=total.text,
            expected=budget.text,
            fields={"amount": total.text, "budget": _printed(budget)},
        )


_LOOKS: Mapping[str, Callable[[Project, Figure, Interval, _Words], Iterator[Hit]]] = {
    "equal": _equal,
    "cost-within": _cost_within,
    "total-covers": _total_covers,
}
