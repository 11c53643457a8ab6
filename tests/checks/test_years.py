"""Years that are not the document's own (XRF003, VAL022), and what is undecided where the document's year is unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter import check

HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
COUNT = ("产出指标", "数量指标", "清淤土方量", "≥300立方米")


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td colspan={4 // len(row) if len(row) < 4 else 1}>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def form(*rows: tuple[str, ...], year: str = "（2027年度）", name: str = "渔港清淤") -> str:
    head = ("项目名称", name, "实施单位", "松岭县渔政站")
    return f"<meta charset=utf-8><p>项目支出绩效目标表</p><p>{year}</p>{table(head, *rows)}"


def findings(tmp_path: Path, text: str, code: str, suffix: str = ".txt") -> list[str]:
    path = tmp_path / f"document{suffix}"
    path.write_text(text, encoding="utf-8")
    return [each.actual or "" for each in check(path).findings if each.code == code]


def undecided(tmp_path: Path, text: str, suffix: str = ".txt") -> set[str]:
    path = tmp_path / f"document{suffix}"
    path.write_text(text, encoding="utf-8")
    return {each.code for each in check(path).coverage.undecided}


@pytest.mark.parametrize(
    "rows",
    [
        (("年度目标", "2026年清淤300立方米，方便渔船进出。"), HEADS, COUNT),
        (("年度目标", "方便渔船进出。"), HEADS, ("产出指标", "数量指标", "2026年清淤土方量", "≥300立方米")),
        (("项目用途", "二〇二六年清理渔港泥沙。"), ("年度目标", "方便渔船进出。"), HEADS, COUNT),
    ],
)
def test_a_form_that_plans_for_another_year_is_reported(tmp_path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    assert findings(tmp_path, form(*rows), "XRF003", ".html") == ["2026"]


@pytest.mark.parametrize(
    ("goal", "indicator", "name"),
    [
        ("在2026年清淤的基础上，再清淤300立方米。", "清淤土方量", "渔港清淤"),
        ("2026年度考核奖发放到人。", "发放人数", "人员奖金"),
        ("2026年秋季学期学生得到资助。", "资助人数", "学生资助"),
        ("2026年清淤工程尾款付清。", "支付笔数", "渔港清淤"),
        ("2026年清淤200立方米，2027年清淤300立方米。", "清淤土方量", "渔港清淤"),
        ("2026年渔港清淤，方便渔船进出。", "清淤土方量", "2026年渔港清淤"),
        ("2026年累计清淤200立方米。", "清淤土方量", "渔港清淤"),
        ("2026年12月底前清淤300立方米。", "清淤土方量", "渔港清淤"),
        ("方便渔船进出。", "较2026年渔获量提高比例", "渔港清淤"),
    ],
)
def test_an_explained_year_of_a_form_is_none(tmp_path: Path, goal: str, indicator: str, name: str) -> None:
    row = ("产出指标", "数量指标", indicator, "≥300人")
    assert findings(tmp_path, form(("年度目标", goal), HEADS, row, name=name), "XRF003", ".html") == []


def test_an_account_that_tells_of_the_end_of_an_earlier_year(tmp_path: Path) -> None:
    text = "松岭县渔政站2026年度单位决算\n截至2025年12月31日，共有渔政船2艘。\n"
    assert findings(tmp_path, text, "XRF003") == ["2025"]
    compared = "松岭县渔政站2026年度单位决算\n截至2025年12月31日为2艘，本年增加1艘。\n"
    assert findings(tmp_path, compared, "XRF003") == []
    budget = "松岭县渔政站2026年单位预算\n截至2025年12月31日，共有渔政船2艘。\n"
    assert findings(tmp_path, budget, "XRF003") == []


def test_a_part_of_an_account_that_is_entitled_for_another_year(tmp_path: Path) -> None:
    text = "松岭县渔政站2026年度单位决算\n第三部分 松岭县渔政站2025年度单位决算情况说明\n"
    assert findings(tmp_path, text, "XRF003") == ["2025"]
    assert findings(tmp_path, "松岭县渔政站2027年单位预算\n二、2025年度单位决算情况说明\n", "XRF003") == []


def test_parts_about_two_years_compare_them(tmp_path: Path) -> None:
    text = "松岭县渔政站2027年单位预算\n一、2027年单位预算收支情况\n二、2026年单位预算收支情况\n"
    assert findings(tmp_path, text, "XRF003") == []
    assert findings(tmp_path, "松岭县渔政站2027年单位预算\n一、2026年单位预算收支情况\n", "XRF003") == ["2026"]
    assert findings(tmp_path, "松岭县渔政站2027年单位预算\n一、2026年政府采购情况\n", "XRF003") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("渔港清淤项目\n五、实施周期\n2026年3月1日至2026年11月30日\n", ["2026"]),
        ("渔港清淤项目\n实施期限：2026年3月-2026年11月\n", ["2026"]),
        ("渔港清淤项目\n项目起止时间 2026.03-2026.11\n", ["2026"]),
        ("渔港清淤项目\n实施期限：2026年3月-2027年11月\n", []),
        ("渔港清淤项目尾款\n实施期限：2026年3月-2026年11月\n", []),
        ("渔港清淤项目\n汛期：2026年3月-2026年11月\n", []),
    ],
)
def test_a_period_of_execution_before_the_year(tmp_path: Path, text: str, found: list[str]) -> None:
    assert findings(tmp_path, f"松岭县渔政站2027年单位预算\n{text}", "XRF003") == found


def test_rules_of_years_are_undecided_where_the_year_is_unknown(tmp_path: Path) -> None:
    deadline = ("产出指标", "时效指标", "清淤完成时间", "2026年6月底前")
    text = form(("年度目标", "2026年清淤300立方米。"), HEADS, COUNT, deadline, year="（示例）")
    assert {"XRF003", "VAL022"} <= undecided(tmp_path, text, ".html")
    assert "XRF008" in undecided(tmp_path, "会议费2.00万元，比2026年减少0.10万元，主要原因是会议减少。\n")
    past = "二、绩效目标\n2025年已建成渔港1座。\n2026年已建成渔港2座。\n"
    assert "CMP010" in undecided(tmp_path, past)


def test_nothing_is_foreign_to_a_project_of_which_nothing_is_known(tmp_path: Path) -> None:
    rows = (
        HEADS,
        COUNT,
        ("效益指标", "生态效益指标", "空气质量优良天数", "≥300天"),
        ("效益指标", "社会效益指标", "参保率", "≥90%"),
    )
    text = f"<meta charset=utf-8><p>项目支出绩效目标表</p>{table(*rows)}"
    assert not findings(tmp_path, text, "IND001", ".html") and not findings(tmp_path, text, "IND003", ".html")
    assert {"IND001", "IND003"} <= undecided(tmp_path, text, ".html")
    named = form(("年度目标", "清淤300立方米。"), *rows)
    assert findings(tmp_path, named.replace("渔港清淤", "合同审查"), "IND003", ".html")


def test_changes_and_amounts_of_an_unknown_year_are_undecided(tmp_path: Path) -> None:
    words = (
        "公务接待费说明\n2026年公务接待费支出8.00万元。\n2027年公务接待费支出9.00万元。\n"
        "公务接待费比上年增加3.00万元，主要原因是渔民来访增多。\n"
    )
    assert "SUM007" in undecided(tmp_path, words)
    goals = form(("年度目标", "2026年清淤500立方米。"), HEADS, COUNT, year="（示例）")
    assert "XRF007" in undecided(tmp_path, goals, ".html")
    assert not findings(tmp_path, goals, "XRF007", ".html")
