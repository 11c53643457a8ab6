"""Which columns the indicators have, in which order and under which heads, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .content import OUTPUT, QUALITATIVE, SATISFACTION, Content, Item

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


def columns_of(content: Content, layout: Mapping[str, str]) -> list[Column]:
    """The columns of a form's indicators, the frame at the left apart."""
    if layout["terms"] == "side-by-side":
        return _side_by_side(layout)
    frame = "绩效指标" if layout["heads"].startswith("over") else ""
    shown = {"all": ("level1", "level2", "name"), "no-level2": ("level1", "name"), "name-only": ("name",)}
    columns = [
        Column(role, head, frame)
        for role, head in zip(("level1", "level2", "name"), layout["level_heads"].split("/"), strict=True)
        if role in shown[layout["shown"]]
    ]
    if layout["shape"] == "list":
        columns = [Column("project", layout["name_label"]), Column("goal", layout["goal_label"]), *columns]
    optional = {
        "description": Column("description", layout["description_head"]),
        "basis": Column("basis", layout["basis_head"]),
        "weight": Column("weight", layout["weight_head"]),
        "standard": Column("standard", "绩效标准"),
        "completed": Column("completed", layout["completed_head"]),
    }
    extra = Column("extra", layout["extra"])

    def here(place: str) -> list[Column]:
        found = [column for axis, column in optional.items() if layout[axis] == place]
        return [*found, extra] if layout["extra"] != "none" and layout["extra_place"] == place else found

    columns += [*here("behind-name"), *here("before-value"), *_value_columns(content, layout)]
    return [*columns, *here("behind-value"), *here("last")]


def _side_by_side(layout: Mapping[str, str]) -> list[Column]:
    first, second, name = layout["level_heads"].split("/")
    value = layout["value_head"]
    long, annual = "实施期绩效指标", "年度绩效指标"
    return [
        Column("level1", first),
        *(Column(role, head, long) for role, head in (("level2", second), ("name", name), ("long", value))),
        *(Column(role, head, annual) for role, head in (("level2", second), ("name", name), ("value", value))),
    ]


def _value_columns(content: Content, layout: Mapping[str, str]) -> list[Column]:
    head, year = layout["value_head"], content.year
    if layout["grades"] != "none":
        over = "评价标准" if layout["grades"] == "under" else ""
        return [Column(f"grade{number}", grade, over) for number, grade in enumerate("优良中差")]
    newest = [
        ("value", f"{year}年目标值"), ("newer", f"{year - 1}年预计值"), ("older", f"{year - 2}年实际值"),
    ]  # fmt: skip
    years = {
        "under": [("older", "前年"), ("newer", "上年"), ("value", "预计当年实现")],
        "under-dated": [("older", f"{year - 2}年"), ("newer", f"{year - 1}年"), ("value", f"{year}年")],
        "dated": newest[::-1],
        "newest-first": newest,
        "last-year": [("newer", "上年指标值"), ("value", "本年指标值")],
    }.get(layout["years"])
    if years:
        over = head if layout["years"].startswith("under") else ""
        return [Column(role, text, over) for role, text in years]
    if layout["terms"] == "value-columns":
        return [Column("long", "实施期指标值"), Column("value", "年度指标值")]
    if layout["value"] == "joined":
        return [Column("value", head)]
    over = "年度指标值" if layout["heads"] == "over-levels-and-values" else ""
    parts = {
        "s": Column("sign", layout["sign_head"], over),
        "n": Column("number", "指标值" if over else head, over),
        "u": Column("unit", layout["measure_head"], over),
    }
    return [parts[letter] for letter in layout["value"]]


def placed(content: Content, layout: Mapping[str, str]) -> list[tuple[Item, str, str]]:
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


def level_name(key: str, layout: Mapping[str, str], level: int) -> str:
    """What the form prints for a level: 产出指标, 产出, 产出指标（50分）, 项目完成指标."""
    text = (_LEVEL1 if level == 1 else _LEVEL2)[key]
    manner = layout["level_names"]
    if manner == "short":
        return text
    if manner == "older":
        return f"{_OLDER.get(text, text)}指标"
    if manner == "weighted" and level == 1:
        shares = _SHARES if layout["cost"] != "output" else {**_SHARES, "output": 60}
        return f"{text}指标（{shares[key]}分）"
    if manner == "broken" and level == 1:
        return f"{text}\n指标"
    return f"{text}指标"


def cells_of(item: Item, content: Content, layout: Mapping[str, str], weight: str, goals: str) -> dict[str, str]:
    """What stands in the columns of an indicator's row, by their roles."""
    sign = {QUALITATIVE: "", "=": "="}.get(item.sign, "≤" if item.category == "cost" else "≥")
    cells = {
        "project": content.name,
        "goal": goals,
        "name": f"{item.name[:4]}\n{item.name[4:]}" if layout["names"] == "broken" else item.name,
        "value": item.target,
        "sign": item.sign,
        "number": item.number,
        "unit": item.unit,
        "description": item.description,
        "weight": weight,
        "basis": content.basis,
        "extra": _EXTRA.get(layout["extra"], ""),
        "standard": f"按年度工作计划考核{item.name}",
        "completed": f"{item.number}{item.unit}",
        "older": item.past[0],
        "newer": item.past[1],
        "long": f"{sign}{item.past[1]}",
    }
    return cells | {f"grade{number}": text for number, text in enumerate((item.target, *item.bands))}


def weights(count: int) -> Sequence[str]:
    """Weights that make a hundred."""
    each = 100 // count
    return [str(each)] * (count - 1) + [str(100 - each * (count - 1))]
