"""The table of indicators: its columns, its heads of one or two rows, and its rows, in one part or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .content import OUTPUT, SATISFACTION, Content, Item
from .grid import Box, Row

_EXTRA = {"备注": "", "评分标准": "按完成比例计分", "数据来源": "统计台账", "得分": "", "评扣分标准": "未完成不得分"}
_LEVEL1 = {"cost": "成本", "output": "产出", "benefit": "效益", "satisfaction": "满意度"}
_LEVEL2 = {
    "quantity": "数量", "quality": "质量", "time": "时效", "cost": "成本", "economic_cost": "经济成本", "economic": "经济效益",
    "social": "社会效益", "ecological": "生态效益", "sustainable": "可持续影响", "satisfaction": "服务对象满意度",
}  # fmt: skip
_OLDER = {
    "产出": "项目完成", "效益": "项目效益", "生态效益": "环境效益", "可持续影响": "可持续发展",
    "服务对象满意度": "社会公众或服务对象满意度",
}  # fmt: skip
_SHARES = {"cost": 10, "output": 50, "benefit": 30, "satisfaction": 10}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the indicators: what it holds, its head, and the head above that, if there is one."""

    role: str
    head: str
    over: str = ""


@dataclass(slots=True)
class Indicators:
    """The rows of the indicators in their parts, before the width of the table is known."""

    columns: list[Column]
    parts: list[list[Row]] = field(default_factory=list)
    line: str = ""
    wide: int = 0

    @property
    def width(self) -> int:
        return len(self.columns)

    def laid(self, width: int) -> list[list[Row]]:
        """The parts in so many columns: the column of names takes what is spare."""
        spare = width - self.width
        return [_widened(rows, self.wide, spare, self.width) for rows in self.parts]


def _widened(rows: Sequence[Row], at: int, spare: int, width: int) -> list[Row]:
    if not spare:
        return list(rows)
    made: list[Row] = []
    held = [[False] * width for _ in rows]
    for index, row in enumerate(rows):
        boxes, column = [], 0
        for box in row:
            while held[index][column]:
                column += 1
            for down in range(box.rows):
                for right in range(box.cols):
                    held[index + down][column + right] = True
            over = column <= at < column + box.cols
            boxes.append(Box(box.text, box.cols + (spare if over else 0), box.rows))
        made.append(boxes)
    return made


@dataclass(slots=True)
class Printed:
    """An indicator as the form has it: canonical levels, and levels as printed."""

    item: Item
    group: str
    category: str
    level1: str
    level2: str


def indicator_rows(content: Content, layout: Mapping[str, str], printed: list[Printed]) -> Indicators:
    """The indicators of a project; `printed` is filled with what the form prints of them."""
    placed = _placed(content, layout)
    printed += [
        Printed(item, group, category, _name(group, layout, 1), _name(category, layout, 2))
        for item, group, category in placed
    ]
    columns = _columns(content, layout)
    made = Indicators(columns, wide=next(i for i, column in enumerate(columns) if column.role == "name"))
    weights = _weights(len(placed))
    lines = [
        _Line(_name(group, layout, 1), _name(category, layout, 2), _cells(item, content, layout, weights[number]))
        for number, (item, group, category) in enumerate(placed)
    ]
    template = layout["template"]
    if template in ("dots", "numbered"):
        count = sum(line.level2 == lines[0].level2 for line in lines)
        name = "……" if template == "dots" else f"指标{count + 1}"
        lines.insert(count, _Line(lines[0].level1, lines[0].level2, {"name": name}))
    elif template == "blank":
        lines.append(_Line("", "", {}))
    split = layout["continued"] != "none"
    at = len(lines) // 2 if split else len(lines)
    heads = _heads(columns, layout)
    made.parts.append(_part(columns, layout, heads, lines[:at]))
    if split:
        again = heads if layout["continued"] in ("line-and-head", "head") else []
        made.parts.append(_part(columns, layout, again, lines[at:], lines[at - 1]))
        made.line = "续表" if layout["continued"].startswith("line") else ""
    return made


