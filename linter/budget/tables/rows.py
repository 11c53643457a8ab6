"""The rows of a budget table: account codes, names, kinds and amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from linter.budget.figures import read_figure
from linter.budget.model import BudgetRow, Figure
from linter.budget.tables.columns import CODE_ROLES, Panel, Row, cell_at
from linter.budget.tables.words import TableWords
from linter.document import Cell
from linter.language.folding import fold

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_PART = re.compile(r"\d{1,2}")
_SUMS = ("total", "subtotal")
_CODED_NAME = re.compile(r"[\[【(（]?(\d{3}(?:\d{2}){0,2})[\]】)）]?[-—_ \u3000]*([\u4e00-\u9fff].*)", re.DOTALL)


def read_rows(body: Sequence[Row], panels: Sequence[Panel], words: TableWords) -> tuple[BudgetRow, ...]:
    """The rows of a table's body, panel by panel from left to right.

    Panels that go on with the list of the one before (三栏并列的经济科目) are one list: their figures stand in its columns,
    and sums, which are printed at the foot of any of them, come last.
    """
    rows: list[BudgetRow] = []
    for group in _lists(panels):
        listed = [row for panel in group for row in _panel_rows(body, panel, words, len(panels) > 1, group[0])]
        if len(group) > 1:
            listed.sort(key=lambda row: row.kind in _SUMS)
        rows += listed
    return tuple(rows)


def _lists(panels: Sequence[Panel]) -> list[list[Panel]]:
    """The panels, those together that print one list of accounts: the same heads again, and no other side of a balance."""
    groups: list[list[Panel]] = []
    for panel in panels:
        if groups and _goes_on(groups[-1][-1], panel):
            groups[-1].append(panel)
        else:
            groups.append([panel])
    return groups


def _goes_on(one: Panel, other: Panel) -> bool:
    if one.side or other.side or not any(column.role in CODE_ROLES for column in other.labels):
        return False
    return all(
        [(c.role, c.heads) for c in columns] == [(c.role, c.heads) for c in following]
        for columns, following in ((one.labels, other.labels), (one.amounts, other.amounts))
    )


def _panel_rows(
    body: Sequence[Row], panel: Panel, words: TableWords, several: bool, first: Panel
) -> Iterator[BudgetRow]:
    """The rows of one panel. Its figures are told by the columns of the panel that is the `first` of its list."""
    indexes = {own.index: of.index for own, of in zip(panel.amounts, first.amounts, strict=True)}
    above: dict[str, str] = {}
    spans = [column.index for column in (*panel.labels, *panel.amounts)]
    for row in body:
        cells = tuple(c for c in row if not several or min(spans) <= c.column <= max(spans)) if spans else ()
        if not cells:
            continue
        figures = {indexes[index]: figure for index, figure in _figures(row, panel)}
        code, name = _label(row, panel, above, words)
        if not name and code is None and several:
            name = _from_the_left(row, panel, words)
        unnamed = not name and code is None
        if unnamed and (several or all(figure.blank for figure in figures.values())):
            continue
        yield BudgetRow(
            code=code,
            name=" ".join(name.split()),
            kind=words.row_kind(name) or ("account" if code is not None else "item"),
            figures=figures,
            location=cells[0].location.through(cells[-1].location),
            side=panel.side,
            depth=len(name) - len(name.lstrip()),
            cells=cells,
        )


def _figures(row: Row, panel: Panel) -> Iterable[tuple[int, Figure]]:
    for column in panel.amounts:
        cell = cell_at(row, column.index)
        if cell is not None and cell.column == column.index and cell.origin is None:
            yield column.index, read_figure(cell, column.unit)


def _label(row: Row, panel: Panel, above: dict[str, str], words: TableWords) -> tuple[str | None, str]:
    """The account code and the name of a row. A total is a total wherever in front of the amounts its word stands."""
    texts: dict[str, str] = {}
    for column in panel.labels:
        cell = cell_at(row, column.index)
        if cell is not None and cell.column == column.index and not cell.blank:
            texts.setdefault(column.role, cell.text)
    for cell in _leading(row, panel):
        if words.row_kind(cell.text) in ("total", "subtotal"):
            return None, cell.text
    code = _code(texts, above)
    name = next((texts[role] for role in ("name", "item", "goods", "project_name", "unit_name") if role in texts), "")
    if code is None and (match := _CODED_NAME.fullmatch(name.strip())):
        code, name = match.group(1), match.group(2)
    return code, name


def _from_the_left(row: Row, panel: Panel, words: TableWords) -> str:
    """The name of a sum that is printed over the labels of this panel and begins left of it."""
    start = min((column.index for column in panel.labels), default=0)
    cell = cell_at(row, start)
    covering = cell is not None and cell.column < start
    return cell.text if cell is not None and covering and words.row_kind(cell.text) in _SUMS else ""


def _leading(row: Row, panel: Panel) -> Iterator[Cell]:
    first = min((column.index for column in panel.amounts), default=0)
    start = min((column.index for column in panel.labels), default=0)
    for cell in row:
        if cell.column < first and (cell.column >= start or (start <= 1 and cell.column == 0)) and not cell.blank:
            yield cell


def _code(texts: dict[str, str], above: dict[str, str]) -> str | None:
    if "code" in texts:
        code = fold(texts["code"])
        return code if _CODE.fullmatch(code) else None
    parts = [fold(texts.get(role, "")) for role in CODE_ROLES[1:]]
    if not any(parts):
        return None
    # A class or group that is printed once stands for the rows below it.
    code = ""
    for role, part in zip(CODE_ROLES[1:], parts, strict=True):
        if not part:
            if any(parts[CODE_ROLES[1:].index(role) + 1 :]):
                part = above.get(role, "")
            else:
                break
        above[role] = part
        if _PART.fullmatch(part):
            code += part.zfill(2)
        elif _CODE.fullmatch(part):
            code = part
        else:
            return None
    return code if _CODE.fullmatch(code) else None
