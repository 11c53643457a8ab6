"""The rows of one form -> a Project or a UnitForm. Where a form begins and ends is settled before (finder.py)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from linter.budget.forms.columns import Heads, find_heads
from linter.budget.forms.goals import split_goals
from linter.budget.forms.head import Head
from linter.budget.forms.indicators import RowReader, placed_cells
from linter.budget.forms.inferred import infer_heads
from linter.budget.forms.lines import Row, continues, ends_indicators, filled, numbers_columns, printed
from linter.budget.forms.words import FormWords
from linter.budget.model import Goal, Indicator, Project, UnitForm
from linter.budget.titles import name_in_title, title_year, whole_unit_title
from linter.document import Cell, Location
from linter.language.folding import fold, plain

_LEVELLED = 4
_TERM_LENGTH = 8


@dataclass(frozen=True, slots=True)
class FormText:
    """What the finder has found of a form: its title, the year of the lines around it, and its rows."""

    title: str
    title_place: Location | None
    year: int | None
    unit: str | None
    currency: str
    rows: tuple[Row, ...]


def read_form(text: FormText, words: FormWords) -> list[Project | UnitForm]:
    """The form, or one for each project of a flat table (an indicator a row, the project in a column); none without indicators."""
    labels = {plain(cell.text) for row in text.rows for cell in row if not cell.blank}
    layout, words = words.of_layout(labels)
    forms: list[Project | UnitForm] = []
    reading = _Reading(text, words, layout)
    for index in range(len(text.rows)):
        following = reading.take(index)
        if following is not None:
            forms += reading.finish()
            reading = following
            reading.take(index)
    return [*forms, *reading.finish()]


@dataclass(slots=True)
class _Reading:
    text: FormText
    words: FormWords
    layout: str
    head: Head = field(init=False)
    rows: RowReader = field(init=False)
    heads: Heads | None = None
    indicators: list[Indicator] = field(default_factory=list)
    leftovers: list[Cell] = field(default_factory=list)
    column_goals: list[Goal] = field(default_factory=list)
    _taken: set[tuple[str, int]] = field(default_factory=set)
    _skip: int = 0
    _long: bool = False
    _inside: bool = False
    _ended: bool = False
    _first: Location | None = None
    _last: Location | None = None

    def __post_init__(self) -> None:
        whole = whole_unit_title(self.text.title, self.words)
        titled = bool(self.text.title) and not whole
        self.head = Head(self.words, whole, titled, self.text.currency, self.text.unit, self.text.year)
        self.rows = RowReader(self.words)

    def take(self, index: int) -> _Reading | None:
        """Reads one row. Where it is another project's row of a flat table, nothing is read and that project's reading given."""
        row = self.text.rows[index]
        if index < self._skip:
            return None
        if self._next_project(row):
            return self._following()
        self._first = self._first or row[0].location
        self._last = row[-1].location
        self._note_term(row)
        heads = find_heads(self.text.rows, index, self.words, self.head.year or self._title_year())
        if heads is not None:
            self.heads, self._skip, self._inside = heads, index + heads.rows, True
            for each in self.text.rows[index + 1 : self._skip]:
                self._note_term(each)
            self.rows.start(heads)
            self._last = self.text.rows[self._skip - 1][-1].location
        elif self._inside or self._opens_indicators(row):
            if self.heads is None and (inferred := infer_heads(self.text.rows, index, self.words)) is not None:
                self.heads = inferred
                self.rows.start(inferred)
            self._take_indicator(row)
        elif not self._ended:
            following = self.text.rows[index + 1] if index + 1 < len(self.text.rows) else ()
            self.head.take(row, filled(following))
        return None

    def _title_year(self) -> int | None:
        """The year that the title names for the form; one in the project's name may be that of money carried over."""
        title = fold(self.text.title)
        name = _text(self.head.fields, "name") or name_in_title(title, self.words)
        return title_year(title.replace(fold(name), "")) if name else title_year(title)

    def _opens_indicators(self, row: Row) -> bool:
        """A row of a form without heads that begins with a first and a second level."""
        texts = [cell.text for cell in filled(row)]
        return len(texts) >= _LEVELLED and bool(self.words.group(texts[0])) and bool(self.words.category(texts[1]))

    def _note_term(self, row: Row) -> None:
        """A frame (长期绩效指标, 年度绩效指标) says of which term the targets from here on are."""
        cells = filled(row)
        alone = len(cells) == 1
        for cell in cells:
            label = plain(cell.text)
            term = term_of(cell.text, self.words) if alone else None
            if label in self.words.long_term or term == "long":
                self._long = True
            elif label in self.words.annual or term == "annual":
                self._long = False

    def _take_indicator(self, row: Row) -> None:
        cells = filled(row)
        if not cells or numbers_columns(row, self.words) or (len(printed(cells)) == 1 and self._is_line(cells[0])):
            return
        if ends_indicators(row, self.words):
            self._inside, self._ended = False, True
            return
        if self._is_field(row):
            self._inside = False
            self.head.take(row, ())
            return
        self._inside = True
        found = list(self.rows.read(row))
        if found or not self._names_office(row):
            self._take_flat_fields(row)
        for each in found:
            if self.words.is_template(each.name) and (not each.value or self.words.is_template(each.value)):
                self.leftovers.append(each.cells["name"])
            else:
                self.indicators.append(replace(each, multi_year=True) if self._long and not each.multi_year else each)

    def _is_field(self, row: Row) -> bool:
        """Whether a row under heads of indicators is one of the form's head after all. A label in front of levels frames them."""
        label = row[0].text
        if not self.words.field(label) or plain(label) in self.words.frame:
            return False
        return not any(self.words.known_level(cell.text) for cell in filled(row)[1:_LEVELLED])

    def _is_line(self, cell: Cell) -> bool:
        """Whether a text that has a row for itself is a frame over the indicators or says that they go on."""
        return plain(cell.text) in self.words.frame or continues(cell.text, self.words)

    def _names_office(self, row: Row) -> bool:
        """Whether a row of a flat table stands over the projects of one office and names it, with no indicator behind it."""
        name = self._in_column("project", row)
        if name is None:
            return False
        self.head.unit = name.text.strip()
        return True

    def _take_flat_fields(self, row: Row) -> None:
        """The fields of the project that a row of a flat table prints beside its indicator."""
        head = self.head
        if (name := self._in_column("project", row)) is not None:
            head.fields.setdefault("name", name)
        if (goal := self._in_column("goal", row)) is not None and not self.column_goals:
            self.column_goals.extend(split_goals(goal))
        for role, label, column in self.heads.fields if self.heads is not None else ():
            cell = next((each for each in row if each.column == column and not each.blank), None)
            if cell is None or (role, column) in self._taken:
                continue
            self._taken.add((role, column))
            if role in ("budget", "total_budget", "source"):
                head.money.take((replace(cell, text=label), cell), head.currency)
            else:
                head.fields.setdefault(role, cell)

    def _in_column(self, role: str, row: Row) -> Cell | None:
        columns = self.heads.columns[0] if self.heads is not None else {}
        if role not in columns:
            return None
        cell = dict(placed_cells(row, {role: columns[role]})).get(role)
        return None if cell is None or cell.blank else cell

    def _next_project(self, row: Row) -> bool:
        if not self.indicators or numbers_columns(row, self.words):
            return False
        cell, name = self._in_column("project", row), self.head.fields.get("name")
        return cell is not None and name is not None and cell.text.strip() != name.text.strip() != ""

    def _following(self) -> _Reading:
        """The reading of the next project of a flat table, under the same heads."""
        assert self.heads is not None
        reading = _Reading(self.text, self.words, self.layout)
        reading.heads, reading._inside = self.heads, True
        reading.rows.start(self.heads)
        reading.head.unit, reading.head.currency = self.head.unit, self.head.currency
        return reading

    # -- the finished form --------------------------------------------------------------------------

    def finish(self) -> Sequence[Project | UnitForm]:
        if not self.indicators:
            return ()
        assert self._first is not None and self._last is not None
        head, text = self.head, self.text
        fields = head.fields
        whole = head.whole or ("whole_unit" in fields and "name" not in fields)
        location = (text.title_place or self._first).through(self._last)
        unit = _text(fields, "unit", "department") or head.unit
        goals = tuple(self.column_goals) or head.goals.found()
        columns = self.rows.printed
        indicators = _termed(self.indicators)
        year = head.year or self._title_year()
        if whole:
            name = _text(fields, "whole_unit", "unit", "department") or name_in_title(text.title, self.words) or unit
            return [
                UnitForm(
                    text.title, name or "", name or unit, year, goals, head.unit_money.figures, indicators, self.layout,
                    columns, location, fields, tuple(head.others), tuple(self.leftovers),
                )
            ]  # fmt: skip
        return [self._project(unit or None, year, goals, indicators, location)]

    def _project(
        self,
        unit: str | None,
        year: int | None,
        goals: tuple[Goal, ...],
        indicators: tuple[Indicator, ...],
        location: Location,
    ) -> Project:
        head, fields = self.head, self.head.fields
        money = head.money.found()
        for role, figure in (("budget", money.budget), ("total_budget", money.total_budget)):
            if figure is not None and figure.cell is not None:
                fields[role] = figure.cell
        return Project(
            title=self.text.title,
            name=_text(fields, "name") or name_in_title(self.text.title, self.words),
            code=_text(fields, "code") if "code" in fields else None,
            unit=unit,
            year=year,
            budget=money.budget,
            sources=money.sources,
            purpose=_text(fields, "purpose_text") or ("" if "purpose" in fields else None),
            plan=None if "plan" not in fields else tuple(head.plan or ()),
            goals=goals,
            indicators=indicators,
            layout=self.layout,
            columns=self.rows.printed,
            location=location,
            fields=fields,
            total_budget=money.total_budget,
            others=tuple(head.others),
            leftovers=tuple(self.leftovers),
        )


def term_of(text: str, words: FormWords) -> str | None:
    """The term that a frame or a line names for the indicators behind it: long, annual, or None for any other text.

    续表：年度绩效指标, 长期绩效目标表 and 长期绩效指标 name one; 绩效目标表 does not.
    """
    line = plain(text).removesuffix("表")
    line = next((line.removeprefix(each) for each in words.continued if line.startswith(each)), line)
    if line in words.long_term:
        return "long"
    if line in words.annual:
        return "annual"
    if words.field(line) != "goals":
        return None
    term = words.goal_term(line)
    return term if term in ("long", "annual") and len(line) <= _TERM_LENGTH else None


def _termed(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Targets of one term only are those of the year."""
    found = tuple(indicators)
    return tuple(replace(each, multi_year=False) for each in found) if all(each.multi_year for each in found) else found


def _text(fields: dict[str, Cell], *roles: str) -> str:
    """The text of the first of these fields that is filled in; of an office without its code. "" where none is."""
    return next((text for role in roles if role in fields and (text := fields[role].text.strip())), "")
