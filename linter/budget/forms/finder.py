"""Finds the performance forms of a document: where each begins, goes on and ends. What its rows say is read in reading.py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from linter.bilingual import Bilingual
from linter.budget.figures import is_figure, stated_unit
from linter.budget.forms.columns import find_heads
from linter.budget.forms.draft import Draft, Known, Place, Title
from linter.budget.forms.lines import Row, continues, ends_indicators, filled, inline, numbers_columns, printed
from linter.budget.forms.reading import read_form, term_of
from linter.budget.forms.words import FormWords, form_words
from linter.budget.model import Project, UnitForm, Unrecognised
from linter.budget.titles import budget_year, coded_unit, form_title, read_line, sure_title, title_year
from linter.document import Cell, Document, Location, Paragraph, Table
from linter.language.folding import plain
from linter.language.list_numbers import unnumbered

_LINE_LENGTH = 60
_LINE_CELLS = 3
_FIELD_CELLS = 6
_SHORT_LINE = 30
_NUMBER = 8
_SENTENCE = re.compile("[。；，：:]")
_IDENTITY = frozenset({"name", "code", "whole_unit"})
_NAMES = frozenset({"name", "code"})
_LINE_FIELDS = frozenset({"name", "code", "goals", "budget", "purpose", "other"})
_NOTE = ("注：", "注:", "备注：", "备注:", "说明：", "第")


@dataclass(slots=True)
class _Finder:
    words: FormWords
    forms: list[Project | UnitForm] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)
    claimed: set[Place] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    _draft: Draft | None = None
    _title: Title | None = None
    _above: list[tuple[Place, Row]] = field(default_factory=list)
    _around: Known = field(default_factory=Known)
    _before: str = ""
    _heads: tuple[int, int] = (-1, -1)
    _sheet: str | None = None

    # -- paragraphs --------------------------------------------------------------------------------

    def paragraph(self, number: int, block: Paragraph) -> None:
        if self._continues(block.text) or self._term_line(block.text):
            self._keep_line(number, block)
        elif form_title(block.text, self.words):
            self.close()
            self._begin_title(block.text, block.location).lines.append(number)
        elif not self._about_form(number, block):
            self.close()
            self._title, self._above = None, []
            line = plain(block.text)
            if line not in self.words.frame and not (line.startswith(self.words.title_numbers) and len(line) < _NUMBER):
                self._around = Known()
            # A line behind a form may be the first of the next one.
            if len(block.text) <= _LINE_LENGTH:
                self._around.learn(read_line(block.text))
        self._before = block.text

    def _begin_title(self, text: str, place: Location) -> Title:
        """A title, with what the lines right above it say; of one over two lines the year may stand in the first."""
        around, self._around, self._above = self._around, Known(), []
        year = around.year
        if title_year(text) is None and _may_be_title(self._before):
            year = year or title_year(self._before)
        self._title = Title(year, around.unit, around.currency, text=text.strip(), place=place)
        return self._title

    def _continues(self, text: str) -> bool:
        return self._draft is not None and continues(text, self.words)

    def _keep_line(self, number: int, block: Paragraph) -> None:
        """A line of the form between its rows is read as a row of one cell."""
        assert self._draft is not None
        self._draft.continued = self._draft.continued or continues(block.text, self.words)
        self._draft.goals = self.words.field(block.text) == "goals" or (
            self._draft.goals and not self._draft.indicators
        )
        self._draft.rows.append((_as_cell(block),))
        self._draft.lines.append(number)

    def _about_form(self, number: int, block: Paragraph) -> bool:
        """A line of the title or of the form: its year, unit or currency, its term, a goal that was cut off from its cell."""
        text = block.text
        if self._labelled(block):
            self._keep_line(number, block)
            return True
        draft, title = self._draft, self._title
        if self._is_section(text):
            if draft is None and self.words.field(text) == "goals":
                self._begin_draft()
                draft = self._draft
            if draft is not None:
                self._keep_line(number, block)
                draft.goals = self.words.field(unnumbered(text)) == "goals"
            return True
        if draft is not None:
            if draft.goals and not draft.indicators:
                self._keep_line(number, block)
                return True
            if draft.indicators:
                return text.strip().startswith(_NOTE) and len(text) <= _LINE_LENGTH
        if len(text) > _LINE_LENGTH:
            return False
        line = read_line(text)
        if not line.known:
            return title is not None and plain(text) in self.words.frame
        if title is not None and line.year is not None:
            title.lines.append(number)
        for each in (title, draft):
            if each is not None:
                each.learn(line)
        if draft is None:
            self._around.learn(line)
        return True

    def _labelled(self, block: Paragraph) -> bool:
        """A line under a title that prints a field with its value: 项目名称：渡口修缮. It begins the form."""
        if len(block.text) > _LINE_LENGTH:
            return False
        both = inline(_as_cell(block), self.words)
        role = self.words.field(both[0].text) if both is not None else None
        titled = self._title is not None or self._draft is not None
        if role not in (_LINE_FIELDS if titled else _NAMES):
            return False
        if self._draft is not None and self._draft.indicators:
            if role not in _NAMES:
                return False
            self.close()
            self._title = None
        if self._draft is None:
            self._begin_draft()
        assert self._draft is not None
        self._draft.named = self._draft.named or role in _NAMES
        return True

    def _is_section(self, text: str) -> bool:
        """Whether a line heads a section of an application that holds a form in several tables: 二、项目资金."""
        draft = self._draft
        open_ = self._title is not None if draft is None else bool(draft.rows) and not draft.indicators
        if not open_ or len(text) > _SHORT_LINE:
            return False
        return self.words.field(text) == "goals" or (not _SENTENCE.search(text) and unnumbered(text) != text)

    def _term_line(self, text: str) -> bool:
        """Whether a line within a form says of which term the indicators behind it are: 长期绩效指标, 年度绩效目标表."""
        draft = self._draft
        if draft is None or not (draft.identity or draft.named or draft.title):
            return False
        return plain(text) in self.words.frame or term_of(text, self.words) is not None

    # -- rows --------------------------------------------------------------------------------------

    def table(self, number: int, table: Table) -> None:
        sheet = table.location.sheet
        draft, other_sheet = self._draft, sheet != self._sheet
        # A form may lie on several sheets, but what begins on another sheet with heads of its own is another form.
        if (
            draft is not None
            and draft.indicators
            and not draft.continued
            and not self._goes_on(table, headless=other_sheet)
        ):
            self.close()
        self._sheet = sheet
        rows = self._aligned(table)
        for index in range(len(rows)):
            self._row((number, index), rows, index)
        if self._draft is not None:
            self._draft.width, self._draft.continued = table.width, False
        self._before = ""

    def _aligned(self, table: Table) -> Sequence[Row]:
        """The rows of a table that goes on with a form, under the form's own columns.

        A reader leaves out a column in which it sees no text: what holds text in the form so far are the columns that remain.
        """
        draft = self._draft
        if draft is None or not draft.indicators or table.width >= draft.width:
            return table.rows
        columns = sorted(draft.used)
        headed = any(find_heads(table.rows, index, self.words, None) for index in range(len(table.rows)))
        if headed or len(columns) != table.width or columns == list(range(table.width)):
            return table.rows
        return [[replace(cell, column=columns[cell.column]) for cell in row] for row in table.rows]

    def _goes_on(self, table: Table, *, headless: bool) -> bool:
        """Whether a table behind a form's indicators may hold more of them, as it must without heads if `headless`."""
        for index, row in enumerate(table.rows):
            cells = filled(printed(row))
            if not cells or (len(cells) == 1 and plain(cells[0].text) in self.words.frame):
                continue
            if find_heads(table.rows, index, self.words, None):
                return not headless
            if ends_indicators(row, self.words) or (len(cells) == 1 and continues(cells[0].text, self.words)):
                return True
            if any(self.words.known_level(cell.text) for cell in cells[:3]):
                return True
            if any(self._field(cell) in _IDENTITY for cell in cells) or _titled(cells, self.words):
                return True
            if self._field(cells[0]) is not None and plain(cells[0].text) not in self.words.frame:
                # A field of the head of another form, which is named further down.
                return False
            return self._draft is not None and table.width == self._draft.width and len(cells) > 1
        return True

    def _row(self, place: Place, rows: Sequence[Row], index: int) -> None:
        row = rows[index]
        cells = filled(printed(row))
        if (title := _titled(cells, self.words)) is not None and not self._continues(title.text):
            self.close()
            begun = self._begin_title(title.text, title.location)
            begun.rows.append(place)
            for cell in cells:
                begun.learn(read_line(cell.text))
            return
        if self._draft is None and self._title is not None and self._title_line(place, cells):
            return
        inside_heads = place[0] == self._heads[0] and index < self._heads[1]
        if self._draft is not None and not inside_heads and self._begins_anew(cells):
            self.close()
        if self._draft is None:
            if not self._may_open(rows, index):
                self._keep_above(place, row, cells)
                self._before = cells[0].text if len(cells) == 1 else ""
                return
            self._open(place)
        self._add(place, rows, index, cells)

    def _title_line(self, place: Place, cells: Sequence[Cell]) -> bool:
        """A row between a title and its form that holds nothing but the form's year, unit or currency."""
        title = self._title
        assert title is not None
        if not cells:
            return True
        if any(self._field(cell) in _IDENTITY for cell in cells):
            return False
        lines = [read_line(cell.text) for cell in cells]
        if not all(line.known for line in lines):
            return False
        for line in lines:
            title.learn(line)
        title.rows.append(place)
        return True

    def _field(self, cell: Cell) -> str | None:
        """The role of a label, alone in its cell or with its value."""
        both = inline(cell, self.words)
        return self.words.field(both[0].text if both is not None else cell.text)

    def _begins_anew(self, cells: Sequence[Cell]) -> bool:
        """Whether a row can only open another form: a field of identity that the form has already or that stands behind its
        indicators, or the line of unit and currency above them."""
        draft = self._draft
        assert draft is not None
        if (draft.indicators or not draft.title) and _heads_a_form(cells):
            return True
        identity = _identity(cells, self.words)
        return bool(identity) and (draft.indicators or bool(identity & draft.identity))

    def _may_open(self, rows: Sequence[Row], index: int) -> bool:
        if self._title is not None and filled(rows[index]):
            return True
        if any(self._field(cell) in _IDENTITY for cell in filled(rows[index])):
            return True
        return find_heads(rows, index, self.words, None) is not None

    def _begin_draft(self) -> None:
        title = self._title
        around, self._around = self._around, Known()
        if title is None:
            self._draft = Draft(around.year, around.unit, around.currency)
        else:
            currency = title.currency or stated_unit(title.text) or ""
            self._draft = Draft(title.year, title.unit, currency, title.text, title.place)
            self._draft.lines, self._draft.places = list(title.lines), list(title.rows)

    def _open(self, place: Place) -> None:
        title = self._title
        self._begin_draft()
        assert self._draft is not None
        above, self._above = self._above, []
        # A form without a title begins with the lines and fields that stand right above its name.
        if title is None and above and _right_before(above[-1][0], place):
            self._draft.places += [each for each, _ in above]
            self._draft.rows += [row for _, row in above]

    def _keep_above(self, place: Place, row: Row, cells: Sequence[Cell]) -> None:
        """Remembers a row that may belong to a form that has not begun yet: a line of unit or currency, or a field."""
        follows = bool(self._above) and _right_before(self._above[-1][0], place)
        if not follows:
            self._above = []
        line = _is_line(cells)
        # Any row without amounts may belong to a form of which a field or a line has been seen.
        more = (
            (follows or self._around.known)
            and len(cells) <= _FIELD_CELLS
            and not any(is_figure(cell.text) for cell in cells)
        )
        if line or more or (cells and self._field(cells[0]) is not None):
            self._above.append((place, row))
        else:
            self._above, self._around = [], Known()
        for cell in cells if line else ():
            self._around.learn(read_line(cell.text))

    def _add(self, place: Place, rows: Sequence[Row], index: int, cells: Sequence[Cell]) -> None:
        draft = self._draft
        assert draft is not None
        draft.rows.append(rows[index])
        draft.places.append(place)
        draft.identity |= _identity(cells, self.words)
        heads = find_heads(rows, index, self.words, draft.year)
        if heads is not None:
            draft.heads_at = len(draft.rows)
            self._heads = place[0], index + heads.rows
        levelled = len(cells) > 2 and any(self.words.known_level(cell.text) for cell in cells[:3])
        if draft.heads_at is not None and len(draft.rows) > draft.heads_at and not numbers_columns(cells, self.words):
            draft.used |= {cell.column for cell in cells}
        under_heads = draft.heads_at is not None and len(draft.rows) > draft.heads_at and len(cells) > 1
        draft.indicators = draft.indicators or levelled or under_heads
        role = self._field(cells[0]) if cells else None
        draft.goals = role == "goals" or (draft.goals and (not cells or rows[index][0].blank))

    # -- the end of a form -------------------------------------------------------------------------

    def close(self) -> None:
        """Ends the form that is being gathered; rows that make no form are given back."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        found = read_form(draft.text(), self.words)
        if found:
            self.forms += found
        elif draft.title and sure_title(draft.title, self.words) and draft.rows:
            place = draft.title_place or draft.rows[0][0].location
            why = Bilingual(
                "标题是绩效目标表，但没有找到指标行",
                "the title is a performance form's, but no indicator row was found",
            )
            self.unrecognised.append(Unrecognised(place.through(draft.rows[-1][-1].location), why))
        else:
            return
        self.claimed.update(draft.places)
        self.lines.update(draft.lines)
        self._title = None


def _right_before(row: Place, place: Place) -> bool:
    """Whether a row stands right above another one, or may end the table before the one that the other begins."""
    return row == (place[0], place[1] - 1) or (row[0] == place[0] - 1 and not place[1])


def _may_be_title(text: str) -> bool:
    return len(text) <= _SHORT_LINE and not _SENTENCE.search(text)


def _as_cell(block: Paragraph) -> Cell:
    return Cell(block.text, 0, 0, block.location, runs=block.runs)


def _titled(cells: Sequence[Cell], words: FormWords) -> Cell | None:
    """The title in a row that holds a title, alone or with the currency or the year beside it."""
    if not cells or len(cells) > 2:
        return None
    title = next((cell for cell in cells if form_title(cell.text, words)), None)
    others = [cell for cell in cells if cell is not title]
    line = all(stated_unit(cell.text) or budget_year(cell.text) for cell in others)
    return title if title is not None and line else None


def _identity(cells: Sequence[Cell], words: FormWords) -> set[str]:
    """The fields of identity that a row prints with a value beside them or as a head."""
    found = set()
    for cell in cells:
        both = inline(cell, words)
        role = words.field(both[0].text if both is not None else cell.text)
        if role in _IDENTITY:
            found.add(role)
    return found


def _heads_a_form(cells: Sequence[Cell]) -> bool:
    """The line above a form's fields: a unit with its code, and the currency, and nothing else."""
    return len(cells) == 2 and any(coded_unit(each.text) for each in cells) and any(map(stated_unit, _texts(cells)))


def _is_line(cells: Sequence[Cell]) -> bool:
    return 0 < len(cells) <= _LINE_CELLS and any(read_line(each.text).known for each in cells)


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells]


@dataclass(frozen=True, slots=True)
class FoundForms:
    """The forms in document order, the table rows and the paragraphs (by index) that belong to them, and what looked like
    a form and could not be read."""

    forms: tuple[Project | UnitForm, ...]
    rows: frozenset[Place]
    paragraphs: frozenset[int]
    unrecognised: tuple[Unrecognised, ...]


def find_forms(document: Document, words: FormWords | None = None) -> FoundForms:
    """The forms of a document, by the words of the shipped layouts or by these."""
    finder = _Finder(words or form_words())
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