@dataclass(frozen=True, slots=True)
class _Line:
    level1: str
    level2: str
    cells: Mapping[str, str]


def _placed(content: Content, layout: Mapping[str, str]) -> list[tuple[Item, str, str]]:
    """The indicators in printed order with their canonical levels."""
    own_cost = layout["cost"] != "output"
    found = []
    for item in content.items:
        if item.category == "cost" and own_cost:
            found.append((item, "cost", "economic_cost"))
        else:
            found.append((item, item.group, item.category))
    groups = [OUTPUT, "benefit", SATISFACTION]
    if layout["groups"] == "satisfaction-first":
        groups = [SATISFACTION, OUTPUT, "benefit"]
    if own_cost:
        groups = ["cost", *groups] if layout["cost"] == "first" else [*groups, "cost"]
    return sorted(found, key=lambda each: groups.index(each[1]))


def _name(key: str, layout: Mapping[str, str], level: int) -> str:
    text = (_LEVEL1 if level == 1 else _LEVEL2)[key]
    manner = layout["level_names"]
    if manner == "short":
        return text
    if manner == "older":
        return f"{_OLDER.get(text, text)}指标"
    if manner == "weighted" and level == 1:
        shares = dict(_SHARES) if layout["cost"] != "output" else {**_SHARES, "output": 60}
        return f"{text}指标（{shares[key]}分）"
    if manner == "broken" and level == 1:
        return f"{text}\n指标"
    return f"{text}指标"


def _weights(count: int) -> list[str]:
    each = 100 // count
    return [str(each)] * (count - 1) + [str(100 - each * (count - 1))]


def _cells(item: Item, content: Content, layout: Mapping[str, str], weight: str) -> dict[str, str]:
    cells = {
        "name": item.name,
        "value": item.target,
        "sign": item.sign,
        "number": item.number,
        "unit": item.unit,
        "description": item.description,
        "weight": weight,
        "basis": content.basis,
        "extra": _EXTRA.get(layout["extra"], ""),
        "older": item.past[0],
        "newer": item.past[1],
    }
    cells |= {f"grade{number}": text for number, text in enumerate((item.target, *item.bands))}
    return cells


def _columns(content: Content, layout: Mapping[str, str]) -> list[Column]:
    frame = "绩效指标" if layout["heads"].startswith("over") else ""
    level_heads = layout["level_heads"].split("/")
    columns = [Column(role, head, frame) for role, head in zip(("level1", "level2", "name"), level_heads, strict=True)]
    if layout["frame"] != "none":
        text = "绩效指标" if layout["frame"] != "vertical" else "绩\n效\n指\n标"
        columns.insert(0, Column("frame", text))
    optional = {
        "description": Column("description", layout["description_head"]),
        "basis": Column("basis", layout["basis_head"]),
        "weight": Column("weight", layout["weight_head"]),
    }
    extra = Column("extra", layout["extra"])

    def here(place: str) -> list[Column]:
        found = [column for axis, column in optional.items() if layout[axis] == place]
        return [*found, extra] if layout["extra"] != "none" and layout["extra_place"] == place else found

    columns += [*here("behind-name"), *here("before-value"), *_value_columns(content, layout)]
    return [*columns, *here("behind-value"), *here("last")]


