"""An example of a rule file -> the Document that a reader would make of it: paragraphs, and forms in a common layout.

The layout is that of a project form with one title line, head fields and a table of indicators; it has the columns and
fields that the example gives, and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linter.document import Block, Cell, Document, Location, Paragraph, Run, Table

PATH = "example.txt"
PROJECT_KEYS = (
    "name", "code", "unit", "budget", "sources", "purpose", "plan", "goals", "indicators", "year",
)  # fmt: skip
INDICATOR_KEYS = ("level1", "level2", "name", "description", "value", "basis", "weight")
_HEADS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "description": "绩效指标描述",
    "value": "指标值",
    "basis": "指标值确定依据",
    "weight": "权重",
}
_PRINTED_ALWAYS = ("level1", "level2", "name", "value")
_MONTHS = ("3月底", "6月底", "10月底", "12月底")
_NEUTRAL = (
    {"level1": "产出指标", "level2": "数量指标", "name": "养护公路里程", "value": "≥120公里"},
    {"level1": "产出指标", "level2": "质量指标", "name": "养护公路优良率", "value": "≥90%"},
    {"level1": "产出指标", "level2": "时效指标", "name": "养护任务完成时间", "value": "12月底前"},
    {"level1": "产出指标", "level2": "成本指标", "name": "每公里养护成本", "value": "≤4000元"},
    {"level1": "效益指标", "level2": "社会效益指标", "name": "受益村庄数量", "value": "≥36个"},
    {"level1": "满意度指标", "level2": "服务对象满意度指标", "name": "沿线群众满意度", "value": "≥85%"},
)


@dataclass(slots=True)
class _Page:
    """Blocks in order, each cell and paragraph on a line of its own."""

    blocks: list[Block] = field(default_factory=list)
    _line: int = 0
    _paragraphs: int = 0
    _tables: int = 0

    def paragraph(self, text: str) -> None:
        self._line += 1
        self._paragraphs += 1
        place = Location(PATH, self._line, self._line, 1, paragraph=self._paragraphs)
        self.blocks.append(Paragraph(text, place, runs=(Run(0, self._line, 1),)))

    def table(self, rows: Iterable[Sequence[str]]) -> None:
        self._tables += 1
        listed = [tuple(row) for row in rows]
        width = max(len(row) for row in listed)
        self.blocks.append(
            Table(
                tuple(self._row(number, row, width) for number, row in enumerate(listed)),
                width,
                Location(PATH, self._line, table=self._tables),
            )
        )

    def _row(self, number: int, texts: Sequence[str], width: int) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for column, text in enumerate(texts):
            self._line += 1
            first = self._line
            runs, offset = [], 0
            for part in text.split("\n"):
                runs.append(Run(offset, self._line, 2))
                offset += len(part) + 1
                self._line += 1
            self._line -= 1
            place = Location(PATH, first, self._line, 2, table=self._tables, row=number + 1, cell=column + 1)
            span = width - column if column == len(texts) - 1 else 1
            cells.append(Cell(text, number, column, place, column_span=span, runs=tuple(runs)))
        self._line += 1
        return tuple(cells)


def example_document(example: Mapping[str, Any]) -> Document:
    """The document of an example that is no `text`."""
    page = _Page()
    for text in _paragraphs(example):
        page.paragraph(text)
    for project in _projects(example):
        _form(page, project, whole=bool(example.get("unit_form")))
    return Document(PATH, "text", "", tuple(page.blocks))


def _paragraphs(example: Mapping[str, Any]) -> list[str]:
    listed = list(example.get("paragraphs") or ())
    return [*([example["paragraph"]] if "paragraph" in example else []), *listed]


def _projects(example: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = list(example.get("projects") or ())
    if "indicator" in example:
        project = dict(example.get("project") or {})
        project["indicators"] = [example["indicator"], *(project.get("indicators") or ())]
        return [project, *listed]
    return [*([example["project"]] if "project" in example else []), *listed]


def _form(page: _Page, project: Mapping[str, Any], *, whole: bool) -> None:
    indicators = project.get("indicators")
    rows = [*_head(project, whole), *_indicator_rows(_NEUTRAL if indicators is None else indicators)]
    name = str(project.get("name") or ("某单位" if whole else "示例项目"))
    page.paragraph(f"{name}{'整体支出' if whole else ''}绩效目标表")
    page.table(rows)


def _head(project: Mapping[str, Any], whole: bool) -> Iterable[list[str]]:
    unit, name = _text(project.get("unit")), _text(project.get("name"))
    currency = "元" if _in_yuan(_text(project.get("budget"))) else "万元"
    year = [f"预算年度：{project['year']}"] if project.get("year") else []
    yield [f"001001{unit}" if unit else "", *year, f"单位：{currency}"]
    if whole:
        yield ["部门（单位）名称", name or "某单位"]
    else:
        code = ["项目编码", _text(project["code"])] if "code" in project else []
        yield [*code, "项目名称", name or "示例项目"]
    yield from _funding(project)
    if project.get("plan") is not None:
        points = [_text(each) for each in project["plan"]]
        yield ["资金支出计划（%）", *(_MONTHS if len(points) == len(_MONTHS) else _months(len(points)))]
        yield ["", *points]
    if "goals" in project:
        yield ["绩效目标", _goals([_text(each) for each in project["goals"]])]


def _funding(project: Mapping[str, Any]) -> Iterable[list[str]]:
    if "budget" in project or "sources" in project:
        amounts = ["预算数", _amount(project.get("budget"))]
        for label, amount in (project.get("sources") or {}).items():
            amounts += [label, _amount(amount)]
        yield ["预算规模及资金用途", *amounts]
        if "purpose" in project:
            yield ["", _text(project["purpose"])]
    elif "purpose" in project:
        yield ["资金用途", _text(project["purpose"])]


def _months(count: int) -> list[str]:
    return [f"{12 * (index + 1) // count}月底" for index in range(count)]


def _goals(goals: Sequence[str]) -> str:
    """Several goals are numbered, as forms print them; numbers that the example gives itself stay."""
    numbered = len(goals) > 1 and not goals[0][:1].isdigit()
    return "\n".join(f"{index}、{goal}" if numbered else goal for index, goal in enumerate(goals, 1))


def _indicator_rows(indicators: Sequence[Mapping[str, Any]]) -> Iterable[list[str]]:
    columns = [key for key in _HEADS if key in _PRINTED_ALWAYS or any(key in each for each in indicators)]
    yield [_HEADS[key] for key in columns]
    for each in indicators:
        yield [_text(each.get(key)) for key in columns]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _in_yuan(amount: str) -> bool:
    return amount.endswith("元") and not amount.endswith("万元")


def _amount(value: Any) -> str:
    return _text(value).removesuffix("元").removesuffix("万").strip()
