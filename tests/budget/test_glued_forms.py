"""Forms that a conversion glued into one paragraph are told, and ordinary sentences are not taken for one."""

from __future__ import annotations

import pytest

from linter.budget import understand
from linter.readers import read

GLUED = [
    "桥梁养护项目绩效目标表（2026年度）项目名称桥梁养护主管部门青石县交通局实施单位青石县公路段年度资金总额 36.00",
    "5、馆藏修复绩效目标申报表 单位：万元 项目名称 馆藏修复 项目单位 云坪市图书馆 绩效目标 修复古籍30册",
    "一级指标 二级指标 三级指标 指标值 产出指标 数量指标 修复古籍数量 ≥30册 质量指标 修复验收合格率 ≥95%",
    "绩效指标 一级指标 二级指标 指标名称 目标值 产出指标 数量指标 养护桥梁数量 12座",
]
ORDINARY = [
    "部门按照一级指标、二级指标、三级指标分层设置绩效目标表，并报主管部门审核。",
    "绩效目标表由实施单位填报，经主管部门审核后报财政部门。",
    "2026年项目支出绩效目标表",
    "桥梁养护项目绩效目标表",
    "（四）项目支出绩效目标表应写明项目名称、主管部门、实施单位和年度资金总额。",
    "各单位编报绩效目标，三级指标共设12个，其中数量指标4个。",
    "附件：项目支出绩效目标表（项目名称、主管部门、年度目标等以预算系统为准）",
    "项目名称：桥梁养护。主管部门：青石县交通局。",
    "一级指标应与二级指标、三级指标对应。",
]


def told(text: str) -> list[str]:
    budget = understand(read("a.txt", data=f"青石县交通局2026年部门预算\n\n{text}\n".encode()))
    return [each.why.zh for each in budget.unrecognised if "连成了一段" in each.why.zh]


@pytest.mark.parametrize("text", GLUED)
def test_a_glued_form_is_told(text: str) -> None:
    assert len(told(text)) == 1


@pytest.mark.parametrize("text", ORDINARY)
def test_a_sentence_is_no_form(text: str) -> None:
    assert told(text) == []
