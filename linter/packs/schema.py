"""The vocabulary of rule conditions and of `field` parameters: what a rule of each scope may name, in English and Chinese.

A field's `path` leads from an item to its value by attributes; "?" after a step says that this step may be None
(the document does not print it). Types: text, flag, number, money (yuan), percent, quantity (a number with the unit of
its target value), list and entity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Any

from linter.budget.model import Budget, BudgetRow, Project, UnitForm

TEXT, FLAG, NUMBER, MONEY, PERCENT, QUANTITY, LIST = "text", "flag", "number", "money", "percent", "quantity", "list"

TYPE_NAMES = {
    TEXT: "文字 text",
    FLAG: "是否 yes/no",
    NUMBER: "数 number",
    MONEY: "金额 money",
    PERCENT: "百分比 per cent",
    QUANTITY: "带单位的数 quantity",
    LIST: "列表 list",
    "entity": "对象 object",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One name of an entity. `choices` maps the Chinese names of an enumerated text's values to the values."""

    name: str
    zh: str
    type: str
    path: str
    of: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    getter: Callable[[Any], Any] | None = None

    @property
    def nullable(self) -> bool:
        return "?" in self.path

    @property
    def cell(self) -> str:
        """The name under which an item's `cells` or `fields` hold the cell that this field is printed in."""
        first = self.path.split(".")[0].rstrip("?")
        return "value" if first == "parsed" else first

    def get(self, item: Any) -> Any:
        """The field's value for an item: None where the document does not print it."""
        if self.getter is not None:
            return self.getter(item)
        for step in self.path.split("."):
            item = getattr(item, step.rstrip("?"))
            if item is None:
                return None
        return item


@dataclass(frozen=True, slots=True)
class Entity:
    name: str
    zh: str
    fields: tuple[Field, ...]

    def find(self, name: str) -> Field | None:
        return next((each for each in self.fields if name in (each.name, each.zh)), None)

    def names(self) -> Iterable[str]:
        for each in self.fields:
            yield each.name
            yield each.zh


def _row_amounts(row: BudgetRow) -> tuple[Any, ...]:
    return tuple(row.figures.values())


def _all_indicators(budget: Budget) -> tuple[Any, ...]:
    return tuple(budget.indicators)


_GROUPS = {"成本": "cost", "产出": "output", "效益": "benefit", "满意度": "satisfaction"}
_CATEGORIES = {
    "数量": "quantity",
    "质量": "quality",
    "时效": "time",
    "成本": "cost",
    "经济成本": "economic_cost",
    "社会成本": "social_cost",
    "生态环境成本": "ecological_cost",
    "经济效益": "economic",
    "社会效益": "social",
    "生态效益": "ecological",
    "可持续影响": "sustainable",
    "满意度": "satisfaction",
}
_VALUE_KINDS = {
    "数值": "number",
    "区间": "range",
    "日期": "date",
    "期限": "duration",
    "频次": "frequency",
    "等级": "level",
    "是否": "yes-no",
    "文字": "text",
    "多值": "list",
    "损坏": "damaged",
    "空白": "empty",
}
_ROW_KINDS = {"合计": "total", "小计": "subtotal", "科目": "account", "明细": "item", "其中": "of_which"}
_SIDES = {"收入": "income", "支出": "expenditure"}
_DIRECTIONS = {"增加": "increase", "减少": "decrease", "持平": "level"}
_DOCUMENT_KINDS = {"部门预算": "部门预算", "单位预算": "单位预算", "决算": "决算"}

_FORM_FIELDS = (
    Field("title", "标题", TEXT, "title"),
    Field("name", "名称", TEXT, "name"),
    Field("unit", "单位", TEXT, "unit?"),
    Field("year", "年度", NUMBER, "year?"),
    Field("goals", "目标", LIST, "goals", of="goal"),
    Field("goal_text", "目标文本", TEXT, "goal_text"),
    Field("indicators", "指标", LIST, "indicators", of="indicator"),
    Field("layout", "版式", TEXT, "layout"),
)

