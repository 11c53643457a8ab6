"""Invented documents of several units, and the command that audits a folder of them."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result
from invoking import runner

from linter.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
HOSTILE = "<img src=x onerror=alert(1)>.txt"
FORM = """{project}绩效目标表
\t001001{unit}
\t预算年度：{year}
\t单位：万元

\t项目名称
\t{project}

\t绩效目标
\t{goal}

\t一级指标
\t二级指标
\t三级指标
\t指标值

\t产出指标
\t数量指标
\t{name}
\t{value}
"""
GOAL = "清理库区漂浮物并修复生态岸线{n}公里，使沿岸三个村的饮用水源得到保护"


def form(
    unit: str, project: str, goal: str, *, year: int = 2026, name: str = "修复岸线长度", value: str = "≥12公里"
) -> str:
    head = f"{unit}{year}年单位预算\n\n"
    return head + FORM.format(unit=unit, project=project, goal=goal, year=year, name=name, value=value)


def audit(folder: Path, target: Path, *options: str) -> Result:
    arguments = ["audit", str(folder), "-o", str(target), "--jobs", "1", *options]
    return runner().invoke(main, arguments, catch_exceptions=False)
