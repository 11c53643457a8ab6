"""Reads the indicator rows of a performance form: which cell is which field, also where merged cells shifted a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from linter.budget.figures import is_figure
from linter.budget.forms.columns import LEVELS, Columns, Heads
from linter.budget.forms.words import FormWords
from linter.budget.model import Band, Indicator
from linter.document import Cell, Location
from linter.language.comparators import is_comparator
from linter.language.folding import plain
from linter.language.units import table
from linter.values import parse

_SHARED = ("description", "comparator", "value", "unit", "basis")
"""Fields of which one merged cell may serve several rows. A weight is counted once; levels are carried on by their texts."""
_FIGURE = re.compile(r"\d")
_VERTICAL = 2
_HAN_BREAK = re.compile(r"[\u4e00-\u9fff]\s*\n\s*[\u4e00-\u9fff]")
_BETWEEN_LEVELS = re.compile(r"\s*[-—–－/／·>→、\n]+\s*")


@dataclass(slots=True)
class RowReader:
    """Reads indicator rows one after the other; merged levels are carried down from the row above."""

    words: FormWords
    columns: Sequence[Columns] = ()
    levels: Sequence[str] = ()
    bands: Sequence[tuple[str, int]] = ()
    printed: frozenset[str] = frozenset({"name", "value"})
    _carried: dict[str, tuple[str, Cell]] = field(default_factory=dict)
    _merged: dict[int, Cell] = field(default_factory=dict)

    def start(self, heads: Heads) -> None:
        """Reads what follows under these heads."""
        self.columns, self.levels, self.bands = heads.columns, heads.levels, heads.bands
        self.printed = frozenset(role for each in heads.columns for role in each)

    def read(self, row: Sequence[Cell]) -> Iterator[Indicator]:
        """The indicators of a row: none, one, or one for each target that stands side by side with others."""
        for number, columns in enumerate(self.columns or ({},)):
            found = self._fields(row, columns)
            if found is None:
                continue
            if self.levels:
                yield self._indicator(found, row, level1=self.levels[number])
            else:
                # Of two targets side by side the first is that of the medium term, the second the annual one.
                indicator = self._indicator(found, row)
                yield replace(indicator, multi_year=True) if number < len(self.columns) - 1 else indicator

    def _fields(self, row: Sequence[Cell], columns: Columns) -> dict[str, Cell] | None:
        placed = dict(placed_cells(row, columns))
        self._share(placed, row)
        if not columns or self._shifted(placed, row):
            placed = self._by_content(row)
        self._part_levels(placed)
        for level in LEVELS:
            cell = placed.get(level)
            if cell is not None and not cell.blank:
                if level == "level1":
                    self._carried.pop("level2", None)
                self._carried[level] = (_level_text(cell), cell)
        name, value = placed.get("name"), placed.get("value")
        if name is None or name.blank:
            return None
        if value is None and "comparator" not in placed:
            return None
        return placed

    def _part_levels(self, placed: dict[str, Cell]) -> None:
        """Both levels of a cell that prints them in one (产出指标—数量指标)."""
        cell = placed.get("level1")
        if cell is None or "level2" in placed or self._known_level(cell.text):
            return
        first, *rest = _BETWEEN_LEVELS.split(cell.text.strip(), maxsplit=1)
        if rest and self.words.group(first) and self.words.category(rest[0]):
            placed["level1"], placed["level2"] = replace(cell, text=first), replace(cell, text=rest[0])

    def _share(self, placed: dict[str, Cell], row: Sequence[Cell]) -> None:
        """Puts a cell that is merged over several rows into each of them."""
        self._merged.update((cell.column, cell) for cell in row if cell.row_span > 1)
        for role in _SHARED:
            cell = placed.get(role)
            if cell is not None and cell.origin is not None:
                above = self._merged.get(cell.origin[1])
                if above is not None and above.row == cell.origin[0]:
                    placed[role] = above
        name, value = placed.get("name"), placed.get("value")
        if (
            name is not None
            and name.origin is not None
            and value is not None
            and value.origin is None
            and not value.blank
        ):
            # One name over two rows, each with a target of its own.
            placed["name"] = self._merged.get(name.origin[1], name)

    def _shifted(self, placed: Mapping[str, Cell], row: Sequence[Cell]) -> bool:
        """Whether merged cells shifted this row to the left: its value column is blank and its other cells are one place off."""
        name, value = placed.get("name"), placed.get("value")
        level1, level2 = placed.get("level1"), placed.get("level2")
        if value is None or not value.blank or name is None or level2 is None:
            return False
        frame = row[: row.index(level1)] if level1 is not None else ()
        left = [cell.text for cell in frame if not cell.blank]
        if left and self._known_level(left[0]) and self.words.column(left[0]) is None:
            return True
        return bool(level1 and self.words.category(level1.text) and not level2.blank) and not self._known_level(
            level2.text
        )

    def _known_level(self, text: str) -> bool:
        return self.words.known_level(text)

    def _by_content(self, row: Sequence[Cell]) -> dict[str, Cell]:
        """A row read by its cells that are not blank: levels in front, then the name; value last, or its sign, figure and unit."""
        cells = [cell for cell in row if not cell.blank]
        levels = 0
        while levels < min(len(cells) - 2, 3) and self._known_level(cells[levels].text):
            levels += 1
        if len(cells) - levels < 2:
            return {}
        placed: dict[str, Cell] = {}
        if levels == 1 and self._is_cost_of_output(cells[0]):
            placed["level2"] = cells[0]
            levels, cells = 0, cells[1:]
        if len(cells) - levels > 2 and cells[-1].text.strip() in table().spelled and _FIGURE.search(cells[-2].text):
            placed["unit"] = cells.pop()
        if len(cells) - levels > 2 and is_comparator(cells[-2].text.strip()):
            placed["comparator"] = cells.pop(-2)
        if is_figure(cells[-2].text):
            # Columns that nobody knows: which of them holds the target cannot be told.
            return {}
        placed |= {"name": cells[-2], "value": cells[-1]}
        for cell in cells[: min(levels, len(cells) - 2)]:
            if self.words.category(cell.text) and (
                self.words.group(cell.text) == "" or "level1" in placed or cell is not row[0]
            ):
                placed["level2"] = cell
            elif "level1" not in placed:
                placed["level1"] = cell
            if self.words.category(cell.text) and "level2" not in placed:
                placed["level2"] = cell
        return placed

    def _is_cost_of_output(self, cell: Cell) -> bool:
        """Whether a level that may be a first or a second one stands under the first level above it."""
        over = self._carried.get("level1", ("", None))[0]
        return self.words.group(cell.text) == "cost" and self.words.group(over) == "output"

    def _indicator(self, placed: Mapping[str, Cell], row: Sequence[Cell], *, level1: str = "") -> Indicator:
        cells = dict(placed)
        texts = {}
        for level in LEVELS:
            text, cell = self._carried.get(level, ("", None))
            texts[level] = text
            if cell is not None:
                cells.setdefault(level, cell)
        return make_indicator(
            level1=level1 or texts["level1"],
            level2=texts["level2"],
            name=_joined(_text(placed, "name") or ""),
            description=_text(placed, "description"),
            value=_text(placed, "value") or "",
            basis=_text(placed, "basis"),
            weight=_decimal(_text(placed, "weight")),
            comparator=_text(placed, "comparator") or "",
            unit=_text(placed, "unit") or "",
            location=row[0].location.through(row[-1].location),
            cells=cells,
            row=tuple(row),
            words=self.words,
            bands=tuple(self._bands(row)),
        )

    def _bands(self, row: Sequence[Cell]) -> Iterator[Band]:
        for grade, column in self.bands:
            cell = next((each for each in row if each.column == column), None)
            if cell is not None:
                yield Band(grade, cell.text.strip(), parse(cell.text), cell)


def placed_cells(row: Sequence[Cell], columns: Columns) -> Iterator[tuple[str, Cell]]:
    """The cells of a row by their roles. What a cell in front of it covers (a value merged over the basis) is blank."""
    for role, column in columns.items():
        cell = next((each for each in row if each.column <= column < each.column + each.column_span), None)
        if cell is None:
            if role == "basis" and row:
                # A row that ends before the last column, in a table that a conversion has cut: nothing is printed there.
                yield role, replace(row[-1], text="", column=column, column_span=1, runs=())
            continue
        if cell.column == column:
            yield role, cell
        elif role not in LEVELS:
            yield role, replace(cell, text="", column=column, column_span=1, runs=())


def make_indicator(
    *,
    level1: str,
    level2: str,
    name: str,
    value: str,
    location: Location,
    words: FormWords,
    description: str | None = None,
    basis: str | None = None,
    weight: Decimal | None = None,
    comparator: str = "",
    unit: str = "",
    cells: Mapping[str, Cell] | None = None,
    row: tuple[Cell, ...] = (),
    bands: tuple[Band, ...] = (),
) -> Indicator:
    """An indicator with its group and category by the names of its levels and its value parsed."""
    category = words.category(level2)
    group = words.group(level1)
    if not category and (words.category(level1) and not level2):
        category = words.category(level1)
    if not group and category:
        groups = words.category_groups[category]
        group = next(iter(groups)) if len(groups) == 1 else ""
    if category == "satisfaction" and not words.group(level1):
        group = "satisfaction"
    return Indicator(
        level1=level1,
        level2=level2,
        group=group,
        category=category,
        name=name,
        description=description,
        value=value,
        parsed=parse(value, comparator=comparator, unit=unit),
        basis=basis,
        weight=weight,
        location=location,
        cells=cells or {},
        row=row,
        bands=bands,
    )


def _joined(name: str) -> str:
    """A name without the line breaks that the width of its column made."""
    return "".join(line.strip() for line in name.splitlines()) if "\n" in name and _HAN_BREAK.search(name) else name


def _level_text(cell: Cell) -> str:
    """The name of a level; one printed a character a line is one word."""
    lines = cell.text.split()
    return "".join(lines) if all(len(line) <= _VERTICAL for line in lines) else cell.text.strip()


def _text(placed: Mapping[str, Cell], role: str) -> str | None:
    cell = placed.get(role)
    return None if cell is None else cell.text.strip()


def _decimal(text: str | None) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(plain(text).rstrip("%分"))
    except InvalidOperation:
        return None
