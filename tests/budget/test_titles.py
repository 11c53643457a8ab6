"""The year that a title names and the unit that a line states."""

from __future__ import annotations

import pytest

from linter.budget.titles import coded_unit, is_office, stated_office, title_year


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("松岭县2027年部门预算项目支出绩效目标表", 2027),
        ("绩效目标填报表（2027年度）", 2027),
        ("绩效目标表[2027]", 2027),
        ("松岭县畜牧站二〇二七年部门预算", 2027),
        ("松岭县畜牧站二○二七年部门预算", 2027),
        ("松岭县畜牧站二零二七年部门预算", 2027),
        ("松岭县畜牧站二O二七年部门预算", 2027),
        ("松岭县畜牧站２０２７部门预算", 2027),
        ("预算年度：2027", 2027),
        ("2026年结转资金绩效目标表（2027年度）", 2027),
        ("2027年1月至12月预算执行表", 2027),
        ("三年滚动规划（2026—2028年）", None),
        ("2026年决算和2027年预算报告", None),
        ("部门预算公开说明", None),
    ],
)
def test_the_year_of_a_title_stands_anywhere_in_it(title: str, year: int | None) -> None:
    assert title_year(title) == year


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("填报单位（盖章）：松岭县畜牧站", "松岭县畜牧站"),
        ("填报部门（单位）：松岭县畜牧站", "松岭县畜牧站"),
        ("编 制 单 位：[305]松岭县畜牧站", "松岭县畜牧站"),
        ("部门（单位）名称：松岭县第三中学\t金额单位：万元", "松岭县第三中学"),
        ("部门名称及代码：305002-松岭县妇联  预算年度：2027", "松岭县妇联"),
        ("（2027年度） 填报单位（公章）  松岭县 残联", "松岭县残联"),
        ("部门：松岭县畜牧站", "松岭县畜牧站"),
        ("编制单位：松岭县畜牧站（盖章）", "松岭县畜牧站"),
        ("单位：万元", None),
        ("单位：平方米", None),
        ("填报单位：", None),
        ("填报单位：________", None),
        ("填报单位：×××", None),
        ("预算单位编码：305", None),
        ("报送单位：2027年1月5日", None),
    ],
)
def test_the_unit_stands_behind_its_label(line: str, unit: str | None) -> None:
    assert stated_office(line) == unit


@pytest.mark.parametrize("text", ["2026年实际执行数", "2027部门预算", "300座以上", "12345热线办理", "100万元以上"])
def test_a_year_or_a_quantity_is_no_code_of_a_unit(text: str) -> None:
    assert coded_unit(text) is None


def test_a_code_stands_before_the_name_of_a_unit() -> None:
    assert coded_unit("305002松岭县畜牧站") == ("305002", "松岭县畜牧站")
    assert coded_unit("[305]畜牧站") == ("305", "畜牧站")


def test_offices_are_known_by_their_last_word() -> None:
    assert all(map(is_office, ["松岭县畜牧站（本级）", "松岭县桥头乡", "松岭县人大常委会", "松岭县红旗林场", "县妇联"]))
    assert not any(map(is_office, ["收支情况", "部门职责", "一般公共预算", "人员经费"]))
