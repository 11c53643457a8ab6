"""Amounts that stand for the whole project, against its budget (预算数)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from linter.budget.amounts import MONEY, Prose, interval, mentions
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Amount, Figure, Project
from linter.checks.shared.forms import form_hit
from linter.document import Cell
from linter.language.folding import fold, unbracketed
from linter.packs.hits import Check, Hit, Outcome, Subject, indicator_hit
from linter.packs.kinds import PROJECT, Kind, Resources

_TAIL = re.compile(r"(?:指标|情况|控制|控制数|控制额)$")


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


def build(params: Params, resources: Resources) -> Check:
    stands = _Stands(
        re.compile(f"{_any(params.whole_words)}[^，。；,;\\d]{{0,4}}$"),
        re.compile(f"{_any(params.only_words)}[^，。；,;\\d]{{0,4}}$"),
        re.compile(_any(params.partial_words)),
    )
    costs, not_costs = re.compile(f"{_any(params.cost_names)}$"), re.compile(_any(params.not_costs))

    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        budget = _figure_interval(project.budget)
        if budget is None or project.budget is None:
            return
        if params.check == "equal":
            yield from _named(project, budget)
            yield from _stated(project, budget, stands)
        elif params.check == "cost-within":
            yield from _costs(project, budget, costs, not_costs)
        elif (total := _figure_interval(project.total_budget)) is not None and total.high < budget.low:
            assert project.total_budget is not None
            yield form_hit(
                project,
                project.total_budget.cell,
                actual=project.total_budget.text,
                expected=project.budget.text,
                fields={"amount": project.total_budget.text, "budget": _printed(project.budget)},
            )

    return check


def _figure_interval(figure: Figure | None) -> Interval | None:
    if figure is None or figure.number is None or figure.unit not in MONEY_UNITS:
        return None
    return Interval.printed(figure.number, figure.decimals, MONEY_UNITS[figure.unit])


def _printed(figure: Figure) -> str:
    return f"{figure.text}{figure.unit}"


def _amounts(text: str) -> list[Amount]:
    return [each.amount for each in mentions(Prose.of(text)) if each.kind == MONEY]


def _named(project: Project, budget: Interval) -> Iterator[Hit]:
    """A name that ends with one amount gives the project's budget."""
    amounts = _amounts(project.name)
    if len(amounts) != 1 or not project.name.rstrip().endswith(amounts[0].text):
        return
    stands = interval(amounts[0])
    if stands is not None and not stands.meets(budget):
        yield _hit(project, project.fields.get("name"), amounts[0], "项目名称", "its name")


@dataclass(frozen=True, slots=True)
class _Stands:
    """How a sentence says that an amount is the whole project's."""

    whole: re.Pattern[str]
    only: re.Pattern[str]
    partial: re.Pattern[str]


def _stated(project: Project, budget: Interval, stands: _Stands) -> Iterator[Hit]:
    texts = [*(goal.text for goal in project.goals), project.purpose or ""]
    found = [_amounts(text) for text in texts]
    alone = sum(map(len, found)) == 1
    for text, amounts in zip(texts, found, strict=True):
        stated = [each for each in amounts if _is_whole(text, each, stands, alone=alone)]
        if len(stated) != 1:
            continue
        amount = interval(stated[0])
        if amount is not None and not amount.meets(budget):
            if text == project.purpose:
                yield _hit(project, None, stated[0], "资金用途", "its purpose", text)
            else:
                yield _hit(project, None, stated[0], "绩效目标", "its goals", text)


def _is_whole(text: str, amount: Amount, stands: _Stands, *, alone: bool) -> bool:
    before = text[: amount.start]
    if stands.whole.search(before):
        return True
    clause = re.split(r"[，。；,;]", before)[-1] + text[amount.end :][:2]
    return alone and stands.only.search(before) is not None and not stands.partial.search(clause)


def _hit(project: Project, cell: Cell | None, amount: Amount, place: str, place_en: str, text: str = "") -> Hit:
    assert project.budget is not None
    more: dict[str, object] = {"excerpt": text, "marks": ()} if text else {}
    return form_hit(
        project,
        cell,
        actual=amount.text,
        expected=_printed(project.budget),
        fields={"amount": amount.text, "budget": _printed(project.budget), "place": place, "place_en": place_en},
        key=f"{project.name}|{amount.text}",
        **more,
    )


def _costs(project: Project, budget: Interval, costs: re.Pattern[str], not_costs: re.Pattern[str]) -> Iterator[Hit]:
    assert project.budget is not None
    total = _figure_interval(project.total_budget)
    most = budget.high if total is None else max(budget.high, total.high)
    for indicator in project.indicators:
        value = indicator.parsed
        if value.dimension != "money" or value.number is None or indicator.group not in ("cost", "output"):
            continue
        name = _TAIL.sub("", unbracketed(fold(indicator.name)))
        if (
            indicator.multi_year
            or indicator.category not in ("cost", "economic_cost")
            or not costs.search(name)
            or not_costs.search(name)
        ):
            continue
        bound = value.low if value.comparator in ("≥", ">") else value.high if value.high is not None else value.low
        if bound is not None and bound > most:
            yield indicator_hit(
                indicator,
                "value",
                expected=_printed(project.budget),
                fields={"amount": indicator.value, "budget": _printed(project.budget)},
            )


def _any(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(re.escape, words)) or '(?!)'})"


KIND = Kind("budget-amount", frozenset({PROJECT}), Params, build, frozenset({"amount", "budget", "place", "place_en"}))
