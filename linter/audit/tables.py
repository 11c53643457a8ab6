"""The data of an audit as flat tables: a row a document, finding, gap, project, indicator or amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linter.audit.items import Item

Row = Sequence[Any]
TEXT, WHOLE, DECIMAL = "text", "whole", "decimal"
"""Types of columns. Decimals are texts of decimal digits: no spreadsheet and no float may change them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name and its columns with their types."""

    name: str
    columns: tuple[tuple[str, str], ...]

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)


def _columns(text: str) -> tuple[tuple[str, str], ...]:
    kinds = {"#": WHOLE, "$": DECIMAL}
    return tuple((each.strip("#$"), kinds.get(each[-1], TEXT)) for each in text.split())


_PLACE = "path line# end_line# page# sheet ref"
DOCUMENTS = Table(
    "documents",
    _columns(
        "path unit year# kind format sha256 status verdict error# warning# info# suppressed# unchecked# projects# indicators# "
        "tables# report"
    ),
)
FINDINGS = Table(
    "findings",
    _columns(
        f"code severity confidence unit year# {_PLACE} project indicator field title message excerpt actual expected suggestion "
        "basis fingerprint suppressed report"
    ),
)
UNCHECKED = Table("unchecked", _columns(f"what code unit year# {_PLACE} reason"))
PROJECTS = Table(
    "projects",
    _columns(
        "path document_unit year# number# code name unit budget$ budget_text purpose goals indicators# layout line# page# sheet ref"
    ),
)
INDICATORS = Table(
    "indicators",
    _columns(
        "path document_unit year# form form_number# project_code project level1 level2 name description value comparator low$ high$ "
        "number$ unit dimension basis weight$ line# page# sheet ref"
    ),
)
AMOUNTS = Table(
    "amounts",
    _columns(
        "path document_unit year# table_number# table_kind table_title row_number# row_kind code name column amount$ text"
    ),
)
TABLES = (DOCUMENTS, FINDINGS, UNCHECKED, PROJECTS, INDICATORS)
LARGE = (AMOUNTS,)
"""Tables that are too large for a spreadsheet."""

Json = Mapping[str, Any]


def rows(item: Item, report: Json, model: Json) -> dict[str, Iterator[Row]]:
    """The rows of one document for each table. `report` and `model` are its findings and its budget model as JSON."""
    document = model["documents"][0]
    return {
        "documents": iter((_document(item),)),
        "findings": _findings(item, report),
        "unchecked": _unchecked(item, report),
        "projects": _projects(item, document),
        "indicators": _indicators(item, document),
        "amounts": _amounts(item, document),
    }


def _head(item: Item) -> tuple[Any, ...]:
    return item.entry.unit, item.entry.fiscal_year


def _document(item: Item) -> Row:
    entry = item.entry
    return (
        *(item.shown, *_head(item), entry.kind, entry.format, entry.sha256, entry.status, item.verdict.key),
        *(item.severities[each] for each in ("error", "warning", "info")),
        *(item.suppressed, item.verdict.gaps, entry.projects, entry.indicators, entry.tables, item.page),
    )


def _place(item: Item, place: Json) -> tuple[Any, ...]:
    return item.shown, place["line"], place["end_line"], place["page"], place["sheet"], place["ref"]


def _findings(item: Item, report: Json) -> Iterator[Row]:
    for each in report["findings"]:
        named = (each[name] for name in ("project", "indicator", "field", "title", "message", "excerpt", "actual"))
        yield (
            *(each["code"], each["severity"], each["confidence"], *_head(item), *_place(item, each["location"])),
            *(*named, each["expected"], each["suggestion"], "；".join(each["basis"])),
            *(each["fingerprint"], each["suppressed"], f"{item.page}#f-{each['fingerprint']}"),
        )


def _unchecked(item: Item, report: Json) -> Iterator[Row]:
    for what in ("crashed", "unrecognised", "undecided"):
        for each in report["coverage"][what]:
            yield what, each["code"], *_head(item), *_place(item, each["location"]), each["reason"]


def _short(place: Json) -> tuple[Any, ...]:
    return place["line"], place["page"], place["sheet"], place["ref"]


def _projects(item: Item, document: Json) -> Iterator[Row]:
    for number, each in enumerate(document["projects"], 1):
        yield (
            *(item.shown, *_head(item), number, each["code"], each["name"], each["unit"], each["budget"]),
            *(each["budget_text"], each["purpose"], "\n".join(each["goals"]), len(each["indicators"]), each["layout"]),
            *_short(each["location"]),
        )


def _indicators(item: Item, document: Json) -> Iterator[Row]:
    for kind, forms in (("project", document["projects"]), ("unit", document["unit_forms"])):
        for number, form in enumerate(forms, 1):
            for each in form["indicators"]:
                parsed = each["parsed"]
                named = (each[name] for name in ("level1", "level2", "name", "description", "value"))
                read = (parsed[name] for name in ("comparator", "low", "high", "number", "unit", "dimension"))
                yield (
                    *(
                        item.shown,
                        *_head(item),
                        kind,
                        number,
                        form.get("code"),
                        form["name"],
                        *named,
                        *map(_text, read),
                    ),
                    *(each["basis"], each["weight"], *_short(each["location"])),
                )


def _amounts(item: Item, document: Json) -> Iterator[Row]:
    for number, table in enumerate(document["tables"], 1):
        labels = [column["label"] for column in table["columns"]]
        for at, row in enumerate(table["rows"], 1):
            for label, amount, text in zip(labels, row["amounts"], row["texts"], strict=True):
                if amount is not None:
                    head = (item.shown, *_head(item), number, table["kind"], table["title"], at)
                    yield *head, row["kind"], row["code"], row["name"], label, amount, text


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
