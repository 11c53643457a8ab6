"""Tables with spans, and the ways in which a conversion flattens them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its text and how many columns and rows it covers."""

    text: str
    cols: int = 1
    rows: int = 1


Row = list[Box]


@dataclass(slots=True)
class Grid:
    """Rows of boxes as HTML has them: a place that a box from above covers has no box of its own."""

    width: int
    rows: list[Row] = field(default_factory=list)

    def places(self) -> list[list[tuple[Box, int, int]]]:
        """For every row and column the box that covers it, with the row and the column where that box begins."""
        held: list[list[tuple[Box, int, int] | None]] = [[None] * self.width for _ in self.rows]
        for index, row in enumerate(self.rows):
            column = 0
            for box in row:
                while held[index][column] is not None:
                    column += 1
                for down in range(box.rows):
                    for right in range(box.cols):
                        held[index + down][column + right] = (box, index, column)
        whole = [[place for place in row if place is not None] for row in held]
        assert all(len(row) == self.width for row in whole), self.rows
        return whole


def flattened(grid: Grid, manner: str) -> list[list[str]]:
    """The texts of a grid's rows as a conversion prints them that does not know spans.

    once: a box over columns is one cell and the row is shorter, what a box from above covers is a blank cell;
    blanks: every place but a box's first is a blank cell; repeated: every place has the box's text.
    """
    rows = []
    for index, row in enumerate(grid.places()):
        texts = []
        for column, (box, top, left) in enumerate(row):
            first = top == index and left == column
            if manner == "repeated" or first:
                texts.append(box.text)
            elif manner == "blanks" or (top < index and left == column):
                texts.append("")
        rows.append(texts)
    return rows


def cut(grid: Grid, at: int, restated: Sequence[int] = ()) -> tuple[Grid, Grid]:
    """The grid in two, before row `at`. A box that goes over the cut is blank in the second part."""
    places = grid.places()
    first, second = Grid(grid.width), Grid(grid.width)
    for index, row in enumerate(places):
        part, begin, end = (first, 0, at) if index < at else (second, at, len(places))
        boxes = []
        for column, (box, top, left) in enumerate(row):
            if left != column or (top != index and not (index == at and top < at)):
                continue
            rows = min(top + box.rows, end) - max(top, begin)
            text = box.text if top >= begin or left in restated else ""
            boxes.append(Box(text, box.cols, rows))
        part.rows.append(boxes)
    return first, second
