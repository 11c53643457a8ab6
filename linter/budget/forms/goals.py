"""Splits the goals cell of a form (绩效目标) into its items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.budget.model import Goal
from linter.document import Cell, locate

# What opens a goal: “目标1：”, “1.”, “1、”, “（一）”, “一、” at the start of a line; “目标 2：” also inside a line.
_NAMED = re.compile(r"(?:年度)?目标\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*[:：]")
_NUMBERED = re.compile(
    r"(?:^|(?<=[\n。；;]))\s*"
    r"(?:\d{1,2}\s*[.、．)）](?!\d)|[(（]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|[一二三四五六七八九十]{1,2}、)"
)
_EDGE = re.compile(r"^[\s。；;，,]+|[\s]+$")


def split_goals(cell: Cell) -> Iterator[Goal]:
    """The goal items of a cell in order, each at its own place. A cell without numbers is split at its line breaks."""
    text = cell.text
    marks = [match.span() for match in _NAMED.finditer(text)]
    if not marks:
        marks = [match.span() for match in _NUMBERED.finditer(text)]
    starts = [start for start, _ in marks]
    bodies = dict(marks)
    if not starts or text[: starts[0]].strip():
        starts.insert(0, 0)
        bodies.setdefault(0, 0)
    if len(starts) == 1 and not marks:
        starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        bodies = {start: start for start in starts}
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        printed = text[start:end].strip()
        body = _EDGE.sub("", text[bodies[start] : end])
        if body:
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            yield Goal(body, printed, locate(cell, start + lead, start + lead + max(len(printed), 1)))
