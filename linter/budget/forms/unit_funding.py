"""The funding of a whole-unit form (整体支出): pairs of label and amount, two to a row, by kinds of expenditure and of income."""

from __future__ import annotations

from dataclasses import dataclass, field

from linter.budget.figures import is_figure, read_figure
from linter.budget.forms.lines import Row
from linter.budget.forms.words import FormWords
from linter.budget.model import Figure
from linter.document import Cell
from linter.language.folding import plain_label


@dataclass(slots=True)
class UnitFunding:
    """Takes the rows of the funding table; `figures` maps roles and the labels of single sources to amounts."""

    words: FormWords
    figures: dict[str, Figure] = field(default_factory=dict)
    _basic: bool = False

    def take(self, row: Row, currency: str) -> None:
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
            self._store(label, cell, _amount_behind(row, index), currency)
            index += 1

    def _store(self, label: str, cell: Cell, value: Cell | None, currency: str) -> None:
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
            self.figures.setdefault(role, read_figure(value, currency))


def _amount_behind(row: Row, index: int) -> Cell | None:
    for cell in row[index + 1 :]:
        if is_figure(cell.text):
            return cell
        if not cell.blank:
            break
    return row[index + 1] if index + 1 < len(row) and row[index + 1].blank else None