_ENTITIES = (
    Entity(
        "indicator",
        "指标",
        (
            Field("level1", "一级指标", TEXT, "level1"),
            Field("level2", "二级指标", TEXT, "level2"),
            Field("group", "大类", TEXT, "group", choices=_GROUPS),
            Field("category", "类别", TEXT, "category", choices=_CATEGORIES),
            Field("name", "名称", TEXT, "name"),
            Field("description", "描述", TEXT, "description?"),
            Field("value", "指标值", TEXT, "value"),
            Field("basis", "依据", TEXT, "basis?"),
            Field("weight", "权重", NUMBER, "weight?"),
            Field("value_kind", "值类型", TEXT, "parsed.kind", choices=_VALUE_KINDS),
            Field("comparator", "符号", TEXT, "parsed.comparator"),
            Field("number", "数值", NUMBER, "parsed.number?"),
            Field("low", "下限", QUANTITY, "parsed.low?"),
            Field("high", "上限", QUANTITY, "parsed.high?"),
            Field("unit", "单位", TEXT, "parsed.unit"),
            Field("printed_unit", "印刷单位", TEXT, "parsed.printed_unit"),
            Field("dimension", "量纲", TEXT, "parsed.dimension"),
            Field("approximate", "概数", FLAG, "parsed.approximate"),
        ),
    ),
    Entity(
        "project",
        "项目",
        (
            *_FORM_FIELDS,
            Field("code", "编码", TEXT, "code?"),
            Field("budget", "预算数", MONEY, "budget?.yuan?"),
            Field("purpose", "用途", TEXT, "purpose?"),
            Field("sources", "资金来源", LIST, "sources", of="source"),
            Field("plan", "支出计划", LIST, "plan?", of="plan_point"),
        ),
    ),
    Entity("unit_form", "整体表", _FORM_FIELDS),
    Entity("form", "表单", _FORM_FIELDS),
    Entity("goal", "目标", (Field("text", "文本", TEXT, "text"), Field("printed", "原文", TEXT, "printed"))),
    Entity(
        "source", "资金来源", (Field("label", "名称", TEXT, "label"), Field("amount", "金额", MONEY, "figure.yuan?"))
    ),
    Entity(
        "plan_point",
        "支出计划",
        (
            Field("head", "节点", TEXT, "head"),
            Field("text", "文本", TEXT, "text"),
            Field("percent", "比例", PERCENT, "percent?"),
        ),
    ),
    Entity(
        "table",
        "预算表",
        (
            Field("kind", "类型", TEXT, "kind"),
            Field("title", "标题", TEXT, "title"),
            Field("currency_unit", "货币单位", TEXT, "currency_unit"),
            Field("year", "年度", NUMBER, "year?"),
            Field("unit", "单位", TEXT, "unit?"),
            Field("unit_code", "单位编码", TEXT, "unit_code?"),
            Field("rows", "行", LIST, "rows", of="row"),
            Field("columns", "列", LIST, "columns", of="column"),
            Field("decimals", "小数位", NUMBER, "decimals"),
            Field("note", "说明", TEXT, "note?"),
        ),
    ),
    Entity(
        "row",
        "行",
        (
            Field("code", "编码", TEXT, "code?"),
            Field("name", "名称", TEXT, "name"),
            Field("kind", "类型", TEXT, "kind", choices=_ROW_KINDS),
            Field("side", "收支", TEXT, "side", choices=_SIDES),
            Field("depth", "层级", NUMBER, "depth"),
            Field("amounts", "金额", LIST, "figures", of="figure", getter=_row_amounts),
        ),
    ),
    Entity("column", "列", (Field("label", "名称", TEXT, "label"), Field("role", "作用", TEXT, "role"))),
    Entity("figure", "金额", (Field("amount", "数", MONEY, "yuan?"), Field("text", "文本", TEXT, "text"))),
    Entity(
        "activity",
        "活动",
        (
            Field("code", "编码", TEXT, "code"),
            Field("name", "名称", TEXT, "name"),
            Field("goal", "绩效目标", TEXT, "goal"),
            Field("indicator", "绩效指标", TEXT, "indicator"),
            Field("description", "描述", TEXT, "description"),
            Field("bands", "档次", LIST, "bands", of="band"),
        ),
    ),
    Entity(
        "band",
        "档次",
        (
            Field("grade", "等级", TEXT, "grade"),
            Field("text", "文本", TEXT, "text"),
            Field("low", "下限", QUANTITY, "parsed.low?"),
            Field("high", "上限", QUANTITY, "parsed.high?"),
            Field("unit", "单位", TEXT, "parsed.unit"),
        ),
    ),
    Entity(
        "statement",
        "陈述",
        (
            Field("subject", "主体", TEXT, "subject"),
            Field("topic", "主题", TEXT, "topic"),
            Field("year", "年度", NUMBER, "year?"),
            Field("amount", "金额", MONEY, "amount.yuan?"),
            Field("printed_amount", "金额原文", TEXT, "amount.text"),
            Field("unit", "单位", TEXT, "amount.unit"),
            Field("parts", "分项", LIST, "parts", of="part"),
            Field("complete", "列举完整", FLAG, "complete"),
            Field("share", "占比", PERCENT, "share?.percent"),
            Field("direction", "增减方向", TEXT, "comparison?.direction", choices=_DIRECTIONS),
            Field("difference", "增减额", MONEY, "comparison?.difference?.yuan?"),
            Field("rate", "增减率", PERCENT, "comparison?.rate?"),
            Field("base_year", "比较年度", NUMBER, "comparison?.base_year?"),
            Field("reason", "增减原因", TEXT, "comparison?.reason?"),
            Field("text", "文本", TEXT, "paragraph.text"),
        ),
    ),
    Entity("part", "分项", (Field("label", "名称", TEXT, "label"), Field("amount", "金额", MONEY, "amount.yuan?"))),
    Entity("paragraph", "段落", (Field("text", "文本", TEXT, "text"), Field("level", "标题级别", NUMBER, "level"))),
    Entity(
        "document",
        "文件",
        (
            Field("unit", "单位", TEXT, "unit?"),
            Field("year", "年度", NUMBER, "fiscal_year?"),
            Field("kind", "类型", TEXT, "kind", choices=_DOCUMENT_KINDS),
            Field("projects", "项目", LIST, "projects", of="project"),
            Field("unit_forms", "整体表", LIST, "unit_forms", of="unit_form"),
            Field("indicators", "指标", LIST, "indicators", of="indicator", getter=_all_indicators),
            Field("tables", "预算表", LIST, "tables", of="table"),
            Field("activities", "活动", LIST, "activities", of="activity"),
            Field("statements", "陈述", LIST, "statements", of="statement"),
            Field("paragraphs", "段落", LIST, "narrative", of="paragraph"),
        ),
    ),
)

