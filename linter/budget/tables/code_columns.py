"""Account codes that are printed in parts: columns 类, 款 and 项, and the row that names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from linter.budget.figures import is_figure
from linter.budget.model import Column
from linter.budget.tables.words import TableWords
from linter.document import Cell
from linter.language.folding import fold

Row = Sequence[Cell]

PARTS = ("code_class", "code_group", "code_item")
"""The roles of columns that hold the parts of a code, from the class down."""

_CLASS = re.compile(r"\d{3}")
_BELOW = re.compile(r"\d{2}(?:\d{3}){0,1}|\d{7}")


def split_code_row(row: Row, words: TableWords) -> tuple[Row, Row] | None:
    """A row that names 类, 款, 项 and also holds figures (类 | 款 | 项 | 合计 | 30.00) as its head and what else it says.

    None for rows that do not name two of them, or hold nothing but heads.
    """
    named = [words.column_role(cell.text) in PARTS for cell in row]
    if sum(named) < 2 or not any(is_figure(cell.text) for cell in row):
        return None
    head = [cell if part else _blank(cell) for cell, part in zip(row, named, strict=True)]
    rest = [_blank(cell) if part else cell for cell, part in zip(row, named, strict=True)]
    return head, rest


def _blank(cell: Cell) -> Cell:
    return replace(cell, text="", runs=())


def in_parts(columns: Sequence[Column], body: Sequence[Row]) -> list[Column]:
    """The columns; two or three side by side under one head of codes are 类, 款 and 项 where what stands in them says so."""
    named = list(columns)
    for start, column in enumerate(columns):
        if column.role != "code" or (start and columns[start - 1].heads == column.heads):
            continue
        under = _under_one_head(columns, start)
        texts = [_own_texts(c.index, body) for c in under]
        # 合计 may stand in the column of the codes.
        codes = [text for text in texts[0] if text.isdigit()]
        if codes and all(map(_CLASS.fullmatch, codes)):
            held = [held and all(map(_BELOW.fullmatch, held)) for held in texts[1:]]
            parts = next((at for at, each in enumerate(held) if not each), len(held)) + 1
            if parts > 1:
                for at, role in enumerate(PARTS[:parts], start):
                    named[at] = replace(named[at], role=role, unit="")
    return named


def _under_one_head(columns: Sequence[Column], start: int) -> Sequence[Column]:
    """A column of codes and the up to two behind it that have its head, or none."""
    end = start + 1
    while end < min(len(columns), start + len(PARTS)) and columns[end].heads in ((), columns[start].heads):
        end += 1
    return columns[start:end]


def _own_texts(index: int, body: Sequence[Row]) -> list[str]:
    return [fold(cell.text) for row in body for cell in row if cell.column == index and not cell.blank]
