"""The funding of a project's form: a small table of its own, in which totals have sources, side by side or below each other.

What is printed in one line with a label is its amount; where heads stand over the amounts, each is its column's. Of several
totals (of all years, of the year) the year's is the budget, and its sources are the form's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from linter.budget.figures import is_figure, read_figure, stated_unit
from linter.budget.forms.lines import Row, filled, is_money, label_like
from linter.budget.forms.words import FormWords
from linter.budget.model import Figure, Source
from linter.document import Cell
from linter.language.folding import plain, plain_label
from linter.language.list_numbers import level_of

_MONEY = frozenset({"budget", "total_budget", "source"})
_IDENTITY = frozenset({"name", "code", "unit", "department", "whole_unit"})
_BEST = ("budget", "initial", "amount")
_LEAST_HEADS = 2


@dataclass(slots=True)
class _Group:
    """A total with the sources printed under or behind it. `term` is annual, long, whole or ""; `column` the label's."""

    term: str
    column: int
    row: int
    total: Cell | None = None
    figure: Figure | None = None
    sources: list[Source] = field(default_factory=list)
    levels: list[tuple[int, str]] = field(default_factory=list)
    inside: bool = False

    def within(self, label: str) -> str:
        """The source that one is part of: of a numbered one the last before it with a number of a higher level; what stands
        under a numbered one without a number is part of that, from 其中 on."""
        level = level_of(label)
        if level is None:
            self.inside = self.inside or (bool(self.levels) and plain(label).startswith("其中"))
            return self.levels[-1][1] if self.inside else ""
        self.inside = False
        while self.levels and self.levels[-1][0] >= level:
            self.levels.pop()
        over = self.levels[-1][1] if self.levels else ""
        self.levels.append((level, label))
        return over


@dataclass(frozen=True, slots=True)
class _Parent:
    """A source that spans the lines of its parts: its label stands left of theirs until a row is reached."""

    label: str
    column: int
    until: int


@dataclass(frozen=True, slots=True)
class FundingFound:
    """The year's total with its cell, its sources, and the total of all years where the form prints both."""

    budget: Figure | None
    sources: tuple[Source, ...]
    total_budget: Figure | None


