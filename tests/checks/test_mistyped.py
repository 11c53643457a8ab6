"""TXT002: slips in fixed terms, in the unit's own name, and between texts that belong together; and what is no slip."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from linter import check as check_file
from linter.authors.examples import example_budget
from linter.findings import Finding
from linter.packs.loader import single_rule
from linter.packs.pack import Pack
from linter.resources import rules_dir
from linter.run.run import check


@cache
def rule() -> Pack:
    (path,) = rules_dir().glob("core/*/TXT002-*.yaml")
    return single_rule(path)


def findings(*paragraphs: str) -> tuple[Finding, ...]:
    return check(example_budget({"paragraphs": list(paragraphs)}), rule()).findings


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        # a character missing
        ("站里承担水生动物疫防控工作。", None),
        ("机关运经费较上年压减。", "机关运行经费较上年压减。"),
        ("殡仪馆落实政府采预算管理要求。", "殡仪馆落实政府采购预算管理要求。"),
        ("推动牧区经济高质量发，改善民生。", None),
        # doubled
        ("提升渡口服服务水平。", "提升渡口服务水平。"),
        ("本馆无政府性性基金预算安排。", "本馆无政府性基金预算安排。"),
        # exchanged
        ("按规定缴纳住公房积金。", "按规定缴纳住房公积金。"),
        ("县志办做好资料征工集作。", "县志办做好资料征集工作。"),
        # sounds or looks alike
        ("落实财政拔款管理规定。", "落实财政拨款管理规定。"),
        ("种子站公务接侍费下降。", "种子站公务接待费下降。"),
        ("改善牧区基础实施条件。", "改善牧区基础设施条件。"),
        # a stray character
        ("完善社会救象助制度。", None),
        # a comparison without its word
        ("苗圃水电费同去年增长4.2%。", "苗圃水电费同去年相比增长4.2%。"),
    ],
)
def test_a_slip_is_found_and_mended_where_the_mend_is_certain(text: str, mended: str | None) -> None:
    (found,) = findings(text)
    assert found.actual
    if mended is None:
        assert found.suggestion is None or "请核实" not in found.message
    else:
        assert found.suggestion
        assert text.replace(found.actual, found.suggestion, 1) == mended


def test_what_is_only_likely_is_to_be_verified() -> None:
    (found,) = findings("苗木站完善社会救象助制度。")
    assert found.suggestion is None
    assert "请核实" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "拟订国库集中收付制度，设行政政法股和教科文股。",
        "森林草原防灭火队员完成集训，防火道养护到位。",
        "一般公共预算支出的用途按科目说明。",
        "干干净净迎接检查，常常走访渔户，人人参与护河。",
        "新城路路口加装路灯，立功受奖奖金另行发放。",
        "落实人才新政的宣传，实行合同化管理。",
        "会议费与上年增加额基本持平，水费与上年相比下降4.2%。",
        "张家湾村硬化道路三公里，李集村新打机井两眼。",
        "刘晓燕、陈国栋负责验收，王建国负责联络。",
        "戏曲团排演新编历史剧，赴牧区巡演六十场。",
        "殡仪馆购置尾气净化装置，公墓扩建配套停车场。",
        "车辆实有数和编制数见附表，品目名称按目录填写。",
        "因公出国境费没有安排，动用非财政拨款结余弥补。",
        "测报灯诱集害虫，植保员每日分类计数。",
        "古籍修复由专家指导，修复师傅轮流值班。",
        "水文站校核水位流量关系曲线，巡测断面十二处。",
        "苗圃育苗二十万株，侧柏、油松、刺槐各占三成。",
        "环卫工人分班清扫，洒水车和吸污车安装定位终端。",
        "动物园隔离检疫新引进的梅花鹿，做好消毒记录。",
        "邮路调整后，偏远村组的报刊投递由隔日改为当日。",
    ],
)
def test_ordinary_sentences_are_left_alone(text: str) -> None:
    assert findings(text) == ()


NAMED = """# {unit}2027年单位预算

