"""Tables without ruling lines, and text in two columns: told by the gaps within lines that follow one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from linter.readers.limits import Meter
from linter.readers.pdf.lines import Line, line_of
from linter.readers.pdf.page import Glyph, PageContent
from linter.readers.pdf.running import Item
from linter.readers.pdf.tables import DraftCell, DraftTable, Part

_GAP = 1.5
_LEAST_ROWS = 3
_LEAST_COLUMNS = 3
_LEAST_PROSE = 6
_PITCH = 4.0
_FIGURE = re.compile(r"[-－+]?[\d,，]*\d(?:\.\d+)?[%％]?")


def arrange(lines: Sequence[Line], content: PageContent, meter: Meter) -> Iterator[tuple[float, Item]]:
    """The lines of a page outside its ruled tables, each with how far down it is to be read: rows of clear columns become
    tables, two columns of prose are read one after the other, everything else stays as it is."""
    index = 0
    pieces = [_pieces(line) for line in lines]
    while index < len(lines):
        meter.tick()
        end = _table_end(lines, pieces, index)
        table = _table(pieces[index:end], content) if end - index >= _LEAST_ROWS else None
        if table is not None:
            yield table.box[1], table
            index = end
            continue
        end = _prose_end(lines, pieces, index)
        if end - index >= _LEAST_PROSE:
            for column in (0, 1):
                yield from ((lines[index].top, row[column]) for row in pieces[index:end])
            index = end
            continue
        yield lines[index].top, lines[index]
        index += 1


def _pieces(line: Line) -> list[Line]:
    """A line cut at its wide gaps."""
    parts: list[list[Glyph]] = [[]]
    end: float | None = None
    for glyph in line.glyphs:
        if glyph.text.isspace():
            continue
        if end is not None and glyph.x0 - end > _GAP * line.em:
            parts.append([])
        parts[-1].append(glyph)
        end = glyph.x1
    return [piece for part in parts if (piece := line_of(part)) is not None]


# -- tables --------------------------------------------------------------------------------------------


def _table_end(lines: Sequence[Line], pieces: Sequence[list[Line]], start: int) -> int:
    end = start
    while end < len(lines) and len(pieces[end]) >= _LEAST_COLUMNS:
        if end > start and lines[end].base - lines[end - 1].base > _PITCH * lines[end].em:
            break
        end += 1
    return end


def _table(rows: Sequence[list[Line]], content: PageContent) -> DraftTable | None:
    """A table of rows of pieces, or None where they do not stand in the same columns or hold no figures."""
    spans = _columns(rows)
    if len(spans) < _LEAST_COLUMNS:
        return None
    placed = [{next(i for i, span in enumerate(spans) if span[0] <= p.x0 <= span[1]): p for p in row} for row in rows]
    if any(len(at) < len(row) for at, row in zip(placed, rows, strict=True)):
        return None
    figures = [sum(c in at and bool(_FIGURE.fullmatch(at[c].text)) for at in placed) for c in range(len(spans))]
    if max(figures) * 2 < len(rows) or sum(map(len, rows)) * 3 < 2 * len(rows) * len(spans):
        return None
    xs = [spans[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(spans)), spans[-1][1]]
    drafted = [
        [_cell(r, xs[c], xs[c + 1], at.get(c), row, content) for c in range(len(spans))]
        for r, (row, at) in enumerate(zip(rows, placed, strict=True))
    ]
    box = (xs[0], min(p.top for p in rows[0]), xs[-1], max(p.bottom for p in rows[-1]))
    return DraftTable(content.number, content.number, xs, drafted, box, box)


def _columns(rows: Sequence[list[Line]]) -> list[tuple[float, float]]:
    """From where to where pieces stand over one another."""
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for row in rows for piece in row):
        if spans and x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans


def _cell(row: int, x0: float, x1: float, line: Line | None, others: Sequence[Line], content: PageContent) -> DraftCell:
    box = (x0, min(p.top for p in others), x1, max(p.bottom for p in others))
    parts = [Part([line] if line is not None else [], x0, x1)]
    return DraftCell(row, 1, x0, x1, content.number, box, parts)


# -- two columns of prose --------------------------------------------------------------------------------


def _prose_end(lines: Sequence[Line], pieces: Sequence[list[Line]], start: int) -> int:
    """Where a stretch of lines ends that a white gutter cuts in two; `start` where there is none."""
    left, right = 0.0, float("inf")
    end, long = start, 0
    while end < len(lines) and len(pieces[end]) == 2:
        one, other = pieces[end]
        left, right = max(left, one.x1), min(right, other.x0)
        if right - left < _GAP * lines[end].em:
            break
        long += len(one.text) >= 12 and len(other.text) >= 8
        end += 1
    return end if long * 2 > end - start else start
