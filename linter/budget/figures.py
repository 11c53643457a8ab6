"""Printed amounts of tables and forms -> Figure."""

from __future__ import annotations

import re
from decimal import Decimal

from linter.budget.model import Figure
from linter.document import Cell
from linter.language.folding import fold

_FIGURE = re.compile(r"[¥￥]?([-－−]?)(\d{1,3}(?:[,，]\d{3})+|\d+)(\.\d+)?(亿元|百万元|万元|千元|元)?")
_UNIT = re.compile(r"(?:金额)?单位[:：]?\s*(?:人民币)?\s*(亿元|百万元|万元|千元|元)")
_BRACKET_UNIT = re.compile(r"[(（]\s*(?:单位[:：]?)?\s*(亿元|百万元|万元|千元|元)\s*[)）]")


def read_figure(cell: Cell, unit: str) -> Figure:
    """The amount a cell prints, in `unit` unless the cell names its own. No number: `number` is None, the text is kept."""
    text = cell.text.strip()
    match = _FIGURE.fullmatch(fold(text))
    if match is None:
        return Figure(text, None, 0, unit, cell.location, cell)
    sign, whole, fraction, own = match.groups()
    number = Decimal(whole.replace(",", "").replace("，", "") + (fraction or ""))
    return Figure(text, -number if sign else number, len(fraction or ".") - 1, own or unit, cell.location, cell)


def is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(fold(text)) is not None


def stated_unit(text: str) -> str | None:
    """The currency unit that a text states ("金额单位：万元", "项目资金（万元）"), or None."""
    match = _UNIT.search(fold(text)) or _BRACKET_UNIT.search(fold(text))
    return match.group(1) if match else None


def money_unit(text: str) -> str | None:
    """The unit of money that a text names and nothing else ("万元", "人民币元"), or None."""
    match = re.fullmatch(r"(?:人民币)?(亿元|百万元|万元|千元|元)", fold(text))
    return match.group(1) if match else None


def read_percent(cell: Cell) -> Decimal | None:
    """The percentage of a payment-plan cell ("25.00%", "25"), or None for a blank or a word."""
    text = fold(cell.text).rstrip("%")
    return Decimal(text.replace(",", "")) if text and is_figure(text) else None
