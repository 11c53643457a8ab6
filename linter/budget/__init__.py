"""The budget model, and the recognisers that find it in a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from linter.bilingual import Bilingual
from linter.budget.model import Budget, BudgetTable, Project, UnitForm, Unrecognised
from linter.budget.titles import year_of
from linter.document import Document, Location, Paragraph, Table
from linter.language.folding import fold

_TITLE_LENGTH = 60
_SENTENCE_MARK = re.compile("[。；，]")
_LEAST_NAMED = 2


def understand(document: Document, *, year: int | None = None, kind: str | None = None) -> Budget:
    """Everything that the recognisers make of a document. `year` and `kind` force what is otherwise detected."""
    from linter.budget.forms.activities import find_activities
    from linter.budget.forms.finder import find_forms
    from linter.budget.statements import find_statements
    from linter.budget.tables.finder import find_tables

    found = find_forms(document)
    projects = tuple(form for form in found.forms if isinstance(form, Project))
    unit_forms = tuple(form for form in found.forms if isinstance(form, UnitForm))
    numbers = {id(table): number for number, table in enumerate(document.tables)}

    def claimed(table: Table, row: int) -> bool:
        return (numbers[id(table)], row) in found.rows

    activities, activity_rows = find_activities(document, claimed)
    tables, unread = find_tables(
        document, lambda table, row: claimed(table, row) or (numbers[id(table)], row) in activity_rows
    )
    narrative = tuple(
        paragraph for number, paragraph in enumerate(document.paragraphs) if number not in found.paragraphs
    )
    fiscal_year = year or _fiscal_year(
        [(paragraph.text, 2) for paragraph in narrative if len(paragraph.text) <= _TITLE_LENGTH],
        [table.year for table in tables] + [form.year for form in found.forms],
        [project.name for project in projects],
    )
    units = Counter(form.unit for form in found.forms if form.unit)
    units.update(table.unit for table in tables if table.unit)
    return Budget(
        document=document,
        unit=units.most_common(1)[0][0] if units else None,
        fiscal_year=fiscal_year,
        kind=kind or _kind(narrative, (table.title for table in tables)),
        projects=projects,
        unit_forms=unit_forms,
        tables=tuple(tables),
        activities=tuple(activities),
        statements=find_statements(narrative, fiscal_year),
        narrative=narrative,
        unrecognised=(
            *found.unrecognised,
            *unread,
            *(Unrecognised(*remark) for remark in document.remarks),
            *_unfilled(document, tables, found.forms),
        ),
    )


def _fiscal_year(titles: list[tuple[str, int]], stated: list[int | None], names: list[str]) -> int | None:
    """The year that the titles name (twice the weight), the tables and forms state, or, failing these, most dated project
    names hold: a single name may speak of money carried over from another year. Sentences are asked where no title is dated.
    """
    dated = [
        (found, weight, _SENTENCE_MARK.search(text) is not None)
        for text, weight in titles
        if ("预算" in text or "决算" in text or "绩效" in text) and (found := year_of(text)) is not None
    ]
    titled = any(not sentence for _, _, sentence in dated)
    votes: Counter[int] = Counter()
    for found, weight, sentence in dated:
        if not (titled and sentence):
            votes[found] += weight
    votes.update(each for each in stated if each is not None)
    if votes:
        return votes.most_common(1)[0][0]
    named = Counter(each for name in names if (each := year_of(name)) is not None)
    year, count = named.most_common(1)[0] if named else (None, 0)
    return year if count >= _LEAST_NAMED and 2 * count > named.total() else None


def _kind(narrative: tuple[Paragraph, ...], table_titles: Iterator[str]) -> str:
    """部门预算, 单位预算 or 决算, by the words of titles and headings; "" where none says so."""
    votes: Counter[str] = Counter()
    titles = (p.text for p in narrative if len(p.text) <= _TITLE_LENGTH and not p.text.rstrip().endswith(("。", "；")))
    weight = _FIRST_TITLE
    for text in (*titles, *table_titles):
        line = _ECONOMIC.sub("", fold(text))
        named = [kind for kind, words in _KINDS.items() if any(word in line for word in words)]
        for kind in named:
            votes[kind] += weight
        weight = 1 if named else weight
    best = max(_KINDS, key=lambda kind: votes[kind])
    return best if votes[best] else ""


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
# The document's own title says more than the titles of its parts, which are often the template's.
_FIRST_TITLE = 3
_ECONOMIC = re.compile(r"部门预算(?:支出)?经济分类")
_KINDS = {"决算": ("决算",), "单位预算": ("单位预算",), "部门预算": ("部门预算",)}
