"""Budget tables of offices of several provinces are read into one model, and ordinary tables are known as such."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from linter.budget import understand
from linter.budget.model import Budget, BudgetTable
from linter.budget.tables.halves import halves, whole
from linter.readers import read

TITLE = "# 澄湖县气象局2024年度部门决算\n\n"


def budget_of(folder: Path, text: str, suffix: str = ".md") -> Budget:
    path = folder / f"文件{suffix}"
    path.write_text(text, encoding="utf-8")
    return understand(read(path))


def table_of(folder: Path, text: str, suffix: str = ".md") -> BudgetTable:
    found = budget_of(folder, text, suffix)
    assert not found.unrecognised
    return found.tables[0]


def codes(table: BudgetTable) -> list[str | None]:
    return [row.code for row in table.rows if row.kind == "account"]


ROWS = """\
| 220 |  |  | 自然资源海洋气象等支出 | 41.00 | 36.00 | 5.00 |
| 220 | 05 |  | 气象事务 | 41.00 | 36.00 | 5.00 |
| 220 | 05 | 01 | 行政运行 | 41.00 | 36.00 | 5.00 |
"""
CODES = ["220", "22005", "2200501"]


@pytest.mark.parametrize("head", ["功能分类科目编码", "科目编码", "支出功能分类科目编码"])
@pytest.mark.parametrize(
    "below",
    [
        "| 类 | 款 | 项 | 合计 | 41.00 | 36.00 | 5.00 |\n",
        "| 类 | 款 | 项 | 栏次 | 1 | 2 | 3 |\n| 合计 |  |  |  | 41.00 | 36.00 | 5.00 |\n",
        "| 类 | 款 | 项 |  |  |  |  |\n|  |  |  | 合计 | 41.00 | 36.00 | 5.00 |\n",
        "| 合计 |  |  |  | 41.00 | 36.00 | 5.00 |\n",
    ],
    ids=["with the total", "with the numbers", "alone", "unnamed"],
)
def test_codes_in_three_columns_are_joined(tmp_path: Path, head: str, below: str) -> None:
    text = (
        f"{TITLE}支出决算表\n\n单位：万元\n\n| {head} |  |  | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |\n"
        f"|---|---|---|---|---|---|---|\n{below}{ROWS}"
    )
    table = table_of(tmp_path, text)
    assert codes(table) == CODES
    (total,) = [row for row in table.rows if row.kind == "total"]
    assert [figure.text for figure in total.figures.values()] == ["41.00", "36.00", "5.00"]


def test_class_and_group_of_economic_accounts_are_joined(tmp_path: Path) -> None:
    text = (
        f"{TITLE}一般公共预算基本支出表\n\n单位：元\n\n| 经济科目编码 |  | 经济科目名称 | 合计 | 人员经费 | 公用经费 |\n"
        "|---|---|---|---|---|---|\n"
        "| 类 | 款 | 合计 | 900 | 700 | 200 |\n| 301 |  | 工资福利支出 | 700 | 700 |  |\n| 301 | 01 | 基本工资 | 700 | 700 |  |\n"
        "| 302 |  | 商品和服务支出 | 200 |  | 200 |\n| 302 | 05 | 水费 | 200 |  | 200 |\n"
    )
    assert codes(table_of(tmp_path, text)) == ["301", "30101", "302", "30205"]


def test_columns_of_two_stages_are_kept_apart(tmp_path: Path) -> None:
    text = (
        f"{TITLE}财政拨款“三公”经费支出决算表\n\n单位：万元\n\n| 合计 |  | 因公出国（境）费 |  | 公务接待费 |  |\n"
        "|---|---|---|---|---|---|\n"
        "| 全年预算数 | 决算数 | 全年预算数 | 决算数 | 全年预算数 | 决算数 |\n| 1.30 |  |  |  | 1.30 |  |\n"
    )
    table = table_of(tmp_path, text)
    assert [(c.role, c.stage) for c in table.columns] == [
        (role, stage) for role in ("total", "abroad", "reception") for stage in ("revised", "final")
    ]


HALVES = """\
<meta charset="utf-8"><p>澄湖县气象局2024年度部门决算</p><p>一般公共预算财政拨款基本支出决算表</p><p>单位：{unit}</p><table>
{groups}<tr>{head}</tr>
<tr><td>301</td><td>工资福利支出</td><td>51.00</td><td>302</td><td>商品和服务支出</td><td>9.00</td><td>30215</td><td>会议费</td><td>2.00</td></tr>
<tr><td>30101</td><td>基本工资</td><td>51.00</td><td>30205</td><td>水费</td><td>7.00</td><td></td><td></td><td></td></tr>
<tr><td colspan="2">人员经费合计</td><td>51.00</td><td colspan="5">公用经费合计</td><td>9.00</td></tr>{total}</table>
"""
HEAD = "".join(f"<td>{text}</td>" for text in ("科目编码", "科目名称", "金额") * 3)
GROUPS = '<tr><td colspan="3">人员经费</td><td colspan="6">公用经费</td></tr>\n'


@pytest.mark.parametrize("unit", ["万元", "千元", "元"])
@pytest.mark.parametrize("groups", ["", GROUPS], ids=["without groups", "with groups"])
@pytest.mark.parametrize("total", ["", '<tr><td colspan="8">合计</td><td>60.00</td></tr>'], ids=["", "own total"])
def test_a_table_in_two_halves_comes_to_their_sum(tmp_path: Path, unit: str, groups: str, total: str) -> None:
    table = table_of(tmp_path, HALVES.format(unit=unit, groups=groups, head=HEAD, total=total), ".html")
    assert {half: figure.number for half, (_, figure) in halves(table).items()} == {"personnel": 51, "public": 9}
    found = whole(table)
    if found is not None:
        assert found[1].number == Decimal(60) and found[1].unit == unit
    else:
        assert [figure.number for row in table.rows if row.kind == "total" for figure in row.figures.values()] == [60]
    assert codes(table) == ["301", "30101", "302", "30205", "30215"]


def test_a_total_in_front_of_the_names_is_a_total(tmp_path: Path) -> None:
    text = (
        "项目支出表\n\n单位：万元\n\n| 类型 | 主管部门 | 项目名称 | 合计 | 一般公共预算 |\n|---|---|---|---|---|\n"
        "| 合计 |  |  | 8.00 | 8.00 |\n| 部门项目 | 气象局 | 雷达检修 | 8.00 | 8.00 |\n"
    )
    assert [row.kind for row in table_of(tmp_path, text).rows] == ["total", "item"]


SPENT = """\
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| 220 | 自然资源海洋气象等支出 | 9.00 | 9.00 |  |
"""


@pytest.mark.parametrize("number", ["公开03表", "附表3", "附件2-3", "表三", "预算01-3表", "财决公开03表", "表1-1"])
@pytest.mark.parametrize("meta", ["单位：千元", "金额单位：千元", "部门：澄湖县气象局 单位：千元", "（单位：千元）"])
def test_numbers_and_units_above_a_table(tmp_path: Path, number: str, meta: str) -> None:
    table = table_of(tmp_path, f"{TITLE}部门支出总表\n\n{number}\n\n{meta}\n\n{SPENT}")
    assert (table.kind, table.title, table.currency_unit) == ("expenditure", "部门支出总表", "千元")


def test_the_unit_in_the_title(tmp_path: Path) -> None:
    assert table_of(tmp_path, f"{TITLE}部门支出总表（单位：千元）\n\n{SPENT}").currency_unit == "千元"


ORDINARY = [
    "| 人员类别 | 编制数 | 年末实有人数 |\n|---|---|---|\n| 行政 | 9 | 8 |\n| 退休 |  | 4 |\n",
    "| 项目 | 2023年末 | 2024年末 | 增减 |\n|---|---|---|---|\n| 在职人员 | 31 | 30 | -1 |\n| 退休人员 | 12 | 13 | 1 |\n",
    "| 类别 | 数量（辆） |\n|---|---|\n| 机要通信用车 | 1 |\n| 应急保障用车 | 2 |\n",
    "| 设备名称 | 规格 | 数量 | 存放地点 |\n|---|---|---|---|\n| 天气雷达 | X波段 | 1 | 北山站 |\n| 打印机 | A4 | 3 | 机关 |\n",
    "| 资产名称 | 数量 | 账面净值（万元） |\n|---|---|---|\n| 房屋 | 2 | 71.30 |\n| 车辆 | 3 | 12.00 |\n",
    "| 名词 | 解释 |\n|---|---|\n| 基本支出 | 保障机构正常运转的支出。 |\n| 结转资金 | 当年没有用完、下年按原用途接着用的资金。 |\n",
    "| 序号 | 表名 | 页码 |\n|---|---|---|\n| 1 | 部门收支总表 | 3 |\n| 2 | 部门收入总表 | 4 |\n",
    "| 科室 | 联系人 | 电话 |\n|---|---|---|\n| 办公室 | 值班员 | 12345678 |\n| 财务科 | 会计 | 12345679 |\n",
    "| 序号 | 单位名称 | 单位性质 |\n|---|---|---|\n| 1 | 澄湖县气象台 | 公益一类 |\n| 2 | 澄湖县防雷所 | 公益二类 |\n",
    "| 内设机构 | 主要职责 |\n|---|---|\n| 观测科 | 负责地面观测。 |\n| 服务科 | 发布预警信息。 |\n",
    "| 类别 | 数量 | 其中：单价100万元（含）以上 |\n|---|---|---|\n| 通用设备 | 40 | 0 |\n| 专用设备 | 8 | 1 |\n",
    "| 债券名称 | 发行金额（万元） | 期限 |\n|---|---|---|\n| 2024年专项债 | 300.00 | 10年 |\n| 合计 | 300.00 |  |\n",
    "| 项目名称 | 采购品目 | 数量 | 采购金额（万元） |\n|---|---|---|---|\n| 雷达检修 | 专用仪器 | 1 | 6.40 |\n| 合计 |  |  | 6.40 |\n",
]


@pytest.mark.parametrize("body", ORDINARY)
@pytest.mark.parametrize("above", ["", "附件如下。\n\n", "三、收入预算情况说明\n\n", "十、国有资产占用情况\n\n"])
def test_ordinary_tables_are_known_wherever_they_stand(tmp_path: Path, body: str, above: str) -> None:
    found = budget_of(tmp_path, f"{TITLE}本局负责天气预报。\n\n{above}{body}")
    assert not found.unrecognised
    assert found.tables[0].kind not in ("income", "expenditure", "summary")


UNKNOWN = [
    "| 款目 | 数额 |\n|---|---|\n| 农林水支出 | 300000 |\n| 卫生健康支出 | 20000 |\n",
    "| 名目 | 数 |\n|---|---|\n| 行政运行 | 41 |\n| 住房公积金 | 7 |\n",
    "单位：万元\n\n| 类目 | 本期 | 上期 |\n|---|---|---|\n| 甲类 | 3 | 4 |\n| 乙类 | 5 | 6 |\n",
    "| 类目 | 本期 | 上期 |\n|---|---|---|\n| 甲类 | 3.20 | 4.10 |\n| 乙类 | 5.00 | 6.00 |\n",
    "| 编码 | 名目 | 数 |\n|---|---|---|\n| 2200501 | 甲 | 41 |\n| 2210201 | 乙 | 7 |\n",
    "| 分项 | 计量 | 多少 |\n|---|---|---|\n| 甲类 | 万元 | 12 |\n| 乙类 | 万元 | 30 |\n",
    "| 绩效内容 | 目标要求 |\n|---|---|\n| 检修雷达 | 全部完成 |\n| 发布预警 | 及时准确 |\n",
]


@pytest.mark.parametrize("body", UNKNOWN)
@pytest.mark.parametrize("above", ["", "附件如下。\n\n"])
def test_what_may_hold_budget_figures_is_said_to_be_unread(tmp_path: Path, body: str, above: str) -> None:
    found = budget_of(tmp_path, f"{TITLE}本局负责天气预报。\n\n{above}{body}")
    assert len(found.unrecognised) == 1
