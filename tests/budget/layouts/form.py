"""Lays projects out as the forms of a document, and tells what each form prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .above import above
from .content import Content
from .fields import fields, goals
from .grid import Box, Grid
from .money import money
from .parts import Facts, Part, alike, pairs, rows_of, width_of
from .rows import Indicators, indicator_rows, listed_rows
from .writers import Block, Line, Sheet


def document(contents: Sequence[Content], layout: Mapping[str, str]) -> tuple[list[Block], list[Facts]]:
    """The blocks of a document with a form for each project, and what each form prints."""
    blocks: list[Block] = []
    facts = [Facts(content, content.unit, _year(content, layout)) for content in contents]
    if layout["shape"] == "list":
        return [*_opening(contents[0], layout), *_list(contents, layout, facts)], facts
    tables: list[Grid] = []
    for number, content in enumerate(contents):
        if layout["arranged"] == "sheets":
            blocks.append(Sheet(f"表{number + 1}"))
        if number == 0:
            blocks += _opening(content, layout)
        lines, grids, tail = _form(content, layout, facts[number])
        if layout["arranged"] == "one-table":
            tables += [grid for grid in grids if isinstance(grid, Grid)]
            if number == len(contents) - 1:
                blocks += [_stacked(tables), *tail]
        else:
            blocks += [*map(Line, lines), *grids, *tail]
    return blocks, facts


def _year(content: Content, layout: Mapping[str, str]) -> int | None:
    if layout["year"] != "missing":
        return content.year
    guessed = layout["years"] != "none" or layout["unknown"] == "dates"
    return 0 if guessed or layout["cover"] == "printed" else None


def _opening(content: Content, layout: Mapping[str, str]) -> list[Block]:
    lines = [f"{content.department}{content.year}年部门预算"] if layout["cover"] == "printed" else []
    if layout["prose"] == "before":
        lines += ["六、项目绩效目标", "本单位纳入绩效目标管理的项目及其绩效目标见下表。"]
    return [Line(text) for text in lines]


def _form(content: Content, layout: Mapping[str, str], facts: Facts) -> tuple[list[str], list[Block], list[Block]]:
    """Lines above, tables with the lines between them, lines below."""
    lines, top = above(content, layout)
    indicators = indicator_rows(content, layout, facts)
    bottom, below = _tail(layout)
    tables = _tables([*top, *_blocks(content, layout, facts)], indicators, bottom, layout)
    return lines, tables, [Line(text) for text in below]


def _tables(
    parts: Sequence[Part], indicators: Indicators, bottom: Sequence[Part], layout: Mapping[str, str]
) -> list[Block]:
    width = max(4, indicators.width, *map(width_of, (*parts, *bottom)))
    grids = [Grid(width, [row for part in parts for row in rows_of(part, width)])]
    apart = layout["tables"] != "one"
    for number, rows in enumerate(indicators.laid(width)):
        if number or apart:
            grids.append(Grid(width))
        grids[-1].rows += rows
    grids[-1].rows += [row for part in bottom for row in rows_of(part, width)]
    if layout["padding"] == "right":
        for grid in grids:
            grid.width += 1
            grid.rows = [[*row, Box("")] for row in grid.rows]
    blocks: list[Block] = [grids[0]]
    for number, grid in enumerate(grids[1:]):
        line = indicators.line
        if apart and number == 0:
            line = "绩效指标" if layout["tables"] == "two-with-line" else ""
        blocks += [Line(line), grid] if line else [grid]
    return blocks


def _list(contents: Sequence[Content], layout: Mapping[str, str], facts: Sequence[Facts]) -> list[Block]:
    """One table for all projects, a row for each indicator."""
    lines, top = above(contents[0], layout)
    for each in facts:
        each.unit = contents[0].unit
        each.goals = ("".join(each.content.goals),)
    bottom, below = _tail(layout)
    tables = _tables(top, listed_rows(contents, layout, facts), bottom, layout)
    return [*map(Line, lines), *tables, *map(Line, below)]


def _stacked(grids: Sequence[Grid]) -> Grid:
    width = max(grid.width for grid in grids)
    rows = []
    for grid in grids:
        spare = width - grid.width
        for row, places in zip(grid.rows, grid.places(), strict=True):
            last = places[-1][0]
            # The last box of a row ends at the table's edge.
            own = bool(row) and row[-1] is last
            rows.append([*row[:-1], Box(last.text, last.cols + spare, last.rows)] if spare and own else row)
    return Grid(width, rows)


def _blocks(content: Content, layout: Mapping[str, str], facts: Facts) -> list[Part]:
    blocks = {
        "fields": list(fields(content, layout, facts)),
        "money": list(money(content, layout, facts)),
        "goals": list(goals(content, layout, facts)),
    }
    parts: list[Part] = []
    for name in layout["order"].split("-"):
        if parts and blocks[name] and layout["blank_rows"] == "between":
            parts.append(alike("", "", "", ""))
        parts += blocks[name]
    return [*parts, alike("执行情况", "权重", "得分", "原因")] if layout["unknown"] == "heads" else parts


def _tail(layout: Mapping[str, str]) -> tuple[list[Part], list[str]]:
    rows: dict[str, Part] = {
        "signature": pairs("填报人（签字）：", "", "填报日期：", ""),
        "opinion": pairs("主管部门审核意见", "（盖章）"),
        "note": alike("注：本表由项目单位填写，随部门预算一并公开。"),
    }
    lines = {"signature-line": ["单位负责人（签字）：            填表人（签字）："]}
    tail = layout["tail"]
    below = list(lines.get(tail, []))
    if layout["prose"] == "after":
        below.append("七、名词解释")
    return [rows[tail]] if tail in rows else [], below
