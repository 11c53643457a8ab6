"""Finds the performance forms of a document: walks its blocks and gathers the rows of each form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from linter.bilingual import Bilingual
from linter.budget.figures import stated_unit
from linter.budget.forms.draft import FormDraft
from linter.budget.forms.indicators import head_columns
from linter.budget.forms.words import FormWords, form_words
from linter.budget.model import Project, UnitForm, Unrecognised
from linter.budget.titles import budget_year, form_title, whole_unit_title, year_line
from linter.document import Cell, Document, Location, Paragraph, Table

Place = tuple[int, int]
"""(index of the table in the document, index of the row in it), both from 0."""


@dataclass(slots=True)
class _Finder:
    words: FormWords
    forms: list[Project | UnitForm] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)
    claimed: set[Place] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    _draft: FormDraft | None = None
    _rows: list[Place] = field(default_factory=list)
    _above: tuple[Place, Sequence[Cell]] | None = None
    _lines: list[int] = field(default_factory=list)
    _title: tuple[str, Location, int | None] | None = None
    _year: int | None = None

    def paragraph(self, number: int, block: Paragraph) -> None:
        if form_title(block.text, self.words):
            self.close()
            self._set_title(block.text, block.location)
            self._lines = [number]
            return
        year = year_line(block.text)
        if year is not None and self._title is not None and (self._draft is None or not self._draft.complete):
            self._year = year
            self._lines.append(number)
            if self._draft is not None:
                self._draft.year = self._draft.year or year
            return
        if self._draft is not None and not self._draft.complete and len(block.text) < 30 and stated_unit(block.text):
            return
        if self._draft is not None and self._draft.take_paragraph(block):
            self._lines.append(number)
            return
        self.close()
        if stated_unit(block.text) is None or len(block.text) > 60:
            self._title = self._year = None

    def table(self, number: int, table: Table) -> None:
        for index, row in enumerate(table.rows):
            self._row((number, index), row)

    def _row(self, place: Place, row: Sequence[Cell]) -> None:
        texts = [cell for cell in row if not cell.blank]
        if len(texts) == 1 and form_title(texts[0].text, self.words):
            self.close()
            self._set_title(texts[0].text, texts[0].location)
            self._rows = [place]
            return
        if len(texts) == 1 and self._draft is None and self._title and year_line(texts[0].text) is not None:
            self._year = year_line(texts[0].text)
            self._rows.append(place)
            return
        if self._draft is not None and self._draft.begins_anew(row):
            self.close()
        if self._draft is not None and self._draft.next_project(row):
            following = self._draft.following()
            self.close()
            self._draft = following
        if self._draft is None:
            if not self._may_open(row):
                self._above = place, row
                return
            self._open()
            self._take_above(place)
        assert self._draft is not None
        if self._draft.take(row):
            self._rows.append(place)
        else:
            self.close()

    def _may_open(self, row: Sequence[Cell]) -> bool:
        if self._title is not None or head_columns(row, self.words) is not None:
            return True
        roles = {role for cell in row if (role := self.words.field(cell.text))}
        return bool(roles & {"name", "code", "whole_unit"})

    def _open(self) -> None:
        title, place, year = self._title or ("", None, None)
        self._draft = FormDraft(
            self.words,
            title=title,
            title_place=place,
            year=self._year or year,
            whole=whole_unit_title(title, self.words),
            currency=stated_unit(title) or "",
        )

    def _take_above(self, place: Place) -> None:
        """A form without a title begins with the line of its unit and currency, if that stands right above."""
        above, self._above = self._above, None
        adjacent = above is not None and above[0] == (place[0], place[1] - 1)
        if above is not None and adjacent and self._draft is not None and self._draft.take(above[1]):
            self._rows.append(above[0])

    def _set_title(self, text: str, place: Location) -> None:
        self._title, self._year = (text.strip(), place, budget_year(text)), None

    def close(self) -> None:
        """Ends the form that is being read; rows that made no form are given back."""
        draft, self._draft = self._draft, None
        rows, self._rows = self._rows, []
        lines, self._lines = self._lines, []
        if draft is None:
            return
        if draft.recognised and draft.complete:
            self.forms.append(draft.finish())
            self.claimed.update(rows)
            self.lines.update(lines)
            self._title = None
        elif draft.title and draft.first is not None:
            place = draft.title_place or draft.first
            why = Bilingual(
                "标题是绩效目标表，但没有找到指标行",
                "the title is a performance form's, but no indicator row was found",
            )
            self.unrecognised.append(Unrecognised(place.through(draft.last or draft.first), why))
            self.claimed.update(rows)
            self.lines.update(lines)
            self._title = None


@dataclass(frozen=True, slots=True)
class FoundForms:
    """The forms in document order, the table rows and the paragraphs (by index) that belong to them, and what looked like
    a form and could not be read."""

    forms: tuple[Project | UnitForm, ...]
    rows: frozenset[Place]
    paragraphs: frozenset[int]
    unrecognised: tuple[Unrecognised, ...]


def find_forms(document: Document) -> FoundForms:
    finder = _Finder(form_words())
    tables = paragraphs = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            finder.paragraph(paragraphs, block)
            paragraphs += 1
        else:
            finder.table(tables, block)
            tables += 1
    finder.close()
    return FoundForms(
        tuple(finder.forms), frozenset(finder.claimed), frozenset(finder.lines), tuple(finder.unrecognised)
    )
