"""Resolves merged cells of tables that a conversion has flattened to plain rows of texts.

In flattened text a cell that spans columns is printed once, so the rows of a table's head are shorter than its body;
a cell that spans rows is printed once and leaves an empty cell in the rows below. A blank line inside a cell may cut
a row in two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar


class _HasText(Protocol):
    @property
    def text(self) -> str: ...


T = TypeVar("T", bound=_HasText)

# A figure of a table, or a target (≥96%), which no head is.
_NUMBER = re.compile(r"[-－]?[\d,，]+(?:\.\d+)?(?:[%％]|[亿万千百]{0,2}元)?|[≥≤＞＜><≧≦]=?\s*\d.*")
_HEAD_ROWS = 8
_LEAST_WIDTH = 4
_MOST_PARTS = 2


def mend_cut_rows(rows: list[list[T]]) -> list[list[T]]:
    """Joins rows that a blank line inside a cell has cut in two.

    Rows are joined only where, from some row on, all rows down to the end come out at that row's width: a
    single pair whose lengths happen to add up proves nothing.
    """
    lengths = [len(row) for row in rows]
    for head, width in enumerate(lengths):
        if width < _LEAST_WIDTH or all(length == width for length in lengths[head + 1 :]):
            continue
        groups = _grouped(lengths[head + 1 :], width)
        if groups is None:
            continue
        mended = rows[: head + 1]
        start = head + 1
        for count in groups:
            mended.append([cell for row in rows[start : start + count] for cell in row])
            start += count
        return mended
    return rows


def _grouped(lengths: Sequence[int], width: int) -> list[int] | None:
    """How many rows to join to get rows of `width`; None where they do not come out.

    The last row may be cut off. Joined rows must all be cut at one place, or stand among as many whole ones.
    """
    groups: list[int] = []
    cuts: list[tuple[int, ...]] = []
    parts: list[int] = []
    for length in lengths:
        parts.append(length)
        if sum(parts) > width:
            return None
        if sum(parts) == width:
            if len(parts) > _MOST_PARTS:
                return None
            groups.append(len(parts))
            if len(parts) > 1:
                cuts.append(tuple(parts))
            parts = []
    if len(parts) > 1:
        return None
    groups += [1] * len(parts)
    whole = sum(length == width for length in lengths)
    return groups if cuts and (len(set(cuts)) == 1 or whole >= len(cuts)) else None


def spans(rows: Sequence[Sequence[_HasText]]) -> tuple[list[list[tuple[int, int]]], int]:
    """For each row the (column, column span) of its cells, and the width of the table.

    Rows of the head are laid over the row below them: an empty cell below continues one head cell downwards, a
    stretch of texts below is what one head cell spans. Other short rows are laid from the left, the last
    cell over the rest.
    """
    width = max((len(row) for row in rows), default=0)
    placed = [_from_left(len(row), width) for row in rows]
    head_end = next((i for i, row in enumerate(rows) if any(_NUMBER.fullmatch(c.text.strip()) for c in row)), 0)
    for index in range(min(head_end, _HEAD_ROWS) - 2, -1, -1):
        below = [
            (bool(cell.text.strip()), *place) for cell, place in zip(rows[index + 1], placed[index + 1], strict=True)
        ]
        texts = [cell.text.strip() for cell in rows[index + 1]]
        filled = len(rows[index])
        while filled and not rows[index][filled - 1].text.strip():
            filled -= 1
        if len(rows[index]) == width and _keeps_places(rows[index][:filled], rows[index + 1]):
            continue
        # A row that is short without its blank end and whole with it was padded to the width of the table.
        counts = (filled, len(rows[index])) if len(rows[index]) == width else (len(rows[index]), filled)
        for count in dict.fromkeys(counts):
            over = _laid_over(count, below, texts)
            if over is not None:
                end = over[-1][0] + over[-1][1]
                # What is left of a row behind its last text is padding of the conversion; it covers nothing.
                placed[index] = over + [(end, 0)] * (len(rows[index]) - count)
                break
    return placed, width


def _keeps_places(row: Sequence[_HasText], below: Sequence[_HasText]) -> bool:
    """Whether a row leaves blanks where its heads go on: over a text of the row below, between texts of its own."""
    return any(
        not cell.text.strip() and under.text.strip() and before.text.strip()
        for before, cell, under in zip(row, row[1:], below[1:], strict=False)
    )


def _from_left(count: int, width: int) -> list[tuple[int, int]]:
    return [(i, 1 if i < count - 1 else width - count + 1) for i in range(count)]


def _laid_over(
    count: int, below: Sequence[tuple[bool, int, int]], texts: Sequence[str]
) -> list[tuple[int, int]] | None:
    """Where `count` head cells stand over the row below, or None where they do not fit."""
    groups: list[list[int]] = []
    for i, (filled, _, _) in enumerate(below):
        if filled and groups and below[i - 1][0]:
            groups[-1].append(i)
        else:
            groups.append([i])
    if not any(not filled for filled, _, _ in below) or not any(len(group) > 1 for group in groups):
        return None
    surplus = count - len(groups)
    if surplus < 0:
        return None
    parts: list[list[int]] = []
    for group in groups:
        pieces = _divided(group, texts, surplus + 1) if surplus and len(group) > 1 else [group]
        if len(pieces) > 1:
            surplus -= len(pieces) - 1
        parts.extend(pieces)
    if surplus:
        return None
    return [(below[p[0]][1], below[p[-1]][1] + below[p[-1]][2] - below[p[0]][1]) for p in parts]


def _divided(group: Sequence[int], texts: Sequence[str], count: int) -> list[list[int]]:
    """A stretch of heads divided under `count` cells: where its first text is repeated, else in equal parts."""
    starts = [i for i in group if texts[i] == texts[group[0]]]
    if len(starts) == count:
        ends = [*starts[1:], group[-1] + 1]
        return [list(range(a, b)) for a, b in zip(starts, ends, strict=True)]
    if len(group) % count == 0:
        size = len(group) // count
        return [list(group[i : i + size]) for i in range(0, len(group), size)]
    return [list(group)]
