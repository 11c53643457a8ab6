"""The lines around a table's title that give its unit, year and currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from linter.budget.figures import stated_unit
from linter.budget.tables.words import TableWords, bare
from linter.budget.titles import coded_unit, wide_parts, year_line, year_of
from linter.document import Cell

_LABELLED = re.compile(r"([^:：()（）]{1,12})[:：](.*)", re.DOTALL)
_CURRENCY = re.compile(r"[(（]?(?:金额)?单位\s*[:：]\s*(?:人民币)?\s*(?:亿元|百万元|万元|千元|元)[)）]?\s*$")
_DATES = ("截止", "截至", "日期", "编制日期")


@dataclass(slots=True)
class Meta:
    """What the lines around a title say: unit, year and currency, and the cells that say it."""

    unit: str | None = None
    unit_code: str | None = None
    year: int | None = None
    currency: str = ""
    cells: dict[str, Cell] = field(default_factory=dict)


def read_meta(cells: Sequence[Cell], meta: Meta, words: TableWords) -> None:
    """Takes unit, year and currency from the cells of a line under a title."""
    cells = [each for cell in cells for each in _fields(cell, words)]
    for index, cell in enumerate(cells):
        text = cell.text.strip()
        currency = stated_unit(text)
        if currency and not meta.currency:
            meta.currency = currency
            meta.cells["currency"] = cell
        label, value = split_label(_CURRENCY.sub("", text), words)
        if value is None:
            value = text if label is None else ""
        _take_year(cell, label, value, meta, words)
        if not (currency and not value) and not (label or "").startswith(_DATES) and not meta.unit:
            _take_unit(cell, cells[index + 1 : index + 2], label, value, meta, words)


def _fields(cell: Cell, words: TableWords) -> list[Cell]:
    """The fields of a cell that prints several with wide blanks between: 编制部门：……　　预算年度：2026　　单位：万元."""
    parts = wide_parts(cell.text)
    labelled = sum(split_label(part, words)[0] is not None for part in parts)
    return [replace(cell, text=part) for part in parts] if labelled > 1 else [cell]


def _take_year(cell: Cell, label: str | None, value: str, meta: Meta, words: TableWords) -> None:
    text = cell.text.strip()
    if label in words.meta_years or (label is None and year_line(text) is not None):
        year = year_of(text) or year_of(value)
        if year is not None and meta.year is None:
            meta.year = year
            meta.cells["year"] = cell


def _take_unit(
    cell: Cell, behind: Sequence[Cell], label: str | None, value: str, meta: Meta, words: TableWords
) -> None:
    """The unit behind its label, in the same cell or in the one `behind` it, or with its code in front."""
    if label is not None and label not in words.meta_years:
        if not value and behind and split_label(behind[0].text, words)[0] is None:
            cell = behind[0]
            value = cell.text.strip()
        if value and not stated_unit(value):
            _set_unit(meta, value, cell)
    elif label is None and coded_unit(cell.text.strip()) is not None:
        _set_unit(meta, cell.text.strip(), cell)


def _set_unit(meta: Meta, value: str, cell: Cell) -> None:
    coded = coded_unit(value)
    meta.unit_code, meta.unit = coded if coded is not None else (None, value)
    meta.cells["unit"] = cell


def split_label(text: str, words: TableWords) -> tuple[str | None, str | None]:
    match = _LABELLED.fullmatch(text.strip())
    if match is None:
        return None, None
    label = bare(match.group(1))
    if label not in words.meta and not any(label.endswith(end) for end in ("及名称", "名称", "单位", "部门")):
        return None, None
    return label, match.group(2).strip()
