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
_TITLE_WEIGHT = 2
_ABOUT_BUDGETS = ("预算", "决算", "绩效")


def understand(document: Document, *, year: int | None = None, kind: str | None = None) -> Budget:
    """Everything that the recognisers make of a document. `year` and `kind` force what is otherwise detected."""
    from linter.budget.forms.activities import find_activities
    from linter.budget.forms.finder import find_forms
    from linter.budget.forms.glued import glued_forms
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
    fiscal_year = year or _fiscal_year(
        [paragraph.text for paragraph in narrative if len(paragraph.text) <= _TITLE_LENGTH],
        [each.year for each in (*tables, *found.forms) if each.year is not None],
        [project.name for project in projects],
    )
    units = Counter(each.unit for each in (*found.forms, *tables) if each.unit)
    return Budget(
        document=document,
        unit=units.most_common(1)[0][0] if units else None,
        fiscal_year=fiscal_year,
        kind=kind or _kind(narrative, (table.title for table in tables)),
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


def _fiscal_year(lines: Sequence[str], stated: Sequence[int], names: Sequence[str]) -> int | None:
    """The year that titles among the `lines` name (twice the weight), the tables and forms state, or, failing these, most
    dated project names hold: a single name may speak of money carried over from another year."""
    votes = Counter(stated)
    for year in _dated(lines):
        votes[year] += _TITLE_WEIGHT
    if votes:
        return votes.most_common(1)[0][0]
    named = Counter(each for name in names if (each := year_of(name)) is not None)
    likeliest, count = named.most_common(1)[0] if named else (None, 0)
    return likeliest if count >= _LEAST_NAMED and 2 * count > named.total() else None


def _dated(lines: Sequence[str]) -> list[int]:
    """The years of titles of a budget. Sentences are asked where no title is dated, and not for what they compare with."""
    from linter.budget.narrative.lexicon import words

    speaking = [text for text in lines if any(word in text for word in _ABOUT_BUDGETS)]
    titles = [text for text in speaking if _SENTENCE_MARK.search(text) is None]
    dated = [year for text in titles if (year := year_of(text)) is not None]
    if dated:
        return dated
    sentences = (words().compare.sub("", text) for text in speaking if _SENTENCE_MARK.search(text) is not None)
    return [year for text in sentences if (year := year_of(text)) is not None]


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
