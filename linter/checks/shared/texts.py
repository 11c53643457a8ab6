"""Every text of a document once, in reading order: paragraphs and cells, each with what it is and the form it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from linter.budget.model import Budget, Indicator, Project, UnitForm
from linter.checks.shared.once import OncePerBudget
from linter.document import Cell, Location, Paragraph, Table, locate
from linter.findings import Mark
from linter.packs.hits import Hit

# What stands between full stops, semicolons and line ends: as far as a word explains another.
SENTENCE = re.compile(r"[^。；;！!\n]+")
_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph or cell that holds text.

    `kind` is narrative (a paragraph outside forms and tables), title (a paragraph of a form or table), goal, purpose,
    field (another head field of a form), cell (any other cell), or a field of an indicator: level1, level2, name,
    description, value, basis, weight. `row` holds the cells of the table row that a cell stands in.
    """

    text: str
    kind: str
    block: Paragraph | Cell
    form: Project | UnitForm | None = None
    indicator: Indicator | None = None
    table: Table | None = None
    row: tuple[Cell, ...] = ()

    @property
    def route(self) -> tuple[str, ...]:
        steps = []
        if self.form is not None:
            steps.append(f"项目:{self.form.name}")
        if self.indicator is not None:
            steps.append(f"指标:{self.indicator.name}")
        return tuple(steps)

    def place(self, start: int = 0, end: int | None = None) -> Location:
        """Where the characters start..end stand, with the symbolic route."""
        return locate(self.block, start, len(self.text) if end is None else end).routed(*self.route)

    def hit(self, start: int, end: int, **more: Any) -> Hit:
        """A hit on the characters start..end. The excerpt is what stands around them on one line."""
        low, high = max(0, start - _CONTEXT), min(len(self.text), end + _CONTEXT)
        excerpt = self.text[low:high].replace("\n", " ").replace("\t", " ")
        more.setdefault("actual", self.text[start:end])
        more.setdefault("key", self.text[start:end])
        return Hit(
            location=self.place(start, end),
            excerpt=excerpt,
            marks=(Mark(start - low, end - low),),
            field=self.kind if self.indicator is not None else None,
            **more,
        )


@OncePerBudget
def texts(budget: Budget) -> tuple[Text, ...]:
    """The texts of a document in reading order, blank ones left out. Some twenty kinds go over the same ones."""
    return tuple(_texts(budget))


def _texts(budget: Budget) -> Iterator[Text]:
    narrative = {_key(paragraph) for paragraph in budget.narrative}
    known = _form_cells(budget)
    for block in budget.document.blocks:
        if isinstance(block, Table):
            yield from _table_texts(block, known)
        elif block.text.strip():
            yield Text(block.text, "narrative" if _key(block) in narrative else "title", block)


def _key(block: Paragraph | Cell) -> tuple[object, ...]:
    at = block.location
    return at.line, at.column, at.page, at.paragraph, at.table, at.row, at.cell, at.sheet, at.ref


_Owner = tuple[Project | UnitForm, Indicator | None, str]


def _form_cells(budget: Budget) -> dict[tuple[object, ...], _Owner]:
    """The cells that the recognisers have named: whose they are, and as what."""
    known: dict[tuple[object, ...], _Owner] = {}
    for form in budget.forms:
        for name, cell in form.fields.items():
            known[_key(cell)] = (form, None, name)
        for indicator in form.indicators:
            for cell in indicator.row:
                known.setdefault(_key(cell), (form, indicator, "cell"))
            for name, cell in indicator.cells.items():
                # A level cell is shared by the rows below it and stays with the first of them.
                if known.get(_key(cell), (form, None, "cell"))[2] == "cell":
                    known[_key(cell)] = (form, indicator, name)
    return known


def _table_texts(table: Table, known: dict[tuple[object, ...], _Owner]) -> Iterator[Text]:
    owner: Project | UnitForm | None = None
    for row in table.rows:
        owners = [known.get(_key(cell)) for cell in row]
        owner = next((each[0] for each in owners if each is not None), owner)
        for cell, owned in zip(row, owners, strict=True):
            if not cell.blank:
                form, indicator, kind = owned or (owner, None, "cell")
                if indicator is None and form is not None:
                    kind = _field_kind(cell, form, kind)
                yield Text(cell.text, kind, cell, form, indicator, table, row)


def _field_kind(cell: Cell, form: Project | UnitForm, name: str) -> str:
    if any(goal.printed and goal.printed in cell.text for goal in form.goals):
        return "goal"
    if isinstance(form, Project) and form.purpose and form.purpose.strip() == cell.text.strip():
        return "purpose"
    return "field" if name != "cell" else "cell"


def printed_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with the offset of each."""
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def row_text(row: Sequence[Cell]) -> str:
    return " ".join(cell.text for cell in row if not cell.blank)
