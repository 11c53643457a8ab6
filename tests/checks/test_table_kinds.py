"""What is found in budget tables, between them, and between them and the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter import check
from linter.budget import understand
from linter.packs.loader import single_rule
from linter.readers import read
from linter.resources import rules_dir
from linter.run.run import Result
from linter.run.run import check as run_checks


def run(folder: Path, code: str, text: str, suffix: str = ".md") -> Result:
    path = folder / f"文件{suffix}"
    path.write_text(text, encoding="utf-8")
    rule = next((rules_dir() / "core").rglob(f"{code}-*.yaml"))
    return run_checks(understand(read(path)), single_rule(rule))


def actual(result: Result) -> list[tuple[str | None, str | None]]:
    return [(each.actual, each.expected) for each in result.findings]


ACCOUNT = "# 芦荡区渔政站2024年度部门决算\n\n"
STAGES = (
    ACCOUNT + "“三公”经费支出年初预算为{0}万元，支出决算为{1}万元，其中：公务接待费支出决算为{1}万元。\n\n"
    "财政拨款“三公”经费支出决算表\n\n单位：万元\n\n"
    "| 合计 |  | 因公出国（境）费 |  | 公务接待费 |  |\n|---|---|---|---|---|---|\n"
    "| 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 |\n"
    "| 1.30 | {2} |  |  | 1.30 | {2} |\n"
)


@pytest.mark.parametrize(
    ("stated", "printed", "found"),
    [("0.00", "", []), ("0.70", "0.70", []), ("0.70", "0.80", [("0.70万元", "0.80万元")] * 2), ("0.70", "", [])],
)
def test_a_figure_is_held_against_its_own_stage(
    tmp_path: Path, stated: str, printed: str, found: list[tuple[str, str]]
) -> None:
    result = run(tmp_path, "XRF002", STAGES.format("1.30", stated, printed))
    assert actual(result) == found
    assert bool(result.coverage.undecided) == (stated != "0.00" and not printed)
    assert all("年初预算在" not in each.message for each in result.findings)


HALVES = """\
# 芦荡区渔政站2024年度部门决算

一般公共预算财政拨款基本支出{0}万元，其中：人员经费{1}万元，公用经费{2}万元。

一般公共预算财政拨款基本支出决算表

单位：万元

| 科目编码 | 科目名称 | 金额 | 科目编码 | 科目名称 | 金额 |
|---|---|---|---|---|---|
| 301 | 工资福利支出 | 51.00 | 302 | 商品和服务支出 | {3} |
| 30101 | 基本工资 | 51.00 | 30205 | 水费 | {3} |
| 人员经费合计 |  | 51.00 | 公用经费合计 |  | 9.00 |
"""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (("60.00", "51.00", "9.00"), []),
        (("63.00", "54.00", "9.00"), [("63.00万元", "60.00万元"), ("54.00万元", "51.00万元")]),
        (("51.00", "51.00", "9.00"), [("51.00万元", "60.00万元")]),
    ],
)
def test_two_halves_against_the_text(tmp_path: Path, said: tuple[str, str, str], found: list[tuple[str, str]]) -> None:
    assert actual(run(tmp_path, "XRF002", HALVES.format(*said, "9.00"))) == found


def test_each_half_is_the_sum_of_its_accounts(tmp_path: Path) -> None:
    right, wrong = (HALVES.format("60.00", "51.00", "9.00", amount) for amount in ("9.00", "8.00"))
    assert not run(tmp_path, "SUM001", right).findings
    (finding,) = run(tmp_path, "SUM001", wrong).findings
    assert "公用经费合计" in finding.message


def test_a_grand_total_of_both_halves_is_checked(tmp_path: Path) -> None:
    text = HALVES.format("60.00", "51.00", "9.00", "9.00")
    for total, count in (("60.00", 0), ("66.00", 1)):
        assert len(run(tmp_path, "SUM001", f"{text}| 合计 |  |  |  |  | {total} |\n").findings) == count


SPENT = """\
{title}

单位：万元

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| 213 | 农林水支出 | {amount} | {amount} |  |
| 21301 | 农业农村 | {amount} | {amount} |  |
| 2130104 | 事业运行 | {amount} | {amount} |  |
| 合计 |  | {amount} | {amount} |  |

"""


@pytest.mark.parametrize(("stated", "count"), [("71.42", 0), ("71.41", 0), ("71.43", 0), ("71.44", 1), ("71.4", 0)])
def test_figures_whose_intervals_touch_do_not_disagree(tmp_path: Path, stated: str, count: int) -> None:
    text = (
        ACCOUNT + SPENT.format(title="支出决算表", amount="71.42") + f"农林水支出（类）{stated}万元，用于渔政执法。\n"
    )
    assert len(run(tmp_path, "XRF002", text).findings) == count


@pytest.mark.parametrize("heading", ["五、一般公共预算支出的用途", "财政拨款支出主要用于以下方面："])
def test_the_heading_says_which_table_is_meant(tmp_path: Path, heading: str) -> None:
    tables = SPENT.format(title="支出决算表", amount="90.00") + SPENT.format(title="一般公共预算支出表", amount="60.00")
    for stated, found in (("60.00", []), ("65.00", [("65.00万元", "60.00万元")])):
        text = f"{ACCOUNT}{tables}{heading}\n\n1.农林水支出（类）农业农村（款）事业运行（项）{stated}万元，用于渔政执法。\n"
        assert actual(run(tmp_path, "XRF002", text)) == found


ACROSS = """\
# 芦荡区渔政站2026年部门预算

