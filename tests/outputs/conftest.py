"""Invented reports: two documents with findings, one that could not be read, and things left unchecked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from linter.document import Location
from linter.findings import Coverage, DocumentEntry, Finding, Mark, Related, Report, RuleCard, Tool, Undecided

RULES: dict[str, dict[str, Any]] = {
    "VAL002": {"slug": "value-garbled", "severity": "error", "title": "指标值重复拼接"},
    "VAL004": {"slug": "unit-missing", "severity": "warning", "title": "指标值缺少计量单位"},
    "SUM001": {"slug": "total-mismatch", "severity": "error", "title": "合计与明细不符"},
    "DUP004": {"slug": "goal-copied", "severity": "warning", "title": "不同项目绩效目标雷同"},
    "IND006": {"slug": "description-restates-name", "severity": "info", "title": "指标描述照抄指标名称"},
}


def finding(code: str = "VAL002", path: str = "甲县养护站.txt", line: int = 10, **more: Any) -> Finding:
    rule = RULES[code]
    values: dict[str, Any] = {
        "code": code,
        "slug": rule["slug"],
        "severity": rule["severity"],
        "confidence": "high",
        "title": rule["title"],
        "message": f"{rule['title']}。",
        "why": "值不能唯一确定，无法据以考核。",
        "fix": "只保留一个比较符号、一个数和一个计量单位。",
        "basis": ("财预〔2015〕88号 中央部门预算绩效目标管理办法",),
        "location": Location(path, line=line, end_line=line + 3, column=1, route=("项目:公路养护", f"指标:{line}")),
        "project": "公路养护经费",
        "indicator": None,
        "field": None,
        "excerpt": "",
        "marks": (),
        "actual": None,
        "expected": None,
        "suggestion": None,
        "related": (),
        "fingerprint": sha256(f"{code}{path}{line}".encode()).hexdigest()[:16],
    }
    return Finding(**{**values, **more})


def row(*cells: str, mark: int | None = None) -> dict[str, Any]:
    """An excerpt of a table row with one cell marked."""
    start = sum(len(cell) + 3 for cell in cells[: mark or 0])
    marks = () if mark is None else (Mark(start, start + len(cells[mark])),)
    return {"excerpt": " │ ".join(cells), "marks": marks}


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\x1b[31m红\u202e倒\u2066${{{{7*7}}'


def entry(path: str, **more: Any) -> DocumentEntry:
    values: dict[str, Any] = {
        "path": path,
        "format": "text",
        "sha256": sha256(path.encode()).hexdigest(),
        "unit": "甲县养护站",
        "fiscal_year": 2026,
        "kind": "单位预算",
        "projects": 2,
        "indicators": 24,
        "tables": 9,
        "status": "checked",
    }
    return DocumentEntry(**{**values, **more})


def sample() -> Report:
    heads = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
    garbled = finding(
        "VAL002",
        line=112,
        message="指标“养护及时率”的值“≥9595%”把一个值写了两遍。",
        indicator="养护及时率",
        field="value",
        columns=heads,
        actual="≥9595%",
        suggestion="≥95%",
        **row("产出指标", "时效指标", "养护及时率", "及时完成的养护任务占全部任务的比率", "≥9595%", mark=4),
    )
    units = [
        finding(
            "VAL004",
            line=120 + 4 * number,
            message=f"指标“第{number}类设施数”的值“≥{number}0”没有计量单位。",
            indicator=f"第{number}类设施数",
            field="value",
            columns=heads,
            actual=f"≥{number}0",
            suggestion=f"≥{number}0处",
            **row("", "数量指标", f"第{number}类设施数", "本年养护的设施数量", f"≥{number}0", mark=4),
        )
        for number in range(1, 10)
    ]
    total = finding(
        "SUM001",
        line=40,
        message="“合计”一行的基本支出与明细之和不符。",
        project=None,
        actual="1234.50 万元",
        expected="1234.00 万元（821.20 + 412.80）",
        columns=("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        related=(
            Related(Location("甲县养护站.txt", line=44, end_line=48), "工资福利支出 821.20"),
            Related(Location("甲县养护站.txt", line=50, end_line=54), "商品和服务支出 412.80"),
        ),
        **row("", "合计", "2000.00", "1234.50", "765.50", mark=3),
    )
    copied = finding(
        "DUP004",
        line=300,
        project="桥梁检测",
        confidence="medium",
        message="本项目的绩效目标与“公路养护经费”相同。",
        excerpt="保障设施安全运行，及时消除隐患。",
        marks=(Mark(0, 16),),
        related=(Related(Location("甲县养护站.txt", line=105), "公路养护经费的绩效目标"),),
    )
    hostile = finding(
        "IND006",
        "乙<县>.txt",
        7,
        message=f"描述“{HOSTILE}”照抄名称。",
        project=HOSTILE,
        indicator=HOSTILE,
        suggestion=HOSTILE,
        **row("产出指标", HOSTILE, "x", mark=1),
    )
    excused = finding(
        "VAL004", "乙<县>.txt", 30, suppressed="历史数据，2026-12-31 前不改", message="指标值没有计量单位。"
    )
    findings = (total, garbled, *units, copied, hostile, excused)
    cards = tuple(
        RuleCard(
            code=code,
            slug=rule["slug"],
            title=rule["title"],
            severity=rule["severity"],
            confidence="high",
            status="stable",
            since="0.1.0",
            why="值不能唯一确定，无法据以考核。",
            fix="只保留一个比较符号、一个数和一个计量单位。",
            basis=("财预〔2015〕88号 中央部门预算绩效目标管理办法",),
            bad=("产出指标 │ 数量指标 │ 养护里程 │ ≥120120公里",),
            good=("产出指标 │ 数量指标 │ 养护里程 │ ≥120公里",),
        )
        for code, rule in sorted(RULES.items())
    )
    return Report(
        tool=Tool("budgetlint", "0.1.0", "standard", sha256(b"pack").hexdigest()),
        documents=(
            entry("甲县养护站.txt"),
            entry("乙<县>.txt", unit=HOSTILE, projects=1, indicators=3, tables=0, kind=None),
            entry(
                "坏.txt",
                sha256="",
                unit=None,
                fiscal_year=None,
                kind=None,
                projects=0,
                indicators=0,
                tables=0,
                status="unreadable",
                error="不是可读的文本文件：坏.txt",
            ),
        ),
        findings=findings,
        coverage=Coverage(
            rules_run=tuple(sorted(RULES)),
            not_applicable=("VAL015",),
            undecided=tuple(
                Undecided("SUM001", Location("甲县养护站.txt", line=500 + number), "合计行以下的明细不全")
                for number in range(7)
            ),
            crashed=(),
            unrecognised=(Undecided("", Location("甲县养护站.txt", line=600, end_line=640), "没有合适的版式"),),
        ),
        made=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        options=("--fail-level warning",),
        rules=cards,
    )


@pytest.fixture
def report() -> Report:
    return sample()


@pytest.fixture
def make() -> Callable[..., Finding]:
    return finding


@pytest.fixture
def clean() -> Report:
    """A run that found nothing and skipped nothing."""
    full = sample()
    return replace(
        full,
        documents=full.documents[:1],
        findings=(),
        rules=(),
        coverage=Coverage(rules_run=("VAL002",), not_applicable=()),
    )