ENTITIES: Mapping[str, Entity] = {each.name: each for each in _ENTITIES}


@dataclass(frozen=True, slots=True)
class Root:
    """A name that a rule of a scope starts from: its entity, and the attribute of the Subject that holds it.

    Where `needs` is given the rule applies only to items whose form is of that class.
    """

    entity: str
    attribute: str
    needs: type | UnionType | None = None


_DOCUMENT = Root("document", "budget")
ROOTS: Mapping[str, tuple[Root, ...]] = {
    "indicator": (
        Root("indicator", "item"),
        # A row of an activity table stands in no form.
        Root("form", "form", Project | UnitForm),
        Root("project", "form", Project),
        Root("unit_form", "form", UnitForm),
        _DOCUMENT,
    ),
    "project": (Root("project", "item"), Root("form", "item"), _DOCUMENT),
    "unit_form": (Root("unit_form", "item"), Root("form", "item"), _DOCUMENT),
    "form": (Root("form", "item"), Root("project", "item", Project), Root("unit_form", "item", UnitForm), _DOCUMENT),
    "table": (Root("table", "item"), _DOCUMENT),
    "activity": (Root("activity", "item"), _DOCUMENT),
    "statement": (Root("statement", "item"), _DOCUMENT),
    "paragraph": (Root("paragraph", "item"), _DOCUMENT),
    "document": (Root("document", "item"),),
    "corpus": (Root("project", "item"), Root("form", "item"), _DOCUMENT),
}


def root(scope: str, name: str) -> Root | None:
    return next((each for each in ROOTS[scope] if name in (each.entity, ENTITIES[each.entity].zh)), None)


def root_names(scope: str) -> Iterable[str]:
    for each in ROOTS[scope]:
        yield each.entity
        yield ENTITIES[each.entity].zh


def own_entity(scope: str) -> Entity:
    """The entity that a rule of `scope` looks at."""
    return ENTITIES[ROOTS[scope][0].entity]
