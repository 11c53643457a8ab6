"""Splits the goals cell of a form (绩效目标) into its items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.budget.model import Goal
from linter.document import Cell, locate
from linter.language.folding import squash
from linter.language.list_numbers import ListNumber, in_order, labels

# 目标： without a number opens a goal wherever it stands, as 目标1： does.
_NAMED = re.compile(r"(?:年度)?目标\s*[:：]")
_EDGE = re.compile(r"^[\s。；;，,]+|[\s]+$")


def _opens_goal(text: str, number: ListNumber) -> bool:
    """Whether a number stands where a goal may begin: at the start, on a new line or behind a full stop or semicolon."""
    before = text[: number.start].rstrip(" \t\u3000")
    return number.opens in ("heading", "item") and (not before or before[-1] in "\n。；;")


def split_goals(cell: Cell) -> Iterator[Goal]:
    """The goal items of a cell in order, each at its own place. A cell without numbers is split at its line breaks."""
    text = cell.text
    marks = [(number.start, number.end) for number in labels(text)]
    marks = sorted([*marks, *(match.span() for match in _NAMED.finditer(text))])
    if not marks:
        marks = [(number.start, number.end) for number in in_order(text) if _opens_goal(text, number)]
    starts = [start for start, _ in marks]
    bodies = dict(marks)
    if not starts or text[: starts[0]].strip():
        starts.insert(0, 0)
        bodies.setdefault(0, 0)
    if len(starts) == 1 and not marks:
        starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        bodies = {start: start for start in starts}
    starts = sorted({*starts, *(again := dict(_again(text, starts, bodies)))})
    bodies |= again
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        printed = text[start:end].strip()
        body = _EDGE.sub("", text[bodies[start] : end])
        if body:
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            yield Goal(body, printed, locate(cell, start + lead, start + lead + max(len(printed), 1)))


def _again(text: str, starts: list[int], bodies: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Lines without a number that say a goal again: they go on with nothing, and are goals of their own."""
    ends = [*starts[1:], len(text)]
    known = {squash(text[bodies[start] : end].split("\n")[0]) for start, end in zip(starts, ends, strict=True)}
    for start, end in zip(starts, ends, strict=True):
        at = text.find("\n", start, end) + 1
        while start < at < end:
            stop = text.find("\n", at, end)
            line = text[at : stop if stop >= 0 else end]
            if squash(line) in known and line.strip():
                yield at, at
            at = stop + 1 if stop >= 0 else end
