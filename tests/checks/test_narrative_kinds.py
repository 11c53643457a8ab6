"""What the findings of the narrative tell a reader beyond their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linter.authors.examples import example_budget
from linter.packs.loader import single_rule
from linter.resources import rules_dir
from linter.run.run import Result, check


def run(code: str, **example: Any) -> Result:
    path = next((rules_dir() / "core").rglob(f"{code}-*.yaml"))
    data: Mapping[str, Any] = {"year": 2022, **example}
    return check(example_budget(data), single_rule(path))


def test_a_slip_of_the_unit_is_named() -> None:
    result = run("SUM005", paragraph="基本支出412.50万元，其中人员经费380.20元，公用经费32.30万元。")
    finding = result.findings[0]
    assert "380.20元 → 380.20万元" in finding.message
    assert finding.excerpt[finding.marks[0].start : finding.marks[0].end].startswith("412.50万元")


def test_a_blank_part_leaves_the_sum_undecided() -> None:
    result = run("SUM005", paragraph="支出预算520万元，其中：基本支出320万元，人员经费 万元，项目支出100万元。")
    assert not result.findings
    assert result.coverage.undecided


def test_a_wrong_change_names_the_part_that_does_not_fit_its_years() -> None:
    result = run(
        "SUM007",
        paragraphs=[
            "2022年部门支出预算为560.30万元，其中基本支出350.10万元，项目支出210.20万元。",
            "2022年部门预算较2021年(预算480.20万元，其中基本支出300.10万元，项目支出180.10万元)增加80.10万元，"
            "其中：基本支出增加50.00万元；项目支出增加20.10万元。",
        ],
    )
    assert len(result.findings) == 1
    assert "20.10万元 → 30.10万元" in result.findings[0].message


def test_both_places_of_a_contradiction_are_given() -> None:
    result = run("XRF011", paragraph="2022年“三公”经费预算8万元。2022年“三公”经费预算9万元，与上年持平。")
    assert [each.actual for each in result.findings] == ["9万元"]
    assert "8万元" in result.findings[0].related[0].note


TABLE = """\
青石县水务局2022年部门预算公开

部门预算收支总表

\t单位：万元

\t收入
\t支出

\t项目
\t预算数
\t项目
\t预算数

\t一、财政拨款收入
\t520.00
\t一、农林水支出
\t520.00

\t二、事业收入
\t
\t
\t

\t收入总计
\t520.00
\t支出总计
\t520.00

"""


def test_a_blank_cell_is_no_zero_and_no_contradiction() -> None:
    result = run("XRF002", text=TABLE + "2022年部门收入预算520万元，其中：财政拨款收入520万元，事业收入3万元。\n")
    assert not result.findings
    assert any("空白" in each.reason for each in result.coverage.undecided)


def test_last_years_figures_are_not_compared_with_the_tables() -> None:
    result = run("XRF002", text=TABLE + "2021年部门收入预算480万元。\n2022年部门收入预算502万元。\n")
    assert [each.actual for each in result.findings] == ["502万元"]
    assert result.findings[0].expected == "520.00万元"


def test_goals_are_recomputed_too() -> None:
    result = run(
        "SUM006",
        project={
            "name": "村级保洁员补贴",
            "goals": ["每月320人，500元/月，每月预计需20万元。"],
            "indicators": [{"level1": "产出指标", "level2": "数量指标", "name": "发放人数", "value": "320人"}],
        },
    )
    assert [each.project for each in result.findings] == ["村级保洁员补贴"]
    assert result.findings[0].expected == "16万元"
