"""The rows of a form as lines of texts: what is printed in them, whatever a conversion made of merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from linter.budget.figures import is_figure
from linter.budget.forms.words import FormWords
from linter.document import Cell, locate
from linter.language.folding import fold, plain

Row = Sequence[Cell]

_COLON = re.compile(r"[:：]")
_SENTENCE = re.compile(r"[。；;，,！!]")
_LABEL_LENGTH = 16
_LINE_LENGTH = 60
_DIGIT = re.compile(r"\d")
_OF_MONEY = frozenset({"budget", "total_budget", "source"})
_MONEY_LENGTH = 120
_PARTS = re.compile(r"[，,；;。、](?!\d{3})")
_MONEY_LINE = re.compile(r"(?P<label>[^\d]{2,24}?)(?P<amount>\d[\d,.]*\s*[亿万千百]*元)")
_AMOUNT = re.compile(r"[¥￥+-]?[\d,.]+(?:[亿万千百]*元)?%?")
_NUMBER = re.compile(r"[(（]?\d{1,2}[)）]?|[A-Z]|[①-⑳甲乙]")
_LEAST_NUMBERS = 3


def filled(row: Row) -> list[Cell]:
    """The cells of a row in which something is printed."""
    return [cell for cell in row if not cell.blank]


def printed(row: Row) -> list[Cell]:
    """The cells of a row, blank ones as well, where one whose text a conversion repeated over all that it covers is one.

    Figures are kept: two equal amounts side by side are two.
    """
    cells: list[Cell] = []
    for cell in row:
        last = cells[-1] if cells else None
        if last is not None and not cell.blank and cell.text == last.text and not _AMOUNT.fullmatch(fold(cell.text)):
            cells[-1] = replace(last, column_span=cell.column + cell.column_span - last.column)
        else:
            cells.append(cell)
    return cells


def continues(text: str, words: FormWords) -> bool:
    """Whether a line says that the form above it goes on: 续表, …绩效目标表（续）."""
    line = plain(text)
    marks = tuple(each for each in words.continued if len(each) > 1)
    return len(line) <= _LINE_LENGTH and (
        line.startswith(marks) or line.endswith(words.continued) or line in words.continued
    )


def label_like(cell: Cell) -> bool:
    """Whether a text may be a label that nobody knows: short, no sentence, no figure."""
    text = fold(cell.text)
    return 0 < len(plain(text)) <= _LABEL_LENGTH and not _SENTENCE.search(text) and not _DIGIT.search(text)


def inline(cell: Cell, words: FormWords) -> tuple[Cell, Cell] | None:
    """Label and value of a cell that prints both (“项目名称：渡口修缮”), each at its own place; None for any other cell."""
    colon = _COLON.search(cell.text)
    if colon is None or not cell.text[colon.end() :].strip() or words.field(cell.text) in _OF_MONEY:
        # 其中：财政拨款 is a label.
        return None
    role = words.field(cell.text[: colon.start()])
    if role is None:
        return None
    return part(cell, 0, colon.end()), part(cell, colon.end(), len(cell.text))


def money_in(cell: Cell, words: FormWords) -> list[tuple[Cell, Cell]]:
    """The labels and amounts of a cell that prints several lines of money: 资金总额120万元，其中财政拨款100万元.

    Nothing, unless every part of the text is such a line.
    """
    if not cell.text.strip() or len(cell.text) > _MONEY_LENGTH or is_figure(cell.text):
        return []
    found = []
    start = 0
    for end in [*(mark.start() for mark in _PARTS.finditer(cell.text)), len(cell.text)]:
        piece = part(cell, start, end)
        start = end + 1
        line = _MONEY_LINE.fullmatch(piece.text)
        if line is None or words.field(line["label"].strip(" :：为")) not in ("budget", "total_budget", "source"):
            if piece.text:
                return []
            continue
        found.append((part(piece, 0, line.end("label")), part(piece, line.start("amount"), len(piece.text))))
    return [(replace(label, text=label.text.rstrip(" :：为")), amount) for label, amount in found]


def part(cell: Cell, start: int, end: int) -> Cell:
    """The characters start..end of a cell as a cell of its own, without the blanks around them."""
    text = cell.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return replace(cell, text=text, location=locate(cell, start, start + max(len(text), 1)), runs=())


def is_money(cell: Cell) -> bool:
    """Whether a cell answers a label of money: an amount, a blank, or a dash for none."""
    return cell.blank or is_figure(cell.text) or fold(cell.text) in ("-", "—", "--", "——", "/", "无", "0")


def numbers_columns(row: Row, words: FormWords) -> bool:
    """Whether a row numbers the columns (1 | 2 | 3 …, 栏次 | 1 | 2)."""
    cells = filled(row)
    if cells and plain(cells[0].text) in words.frame:
        cells = cells[1:]
    named = bool(cells) and fold(cells[0].text) in words.rows.numbers
    while cells and fold(cells[0].text) in words.rows.numbers:
        cells = cells[1:]
    texts = [fold(cell.text) for place, cell in enumerate(cells) if not place or cell.text != cells[place - 1].text]
    least = 1 if named else 2 if texts[:2] == ["1", "2"] else _LEAST_NUMBERS
    return len(texts) >= least and all(map(_NUMBER.fullmatch, texts)) and len(set(texts)) == len(texts)


def ends_indicators(row: Row, words: FormWords) -> bool:
    """Whether a row below the indicators is none: an opinion, a signature, a note, a sum of points."""
    cells = filled(row)
    if not cells:
        return False
    text = fold(cells[0].text)
    first = plain(text).rstrip("_")
    if first in words.rows.totals:
        return True
    label = re.split("[:：]", text, maxsplit=1)[0]
    if label in words.rows.tail_begins and (":" in text or len(cells) <= 2):
        return True
    ends = words.rows.tail_ends
    return len(label) <= _LABEL_LENGTH and (first.endswith(ends) or plain(label).endswith(ends))
