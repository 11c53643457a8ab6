"""The goals of a form: rows in which labels of goals stand beside or over their texts, for the year and for longer terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from linter.budget.forms.goals import split_goals
from linter.budget.forms.lines import label_like
from linter.budget.forms.words import FormWords
from linter.budget.model import Goal
from linter.document import Cell
from linter.language.folding import plain, plain_label

_ACTUAL = "actual"


@dataclass(slots=True)
class GoalRows:
    """Takes the rows of a form's goals. Goals carry the term of the label that stands nearest."""

    words: FormWords
    _goals: list[tuple[str, Goal]] = field(default_factory=list)
    _term: str = ""
    _heads: list[tuple[int, str]] = field(default_factory=list)
    _alone: bool = False

    def begins(self, cells: Sequence[Cell]) -> bool:
        """Whether a row with these filled cells begins the goals or a further part of them."""
        return self._label(cells[0]) is not None

    def awaits(self, cells: Sequence[Cell]) -> bool:
        """Whether these cells may be the texts under labels of goals that had a row for themselves."""
        known = any(self.words.field(cell.text) is not None for cell in cells)
        return self._alone and not known and len(cells) <= len(self._heads)

    def _label(self, cell: Cell) -> str | None:
        """The term of a label of goals (actual for the head over results), or None for a cell that is no such label."""
        label = plain(cell.text)
        head = self.words.goal_heads.get(label) or self.words.goal_heads.get(plain_label(cell.text))
        if head is not None:
            return _ACTUAL if head == _ACTUAL else "annual"
        return self.words.goal_term(cell.text) if self.words.field(cell.text) == "goals" else None

    def take(self, cells: Sequence[Cell], *, first: bool) -> None:
        """A row's filled cells; `first` for one that begins with a label of goals."""
        if first:
            self._heads = []
        cells = self.own(cells)
        labels = [(cell, term) for cell in cells if (term := self._label(cell)) is not None]
        texts = [cell for cell in cells if self._label(cell) is None and self.words.field(cell.text) is None]
        if first:
            self._term = labels[0][1]
        self._alone = not texts
        if not texts:
            self._heads = [(cell.column, term) for cell, term in labels]
            return
        if self._names(labels, texts):
            self._heads = [(cell.column, term) for cell, term in labels]
        shifted = not labels and self._shifted(texts)
        for place, cell in enumerate(texts):
            self.add(cell, shifted[place] if shifted else self._nearest(cell, labels))

    def own(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The cells of a row up to the first label of another kind, known or not, whose value is no goal."""
        for place, cell in enumerate(cells):
            role = self.words.field(cell.text)
            behind_text = place > 1 and self.words.field(cells[place - 1].text) is None
            unknown = role is None and behind_text and place + 1 < len(cells) and label_like(cell) and not self._heads
            if role not in (None, "goals") or unknown:
                return cells[:place]
        return cells

    def _shifted(self, texts: Sequence[Cell]) -> list[str]:
        """The terms of texts that a conversion has shifted against their heads, in order; nothing where the columns agree."""
        columns = {column for column, _ in self._heads}
        if all(cell.column in columns for cell in texts) or len(texts) not in (len(self._heads), len(self._heads) - 1):
            return []
        return [term for _, term in self._heads[-len(texts) :]]

    @staticmethod
    def _names(labels: Sequence[tuple[Cell, str]], texts: Sequence[Cell]) -> bool:
        """Whether the labels are heads that one text of the row is not: 年度目标 | 预期目标 | 实际完成情况 |."""
        return len(labels) > 1 and all(text.column > label.column for label, _ in labels for text in texts)

    def _nearest(self, cell: Cell, labels: Sequence[tuple[Cell, str]]) -> str:
        beside = [term for label, term in labels if label.column < cell.column]
        if beside:
            return beside[-1] or self._term
        over = [term for column, term in self._heads if column <= cell.column]
        return (over[-1] if over else "") or self._term

    def add(self, cell: Cell, term: str = "") -> None:
        """A text of goals; the results of a self-assessment are none."""
        if term != _ACTUAL:
            self._goals.extend((term, goal) for goal in split_goals(cell))

    def found(self) -> tuple[Goal, ...]:
        terms = {term for term, _ in self._goals}
        yearly = "annual" in terms or ("" in terms and "long" in terms)
        several = {"long", "whole"} if "annual" in terms else {"long"} if yearly else set()
        return tuple(replace(goal, multi_year=True) if term in several else goal for term, goal in self._goals)
