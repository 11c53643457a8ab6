"""Examples of rule files as documents, and the house rules for shipped rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs_made import rule_text

from linter.authors.examples import example_budget, examples_of, failure
from linter.authors.lint import lint_rule
from linter.packs.basis import citation_fault


def test_an_indicator_stands_in_a_form() -> None:
    data = {
        "indicator": {"name": "养护里程", "level1": "产出指标", "level2": "数量指标", "value": "≥120公里", "basis": ""},
        "project": {"name": "公路养护经费", "purpose": "养护公路", "goals": ["路面平整", "安全通行"], "year": 2024},
    }
    made = example_budget(data)
    (form,) = made.projects
    assert (form.name, form.purpose) == ("公路养护经费", "养护公路")
    assert [goal.text for goal in form.goals] == ["路面平整", "安全通行"]
    assert (made.fiscal_year, form.year) == (2024, 2024)
    (row,) = form.indicators
    assert (row.name, row.category, row.value, row.description, row.basis) == (
        "养护里程",
        "quantity",
        "≥120公里",
        None,
        "",
    )


def test_a_project_has_money_sources_and_a_plan() -> None:
    data = {
        "project": {
            "name": "公路养护经费",
            "code": "G1",
            "unit": "青石县公路所",
            "budget": "50.00",
            "sources": {"其中：财政资金": "40.00", "其他资金": "10.00"},
            "plan": ["25%", "50%", "", "100%"],
        }
    }
    (form,) = example_budget(data).projects
    assert form.budget is not None and form.budget.yuan == 500_000
    assert [source.figure.yuan for source in form.sources] == [400_000, 100_000]
    assert form.plan is not None and [point.percent for point in form.plan] == [25, 50, None, 100]
    assert (form.code, form.unit) == ("G1", "青石县公路所")
    assert {row.group for row in form.indicators} == {"output", "benefit", "satisfaction"}


def test_several_projects_a_whole_unit_form_and_paragraphs() -> None:
    made = example_budget({"projects": [{"name": "甲经费"}, {"name": "乙经费"}]})
    assert [form.name for form in made.projects] == ["甲经费", "乙经费"]
    row = {"name": "甲", "level1": "产出指标", "level2": "数量指标", "value": "1个"}
    made = example_budget({"unit_form": True, "indicator": row})
    assert len(made.unit_forms) == 1 and not made.projects
    made = example_budget({"paragraphs": ["甲。", "乙。"], "year": 2023})
    assert [each.text for each in made.narrative] == ["甲。", "乙。"]
    assert made.fiscal_year == 2023


def written(folder: Path, text: str) -> Path:
    path = folder / "TST001-test-rule.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_failures_are_explained(tmp_path: Path) -> None:
    row = "{name: 甲, level1: 产出指标, level2: 数量指标, value: %s}"
    examples = (
        f"bad: [{{indicator: {row % '1个'}}}]\n  good: [{{indicator: {row % '“”'}}}, {{indicator: {row % '2个'}}}]"
    )
    text = rule_text(check='kind: pattern\nfield: value\npattern: "“”"')
    text = text[: text.index("  bad:")] + f"  {examples}\n"
    results = [failure(each) for each in examples_of(written(tmp_path, text))]
    assert results[0] is not None and "TST001-bad-1" in results[0]
    assert results[1] is not None and "TST001-good-1" in results[1]
    assert results[2] is None


def test_the_house_rules(tmp_path: Path) -> None:
    assert not lint_rule(written(tmp_path, rule_text()))
    text = (
        rule_text(slug="other")
        .replace("title: {zh: 测试规则, en: Test rule}", "title: 测试规则")
        .replace("basis: [", "basis: [中华人民共和国预算法 第九条, ")
        .replace("good: [{paragraph: 丙}, {paragraph: 丁}]", "good: [{paragrah: 丙}]")
    )
    messages = [str(each.message) for each in lint_rule(written(tmp_path, text))]
    assert len(messages) == 6
    for word in ("TST001-other.yaml", "title", "第九条", "good", "paragrah", "没有内容"):
        assert any(word in message for message in messages), word


@pytest.mark.parametrize(
    "citation",
    [
        "预算法实施条例（2020） 第六条",
        "中华人民共和国预算法（2018修正） 第十四条",
        "中华人民共和国预算法（2018修正） 第三十七条、第四十六条",
        "政府信息公开条例（2019） 第二十条第七项",
        "《机关事务管理条例（2012）》第十二条",
        "财预〔2015〕88号 中央部门预算绩效目标管理办法",
        "GB/T 15834-2011 标点符号用法",
        "2024年政府收支分类科目",
        "政府收支分类科目（2024年）",
    ],
)
def test_what_may_be_cited(citation: str) -> None:
    assert citation_fault(citation) is None


@pytest.mark.parametrize(
    "citation",
    [
        "预算法实施条例（2020） 第七条",
        "预算法实施条例（2020）",
        "财预〔2015〕88号 中央部门预算绩效目标管理办法 第十条",
        "财预〔2099〕1号 不存在的办法",
        "GB/T 15834",
        "",
    ],
)
def test_what_may_not_be_cited(citation: str) -> None:
    assert citation_fault(citation) is not None