一般公共预算支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 |  |  | 项目支出 |
|---|---|---|---|---|---|---|
|  |  |  | 小计 | 人员经费 | 公用经费 |  |
| 213 | 农林水支出 | 70.00 | 60.00 | {0} | {1} | 10.00 |
| 合计 |  | 70.00 | 60.00 | {0} | {1} | 10.00 |

一般公共预算基本支出表

单位：元

| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
|---|---|---|---|---|
| 301 | 工资福利支出 | 510000 | 510000 |  |
| 302 | 商品和服务支出 | 90000 |  | 90000 |
| 合计 |  | 600000 | 510000 | 90000 |
"""


@pytest.mark.parametrize(
    ("personnel", "public", "count"), [("51.00", "9.00", 0), ("53.00", "7.00", 2), ("40.00", "7.00", 0)]
)
def test_personnel_and_public_costs_agree_where_they_are_of_one_sum(
    tmp_path: Path, personnel: str, public: str, count: int
) -> None:
    assert len(run(tmp_path, "XRF001", ACROSS.format(personnel, public)).findings) == count


CODED = """\
# 芦荡区渔政站{year}年部门预算

{kind}

单位：元

| 科目编码 | 科目名称 | 合计 |
|---|---|---|
{rows}
| 合计 |  | 700 |
"""


@pytest.mark.parametrize(
    ("year", "rows", "count"),
    [
        (2024, "| 302 | 商品和服务支出 | 700 |\n| 30219 | 苗种费 | 700 |", 1),
        (2024, "| 302 | 商品和服务支出 | 700 |\n| 30218 | 专用材料费 | 700 |", 0),
        (2016, "| 302 | 商品和服务支出 | 700 |\n| 30219 | 苗种费 | 700 |", 0),
        (2024, "| 21301 | 农业农村 | 700 |\n| 2130177 | 病虫害控制 | 700 |", 1),
        (2024, "| 21301 | 农业农村 | 700 |\n| 2130177 | 渔船更新 | 700 |", 0),
        (2024, "| 21301 | 农业农村 | 700 |\n| 2l30108 | 病虫害控制 | 700 |", 1),
        (2024, "| 21301 | 农业农村 | 700 |\n| 2130108 | 病虫害控制 | 700 |", 0),
    ],
)
def test_codes_that_the_classification_does_not_hold(tmp_path: Path, year: int, rows: str, count: int) -> None:
    kind = "一般公共预算基本支出表" if "302" in rows else "部门支出总表"
    assert len(run(tmp_path, "XRF010", CODED.format(year=year, kind=kind, rows=rows)).findings) == count


def test_both_classifications_of_a_row_are_looked_at(tmp_path: Path) -> None:
    text = (
        "# 芦荡区渔政站2025年部门预算\n\n部门基本支出预算表\n\n单位：元\n\n"
        "| 功能科目编码 | 功能科目名称 | 部门经济科目编码 | 部门经济科目名称 | 合计 |\n|---|---|---|---|---|\n"
        "| 2130104 | 事业运行 | 30101 | 基本工资 | 500 |\n| 2130104 | 事业运行 | 30205 | 电费 | 200 |\n| 合计 |  |  |  | 700 |\n"
    )
    assert actual(run(tmp_path, "XRF010", text)) == [("电费", "水费")]


def test_goods_beside_a_code_are_no_account_names(tmp_path: Path) -> None:
    text = (
        "# 芦荡区渔政站2025年部门预算\n\n政府采购预算表\n\n单位：元\n\n"
        "| 科目编码 | 采购项目名称 | 采购品目 | 数量 | 合计 |\n|---|---|---|---|---|\n"
        "| 2130104 | 巡查艇检修 | 发动机 | 1 | 700 |\n| 合计 |  |  |  | 700 |\n"
    )
    assert not run(tmp_path, "XRF010", text).findings


@pytest.mark.parametrize(
    ("year", "name", "count"),
    [
        (2025, "医疗卫生与计划生育支出", 1),
        (2025, "卫生健康支出", 0),
        (2017, "医疗卫生与计划生育支出", 0),
        (2025, "自编业务支出", 0),
    ],
)
def test_old_names_of_accounts_in_the_text(tmp_path: Path, year: int, name: str, count: int) -> None:
    text = f"# 芦荡区渔政站{year}年部门预算\n\n主要用于以下方面：\n\n（一）“{name}（类）行政事业单位医疗（款）”9.00万元，用于医疗保险。\n"
    assert len(run(tmp_path, "XRF010", text).findings) == count


RELATED = "农林水支出（类）。年初预算为{0}万元，支出决算为{1}万元，完成年初预算的99%。{2}，系职工调动所致。"


@pytest.mark.parametrize(
    ("initial", "final", "said", "count"),
    [
        ("40.20", "39.80", "决算数大于预算数", 1),
        ("40.20", "39.80", "决算数小于预算数", 0),
        ("40.20", "39.80", "决算数等于年初预算数", 1),
        ("40.20", "40.20", "决算数与年初预算数持平", 0),
        ("40.20", "40.20", "决算数高于年初预算数", 1),
        ("40.20", "39.80", "决算数与预算数基本持平", 0),
        ("40.20", "44.00", "决算数大于年初预算数", 0),
    ],
)
def test_account_and_budget_of_an_item_are_compared_as_the_text_says(
    tmp_path: Path, initial: str, final: str, said: str, count: int
) -> None:
    result = run(tmp_path, "SUM010", ACCOUNT + RELATED.format(initial, final, said) + "\n")
    assert len(result.findings) == count


PROJECTS = """\
# 芦荡区渔政站2026年部门预算

