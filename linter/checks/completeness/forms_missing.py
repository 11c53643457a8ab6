"""Project expenditure in the tables, and no performance form in the document nor a word about where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import BudgetTable, Figure
from linter.checks.shared.narrative import FINAL_ACCOUNTS
from linter.checks.shared.texts import texts
from linter.packs.hits import Check, Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    forms: tuple[str, ...] = field(metadata={"doc": "绩效目标表的叫法 / how performance forms are called"})
    elsewhere: tuple[str, ...] = field(metadata={"doc": "说明另有去处的词 / words that say where the forms are"})


def build(params: Params, resources: Resources) -> Check:
    return lambda subject: _check(subject, params)


def _check(subject: Subject, params: Params) -> Iterator[Outcome]:
    budget = subject.budget
    if budget.projects or budget.unit_forms or budget.activities or budget.kind == FINAL_ACCOUNTS:
        return
    spent = next(((table, figure) for table in budget.tables if (figure := _project_amount(table)) is not None), None)
    if spent is None:
        return
    table, figure = spent
    near = re.compile(
        rf"(?:{'|'.join(params.forms)})[^。]{{0,40}}(?:{'|'.join(params.elsewhere)})"
        rf"|(?:{'|'.join(params.elsewhere)})[^。]{{0,40}}(?:{'|'.join(params.forms)})"
    )
    titles = re.compile(rf"(?:{'|'.join(params.forms)})表?$")
    for text in texts(budget):
        if near.search(text.text):
            return
        if titles.search(text.text.strip()) and len(text.text) < 60:
            yield Unsettled(
                text.place(), "有绩效目标表标题，但未能识别表格 / a form is announced but was not recognised"
            )
            return
    yield Hit(
        location=figure.location,
        fields={"table": table.title, "amount": figure.text.strip()},
        excerpt=f"{table.title} │ {figure.text.strip()}",
        key="forms-missing",
    )


def _project_amount(table: BudgetTable) -> Figure | None:
    """The first amount above zero in the table's column of project expenditure, the total first."""
    columns = [column.index for column in table.columns if column.role == "project"]
    rows = sorted(table.rows, key=lambda row: row.kind != "total")
    for row in rows:
        for index in columns:
            figure = row.figures.get(index)
            if figure is not None and figure.yuan:
                return figure
    return None


KIND = Kind(
    name="forms-missing",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"table", "amount"}),
)
