"""The head of a form: what stands above its indicators. Labels with their values beside or below them, known or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from linter.budget.figures import is_figure, money_unit, read_percent, stated_unit
from linter.budget.forms.funding import Funding
from linter.budget.forms.goal_rows import GoalRows
from linter.budget.forms.lines import Row, filled, inline, is_money, label_like, money_in, part, printed
from linter.budget.forms.unit_funding import UnitFunding
from linter.budget.forms.words import FormWords
from linter.budget.model import OtherField, PlanPoint
from linter.budget.titles import read_line, year_line
from linter.document import Cell
from linter.language.folding import fold, plain, plain_label
from linter.language.list_numbers import opens_chapter, unnumbered

_MONEY = frozenset({"budget", "total_budget", "source"})
_KEPT = frozenset({"name", "code", "unit", "department", "whole_unit", "purpose"})
_AUTHORITIES = ("中央", "省", "市", "地方", "县", "区")
_LEAST_HEADS = 3
_LINE_CELLS = 3
_POINTS = re.compile(r"[、，,；;]")
# A longer text is no point of a plan; and the pattern below may try the ways to divide a text.
_LONGEST_POINT = 24
# 3月底25%, 6月底 50%: the term of a payment and its percentage in one cell.
_TERM_AND_PERCENT = re.compile(r"(?P<term>[^\d%]*\d*[^\d%]*[\u4e00-\u9fff]+[^\d%]*?)[:： ]*(?P<percent>\d+(?:\.\d+)?%)")


@dataclass(frozen=True, slots=True)
class _Pair:
    label: Cell
    role: str | None
    value: Cell | None


@dataclass(slots=True)
class Head:
    """Takes the rows of a form's head in order. What it has learnt stands in its fields.

    `fields` maps roles to their cells; `whole` says that the form is a whole unit's, `of_project` that its title is a
    project's; `currency` is the unit of amounts.
    """

    words: FormWords
    whole: bool
    of_project: bool = False
    currency: str = ""
    unit: str | None = None
    year: int | None = None
    fields: dict[str, Cell] = field(default_factory=dict)
    others: list[OtherField] = field(default_factory=list)
    plan: list[PlanPoint] | None = None
    money: Funding = field(init=False)
    unit_money: UnitFunding = field(init=False)
    goals: GoalRows = field(init=False)
    _authority: int = -1
    _pending: str = ""
    _label: str = ""
    _plan_heads: list[Cell] = field(default_factory=list)
    _above: list[Cell] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.money, self.unit_money, self.goals = Funding(self.words), UnitFunding(self.words), GoalRows(self.words)

    def take(self, row: Row, below: Sequence[Cell]) -> None:
        """One row of the head; `below` are the filled cells of the row under it."""
        cells = printed(row)
        shown = filled(cells)
        if not shown:
            if self._pending == "plan" and not self.plan:
                self._take_plan(row)
            return
        if len(shown) == 1 and self._is_heading(shown[0]):
            return
        if self._pending and len(shown) > 1 and plain(shown[0].text) == self._label:
            # A conversion has repeated the label that spans these rows.
            cells[0], shown = replace(cells[0], text=""), shown[1:]
        if self._pending == "plan" and self.words.field(shown[0].text) == "plan_values":
            cells[0] = replace(cells[0], text="")
        self.currency = next((unit for cell in shown if (unit := stated_unit(cell.text))), self.currency)
        # A row of one cell is a line between the rows of the table: of goals that blank lines cut off from their cell.
        below_label = cells[0].blank or len(row) == 1 or self.goals.awaits(shown)
        if below_label and self._pending and self._goes_on(cells, shown):
            return
        if self._above and self._below_labels(shown):
            return
        self._pending, self._above, self._label = "", [], plain(shown[0].text)
        self._begin(cells, shown, below)

    def _is_heading(self, cell: Cell) -> bool:
        """Whether a text that has a row for itself heads what follows: the indicators, or a section (二、项目资金)."""
        if plain(cell.text) in self.words.frame:
            return True
        if not opens_chapter(cell.text):
            return False
        named = part(cell, len(cell.text) - len(unnumbered(cell.text)), len(cell.text))
        if not label_like(named):
            return False
        self._pending, self._above = "", []
        if self.goals.begins((named,)):
            self._pending = "goals"
            self.goals.take((named,), first=True)
        return True

    def _begin(self, cells: Sequence[Cell], shown: Sequence[Cell], below: Sequence[Cell]) -> None:
        first = shown[0]
        role = self.words.field(first.text)
        if self._opens_unit_funding(role, shown):
            self._pending = "funding"
            self.unit_money.take(cells[1:], self.currency)
        elif role == "plan":
            self._pending = "plan"
            self.fields["plan"] = first
            self._plan_heads = list(shown[1:])
            self._take_plan_line(shown[1:])
        elif self.goals.begins(shown):
            self._pending = "goals"
            self.fields.setdefault("goals", first)
            self.goals.take(shown, first=True)
            rest = shown[len(self.goals.own(shown)) :]
            self.money.take(rest, self.currency)
            self._store_pairs(rest)
        elif not self._take_line(shown):
            self._take_fields(cells, shown, below)

    def _opens_unit_funding(self, role: str | None, shown: Sequence[Cell]) -> bool:
        unit = self.whole or not (self.of_project or "name" in self.fields)
        ruled = any(plain_label(cell.text) in self.words.ignored for cell in shown)
        return role == "funding" and unit and (self.whole or ruled)

    def _take_fields(self, cells: Sequence[Cell], shown: Sequence[Cell], below: Sequence[Cell]) -> None:
        """A row of fields: amounts, pairs of label and value, or labels over their values."""
        first = shown[0]
        over_lines = bool(below) and not is_money(below[0])
        if over_lines and self.money.take_heads(cells):
            return
        if not any(self.words.field(cell.text) for cell in below) and self._labels_above(shown, below):
            self._above = list(shown)
            return
        if not self.money.take(cells, self.currency):
            self._take_money_in(shown)
        self._store_pairs(cells)
        text_below = self.words.below.get(plain(first.text)) or self.words.below.get(plain_label(first.text))
        role = self.words.field(first.text)
        if text_below is not None:
            self._pending = text_below
            self.fields.setdefault(text_below, first)
        elif role in ("purpose", *_MONEY):
            self._pending = role

    def _take_money_in(self, shown: Sequence[Cell]) -> None:
        """Amounts that stand in one cell with their labels, alone or behind the label 资金构成."""
        for cell in shown:
            for pair in money_in(cell, self.words):
                self.money.take(pair, self.currency)

    # -- rows that go on with the row above --------------------------------------------------------

    def _goes_on(self, cells: Sequence[Cell], shown: Sequence[Cell]) -> bool:
        """Whether a row with a blank or covered first cell belongs to the label above it, as which it is read."""
        if self._pending == "plan":
            self._take_plan(cells)
        elif self._pending == "goals":
            if self._ends_goals(shown):
                return False
            self.goals.take(shown, first=False)
        elif self._pending == "funding":
            self.unit_money.take(cells, self.currency)
        elif self._pending == "purpose" and len(shown) == 1 and not self.words.field(shown[0].text):
            self.fields["purpose_text"] = shown[0]
        else:
            return False
        return True

    def _ends_goals(self, shown: Sequence[Cell]) -> bool:
        role = self.words.field(shown[0].text)
        return role is not None and role != "goals"

    def _take_plan_line(self, heads: Sequence[Cell]) -> None:
        """A plan in one line, each of whose terms has its percentage behind it (3月底25%), in cells of their own or in one."""
        parts = [(cell, part) for cell in heads for part in _POINTS.split(fold(cell.text)) if part]
        if any(len(part) > _LONGEST_POINT for _, part in parts):
            return
        pairs = [(cell, _TERM_AND_PERCENT.fullmatch(part)) for cell, part in parts]
        if parts and all(pair for _, pair in pairs):
            self.plan = [
                PlanPoint(
                    pair["term"], pair["percent"], read_percent(replace(cell, text=pair["percent"])), cell.location
                )
                for cell, pair in pairs
                if pair is not None
            ]
            self._pending = ""

    def _take_plan(self, row: Row) -> None:
        cells = list(row)
        under = {cell.column: cell for cell in cells}
        heads = self._plan_heads
        if all(head.column in under for head in heads):
            values = [under[head.column] for head in heads]
        else:
            # A row that a conversion has shifted.
            values = cells[1:] if len(cells) > len(heads) and cells[0].blank else cells[-len(heads) :]
        self.plan = [
            PlanPoint(head.text.strip(), cell.text.strip(), read_percent(cell), cell.location)
            for head, cell in zip(heads, values, strict=False)
        ]
        self._pending = ""

    # -- labels over their values ------------------------------------------------------------------

    def _labels_above(self, shown: Sequence[Cell], below: Sequence[Cell]) -> bool:
        """Whether a row is labels over values: nothing but labels, or an amount's label with no amount behind it."""
        known = [self.words.field(cell.text) for cell in shown]
        if not all(role is not None or label_like(cell) for role, cell in zip(known, shown, strict=True)):
            return False
        if len(shown) > 1 and all(known):
            return True
        if len(shown) < _LEAST_HEADS:
            return False
        loose = [
            index
            for index, role in enumerate(known)
            if index and role in _MONEY and not (index + 1 < len(shown) and is_money(shown[index + 1]))
        ]
        if not any(known):
            # Heads that nobody knows over figures, or pairs of label and value.
            return len(shown) % 2 == 1 or any(is_figure(cell.text) for cell in below)
        return bool(loose) and not any(known[index - 1] == "other" for index in loose)

    def _below_labels(self, shown: Sequence[Cell]) -> bool:
        """Reads a row under labels. False for a row that has labels of its own."""
        if any(self.words.field(cell.text) for cell in shown):
            return False
        pairs = [_Pair(label, self.words.field(label.text), cell) for label, cell in self._under_labels(shown)]
        for pair in pairs:
            if pair.role in _MONEY:
                assert pair.value is not None
                if is_figure(pair.value.text):
                    self.money.take((pair.label, pair.value), self.currency)
            elif not (pair.role == "name" and self.whole):
                self._store(pair)
        return bool(pairs)

    def _under_labels(self, shown: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
        """Each label with the value under it: by the columns, or in order where a conversion has shifted them."""
        covered = [(next((each for each in self._above if _covers(each, cell)), None), cell) for cell in shown]
        places = {label.column for label, _ in covered if label is not None}
        if len(places) == len(shown) or len(shown) != len(self._above):
            yield from ((label, cell) for label, cell in covered if label is not None)
        else:
            yield from zip(self._above, shown, strict=True)

    # -- pairs ------------------------------------------------------------------------------------

    def _store_pairs(self, cells: Sequence[Cell]) -> None:
        for pair in _pairs(cells, self.words):
            self._store(pair)

    def _store(self, pair: _Pair) -> None:
        if pair.role == "department" and pair.value is not None and self._is_nearer(pair.label):
            self.fields["department"] = pair.value
        if pair.role in _KEPT and pair.value is not None:
            self.fields.setdefault(pair.role, pair.value)
            if pair.role == "purpose" and not pair.value.blank:
                self.fields["purpose_text"] = pair.value
        elif pair.role == "year" and pair.value is not None:
            self.year = self.year or year_line(pair.value.text)
        elif pair.role == "goals" and pair.value is not None and not pair.value.blank:
            self.fields.setdefault("goals", pair.label)
            self.goals.add(pair.value, self.words.goal_term(pair.label.text))
        elif plain_label(pair.label.text) in self.words.currency and pair.value is not None:
            self.currency = money_unit(pair.value.text) or self.currency
        elif pair.role in (None, "other") and pair.value is not None:
            self.others.append(OtherField(pair.label.text.strip(), pair.value.text.strip(), pair.label.location))

    def _is_nearer(self, label: Cell) -> bool:
        """Whether a department's label names a nearer authority than the last one did: 县区主管部门 behind 省级主管部门."""
        rank = next(
            (n for n, place in enumerate(_AUTHORITIES) if label.text.strip().startswith(place)), len(_AUTHORITIES)
        )
        nearer = rank > self._authority
        self._authority = max(rank, self._authority)
        return nearer

    def _take_line(self, shown: Sequence[Cell]) -> bool:
        """A line of the form's unit, year or currency: 填报单位：…, （2026年度）, 单位：万元."""
        if len(shown) > _LINE_CELLS or any(self.words.field(cell.text) or is_figure(cell.text) for cell in shown):
            return False
        known = False
        for cell in shown:
            line = read_line(cell.text)
            if line.unit is not None and self.unit is None:
                self.unit = line.unit
                self.fields.setdefault("meta_unit", cell)
            self.year = self.year or line.year
            known = known or line.known
        return known


def _covers(label: Cell, cell: Cell) -> bool:
    return label.column <= cell.column < label.column + label.column_span


def _pairs(cells: Sequence[Cell], words: FormWords) -> Iterator[_Pair]:
    """The labels of a row with their values. An unknown text in front of another one is a label as well."""
    index = 0
    while index < len(cells):
        cell = cells[index]
        index += 1
        if cell.blank or is_figure(cell.text):
            continue
        both = inline(cell, words)
        if both is not None:
            yield _Pair(both[0], words.field(both[0].text), both[1])
            continue
        role = words.field(cell.text)
        if role is None and not label_like(cell):
            continue
        value, index = _value(cells, index, role, words)
        if role is not None or (value is not None and not value.blank):
            yield _Pair(cell, role, value)


def _value(cells: Sequence[Cell], start: int, role: str | None, words: FormWords) -> tuple[Cell | None, int]:
    """The value of a label that stands before `start`, and where the row goes on behind it.

    It is the next cell, unless that is a label. Behind a blank the next text counts if it closes the row or stands in
    front of a known label: what has a value of its own behind it is a label that nobody knows.
    """
    if start >= len(cells):
        return None, start
    following = cells[start]
    if not following.blank:
        known = words.field(following.text)
        return (None, start) if known is not None and not _answers(role, known) else (following, start + 1)
    later = next((index for index in range(start, len(cells)) if not cells[index].blank), None)
    if later is None or words.field(cells[later].text) is not None:
        return following, start + 1
    behind = next((cell for cell in cells[later + 1 :] if not cell.blank), None)
    if role is not None and (behind is None or words.field(behind.text) is not None or not label_like(cells[later])):
        return cells[later], later + 1
    return following, start + 1


def _answers(role: str | None, known: str) -> bool:
    """Whether a text that could be a label is the answer to one: 资金性质 | 财政拨款."""
    return role == "other" and known in _MONEY
