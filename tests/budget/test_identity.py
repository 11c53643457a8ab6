"""Unit, year and kind of a document, by what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.budget import understand
from linter.budget.model import Budget
from linter.readers import read


def budget_of(tmp_path: Path, text: str, suffix: str = ".txt") -> Budget:
    path = tmp_path / f"document{suffix}"
    path.write_text(text, encoding="utf-8")
    return understand(read(str(path)))


def rows(*texts: str) -> str:
    return "<meta charset=utf-8><table>" + "".join(f"<tr><td colspan=4>{text}</td></tr>" for text in texts) + "</table>"


@pytest.mark.parametrize(
    ("text", "unit", "year", "kind"),
    [
        ("松岭县畜牧站2027年单位预算\n目录\n", "松岭县畜牧站", 2027, "单位预算"),
        ("松岭县畜牧\n兽医站\n2027 年度单位预算\n", "松岭县畜牧兽医站", 2027, "单位预算"),
        ("2027年度\n松岭县第三中学\n单位预算公开\n目录\n", "松岭县第三中学", 2027, "单位预算"),
        ("2027年松岭县桥头乡人民政府\n部门预算\n", "松岭县桥头乡人民政府", 2027, "部门预算"),
        ("2027年部门预算公开\n松岭县妇女联合会\n2027年2月\n", "松岭县妇女联合会", 2027, "部门预算"),
        ("2027年部门预算公开\n编制单位：松岭县妇女联合会（公章）\n", "松岭县妇女联合会", 2027, "部门预算"),
        ("松岭县红旗林场\n２０２７\n单\n位\n预\n算\n", "松岭县红旗林场", None, "单位预算"),
        ("松岭县红旗林场\n二〇二七年\n单\n位\n预\n算\n", "松岭县红旗林场", 2027, "单位预算"),
        ("关于松岭县养老服务中心2027年部门预算公开的说明\n", "松岭县养老服务中心", 2027, "部门预算"),
        ("松岭县政府采购中心2027年单位预算\n", "松岭县政府采购中心", 2027, "单位预算"),
        ("附件2\n松岭县审计局部门2027年预算\n第一部分 概况\n", "松岭县审计局", 2027, "部门预算"),
        ("松岭县审计局2027年预算公开\n一、单位概况\n二、人员情况\n", "松岭县审计局", 2027, "单位预算"),
        ("松岭县审计局2026年度部门决算\n2027年部门预算已公开。\n", "松岭县审计局", 2026, "决算"),
        ("松岭县2027年政府预算公开\n", None, 2027, ""),
        ("2027年市本级预算公开\n", None, 2027, ""),
        ("目录\n一、松岭县消防大队概况\n二、2027年部门预算情况说明\n", "松岭县消防大队", 2027, "部门预算"),
        ("松岭县审计局2027年度“三公”经费说明\n2027年“三公”经费8万元，2026年6万元。\n", "松岭县审计局", 2027, ""),
    ],
)
def test_a_cover_tells_unit_year_and_kind(tmp_path: Path, text: str, unit: str, year: int, kind: str) -> None:
    budget = budget_of(tmp_path, text)
    assert (budget.unit, budget.fiscal_year, budget.kind) == (unit, year, kind)


def test_the_first_rows_of_a_sheet_are_a_cover(tmp_path: Path) -> None:
    budget = budget_of(tmp_path, rows("2027年单位预算公开表", "单位名称：松岭县幼儿园", "公开日期：2027年2月"), ".html")
    assert (budget.unit, budget.fiscal_year, budget.kind) == ("松岭县幼儿园", 2027, "单位预算")


def test_last_years_accounts_do_not_make_a_budget_an_account(tmp_path: Path) -> None:
    text = (
        "松岭县审计局2027年部门预算\n2025年部门决算已公开。\n附：2025年部门决算表\n2025年支出决算表\n2025年收入决算表\n"
    )
    budget = budget_of(tmp_path, text)
    assert (budget.fiscal_year, budget.kind) == (2027, "部门预算")


def test_headings_about_other_years_do_not_vote(tmp_path: Path) -> None:
    text = "松岭县审计局2027年部门预算\n2026年预算执行情况\n2026年绩效自评结果\n2026年绩效评价结果\n三年规划绩效目标（2027—2029年）\n"
    assert budget_of(tmp_path, text).fiscal_year == 2027


def test_years_of_comparisons_are_nobodys(tmp_path: Path) -> None:
    assert (
        budget_of(
            tmp_path, "会议费2.00万元，与2026年预算持平。\n培训费1.00万元，比2026年预算减少0.10万元。\n"
        ).fiscal_year
        is None
    )
    said = "2027年会议费预算2.00万元。\n培训费1.00万元，与2026年预算持平。\n接待费1.00万元，与2026年预算持平。\n"
    assert budget_of(tmp_path, said).fiscal_year == 2027


def test_sentences_about_several_years_leave_the_year_unknown(tmp_path: Path) -> None:
    assert budget_of(tmp_path, "2027年预算安排20万元。\n2026年预算安排18万元。\n").fiscal_year is None


def test_titles_that_contradict_each_other_leave_the_year_unknown(tmp_path: Path) -> None:
    assert (
        budget_of(tmp_path, "目录\n第二部分 2027年预算情况说明\n第三部分 2026年预算表\n负责审计。\n").fiscal_year
        is None
    )


def test_a_head_cell_is_no_unit(tmp_path: Path) -> None:
    table = "<meta charset=utf-8><p>项目支出绩效目标表</p><p>（2027年度）</p><table>" + "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in (
            ("项目名称", "渔港清淤", "", ""),
            ("费用构成", "金额", "2025年实际执行数", "2026年实际执行数"),
            ("一级指标", "二级指标", "三级指标", "指标值"),
            ("产出指标", "数量指标", "清淤土方量", "≥300立方米"),
        )
    )
    budget = budget_of(tmp_path, f"{table}</table>", ".html")
    assert (budget.unit, budget.fiscal_year) == (None, 2027)


def test_a_budget_without_tables_and_forms_is_told(tmp_path: Path) -> None:
    words = "松岭县审计局2027年单位预算\n2027年公务接待费预算0.60万元，与上年持平。\n"
    (told,) = budget_of(tmp_path, words).unrecognised
    assert "单位预算" in told.why.zh
    assert told.location.line == 1
    assert not budget_of(tmp_path, "公务接待费预算0.60万元，与上年持平。\n").unrecognised


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("松岭县财政局关于批复松岭县渔政站2027年部门预算的通知", "松岭县渔政站"),
        ("松岭县渔政站关于公开2027年部门预算的公告", "松岭县渔政站"),
        ("2027年部门预算公开（松岭县渔政站）", "松岭县渔政站"),
        ("信息公开 松岭县渔政站2027年部门预算", "松岭县渔政站"),
        ("关于做好各学校2027年部门预算公开的通知", None),
        ("我校2027年部门预算", None),
    ],
)
def test_the_unit_of_a_title_is_the_one_that_it_is_about(tmp_path: Path, title: str, unit: str | None) -> None:
    assert budget_of(tmp_path, f"{title}\n").unit == unit
