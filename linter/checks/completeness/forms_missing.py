"""CMP011. Project expenditure in the tables, and no performance form in the document nor a word about where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.bilingual import Bilingual
from linter.budget.model import Budget, BudgetTable, Figure
from linter.checks.shared.narrative import FINAL_ACCOUNTS
from linter.checks.shared.texts import texts
from linter.checks.shared.wordlists import alternation
from linter.packs.hits import Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Resources, check

_TABLE = "表"
_TITLE = 60
_NOT_RECOGNISED = Bilingual("有绩效目标表标题，但未能识别表格", "a form is announced but was not recognised")


@dataclass(frozen=True, slots=True)
class Params:
    forms: tuple[str, ...] = field(metadata={"doc": "绩效目标表的叫法 / how performance forms are called"})
    elsewhere: tuple[str, ...] = field(metadata={"doc": "说明另有去处的词 / words that say where the forms are"})


@dataclass(frozen=True, slots=True)
class _Words:
    """How forms are called, and what says in one sentence with it that they are elsewhere."""

    forms: tuple[str, ...]
    elsewhere: re.Pattern[str]


def _words(params: Params, resources: Resources) -> _Words:
    form, place = f"(?:{alternation(params.forms)})", f"(?:{alternation(params.elsewhere)})"
    return _Words(params.forms, re.compile(f"{form}[^。]{{0,40}}{place}|{place}[^。]{{0,40}}{form}"))


@check("forms-missing", on=DOCUMENT, says={"table", "amount"}, params=Params, prepare=_words)
def forms_missing(budget: Budget, words: _Words, subject: Subject) -> Iterator[Outcome]:
    if budget.projects or budget.unit_forms or budget.activities or budget.kind == FINAL_ACCOUNTS:
        return
    spent = next(((table, figure) for table in budget.tables if (figure := _project_amount(table)) is not None), None)
    if spent is None:
        return
    for text in texts(budget):
        if words.elsewhere.search(text.text):
            return
        if _announces(text.text.strip(), words):
            yield Unsettled(text.place(), _NOT_RECOGNISED)
            return
    table, figure = spent
    amount = figure.text.strip()
    yield Hit(
        location=figure.location,
        fields={"table": table.title, "amount": amount},
        excerpt=f"{table.title} │ {amount}",
        key="forms-missing",
    )


def _project_amount(table: BudgetTable) -> Figure | None:
    """The first amount above zero in the table's column of project expenditure, the total first."""
    columns = [column.index for column in table.columns if column.role == "project"]
    rows = sorted(table.rows, key=lambda row: row.kind != "total")
    figures = (row.figures.get(index) for row in rows for index in columns)
    return next((figure for figure in figures if figure is not None and figure.yuan), None)


def _announces(text: str, words: _Words) -> bool:
    """Whether a text is the title of a form. A heading 绩效目标 without 表 heads sentences as well."""
    return len(text) < _TITLE and text.endswith(_TABLE) and any(word in text for word in words.forms)