def _value_columns(content: Content, layout: Mapping[str, str]) -> list[Column]:
    head, year = layout["value_head"], content.year
    if layout["grades"] != "none":
        over = "评价标准" if layout["grades"] == "under" else ""
        return [Column(f"grade{number}", grade, over) for number, grade in enumerate("优良中差")]
    years = {
        "under": [("older", "前年"), ("newer", "上年"), ("value", "预计当年实现")],
        "under-dated": [("older", f"{year - 2}年"), ("newer", f"{year - 1}年"), ("value", f"{year}年")],
        "dated": [("older", f"{year - 2}年实际值"), ("newer", f"{year - 1}年预计值"), ("value", f"{year}年目标值")],
        "newest-first": [
            ("value", f"{year}年目标值"),
            ("newer", f"{year - 1}年预计值"),
            ("older", f"{year - 2}年实际值"),
        ],
    }.get(layout["years"])
    if years:
        over = head if layout["years"].startswith("under") else ""
        return [Column(role, text, over) for role, text in years]
    if layout["value"] == "joined":
        return [Column("value", head)]
    over = "年度指标值" if layout["heads"] == "over-levels-and-values" else ""
    parts = {
        "s": Column("sign", layout["sign_head"], over),
        "n": Column("number", "指标值" if over else head, over),
        "u": Column("unit", layout["measure_head"], over),
    }
    return [parts[letter] for letter in layout["value"]]


def _heads(columns: Sequence[Column], layout: Mapping[str, str]) -> list[Row]:
    """The rows of heads without the frame at the left, which goes on over the rows below."""
    own = [column for column in columns if column.role != "frame"]
    rows: list[Row] = []
    if any(column.over for column in own):
        upper: Row = []
        lower: Row = []
        for index, column in enumerate(own):
            if not column.over:
                upper.append(Box(column.head, 1, 2))
                continue
            lower.append(Box(column.head))
            if index == 0 or own[index - 1].over != column.over:
                upper.append(Box(column.over))
            else:
                upper[-1] = Box(column.over, upper[-1].cols + 1)
        rows += [upper, lower]
    else:
        if layout["heads"] == "section-row":
            rows.append([Box("绩效指标", len(own))])
        rows.append([Box(column.head) for column in own])
    if layout["numbers"] != "none":
        numbers = [str(number) for number in range(1, len(own) + 1)]
        if layout["numbers"] == "named":
            numbers[0] = "栏次"
        rows.append([Box(text) for text in numbers])
    return rows


def _part(
    columns: Sequence[Column],
    layout: Mapping[str, str],
    heads: Sequence[Row],
    lines: Sequence[_Line],
    before: _Line | None = None,
) -> list[Row]:
    """Heads and rows with the frame at their left; `before` is the line above in the part before this one."""
    rows: list[Row] = [list(row) for row in heads]
    begun = {1: before.level1 if before else None, 2: (before.level1, before.level2) if before else None}
    for index, line in enumerate(lines):
        row: Row = []
        for column in columns:
            if column.role == "frame":
                continue
            if column.role in ("level1", "level2"):
                level = int(column.role[-1])
                box = _level(lines, index, level, layout["levels"], begun[level])
                if box is not None:
                    row.append(box)
                continue
            row.append(Box(line.cells.get(column.role, "")))
        rows.append(row)
    frame = next((column for column in columns if column.role == "frame"), None)
    if frame is not None:
        text = frame.head if heads else ""
        if layout["frame"] == "unmerged":
            rows = [[Box(text if index == 0 else ""), *row] for index, row in enumerate(rows)]
        else:
            rows[0] = [Box(text, 1, len(rows)), *rows[0]]
    return rows


def _level(lines: Sequence[_Line], index: int, level: int, manner: str, begun: object) -> Box | None:
    """The box of a level in a row, None where one from above covers it. A level that began in the part before is blank."""

    def key(line: _Line) -> object:
        return line.level1 if level == 1 else (line.level1, line.level2)

    here = key(lines[index])
    text = lines[index].level1 if level == 1 else lines[index].level2
    if manner == "repeated":
        return Box(text)
    if index and key(lines[index - 1]) == here:
        return None if manner == "merged" else Box("")
    if begun == here and not any(key(line) != here for line in lines[:index]):
        text = ""
    if manner == "blank":
        return Box(text)
    count = 1
    while index + count < len(lines) and key(lines[index + count]) == here:
        count += 1
    return Box(text, 1, count)