@dataclass(slots=True)
class Funding:
    """Takes the lines of money of a form, one row after the other."""

    words: FormWords
    _groups: list[_Group] = field(default_factory=list)
    _heads: dict[int, str] = field(default_factory=dict)
    _parent: _Parent | None = None
    _row: int = 0
    _last: int = -1

    def take_heads(self, row: Row) -> bool:
        """Whether a row is heads over amounts (年初预算数 | 全年预算数 | 全年执行数); what follows is read under them."""
        cells = filled(row)
        if any(is_figure(cell.text) or self.words.field(cell.text) in _IDENTITY for cell in cells):
            return False
        roles = {cell.column: role for cell in cells if (role := self.words.money.column(cell.text))}
        if cells and cells[0].row_span > 1:
            # The label of the block itself.
            roles.pop(cells[0].column, None)
        amounts = sum(role not in ("line", "remark") for role in roles.values())
        if amounts < (1 if "line" in roles.values() else _LEAST_HEADS):
            return False
        self._heads = roles
        self._row += 1
        return True

    def take(self, row: Row, currency: str) -> bool:
        """Whether a row holds lines of money; they are kept. `currency` is the unit of amounts whose label names none."""
        self._row += 1
        cells = list(row)
        taken = False
        for index, cell in enumerate(cells):
            if cell.blank or is_figure(cell.text):
                continue
            role = self.words.field(cell.text)
            behind = _amounts(cells, index, self.words, under_heads=bool(self._heads))
            if role == "source" and not behind and cell.row_span > 1:
                self._parent = _Parent(cell.text.strip(), cell.column, self._row + cell.row_span)
            elif behind and self._is_subtotal(cell):
                assert self._parent is not None
                self._add(replace(cell, text=self._parent.label), "source", behind, stated_unit(cell.text) or currency)
                taken = True
            elif role in _MONEY and behind:
                self._add(cell, role, behind, stated_unit(cell.text) or currency)
                taken = True
            elif role is None and self._continues(cell, behind):
                self._add(cell, "", behind, stated_unit(cell.text) or currency)
                taken = True
        if taken:
            self._last = self._row
        elif self._heads and filled(row):
            self._heads = {}
        return taken

    def _is_subtotal(self, cell: Cell) -> bool:
        return self._over(cell) is not None and plain_label(cell.text) in self.words.money.subtotals

    def _over(self, cell: Cell) -> _Parent | None:
        """The source that spans the line of this label, or None."""
        parent = self._parent
        return parent if parent is not None and self._row < parent.until and cell.column > parent.column else None

    def _continues(self, cell: Cell, behind: Sequence[Cell]) -> bool:
        """Whether an unknown label with an amount is a line of the funding: right below another."""
        figures = any(is_figure(each.text) for each in behind)
        return bool(self._groups) and self._last in (self._row - 1, self._row) and figures and label_like(cell)

    def _add(self, label: Cell, role: str, behind: Sequence[Cell], unit: str) -> None:
        name = plain_label(label.text)
        if role in ("budget", "total_budget"):
            self._open(label, self.words.money.term(name), behind, unit)
            return
        parent = self._over(label)
        text = label.text.strip()
        for group, cell in self._placed(label, behind):
            within = parent.label if parent is not None and parent.label != text else group.within(text)
            known = role == "source" or parent is not None
            group.sources.append(Source(text, read_figure(cell, unit), known, within))

    def _open(self, label: Cell, term: str, behind: Sequence[Cell], unit: str) -> None:
        """A total. Under heads it is one total for each column that is of the year or of all years."""
        if self._heads:
            for role, cell in self._by_head(behind):
                own = "long" if role == "long" else term if term == "long" else "annual"
                self._groups.append(_Group(own, cell.column, self._row, cell, read_figure(cell, unit)))
            return
        cell = behind[0]
        figure = read_figure(cell, unit) if is_figure(cell.text) else None
        self._groups.append(_Group(term, label.column, self._row, cell, figure))

    def _by_head(self, behind: Sequence[Cell]) -> list[tuple[str, Cell]]:
        """The amounts of a line that are of the year (one, of the best column) and of all years, by their heads."""
        under = {role: cell for cell in reversed(behind) if (role := self._heads.get(cell.column))}
        best = next((role for role in _BEST if role in under), None)
        return [(role, under[role]) for role in (best, "long") if role in under]

    def _placed(self, label: Cell, behind: Sequence[Cell]) -> list[tuple[_Group, Cell]]:
        """The groups to which the amounts of a source belong."""
        if self._heads:
            amounts = [cell for _, cell in self._by_head(behind)]
            return [(self._at(cell.column, exact=True), cell) for cell in amounts]
        return [(self._at(label.column, exact=False), behind[0])]

    def _at(self, column: int, *, exact: bool) -> _Group:
        """The group over a column: of totals printed side by side the nearest to the left, else the last one."""
        if not self._groups:
            self._groups.append(_Group("", column, self._row))
        row = self._groups[-1].row
        beside = [each for each in self._groups if each.row == row]
        if len(beside) == 1:
            return beside[0]
        fitting = [each for each in beside if each.column == column if exact] or [
            each for each in beside if each.column <= column
        ]
        return max(fitting or beside[:1], key=lambda each: each.column)

    def found(self) -> FundingFound:
        totals = [each for each in self._groups if each.figure is not None]
        year = next((each for term in ("annual", "", "whole") for each in totals if each.term == term), None)
        if year is None and len(totals) == 1:
            # A form with one total, whatever it calls it.
            year = totals[0]
        over = next((each for each in totals if each.term in ("long", "whole") and each is not year), None)
        if year is None:
            loose = next((each for each in self._groups if each.figure is None and each.term != "long"), None)
            return FundingFound(None, _tree(loose.sources if loose else ()), over.figure if over else None)
        return FundingFound(year.figure, _tree(self._sources_of(year)), over.figure if over else None)

    def _sources_of(self, year: _Group) -> list[Source]:
        """The sources of the year's total. Where it has none: those of the same total printed again, or those printed before it."""
        assert year.figure is not None
        if (listed := self._one_list(year)) is not None:
            return listed
        if year.sources:
            return year.sources
        for each in self._groups:
            again = each.figure is not None and each.figure.yuan == year.figure.yuan and each.term != "long"
            if each.sources and again:
                return each.sources
        if any(each.sources for each in self._groups if each.total is not None):
            return []
        return [source for each in self._groups if each.total is None for source in each.sources]

    def _one_list(self, year: _Group) -> list[Source] | None:
        """The sources of a row under totals side by side that are one list, since no total repeats what another has: 财政拨款 |
        60.00 | 其他资金 | 2.00. They are the year's where they make it, another total's where they make that, else nobody knows.
        None where each total has sources of its own."""
        beside = [each for each in self._groups if each.row == year.row and each.figure is not None]
        sources = [source for each in beside for source in each.sources]
        labels = {plain_label(source.label).removeprefix("其中") for source in sources}
        if (
            len(beside) < _LEAST_HEADS
            or len(labels) < len(sources)
            or sum(bool(each.sources) for each in beside) < _LEAST_HEADS
        ):
            return None
        made = _sum(sources)
        if made is not None and any(_yuan(each) == made for each in beside):
            return sources if _yuan(year) == made else []
        return [replace(source, known=False) for source in sources]


def _yuan(group: _Group) -> Decimal | None:
    return group.figure.yuan if group.figure is not None else None


def _sum(sources: Sequence[Source]) -> Decimal | None:
    amounts = [source.figure.yuan for source in sources]
    return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))


def _tree(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Sources of which each is part of another one that has an amount, or of the total."""
    labels = {source.label for source in sources}
    return tuple(each if each.within in labels else replace(each, within="") for each in sources)


def _amounts(cells: Sequence[Cell], index: int, words: FormWords, *, under_heads: bool) -> list[Cell]:
    """What stands behind a label up to the next one, if it answers a label of money: amounts, or a blank cell."""
    found: list[Cell] = []
    for cell in cells[index + 1 :]:
        if not is_money(cell) or (not cell.blank and words.field(cell.text) is not None):
            break
        found.append(cell)
    figures = [cell for cell in found if not cell.blank]
    return found if under_heads else figures or found[:1]