部门支出总表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| 213 | 农林水支出 | 70.00 | 60.00 | 10.00 |
| 合计 |  | 70.00 | 60.00 | 10.00 |

"""


@pytest.mark.parametrize(
    ("told", "findings", "undecided"),
    [
        ("三、年度绩效目标\n\n管护增殖放流水域。", 1, 0),
        ("三、增殖放流项目绩效目标表", 0, 1),
        ("项目绩效目标在区政府门户网站公布。", 0, 0),
    ],
)
def test_where_forms_are(tmp_path: Path, told: str, findings: int, undecided: int) -> None:
    result = run(tmp_path, "CMP011", f"{PROJECTS}{told}\n")
    assert (len(result.findings), len(result.coverage.undecided)) == (findings, undecided)


EMPTY = "八、国有资本经营预算\n\n本站未安排国有资本预算支出，以空表列示。\n\n"
GOODS = "| 项目名称 | 采购品目 | 数量 | 合计 |\n|---|---|---|---|\n| 巡查艇检修 | 发动机 | 1 | 4.20 |\n"


def test_a_note_on_an_empty_table_is_of_its_own_section(tmp_path: Path) -> None:
    assert not run(tmp_path, "CMP014", f"{ACCOUNT}{EMPTY}九、政府采购情况\n\n全年采购4.20万元。\n\n{GOODS}").findings
    titled = f"{ACCOUNT}本站没有采购项目，下表以空表列示。\n\n政府采购预算表\n\n单位：万元\n\n{GOODS}"
    assert len(run(tmp_path, "CMP014", titled).findings) == 1


EXTRA = """\
“三公”经费及会议费、培训费预算表

单位：万元

| 项目 | 2026年预算数 |
|---|---|
| 合计 | {0} |
| “三公”经费小计 | {1} |
| 因公出国（境）费 |  |
| 公务接待费 | 0.40 |
| 公务用车购置及运行维护费 | 2.00 |
| 会议费 | 1.00 |
| 培训费 | 3.00 |
"""


@pytest.mark.parametrize(("total", "own", "count"), [("6.40", "2.40", 0), ("6.90", "2.40", 1), ("6.40", "2.90", 1)])
def test_meetings_and_training_beside_the_three_public_expenses(
    tmp_path: Path, total: str, own: str, count: int
) -> None:
    assert len(run(tmp_path, "SUM001", EXTRA.format(total, own)).findings) == count


def test_pairs_of_stages_add_up_each_for_itself(tmp_path: Path) -> None:
    text = (
        ACCOUNT + "财政拨款“三公”经费支出决算表\n\n单位：万元\n\n"
        "| 合计 |  | 因公出国（境）费 |  | 公务用车购置及运行费 |  | 公务接待费 |  |\n|---|---|---|---|---|---|---|---|\n"
        "| 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 |\n"
        "| 3.00 | {} | 0.00 | 0.00 | 2.00 | 1.50 | 1.00 | 0.50 |\n"
    )
    assert not run(tmp_path, "SUM003", text.format("2.00")).findings
    assert len(run(tmp_path, "SUM003", text.format("2.50")).findings) == 1


def test_a_right_document_with_ordinary_tables_passes(tmp_path: Path) -> None:
    path = tmp_path / "文件.md"
    path.write_text(
        "# 芦荡区渔政站2024年度部门决算\n\n" + SPENT.format(title="支出决算表", amount="71.42") + "二、人员情况\n\n"
        "| 人员类别 | 编制数 | 实有人数 |\n|---|---|---|\n| 事业 | 9 | 8 |\n\n三、名词解释\n\n"
        "| 名词 | 解释 |\n|---|---|\n| 基本支出 | 保障机构正常运转的支出。 |\n",
        encoding="utf-8",
    )
    report = check(path)
    assert not report.coverage.unrecognised
