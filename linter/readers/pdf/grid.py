"""Rulings of a page -> grids of cells: which places of a ruled table are one cell, told by the lines between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from linter.readers.limits import Meter
from linter.readers.pdf.page import Box, Glyph, PageContent, Ruling

_SNAP = 4.0
"""Lines closer than this are one: double borders, and columns that an office program set a hair apart."""
_GAP = 3.0
_OVERHANG = 8.0


@dataclass(slots=True)
class GridCell:
    """A cell at 0-based `row` and `column` of its grid, with the glyphs that stand in it. `cut_left`, `cut_right`: it stands at
    that side of a grid which is ruled there beside other rows and not beside this one: the edge of the paper cut it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    glyphs: list[Glyph] = field(default_factory=list)
    cut_left: bool = False
    cut_right: bool = False


@dataclass(slots=True)
class Grid:
    """A ruled table of one page: `xs` and `ys` are its lines. `open_top`, `open_bottom`: its uprights go on, no line ends it."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    index: dict[tuple[int, int], GridCell]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def at(self, x: float, y: float) -> GridCell | None:
        """The cell at a point of the page."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self.index.get((row, column))

    def cut_beside(self, x: float, y: float) -> bool:
        """Whether a point beside the grid belongs to a cell that the edge of the paper cut."""
        if x > self.xs[-1]:
            cell = self.at(self.xs[-1], y)
            return cell is not None and cell.cut_right
        cell = self.at(self.xs[0], y) if x < self.xs[0] else None
        return cell is not None and cell.cut_left


