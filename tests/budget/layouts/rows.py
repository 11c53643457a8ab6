"""The table of indicators: its heads of one or two rows, and its rows, in one part or in two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .columns import Column, cells_of, columns_of, level_name, placed, weights
from .content import Content
from .grid import Box, Row
from .parts import Facts, Printed

Keys = Mapping[str, str]
"""What a row belongs to, by the roles of the columns that are merged over rows: project, goal, level1, level2."""
_CARRIED = ("project", "goal", "level1", "level2")


@dataclass(slots=True)
class Indicators:
    """The rows of the indicators in their parts, before the width of the table is known."""

    width: int
    wide: int
    parts: list[list[Row]] = field(default_factory=list)
    line: str = ""

    def laid(self, width: int) -> list[list[Row]]:
        """The parts in so many columns: the column of names takes what is spare."""
        return [self._widened(rows, width - self.width) for rows in self.parts]

    def _widened(self, rows: Sequence[Row], spare: int) -> list[Row]:
        made: list[Row] = []
        held = [[False] * self.width for _ in rows]
        for index, row in enumerate(rows):
            boxes, column = [], 0
            for box in row:
                while held[index][column]:
                    column += 1
                for down in range(box.rows):
                    held[index + down][column : column + box.cols] = [True] * box.cols
                over = column <= self.wide < column + box.cols
                boxes.append(Box(box.text, box.cols + (spare if over else 0), box.rows))
            made.append(boxes)
        return made


@dataclass(frozen=True, slots=True)
class _Line:
    """A row: the cells of its columns, and the cells that it shares with the rows of the same levels."""

    keys: Keys
    cells: Mapping[str, str]

    def key(self, role: str) -> tuple[str, ...]:
        """What must be the same in two rows whose cells of this column are merged."""
        return tuple(self.keys.get(each, "") for each in _CARRIED[: _CARRIED.index(role) + 1])


def indicator_rows(content: Content, layout: Mapping[str, str], facts: Facts) -> Indicators:
    """The indicators of a form; the facts are told what is printed of them."""
    columns = columns_of(content, layout)
    lines = _lines(content, layout, facts, columns)
    frame = {"none": "", "vertical": "绩\n效\n指\n标"}.get(layout["frame"], "绩效指标")
    if layout["terms"] == "blocks":
        return _blocks(columns, layout, lines, frame)
    made = _empty(columns, bool(frame))
    split = layout["continued"] != "none"
    at = len(lines) // 2 if split else len(lines)
    heads = _heads(columns, layout)
    made.parts.append(_framed(heads + _body(columns, layout, lines[:at]), frame, layout))
    if split:
        again = heads if "head" in layout["continued"] else []
        rows = again + _body(columns, layout, lines[at:], lines[at - 1])
        made.parts.append(_framed(rows, frame if again else " " if frame else "", layout))
        made.line = layout["continued_line"].format(content.name) if layout["continued"].startswith("line") else ""
    if layout["total_row"] != "none":
        made.parts[-1].append(_total_row(columns, layout["total_row"], bool(frame)))
    if layout["continued"] == "head-in-table":
        made.parts = [[row for part in made.parts for row in part]]
    return made


def _total_row(columns: Sequence[Column], name: str, framed: bool) -> Row:
    """The sum of the weights under the indicators, its name over all columns before it."""
    at = next(index for index, column in enumerate(columns) if column.role == "weight") + framed
    return [Box(name, at), Box("100"), *(Box("") for _ in columns[at - framed + 1 :])]


def listed_rows(contents: Sequence[Content], layout: Mapping[str, str], facts: Sequence[Facts]) -> Indicators:
    """One table of the indicators of several projects, a column of which names the project."""
    columns = columns_of(contents[0], layout)
    made = _empty(columns, False)
    lines = [
        line for content, fact in zip(contents, facts, strict=True) for line in _lines(content, layout, fact, columns)
    ]
    made.parts.append(_heads(columns, layout) + _body(columns, layout, lines))
    return made


def _empty(columns: Sequence[Column], framed: bool) -> Indicators:
    wide = next(index for index, column in enumerate(columns) if column.role == "name")
    return Indicators(len(columns) + framed, wide + framed)


def _blocks(columns: Sequence[Column], layout: Mapping[str, str], lines: Sequence[_Line], frame: str) -> Indicators:
    """The targets of the long term and those of the year, each under its own frame and heads."""
    made = _empty(columns, True)
    heads = _heads(columns, layout)
    long = [_Line(line.keys, {**line.cells, "value": line.cells.get("long", "")}) for line in lines]
    rows = _framed(heads + _body(columns, layout, long), "长期绩效指标", layout)
    made.parts.append(rows + _framed(heads + _body(columns, layout, lines), "年度绩效指标", layout))
    return made


def _lines(content: Content, layout: Mapping[str, str], facts: Facts, columns: Sequence[Column]) -> list[_Line]:
    found = placed(content, layout)
    roles = {column.role for column in columns}
    facts.described = "description" in roles
    goals = "".join(content.goals)
    lines = []
    for (item, group, category), weight in zip(found, weights(len(found)), strict=True):
        first, second = level_name(group, layout, 1), level_name(category, layout, 2)
        printed = Printed(item, group, category, first, second)
        if "level2" not in roles:
            printed.category = printed.level2 = ""
        if "level1" not in roles:
            printed.group = printed.level1 = ""
        facts.indicators.append(printed)
        keys = {"project": content.name, "goal": goals, "level1": first, "level2": second}
        lines.append(_Line(keys, cells_of(item, content, layout, weight, goals)))
    template = layout["template"]
    if template in ("dots", "numbered"):
        count = sum(line.keys == lines[0].keys for line in lines)
        lines.insert(count, _Line(lines[0].keys, {"name": "……" if template == "dots" else f"指标{count + 1}"}))
    elif template == "blank":
        lines.append(_Line({}, {}))
    return lines


def _heads(columns: Sequence[Column], layout: Mapping[str, str]) -> list[Row]:
    rows: list[Row] = []
    if any(column.over for column in columns):
        upper: Row = []
        lower: Row = []
        for index, column in enumerate(columns):
            if not column.over:
                upper.append(Box(column.head, 1, 2))
                continue
            lower.append(Box(column.head))
            if index and columns[index - 1].over == column.over:
                upper[-1] = Box(column.over, upper[-1].cols + 1)
            else:
                upper.append(Box(column.over))
        rows += [upper, lower]
    else:
        if layout["heads"] == "section-row":
            rows.append([Box("绩效指标", len(columns))])
        rows.append([Box(column.head) for column in columns])
    if layout["numbers"] != "none":
        numbers = [str(number) for number in range(1, len(columns) + 1)]
        if layout["numbers"] == "named":
            numbers[0] = "栏次"
        rows.append([Box(text) for text in numbers])
    return rows


def _framed(rows: list[Row], frame: str, layout: Mapping[str, str]) -> list[Row]:
    """The rows with a frame at their left; a blank one for " ", none for ""."""
    if not frame or not rows:
        return rows
    text = frame.strip(" ")
    if layout["frame"] == "unmerged":
        return [[Box(text if index == 0 else ""), *row] for index, row in enumerate(rows)]
    return [[Box(text, 1, len(rows)), *rows[0]], *rows[1:]]


def _body(
    columns: Sequence[Column], layout: Mapping[str, str], lines: Sequence[_Line], before: _Line | None = None
) -> list[Row]:
    """The rows of the indicators; `before` is the line above in the part before this one."""
    rows: list[Row] = []
    for index, line in enumerate(lines):
        row: Row = []
        for column in columns:
            if column.role not in _CARRIED:
                row.append(Box(line.cells.get(column.role, "")))
                continue
            box = _carried(lines, index, column.role, layout["levels"], before)
            if box is not None:
                row.append(box)
        rows.append(row)
    return rows


def _carried(lines: Sequence[_Line], index: int, role: str, manner: str, before: _Line | None) -> Box | None:
    """The box of a level in a row, None where one from above covers it. A level that began in the part before is blank."""
    line = lines[index]
    same: Callable[[_Line], bool] = lambda other: bool(line.keys) and other.key(role) == line.key(role)  # noqa: E731
    text = line.keys.get(role, "")
    if manner == "repeated":
        return Box(text)
    if index and same(lines[index - 1]):
        return None if manner == "merged" else Box("")
    if before is not None and all(map(same, [before, *lines[:index]])):
        text = ""
    if manner == "blank":
        return Box(text)
    count = 1
    while index + count < len(lines) and same(lines[index + count]):
        count += 1
    return Box(text, 1, count)
