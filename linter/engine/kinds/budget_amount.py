"""Amounts that stand for the whole project, against its budget (预算数)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from linter.budget.amounts import MONEY, Prose, interval, mentions
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Amount, Figure, Project
from linter.document import Cell
from linter.engine.forms import form_hit
from linter.engine.hits import Check, Hit, Outcome, Subject, indicator_hit
from linter.engine.kinds.base import PROJECT, Kind, Resources


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
    cost_names: tuple[str, ...] = field(default=(), metadata={"doc": "names of a total cost"})


def build(params: Params, resources: Resources) -> Check:
    whole = re.compile(f"(?:{'|'.join(map(re.escape, params.whole_words)) or '(?!)'})[^，。；,;\\d]{{0,4}}$")
    costs = re.compile("|".join(map(re.escape, params.cost_names)) or "(?!)")

    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        budget = _figure_interval(project.budget)
        if budget is None or project.budget is None:
            return
        if params.check == "equal":
            yield from _named(project, budget)
            yield from _goals(project, budget, whole)
        elif params.check == "cost-within":
            yield from _costs(project, budget, costs)
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


def _goals(project: Project, budget: Interval, whole: re.Pattern[str]) -> Iterator[Hit]:
    for goal in project.goals:
        stated = [each for each in _amounts(goal.text) if whole.search(goal.text[: each.start])]
        if len(stated) != 1:
            continue
        stands = interval(stated[0])
        if stands is not None and not stands.meets(budget):
            yield _hit(project, None, stated[0], "绩效目标", "its goals", goal.text)


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


def _costs(project: Project, budget: Interval, costs: re.Pattern[str]) -> Iterator[Hit]:
    assert project.budget is not None
    for indicator in project.indicators:
        value = indicator.parsed
        if value.dimension != "money" or value.number is None or indicator.group not in ("cost", "output"):
            continue
        if indicator.category not in ("cost", "economic_cost") or not costs.search(indicator.name):
            continue
        bound = value.low if value.comparator in ("≥", ">") else value.high if value.high is not None else value.low
        if bound is not None and bound > budget.high:
            yield indicator_hit(
                indicator,
                "value",
                expected=_printed(project.budget),
                fields={"amount": indicator.value, "budget": _printed(project.budget)},
            )


KIND = Kind("budget-amount", frozenset({PROJECT}), Params, build, frozenset({"amount", "budget", "place", "place_en"}))
