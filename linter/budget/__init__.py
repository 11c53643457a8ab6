"""The budget model, and the recognisers that find it in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.bilingual import Bilingual
from linter.budget.model import Budget, BudgetTable, Project, UnitForm, Unrecognised
from linter.document import Document, Location, Table


def understand(document: Document, *, year: int | None = None, kind: str | None = None) -> Budget:
    """Everything that the recognisers make of a document. `year` and `kind` force what is otherwise detected."""
    from linter.budget.forms.activities import find_activities
    from linter.budget.forms.finder import find_forms
    from linter.budget.forms.glued import glued_forms
    from linter.budget.identity import identify
    from linter.budget.narrative.statements import find_statements
    from linter.budget.tables.finder import find_tables

    found = find_forms(document)
    numbers = {id(table): number for number, table in enumerate(document.tables)}
    taken = set(found.rows)

    def claimed(table: Table, row: int) -> bool:
        return (numbers[id(table)], row) in taken

    activities, activity_rows = find_activities(document, claimed)
    taken |= activity_rows
    tables, unread = find_tables(document, claimed)
    narrative = tuple(each for number, each in enumerate(document.paragraphs) if number not in found.paragraphs)
    projects = tuple(form for form in found.forms if isinstance(form, Project))
    own = identify(document, narrative, tables, found.forms, claimed)
    fiscal_year = year or own.year
    return Budget(
        document=document,
        unit=own.unit,
        fiscal_year=fiscal_year,
        kind=kind or own.kind,
        projects=projects,
        unit_forms=tuple(form for form in found.forms if isinstance(form, UnitForm)),
        tables=tuple(tables),
        activities=tuple(activities),
        statements=find_statements(narrative, fiscal_year),
        narrative=narrative,
        unrecognised=(
            *found.unrecognised,
            *unread,
            *glued_forms(narrative),
            *(Unrecognised(*remark) for remark in document.remarks),
            *_unfilled(document, tables, found.forms),
        ),
    )


def _unfilled(
    document: Document, tables: Sequence[BudgetTable], forms: Sequence[Project | UnitForm]
) -> Iterator[Unrecognised]:
    """Says of a form that somebody still has to fill in that it holds no data: not one amount in its main tables.

    A table that is said to be empty is no template, nor are tables that most units leave empty.
    """
    numbers = [figure.number for table in tables for row in table.rows for figure in row.figures.values()]
    main = any(table.kind in _NEVER_EMPTY and table.note is None for table in tables)
    if main and not forms and not any(numbers):
        yield Unrecognised(Location(document.path), _TEMPLATE)


_NEVER_EMPTY = frozenset({"summary", "income", "expenditure", "grant_summary", "basic_expenditure"})
_TEMPLATE = Bilingual("表格是空白模板，没有填写数据", "the tables are a template that nobody has filled in")
