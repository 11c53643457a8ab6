"""Manners of county documents: plans, sources, contents and table heads as offices print them."""

from __future__ import annotations

import pytest

from linter.budget import understand
from linter.budget.model import Budget
from linter.packs.load import load_pack
from linter.readers import read
from linter.run.run import check

HEAD = "# 青岭县林业局2026年部门预算\n\n护林防火项目绩效目标表\n\n| 项目名称 | 护林防火 | | | |\n| --- | --- | --- | --- | --- |\n"

ROWS = "| 一级指标 | 二级指标 | 三级指标 | 指标描述 | 指标值 |\n| 产出指标 | 数量指标 | 清理面积 | 清理的林缘地带 | ≥60亩 |\n"


def budget(text: str) -> Budget:
    return understand(read("a.md", data=text.encode()))


def messages(text: str, code: str) -> list[str]:
    return [each.message for each in check(budget(text), load_pack()).findings if each.code == code]


@pytest.mark.parametrize(
    "plan",
    [
        "| 资金支出计划 | 3月底30% | 6月底60% | 9月底80% | 12月底100% |",
        "| 资金支出计划 | 3月底30%、6月底60%、9月底80%、12月底100% | | | |",
        "| 资金支出计划 | 3月底 | 6月底 | 9月底 | 12月底 |\n| （累计%） | 30% | 60% | 80% | 100% |",
    ],
)
def test_plans_of_payment(plan: str) -> None:
    (project,) = budget(HEAD + plan + "\n| 绩效目标 | 清理林缘可燃物60亩。 | | | |\n" + ROWS).projects
    assert [int(each.percent or 0) for each in project.plan or ()] == [30, 60, 80, 100]


def test_a_plan_that_is_blank_under_its_label() -> None:
    plan = "| 资金支出计划 | 3月底 | 6月底 | 9月底 | 12月底 |\n| （累计%） |  |  |  |  |\n| 绩效目标 | 清理林缘可燃物60亩。 | | | |\n"
    assert messages(HEAD + plan + ROWS, "CMP003")


@pytest.mark.parametrize(
    ("grant", "other", "wrong"), [("46.00", "2.00", 0), ("144.00", "6.00", 0), ("40.00", "2.00", 0)]
)
def test_sources_of_one_list_under_two_totals(grant: str, other: str, wrong: int) -> None:
    rows = f"| 项目总额 | 150.00 | 年度资金总额 | 48.00 | |\n| 其中：财政拨款 | {grant} | 其他资金 | {other} | |\n"
    assert len(messages(HEAD + rows + ROWS, "SUM004")) == wrong


def test_a_second_name_describes_the_first() -> None:
    table = "| 一级指标 | 二级指标 | 三级指标 | 指标内容 | 指标值 |\n| 产出指标 | 数量指标 | 清理面积 | 清理的林缘地带 | ≥60亩 |\n"
    (indicator,) = budget(HEAD + table).indicators
    assert (indicator.name, indicator.description) == ("清理面积", "清理的林缘地带")


CONTENTS = """\
青岭县林业局2026年部门预算

## 目录

第一部分　部门概况

表1 收支预算总表

表2 {title}

第二部分　名词解释

## 第一部分　部门概况

负责全县森林资源管护。

### 表1 收支预算总表

{head}

| 收入 | 预算数 | 支出 | 预算数 |
| --- | --- | --- | --- |
| 一般公共预算拨款收入 | 48.00 | 农林水支出 | 48.00 |
| 收入总计 | 48.00 | 支出总计 | 48.00 |

### 表2 收入预算总表

{other}

| 科目编码 | 科目名称 | 合计 |
| --- | --- | --- |
| 213 | 农林水支出 | 48.00 |

### 表3 支出预算总表

{head}

| 科目编码 | 科目名称 | 合计 |
| --- | --- | --- |
| 213 | 农林水支出 | 48.00 |

### 表4 项目支出预算表

{head}

| 项目名称 | 合计 |
| --- | --- |
| 护林防火 | 48.00 |

## 第二部分　名词解释

一般公共预算：以税收为主体的预算。
"""
OWN = "编制部门：青岭县林业局　　预算年度：2026　　单位：万元"


def test_tables_of_the_contents_are_known_by_their_numbers() -> None:
    right = CONTENTS.format(title="收入预算总表", head=OWN, other=OWN)
    wrong = CONTENTS.format(title="收支预算总表", head=OWN, other=OWN)
    assert not messages(right, "XRF013")
    assert messages(wrong, "XRF013") == ["目录列有“收支预算总表”，正文中的标题是“表2 收入预算总表”。"]


def test_the_fields_of_a_tables_head_stand_in_one_line() -> None:
    right = CONTENTS.format(title="收入预算总表", head=OWN, other=OWN)
    assert {(each.unit, each.year, each.currency_unit) for each in budget(right).tables} == {
        ("青岭县林业局", 2026, "万元")
    }
    last_year = CONTENTS.format(title="收入预算总表", head=OWN, other=OWN.replace("2026", "2025"))
    assert messages(last_year, "XRF003") and not messages(right, "XRF003")
    elsewhere = CONTENTS.format(title="收入预算总表", head=OWN, other=OWN.replace("青岭县", "白沙县"))
    assert messages(elsewhere, "XRF004") and not messages(right, "XRF004")
