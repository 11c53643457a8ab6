"""Rows of activity tables (优良中差): judged like the rows of a form, and only by the rules that hold for both."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs_made import activity, budget, rule_text, write_pack

from linter.authors.examples import example_budget
from linter.budget.model import Budget
from linter.errors import PackError
from linter.packs.load import load_pack
from linter.run.run import check

HEADS = "活动名称 | 活动描述 | 绩效目标 | 绩效指标 | 指标描述 | 优 | 良 | 中 | 差"
RATE = "≥95% | ≥85% | ≥70% | <70%"

FIRES = [
    ("IND006", "畜牧站", f"动物防疫 | 春秋两季免疫 | 牲畜健康 | 免疫密度 | 免疫密度 | {RATE}"),
    ("IND006", "图书馆", f"借阅服务 | 馆藏外借 | 方便读者 | 图书借阅率（%） | 图书借阅率 | {RATE}"),
    ("IND006", "气象局", f"气象观测 | 台站值守 | 资料完整 | 观测数据可用率 | “观测数据可用率” | {RATE}"),
    ("IND009", "畜牧站", f"动物防疫 | 春秋两季免疫 | 牲畜健康 | 合格率 | 抗体合格的牲畜占抽检牲畜 | {RATE}"),
    ("IND009", "档案馆", f"查档服务 | 接待查档 | 方便群众 | 工作完成率 | 已办结的查档申请占受理的查档申请 | {RATE}"),
    ("IND009", "体育局", "场馆开放 | 免费开放 | 全民健身 | 可持续影响力 | 场馆持续开放的情况 | 好 | 较好 | 一般 | 差"),
    ("IND010", "水文站", f"水位观测 | 断面值守 | 资料完整 | 观测到报率 | 反映孕产妇健康管理情况 | {RATE}"),
    ("IND010", "档案馆", f"查档服务 | 接待查档 | 方便群众 | 档案著录合格率 | 动物防疫物资占应储备物资 | {RATE}"),
    ("IND010", "总工会", f"职工慰问 | 走访困难职工 | 关心职工 | 慰问品发放率 | 高标准农田灌溉面积占比 | {RATE}"),
    ("VAL025", "图书馆", "借阅服务 | 馆藏外借 | 方便读者 | 图书上架及时性 | 新书按时上架 | 是 | 基本是 | 否 | 未开展"),
    ("VAL025", "路灯所", "路灯检修 | 夜间巡查 | 亮灯 | 检修资料完整性 | 检修单齐备 | 是 | 基本达到 | 未达到 | 否"),
    ("VAL025", "体育局", "赛事组织 | 举办比赛 | 全民健身 | 赛事安全情况 | 没有事故 | 是 | 较好 | 一般 | 否"),
]

CLEAN = [
    ("畜牧站", f"动物防疫 | 春秋两季免疫 | 牲畜健康 | 免疫密度 | 已免疫牲畜占应免疫牲畜 | {RATE}"),
    ("畜牧站", f"动物防疫 | 春秋两季免疫 | 牲畜健康 | 免疫密度 | | {RATE}"),
    (
        "畜牧站",
        "动物防疫 | 春秋两季免疫 | 牲畜健康 | 免疫头数 | 全年免疫的牲畜 | ≥9000头 | ≥8000头 | ≥7000头 | <7000头",
    ),
    ("畜牧站", "动物防疫 | 春秋两季免疫 | 牲畜健康 | 疫情起数 | 发生的疫情 | 0起 | ≤1起 | ≤2起 | >2起"),
    ("畜牧站", f"动物防疫 | 春秋两季免疫 | 牲畜健康 | 防疫物资储备率 | 动物防疫物资占应储备物资 | {RATE}"),
    ("图书馆", f"借阅服务 | 馆藏外借 | 方便读者 | 图书借阅率 | 外借图书占馆藏图书 | {RATE}"),
    (
        "图书馆",
        "借阅服务 | 馆藏外借 | 方便读者 | 图书上架及时性 | 新书到馆后上架的时间 | 及时 | 较及时 | 一般 | 不及时",
    ),
    ("图书馆", "借阅服务 | 馆藏外借 | 方便读者 | 是否按时开馆 | 开馆时间 | 是 | 基本是 | 偶有延误 | 否"),
    ("图书馆", f"借阅服务 | 馆藏外借 | 方便读者 | 读者满意率 | 表示满意的读者占受访读者 | {RATE}"),
    ("档案馆", f"查档服务 | 接待查档 | 方便群众 | 查档办结率 | 已办结的申请占受理的申请 | {RATE}"),
    ("档案馆", f"查档服务 | 接待查档 | 方便群众 | 孕产妇档案著录率 | 已著录的孕产妇档案占比 | {RATE}"),
    ("档案馆", "查档服务 | 接待查档 | 方便群众 | 查档等候时间 | 自受理至调出 | ≤10分钟 | ≤20分钟 | ≤30分钟 | >30分钟"),
    ("妇幼保健院", f"孕产妇管理 | 建册随访 | 母婴健康 | 建册率 | 反映孕产妇健康管理情况 | {RATE}"),
    ("农业局", f"农田建设 | 田块整治 | 粮食增产 | 竣工面积占比 | 高标准农田灌溉面积占比 | {RATE}"),
    ("水文站", f"水位观测 | 断面值守 | 资料完整 | 观测到报率 | 按时报送的次数占应报次数 | {RATE}"),
    ("水文站", "水位观测 | 断面值守 | 资料完整 | 缺测次数 | 没有记录的次数 | 0 | 1-2 | 3-4 | 5以上"),
    ("体育局", "赛事组织 | 举办比赛 | 全民健身 | 比赛场次 | 全年举办的比赛 | 12场 | 10-11场 | 8-9场 | 8场以下"),
    ("体育局", "场馆开放 | 免费开放 | 全民健身 | 场馆影响力 | 场馆持续开放的情况 | 好 | 较好 | 一般 | 差"),
    ("路灯所", "路灯检修 | 夜间巡查 | 亮灯 | 亮灯率 | 抽查亮灯数占抽查总数 | 100% | ≥97% | ≥93% | <93%"),
    ("路灯所", "路灯检修 | 夜间巡查 | 亮灯 | 检修资料完整性 | 检修单齐备的程度 | 完整 | 较完整 | 一般 | 不完整"),
    ("总工会", f"职工慰问 | 走访困难职工 | 关心职工 | 慰问品发放率 | 已领取的职工占应慰问职工 | {RATE}"),
    ("总工会", f"职工慰问 | 走访困难职工 | 关心职工 | 职工对服务的认可度 | 表示满意的职工占受访职工 | {RATE}"),
]


def read(unit: str, row: str) -> Budget:
    rules = "|".join(["---"] * len(HEADS.split("|")))
    table = f"| {HEADS} |\n|{rules}|\n| {row} |\n"
    return example_budget({"text": f"# 青石县{unit}2026年部门预算\n\n职责活动绩效指标\n\n{table}"})


@pytest.mark.parametrize(("code", "unit", "row"), FIRES)
def test_what_is_wrong_in_a_form_is_wrong_in_an_activity_table(code: str, unit: str, row: str) -> None:
    result = check(read(unit, row), load_pack("standard"))
    assert not result.coverage.crashed
    (finding,) = (each for each in result.findings if each.code != "CMP011")
    name = row.split(" | ")[3]
    assert (finding.code, finding.indicator, finding.project) == (code, name, None)
    assert finding.location.route[:2] == (f"活动:{row.split(' | ')[0]}", f"指标:{name}")
    assert all(finding.excerpt[mark.start : mark.end] in row for mark in finding.marks)
    assert finding.columns == ()


@pytest.mark.parametrize(("unit", "row"), CLEAN)
def test_a_right_row_is_left_alone_whatever_its_bands(unit: str, row: str) -> None:
    result = check(read(unit, row), load_pack("strict"))
    assert [each.message for each in result.findings if each.code != "CMP011"] == []


def test_a_description_of_the_activity_counts_for_its_later_rows() -> None:
    rows = f"保健 | 孕产妇建册随访 | 母婴健康 | 建册率 | 建册人数占应建册人数 | {RATE} |\n| | | | 合格情况 | 孕产妇健康管理情况 | {RATE}"
    assert [each.code for each in check(read("镇政府", rows), load_pack("standard")).findings] == []


def test_a_row_without_bands_or_name_is_no_indicator(tmp_path: Path) -> None:
    pack = load_pack(str(write_pack(tmp_path, rule_text(more="activities: true\n"))), cache=False)
    made = budget(activities=(activity("", "", "", ""),))
    assert check(made, pack).coverage.not_applicable == ("TST001",)


def test_what_a_rule_says_of_forms_does_not_hold_for_activity_tables(tmp_path: Path) -> None:
    rule = rule_text(
        where='表单.名称 包含 "渡口"', check="kind: pattern\nfield: name\npattern: 次数", more="activities: true\n"
    )
    result = check(
        budget(activities=(activity("≥9次", "≥8次", "≥7次", "<7次"),)),
        load_pack(str(write_pack(tmp_path, rule)), cache=False),
    )
    assert not result.findings and not result.coverage.crashed
    assert result.coverage.not_applicable == ("TST001",)


@pytest.mark.parametrize(("scope", "flag"), [("project", "true"), ("indicator", "1")])
def test_only_rules_of_indicators_speak_of_activity_tables(tmp_path: Path, scope: str, flag: str) -> None:
    rule = rule_text(scope=scope, check="kind: required\nfield: name", more=f"activities: {flag}\n")
    with pytest.raises(PackError) as caught:
        load_pack(str(write_pack(tmp_path, rule)), cache=False)
    (problem,) = caught.value.problems
    assert "activities" in str(problem) or "indicator" in str(problem)