def find_grids(content: PageContent, meter: Meter) -> tuple[list[Grid], list[Ruling]]:
    """The grids of a page, smallest first so that a table within a cell comes before the one around it; and the level
    rulings that belong to none (strokes through text, underlines)."""
    level = _merged(content.level, meter)
    upright = _merged(content.upright, meter)
    grids: list[Grid] = []
    used: set[int] = set()
    for rows, columns in _connected(level, upright, meter):
        grid = _grid([level[i] for i in rows], [upright[i] for i in columns], meter)
        if grid is not None:
            grids.append(grid)
            used.update(rows)
    grids.sort(key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
    return grids, [ruling for i, ruling in enumerate(level) if i not in used]


def _merged(rulings: Iterable[Ruling], meter: Meter) -> list[Ruling]:
    """Rulings with pieces of one line put together, sorted by where they lie."""
    lines: list[list[Ruling]] = []
    for ruling in sorted(rulings):
        meter.tick()
        if lines and ruling.at - lines[-1][-1].at <= 0.8 and ruling.at - lines[-1][0].at <= _SNAP / 2:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    merged: list[Ruling] = []
    for line in lines:
        line.sort(key=lambda ruling: ruling.start)
        at, start, end = line[0]
        for ruling in line[1:]:
            if ruling.start <= end + _GAP:
                end = max(end, ruling.end)
            else:
                merged.append(Ruling(at, start, end))
                at, start, end = ruling
        merged.append(Ruling(at, start, end))
    merged.sort()
    return merged


def _connected(level: list[Ruling], upright: list[Ruling], meter: Meter) -> list[tuple[list[int], list[int]]]:
    """Groups of level and upright rulings (their indices) that touch one another."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    places = [ruling.at for ruling in upright]
    for i, ruling in enumerate(level):
        first = bisect_left(places, ruling.start - _GAP)
        last = bisect_right(places, ruling.end + _GAP)
        for j in range(first, last):
            meter.tick()
            if upright[j].start - _GAP <= ruling.at <= upright[j].end + _GAP:
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i in range(len(level)):
        groups[root(i)][0].append(i)
    for j in range(len(upright)):
        groups[root(len(level) + j)][1].append(j)
    return [(rows, columns) for rows, columns in groups.values() if rows and columns]


def _grid(level: list[Ruling], upright: list[Ruling], meter: Meter) -> Grid | None:
    xs, ys = _snapped(ruling.at for ruling in upright), _snapped(ruling.at for ruling in level)
    open_top, open_bottom = _opened(xs, ys, level, upright)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < 2:
        return None
    meter.cell(columns * rows)
    walls = _walls(upright, xs, ys)
    cells = [
        GridCell(top, left, bottom - top, right - left, (xs[left], ys[top], xs[right], ys[bottom]))
        for top, left, bottom, right in _areas(rows, columns, walls, _walls(level, ys, xs))
    ]
    if len(cells) < 2:
        return None
    _mark_cut(cells, columns, walls)
    index = {
        (r, c): cell
        for cell in cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    }
    return Grid(xs, ys, cells, index, open_top, open_bottom)


def _mark_cut(cells: Sequence[GridCell], columns: int, walls: set[tuple[int, int]]) -> None:
    ruled = {place for place, _ in walls}
    for cell in cells:
        rows = range(cell.row, cell.row + cell.row_span)
        if cell.column == 0 and 0 in ruled:
            cell.cut_left = not any((0, row) in walls for row in rows)
        if cell.column + cell.column_span == columns and columns in ruled:
            cell.cut_right = not any((columns, row) in walls for row in rows)


def _opened(xs: list[float], ys: list[float], level: list[Ruling], upright: list[Ruling]) -> tuple[bool, bool]:
    """Adds the sides that are not drawn; whether the table is open at the top and at the bottom.

    Level lines that go on beyond the outer uprights: a table without side borders. Uprights likewise: one that a page break cut.
    """
    left, right = min(r.start for r in level), max(r.end for r in level)
    if left < xs[0] - _OVERHANG:
        xs.insert(0, left)
    if right > xs[-1] + _OVERHANG:
        xs.append(right)
    open_top = sum(r.start < ys[0] - _OVERHANG for r in upright) > 1
    open_bottom = sum(r.end > ys[-1] + _OVERHANG for r in upright) > 1
    if open_top:
        ys.insert(0, min(r.start for r in upright))
    if open_bottom:
        ys.append(max(r.end for r in upright))
    return open_top, open_bottom


def _snapped(places: Iterable[float]) -> list[float]:
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= _SNAP and place - groups[-1][0] <= 1.5 * _SNAP:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def _walls(rulings: Sequence[Ruling], at: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """(index of the line in `at`, index of the interval in `along`) for every piece of line that is drawn."""
    walls: set[tuple[int, int]] = set()
    for ruling in rulings:
        place = nearest(at, ruling.at)
        first = max(bisect_left(along, ruling.start) - 1, 0)
        for interval in range(first, len(along) - 1):
            start, end = along[interval], along[interval + 1]
            if start >= ruling.end:
                break
            slack = min(6.0, 0.3 * (end - start))
            if ruling.start <= start + slack and ruling.end >= end - slack:
                walls.add((place, interval))
    return walls


def nearest(at: Sequence[float], place: float) -> int:
    """The index of the line of `at`, which is in order, that lies nearest to a place."""
    i = bisect_left(at, place)
    return min((j for j in (i - 1, i) if 0 <= j < len(at)), key=lambda j: abs(at[j] - place))


def _areas(
    rows: int, columns: int, beside: set[tuple[int, int]], below: set[tuple[int, int]]
) -> list[tuple[int, int, int, int]]:
    """The cells as (top, left, bottom, right) in grid lines: places with no line between them are one cell.

    Where these make no rectangle, a line is missing: such places are taken row by row.
    """
    parent = list(range(rows * columns))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and (c + 1, r) not in beside:
                parent[root(r * columns + c + 1)] = root(r * columns + c)
            if r + 1 < rows and (r + 1, c) not in below:
                parent[root((r + 1) * columns + c)] = root(r * columns + c)
    groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for r in range(rows):
        for c in range(columns):
            groups[root(r * columns + c)].append((r, c))
    areas: list[tuple[int, int, int, int]] = []
    for places in groups.values():
        (top, _), (bottom, _) = places[0], places[-1]
        left, right = min(c for _, c in places), max(c for _, c in places)
        if len(places) == (bottom - top + 1) * (right - left + 1):
            areas.append((top, left, bottom + 1, right + 1))
        else:
            areas.extend(_strips(places, beside))
    areas.sort()
    return areas


def _strips(places: Sequence[tuple[int, int]], beside: set[tuple[int, int]]) -> Iterable[tuple[int, int, int, int]]:
    start = 0
    for i in range(1, len(places) + 1):
        if (
            i < len(places)
            and places[i][0] == places[i - 1][0]
            and places[i][1] == places[i - 1][1] + 1
            and (places[i][1], places[i][0]) not in beside
        ):
            continue
        row, left = places[start]
        yield row, left, row + 1, places[i - 1][1] + 1
        start = i
