"""One performance form while its rows are being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from linter.budget.figures import is_figure, read_figure, read_percent, stated_unit
from linter.budget.forms.goals import split_goals
from linter.budget.forms.indicators import RowReader, head_columns, placed_cells
from linter.budget.forms.words import FormWords
from linter.budget.model import Figure, Goal, Indicator, PlanPoint, Project, Source, UnitForm
from linter.budget.titles import budget_year, coded_unit, name_in_title, whole_unit_title
from linter.document import Cell, Location, Paragraph
from linter.language.folding import plain, plain_label

Row = Sequence[Cell]
_MOST_OTHERS = 12
_FIGURES = 4


@dataclass(slots=True)
class FormDraft:
    """Takes rows one by one; `take` says whether a row belongs to the form."""

    words: FormWords
    title: str = ""
    title_place: Location | None = None
    year: int | None = None
    whole: bool = False
    currency: str = ""
    first: Location | None = None
    last: Location | None = None
    unit: str | None = None
    fields: dict[str, Cell] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    budget: Figure | None = None
    total_budget: Figure | None = None
    plan_heads: list[Cell] = field(default_factory=list)
    plan: list[PlanPoint] | None = None
    goals: list[Goal] = field(default_factory=list)
    funding: dict[str, Figure] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    reader: RowReader | None = None
    _pending: str = ""
    _basic: bool = False
    _long: bool = False
    _results: int | None = None
    _others: int = 0

    @property
    def complete(self) -> bool:
        return bool(self.indicators)

    @property
    def recognised(self) -> bool:
        return self.complete or (bool(self.goals) and bool(self.title or self.fields))

    def begins_anew(self, row: Row) -> bool:
        """Whether this row can only open another form: a head field that this form has already, or one behind its indicators,
        or the line of unit and currency above them."""
        if self.complete and _heads_a_form(row):
            return True
        roles = {role for cell in row if (role := self.words.field(cell.text))}
        identity = roles & {"name", "code", "whole_unit"}
        return bool(identity) and (self.complete or any(role in self.fields for role in identity))

    def next_project(self, row: Row) -> bool:
        """Whether this row of a flat table (one indicator a row, the project in a column) is another project's."""
        cell = self._in_column("project", row)
        name = self.fields.get("name")
        return cell is not None and name is not None and cell.text.strip() != name.text.strip()

    def following(self) -> FormDraft:
        """A new form with the column heads of this one: the next project of a flat table."""
        assert self.reader is not None
        draft = FormDraft(self.words, title=self.title, year=self.year, currency=self.currency, unit=self.unit)
        draft.labels = set(self.labels)
        draft.reader = RowReader(self.words)
        draft.reader.start(self.reader.columns)
        draft._pending = "indicators"
        return draft

    def _in_column(self, role: str, row: Row) -> Cell | None:
        columns = self.reader.columns[0] if self.reader is not None and self.reader.columns else {}
        cell = dict(placed_cells(row, columns)).get(role)
        return None if cell is None or cell.blank else cell

    def take(self, row: Row) -> bool:
        """Reads one row. Returns False for a row that has nothing to do with a performance form."""
        taken = self._take(row)
        if taken:
            self.first = self.first or row[0].location
            self.last = row[-1].location
        return taken

    def _take(self, row: Row) -> bool:
        if all(cell.blank for cell in row):
            return self._take_blank(row)
        self._note_term(row)
        columns = head_columns(row, self.words)
        if columns is not None:
            self.labels.update(plain(cell.text) for cell in row)
            self.reader = self.reader or RowReader(self.words)
            self.reader.start(columns)
            self._pending = "indicators"
            return True
        if self._pending == "indicators" or self._opens_indicators(row):
            return self._take_indicator(row)
        return self._take_field(row)

    def _take_blank(self, row: Row) -> bool:
        if self._pending == "plan" and self.plan_heads and not self.plan:
            self._take_plan(row)
        return self.first is not None

    def _opens_indicators(self, row: Row) -> bool:
        """A row of a form without column heads that begins with a first and a second level."""
        texts = [cell.text for cell in row if not cell.blank]
        return (
            len(texts) >= 4
            and bool(self.words.group(texts[0]))
            and bool(self.words.category(texts[1]))
            and bool(self.fields or self.goals or self.title)
        )

    def _take_indicator(self, row: Row) -> bool:
        self._pending = "indicators"
        if self.reader is None:
            self.reader = RowReader(self.words)
        if self.words.field(row[0].text) and not self.words.frame.intersection({plain(row[0].text)}):
            self._pending = ""
            return self._take_field(row)
        if (name := self._in_column("project", row)) is not None:
            self.fields.setdefault("name", name)
        if (goal := self._in_column("goal", row)) is not None and not self.goals:
            self.goals.extend(split_goals(goal))
        self.indicators.extend(
            replace(each, multi_year=each.multi_year or self._long) for each in self.reader.read(row)
        )
        return True

    def _note_term(self, row: Row) -> None:
        """A frame (长期绩效指标, 年度绩效指标) says of which term the targets from here on are."""
        labels = {plain(cell.text) for cell in row if not cell.blank}
        self._long = bool(labels & self.words.long_term) or (self._long and not labels & self.words.annual)

    def take_paragraph(self, paragraph: Paragraph) -> bool:
        """A line between the rows of the form: a goal that blank lines cut off from its cell."""
        if self._pending != "goals" or self.complete:
            return False
        cell = Cell(paragraph.text, 0, 0, paragraph.location, runs=paragraph.runs)
        self.goals.extend(split_goals(cell))
        self.last = paragraph.location
        return True

    # -- the head of the form ------------------------------------------------------------------

    def _take_field(self, row: Row) -> bool:
        self.currency = next((unit for cell in row if (unit := stated_unit(cell.text))), self.currency)
        first = row[0]
        if first.blank and self._pending and self._pending != "funding":
            return self._take_below(row)
        if first.blank and self._pending == "funding":
            return self._take_funding(row)
        label = plain(first.text)
        role = self.words.field(first.text)
        below = self.words.below.get(label) or self.words.below.get(plain_label(first.text))
        if role == "funding" and (self.whole or any(plain_label(cell.text) in self.words.ignored for cell in row)):
            self._pending = "funding"
            self.labels.add(label)
            return self._take_funding(row[1:])
        if role == "plan":
            self._pending = "plan"
            self.fields["plan"] = first
            self.plan_heads = [cell for cell in row[1:] if not cell.blank]
            self.labels.add(label)
            return True
        if role == "goals" and (
            any(plain(cell.text) in self.words.goal_heads for cell in row) or self._goal_cells(row)
        ):
            self._pending = "goals"
            self.fields.setdefault("goals", first)
            for cell in self._goal_cells(row):
                self.goals.extend(split_goals(cell))
            self.labels.add(label)
            return True
        known = self._take_pairs(row)
        if below is not None:
            self._pending = below
            self.fields.setdefault(below, first)
            return True
        if known:
            self._pending = role if role in ("goals", "purpose", "budget") else ""
            return True
        return self._take_heading(row)

    def _goal_cells(self, row: Row) -> list[Cell]:
        """The cells of a row that hold goals: those that are no label themselves and stand under no head of results."""
        found = []
        for cell in row:
            head = self.words.goal_heads.get(plain(cell.text))
            if head == "actual":
                self._results = cell.column
            elif head is not None or cell.blank or self.words.field(cell.text) is not None:
                continue
            elif self._results is None or cell.column < self._results:
                found.append(cell)
        return found

    def _take_below(self, row: Row) -> bool:
        """A row whose first cell is merged with the label above."""
        if self._pending == "plan":
            return self._take_plan(row)
        cells = [cell for cell in row if not cell.blank]
        if self._pending == "goals":
            for cell in self._goal_cells(row):
                self.goals.extend(split_goals(cell))
            return True
        if self._pending == "purpose" and len(cells) == 1 and not self.words.field(cells[0].text):
            self.fields["purpose_text"] = cells[0]
            return True
        if self._take_pairs(row):
            return True
        return self.first is not None

    def _take_plan(self, row: Row) -> bool:
        cells = list(row)
        values = cells[-len(self.plan_heads) :] if len(cells) >= len(self.plan_heads) else cells
        if len(cells) > len(self.plan_heads) and cells[0].blank:
            values = cells[1 : len(self.plan_heads) + 1]
        self.plan = [
            PlanPoint(head.text.strip(), cell.text.strip(), read_percent(cell), cell.location)
            for head, cell in zip(self.plan_heads, values, strict=False)
        ]
        self._pending = ""
        return True

    def _take_pairs(self, row: Row) -> bool:
        """Label and value pairs of a row (项目编码 | … | 项目名称 | …)."""
        known = False
        index = 0
        while index < len(row):
            cell = row[index]
            role = None if cell.blank else self.words.field(cell.text)
            if role is None:
                index += 1
                continue
            known = True
            self.labels.add(plain_label(cell.text))
            value = self._value_of(row, index, money=role in ("budget", "source", "total_budget"))
            self._store(role, cell, value)
            index += 1
        return known

    def _value_of(self, row: Row, index: int, *, money: bool) -> Cell | None:
        """The cell that belongs to the label at `index`: the next one that is not blank, up to the next label.

        For an amount a blank is an answer, so the cell right behind the label counts when nothing else follows.
        """
        for cell in row[index + 1 :]:
            if cell.blank:
                continue
            if self.words.field(cell.text) is not None and not is_figure(cell.text):
                break
            if money and not is_figure(cell.text) and self.words.field(cell.text):
                break
            return cell
        return row[index + 1] if index + 1 < len(row) and row[index + 1].blank else None

    def _store(self, role: str, label: Cell, value: Cell | None) -> None:
        unit = stated_unit(label.text) or self.currency
        self.currency = unit or self.currency
        if role == "budget":
            if value is not None and not value.blank and self.budget is None and is_figure(value.text):
                self.budget = read_figure(value, unit)
                self.fields["budget"] = value
        elif role == "source":
            if value is not None and (value.blank or is_figure(value.text)):
                self.sources.append(Source(label.text.strip(), read_figure(value, unit)))
        elif role == "total_budget":
            if value is not None and is_figure(value.text):
                self.fields.setdefault(role, value)
                self.total_budget = self.total_budget or read_figure(value, unit)
        elif role in ("name", "code", "unit", "department", "whole_unit", "purpose") and value is not None:
            self.fields.setdefault(role, value)
            if role == "whole_unit":
                self.whole = True
            if role == "purpose" and not value.blank:
                self.fields["purpose_text"] = value

    def _take_funding(self, row: Row) -> bool:
        """A row of a whole-unit form's funding table: pairs of label and amount, two to a row."""
        index = 0
        while index < len(row):
            cell = row[index]
            label = plain_label(cell.text)
            if cell.blank or is_figure(cell.text) or label in self.words.ignored:
                index += 1
                continue
            if label in self.words.basic and not (index + 1 < len(row) and is_figure(row[index + 1].text)):
                self._basic = True
                index += 1
                continue
            self._store_funding(label, cell, self._amount_behind(row, index))
            index += 1
        return True

    def _amount_behind(self, row: Row, index: int) -> Cell | None:
        for cell in row[index + 1 :]:
            if is_figure(cell.text):
                return cell
            if not cell.blank:
                break
        return row[index + 1] if index + 1 < len(row) and row[index + 1].blank else None

    def _store_funding(self, label: str, cell: Cell, value: Cell | None) -> None:
        role = self.words.funding.get(label)
        if label in self.words.subtotal and self._basic:
            role, self._basic = "basic_total", False
        elif label in self.words.basic:
            role = "basic_total"
        if role is None:
            if value is None:
                return
            role = f"source:{cell.text.strip()}"
        if value is not None:
            self.funding.setdefault(role, read_figure(value, self.currency))

    def _take_heading(self, row: Row) -> bool:
        """A line above the fields: the unit with its code, the currency, the year."""
        texts = [cell for cell in row if not cell.blank]
        known = False
        for cell in texts:
            unit = coded_unit(cell.text)
            if unit is not None and self.unit is None and not self.complete:
                self.unit = unit[1]
                self.fields.setdefault("meta_unit", cell)
                known = True
            elif stated_unit(cell.text) or budget_year(cell.text):
                self.year = self.year or budget_year(cell.text)
                known = known or stated_unit(cell.text) is not None
        return known or (self.first is not None and (len(texts) <= 2 or self._other_heads(texts)))

    def _other_heads(self, texts: Sequence[Cell]) -> bool:
        """Whether a row of unknown heads (年度主要任务, 部门整体支出) may stand between a form's fields and its indicators.

        A form that has its title and a field of its own is given a few of them; a table of figures is none.
        """
        self._others += 1
        own = bool(self.title) and bool(self.fields) and not self.complete
        return own and self._others <= _MOST_OTHERS and sum(is_figure(cell.text) for cell in texts) < _FIGURES

    # -- the finished form ---------------------------------------------------------------------

    def finish(self) -> Project | UnitForm:
        assert self.first is not None and self.last is not None
        if all(each.multi_year for each in self.indicators):
            self.indicators = [replace(each, multi_year=False) for each in self.indicators]
        location = (self.title_place or self.first).through(self.last)
        own = "whole_unit" if self.whole and "whole_unit" in self.fields else "name"
        name = self._text(own) or name_in_title(self.title, self.words)
        unit = self._text("unit" if "unit" in self.fields else "department") or self.unit
        columns = self.reader.printed if self.reader else frozenset[str]()
        layout = next(known for known, labels in self.words.layouts if labels <= self.labels)
        if self.whole or whole_unit_title(self.title, self.words):
            return UnitForm(
                self.title, name or unit or "", name or unit, self.year, tuple(self.goals), self.funding,
                tuple(self.indicators), layout, columns, location, self.fields,
            )  # fmt: skip
        return Project(
            title=self.title,
            name=name,
            code=self._text("code"),
            unit=unit,
            year=self.year,
            budget=self.budget,
            sources=tuple(self.sources),
            purpose=self._text("purpose_text") or ("" if "purpose" in self.fields else None),
            plan=None if "plan" not in self.fields else tuple(self.plan or ()),
            goals=tuple(self.goals),
            indicators=tuple(self.indicators),
            layout=layout,
            columns=columns,
            location=location,
            fields=self.fields,
            total_budget=self.total_budget,
        )

    def _text(self, field: str) -> str | None:
        cell = self.fields.get(field)
        return None if cell is None else cell.text.strip()


def _heads_a_form(row: Row) -> bool:
    """The line above a form's fields: a unit with its code, and the currency, and nothing else."""
    filled = [cell.text for cell in row if not cell.blank]
    return len(filled) == 2 and any(map(coded_unit, filled)) and any(map(stated_unit, filled))
