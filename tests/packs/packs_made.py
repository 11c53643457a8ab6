"""Hand-made budget models and rule packs for the engine's tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from linter.budget.model import Activity, Band, Budget, Figure, Goal, Indicator, Project, Source, UnitForm
from linter.document import Cell, Document, Location, Paragraph
from linter.packs.hits import Subject
from linter.values import parse
from linter.values.model import Value

PATH = "made.txt"


def place(line: int = 1) -> Location:
    return Location(PATH, line, line, 1)


def value(
    text: str = "≥120公里",
    *,
    low: str | None = "120",
    high: str | None = None,
    unit: str = "公里",
    kind: str = "number",
    comparator: str = "≥",
) -> Value:
    number = Decimal(low) if low is not None else None
    return Value(
        text,
        kind,
        text,
        comparator,
        number,
        None if high is None else Decimal(high),
        low is not None,
        False,
        number,
        unit,
    )


def indicator(name: str = "养护里程", line: int = 1, parsed: Value | None = None, **changes: Any) -> Indicator:
    parsed = parsed or value()
    texts = {"level1": "产出指标", "level2": "数量指标", "name": name, "value": parsed.text}
    cells = {key: Cell(text, line, column, place(line)) for column, (key, text) in enumerate(texts.items())}
    made = Indicator(
        "产出指标", "数量指标", "output", "quantity", name, None, parsed.text, parsed, None, None, place(line),
        cells, tuple(cells.values()),
    )  # fmt: skip
    return replace(made, **changes)


def activity(*bands: str) -> Activity:
    """A row of an activity table with its four bands."""
    cells = tuple(Cell(text, 1, column, place()) for column, text in enumerate(bands))
    made = tuple(Band(grade, cell.text, parse(cell.text), cell) for grade, cell in zip("优良中差", cells, strict=True))
    return Activity("", "渡口管理", "", "巡查次数", "", made, place(), cells)


def money(yuan: str | None) -> Figure:
    return Figure(yuan or "", None if yuan is None else Decimal(yuan), 0, "元", place())


def project(
    name: str = "公路养护经费", *indicators: Indicator, sources: Mapping[str, str | None] | None = None, **changes: Any
) -> Project:
    made = Project(
        title=f"{name}绩效目标表", name=name, code=None, unit=None, year=2024, budget=money("50000"),
        sources=tuple(Source(label, money(yuan)) for label, yuan in (sources or {}).items()),
        purpose=None, plan=None, goals=(Goal("养护公路", "养护公路", place()),), indicators=indicators, layout="made",
        columns=frozenset(), location=place(),
    )  # fmt: skip
    return replace(made, **changes)


def unit_form(*indicators: Indicator) -> UnitForm:
    return UnitForm("整体支出绩效目标表", "青石县公路所", None, 2024, (), {}, indicators, "made", frozenset(), place())


def budget(*forms: Project | UnitForm, paragraphs: tuple[str, ...] = (), **changes: Any) -> Budget:
    blocks = tuple(Paragraph(text, replace(place(100 + n), paragraph=n + 1)) for n, text in enumerate(paragraphs))
    made = Budget(
        document=Document(PATH, "text", "", blocks), unit="青石县公路所", fiscal_year=2024, kind="部门预算",
        projects=tuple(form for form in forms if isinstance(form, Project)),
        unit_forms=tuple(form for form in forms if isinstance(form, UnitForm)),
        tables=(), activities=(), statements=(), narrative=blocks, unrecognised=(),
    )  # fmt: skip
    return replace(made, **changes)


def subject(item: Indicator | None = None, form: Project | UnitForm | None = None) -> Subject:
    """An indicator within its project within its budget."""
    item = item or indicator()
    form = form or project("公路养护经费", item)
    return Subject(item, form, budget(form))


RULE = """\
code: {code}
slug: {slug}
title: {{zh: 测试规则, en: Test rule}}
severity: error
confidence: high
status: stable
since: 0.1.0
scope: {scope}
{where}check:
{check}
message: {{zh: "“{{indicator}}”有误。", en: "“{{indicator}}” is wrong."}}
why: {{zh: 因为, en: Because}}
fix: {{zh: 改正, en: Mend it}}
basis: [财预〔2015〕88号 中央部门预算绩效目标管理办法]
examples:
  bad: [{{paragraph: 甲}}, {{paragraph: 乙}}]
  good: [{{paragraph: 丙}}, {{paragraph: 丁}}]
{more}"""


def rule_text(
    code: str = "TST001",
    *,
    slug: str = "test-rule",
    scope: str = "indicator",
    where: str = "",
    check: str = "kind: required\nfield: value",
    more: str = "",
) -> str:
    indented = "\n".join("  " + line for line in check.splitlines())
    given = f"where: {where}\n" if where else ""
    return RULE.format(code=code, slug=slug, scope=scope, where=given, check=indented, more=more)


def write_pack(folder: Path, *rules: str, head: str = "", name: str = "house") -> Path:
    """A pack file with the given rule files beside it."""
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(rules, 1):
        (folder / "rules" / f"{name}-{number}.yaml").write_text(text, encoding="utf-8")
    path = folder / f"{name}.yaml"
    text = f"name: {name}\ntitle: 测试包\nversion: 0.1.0\nrules: [rules/{name}-*.yaml]\n{head}"
    path.write_text(text, encoding="utf-8")
    return path
