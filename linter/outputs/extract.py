"""The budget model as JSON (`budgetlint extract`): amounts in yuan as decimal strings, the printed text beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from linter.budget.model import (
    Activity,
    Amount,
    Budget,
    BudgetTable,
    Comparison,
    Figure,
    Goal,
    Indicator,
    OtherField,
    Project,
    Statement,
    UnitForm,
)
from linter.findings import DocumentEntry
from linter.outputs.json_ import SCHEMA_VERSION, location
from linter.values import Value

ValueAsJson = Callable[[Value], Mapping[str, Any]]


def as_json(
    documents: Iterable[tuple[DocumentEntry, Budget | None]], value: ValueAsJson, lang: str = "zh"
) -> dict[str, Any]:
    """The documents as one JSON object. `value` gives the JSON of a parsed target value; reasons are told in `lang`."""
    return {"schema_version": SCHEMA_VERSION, "documents": [_document(*each, value, lang) for each in documents]}


def _document(entry: DocumentEntry, budget: Budget | None, value: ValueAsJson, lang: str) -> dict[str, Any]:
    head = {"path": entry.path, "unit": entry.unit, "fiscal_year": entry.fiscal_year, "kind": entry.kind}
    if budget is None:
        why = {"location": None, "why": entry.error or entry.status}
        names = ("projects", "unit_forms", "tables", "activities", "statements")
        return {**head, **{name: [] for name in names}, "unrecognised": [why]}
    return {
        **head,
        "projects": [_project(project, value) for project in budget.projects],
        "unit_forms": [_unit_form(form, value) for form in budget.unit_forms],
        "tables": [_table(table) for table in budget.tables],
        "activities": [_activity(activity, value) for activity in budget.activities],
        "statements": [_statement(statement) for statement in budget.statements],
        "unrecognised": [
            {"location": location(each.location), "why": each.why.get(lang)} for each in budget.unrecognised
        ],
    }


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _figure(figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return {"amount": None, "text": None, "unit": None}
    return {"amount": _decimal(figure.yuan), "text": figure.text, "unit": figure.unit}


def _others(fields: Iterable[OtherField]) -> list[dict[str, str]]:
    return [{"label": each.label, "value": each.value} for each in fields]


def _goals(goals: Iterable[Goal]) -> list[str]:
    return [goal.text for goal in goals]


def _project(project: Project, value: ValueAsJson) -> dict[str, Any]:
    budget = _figure(project.budget)
    plan = project.plan
    return {
        "code": project.code,
        "name": project.name,
        "title": project.title,
        "unit": project.unit,
        "year": project.year,
        "budget": budget["amount"],
        "budget_text": budget["text"],
        "budget_unit": budget["unit"],
        "sources": [
            {"label": source.label, **_figure(source.figure), "within": source.within or None}
            for source in project.sources
        ],
        "purpose": project.purpose,
        "plan": None
        if plan is None
        else [{"head": point.head, "text": point.text, "percent": _decimal(point.percent)} for point in plan],
        "goals": _goals(project.goals),
        "indicators": [_indicator(indicator, value) for indicator in project.indicators],
        "other_fields": _others(project.others),
        "layout": project.layout,
        "location": location(project.location),
    }


def _indicator(indicator: Indicator, value: ValueAsJson) -> dict[str, Any]:
    return {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "description": indicator.description,
        "value": indicator.value,
        "parsed": value(indicator.parsed),
        "basis": indicator.basis,
        "weight": _decimal(indicator.weight),
        "multi_year": indicator.multi_year,
        "location": location(indicator.location),
    }


def _unit_form(form: UnitForm, value: ValueAsJson) -> dict[str, Any]:
    return {
        "name": form.name,
        "title": form.title,
        "unit": form.unit,
        "year": form.year,
        "goals": _goals(form.goals),
        "funding": [{"role": role, **_figure(figure)} for role, figure in form.funding.items()],
        "indicators": [_indicator(indicator, value) for indicator in form.indicators],
        "other_fields": _others(form.others),
        "layout": form.layout,
        "location": location(form.location),
    }


def _table(table: BudgetTable) -> dict[str, Any]:
    """A table. `amounts` and `texts` of a row stand in the order of `columns`; a blank or no amount is null."""
    columns = table.columns
    return {
        "kind": table.kind,
        "title": table.title,
        "currency_unit": table.currency_unit,
        "fiscal_year": table.year,
        "unit": table.unit,
        "columns": [
            {"label": column.label, "heads": list(column.heads), "role": column.role, "unit": column.unit or None}
            for column in columns
        ],
        "rows": [
            {
                "code": row.code,
                "name": row.name,
                "kind": row.kind,
                "side": row.side or None,
                "amounts": [_figure(row.figures.get(column.index))["amount"] for column in columns],
                "texts": [_figure(row.figures.get(column.index))["text"] for column in columns],
                "location": location(row.location),
            }
            for row in table.rows
        ],
        "note": table.note,
        "location": location(table.location),
    }


def _activity(activity: Activity, value: ValueAsJson) -> dict[str, Any]:
    return {
        "code": activity.code,
        "name": activity.name,
        "goal": activity.goal,
        "indicator": activity.indicator,
        "description": activity.description,
        "bands": [{"grade": band.grade, "text": band.text, "parsed": value(band.parsed)} for band in activity.bands],
        "location": location(activity.location),
    }


def _amount(amount: Amount | None) -> dict[str, Any] | None:
    if amount is None:
        return None
    return {
        "amount": _decimal(amount.yuan),
        "text": amount.text,
        "number": _decimal(amount.number),
        "unit": amount.unit,
    }


def _comparison(comparison: Comparison | None) -> dict[str, Any] | None:
    if comparison is None:
        return None
    return {
        "base_year": comparison.base_year,
        "base": _amount(comparison.base),
        "direction": comparison.direction,
        "difference": _amount(comparison.difference),
        "rate": _decimal(comparison.rate),
        "reason": comparison.reason,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    share = statement.share
    return {
        "subject": statement.subject,
        "topic": statement.topic or None,
        "year": statement.year,
        "amount": _decimal(statement.amount.yuan),
        "text": statement.amount.text,
        "number": _decimal(statement.amount.number),
        "unit": statement.amount.unit,
        "parts": [{"label": part.label, **(_amount(part.amount) or {})} for part in statement.parts],
        "complete": statement.complete,
        "comparison": _comparison(statement.comparison),
        "share": None if share is None else {"percent": _decimal(share.percent), "of": share.of},
        "calculations": [
            {"text": each.text, "computed": _decimal(each.computed), "result": _amount(each.result)}
            for each in statement.calculations
        ],
        "location": location(statement.location),
    }
