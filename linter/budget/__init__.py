"""The budget model, and the recognisers that find it in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from linter.bilingual import Bilingual
from linter.budget.model import Budget, BudgetTable, Project, UnitForm, Unrecognised
from linter.document import Document, Location, Paragraph, Table

if TYPE_CHECKING:
    from linter.budget.forms.words import Layout


def understand(
    document: Document, *, year: int | None = None, kind: str | None = None, layouts: Sequence[Layout] = ()
) -> Budget:
    """Everything that the recognisers make of a document.

    `year` and `kind` force what is otherwise detected; `layouts` are forms' layouts beside the shipped ones.
    """
    from linter.budget.forms.activities import find_activities
    from linter.budget.forms.finder import find_forms
    from linter.budget.forms.glued import glued_forms
    from linter.budget.forms.words import with_layouts
    from linter.budget.identity import identify
    from linter.budget.narrative.statements import find_statements
    from linter.budget.tables.finder import find_tables

    again = partial(understand, year=year, kind=kind, layouts=layouts)
    found = find_forms(document, with_layouts(layouts))
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
    kind = kind or own.kind
    statements = find_statements(narrative, fiscal_year)
    bare = not (tables or found.forms or activities or found.unrecognised or unread) and statements
    return Budget(
        document=document,
        unit=own.unit,
        fiscal_year=fiscal_year,
        kind=kind,
        projects=projects,
        unit_forms=tuple(form for form in found.forms if isinstance(form, UnitForm)),
        tables=tuple(tables),
        activities=tuple(activities),
        statements=statements,
        narrative=narrative,
        unrecognised=(
            *found.unrecognised,
            *unread,
            *glued_forms(narrative),
            *(Unrecognised(*remark) for remark in document.remarks),
            *_unfilled(document, tables, found.forms),
            *(_only_words(narrative, kind) if bare else ()),
        ),
        again=again,
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


def _only_words(narrative: Sequence[Paragraph], kind: str) -> Iterator[Unrecognised]:
    """Says of a budget or account without a table or a form that only its words could be checked."""
    from linter.budget.identity import kind_in

    title = next((each for each in narrative if kind_in(each.text) == kind), narrative[0] if narrative else None)
    if kind and title is not None:
        why = Bilingual(
            f"文件是{kind}，但没有读到预算表，也没有读到绩效目标表，只检查了文字",
            "no table and no performance form was found in this document: only its words were checked",
        )
        yield Unrecognised(title.location, why)


_NEVER_EMPTY = frozenset({"summary", "income", "expenditure", "grant_summary", "basic_expenditure"})
_TEMPLATE = Bilingual("表格是空白模板，没有填写数据", "the tables are a template that nobody has filled in")