{unit}承担辖区有关公共服务。

{unit}2027年收入预算80.00万元。

{printed}2027年支出预算80.00万元。
"""


@pytest.mark.parametrize(
    ("unit", "printed", "slip"),
    [
        ("松岭县渔政管理站", "松岭县渔政管站", True),
        ("松岭县渔政管理站", "松岭县渔渔政管理站", True),
        ("松岭县文化与旅游局", "松岭县文化和旅游局", True),
        ("松岭县气象服务站", "松岭县汽象服务站", True),
        ("松岭县气象服务站", "松岭县气服象务站", True),
        ("松岭县气象服务站", "松岭气象服务站", False),
        ("松岭县第一幼儿园", "松岭县第二幼儿园", False),
        ("松岭县教育和体育局", "松岭县教育体育局", False),
    ],
)
def test_the_units_own_name(tmp_path: Path, unit: str, printed: str, slip: bool) -> None:
    path = tmp_path / "unit.md"
    path.write_text(NAMED.format(unit=unit, printed=printed), encoding="utf-8")
    found = [each for each in check_file(path).findings if each.code == "TXT002"]
    assert bool(found) is slip


FORM = """# 松岭县戏曲传习所2027年单位预算项目绩效目标

## 戏曲进校园绩效目标表

| 项目名称 | 戏曲进校园 | 预算单位 | 松岭县戏曲传习所 |  |  |
| --- | --- | --- | --- | --- | --- |
| 预算数（万元） | 8.00 | 其中：财政资金 | 8.00 |  |  |
| 资金用途 | 为中小学校排演传统剧目 |  |  |  |  |
| 绩效目标 | {goals} |  |  |  |  |
| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 |
| 产出指标 | 数量指标 | 排演剧目数量 | 全年排演的传统剧目 | ≥6部 | 年度计划 |
| 产出指标 | 质量指标 | {name} | {description} | ≥95% | 年度计划 |
| 满意度指标 | 服务对象满意度指标 | 观演师生满意度 | 问卷结果 | ≥90% | 年度计划 |
"""
GOALS = "1.排演传统剧目6部，覆盖全县中小学校。"


@pytest.mark.parametrize(
    ("goals", "name", "description", "actual"),
    [
        (GOALS, "剧目验收合格律", "剧目验收合格率", "合格律"),
        (GOALS, "服装道具完好率", "服装道具完毫率", "完毫率"),
        (GOALS, "乡镇文化站剧本征", "乡镇文化站剧本征集完成比例", "剧本征"),
        (
            "1.演员排练考勤持续完善，演出质量稳定。2.演员排练考勤持续完，演出质量稳定。",
            "上座率",
            "到场人数占座位的比例",
            "续完",
        ),
        (GOALS, "演员在岗率", "演员到岗率", None),
        (GOALS, "乡镇文化站剧本", "乡镇文化站剧本征集完成比例", None),
        (
            "1.按照程序选排剧目，按期完成演出任务。2.按程序选排剧目，按期完成演出任务。",
            "上座率",
            "到场人数占座位的比例",
            None,
        ),
        (
            "1.春季学期为小学生演出传统剧目三场。2.秋季学期为小学生演出传统剧目三场。",
            "上座率",
            "到场人数占座位的比例",
            None,
        ),
    ],
)
def test_what_stands_beside_it(tmp_path: Path, goals: str, name: str, description: str, actual: str | None) -> None:
    path = tmp_path / "form.md"
    path.write_text(FORM.format(goals=goals, name=name, description=description), encoding="utf-8")
    found = [each for each in check_file(path).findings if each.code == "TXT002"]
    if actual is None:
        assert found == []
    else:
        assert any(actual in (each.actual or "") for each in found)


def test_a_mend_keeps_the_next_word() -> None:
    (found,) = findings("2027无拟添置的放映车辆。")
    assert (found.actual, found.suggestion) == ("2027无", "2027年无")
