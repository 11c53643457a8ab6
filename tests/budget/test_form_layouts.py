"""Forms as offices print them: each kind of layout with a document of its own. Every combination: tests/budget/layouts."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest

from linter import check
from linter.budget import understand
from linter.budget.forms.finder import find_forms
from linter.budget.forms.words import form_words
from linter.budget.model import Project, UnitForm
from linter.findings import Finding
from linter.readers import read

INDICATORS = """\
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>
<tr><td rowspan=4>产出指标</td><td>数量指标</td><td>修剪行道树数量</td><td>≥640株</td></tr>
<tr><td>质量指标</td><td>修剪合格率</td><td>≥95%</td></tr>
<tr><td>时效指标</td><td>按期完成率</td><td>≥96%</td></tr>
<tr><td>成本指标</td><td>修剪总成本</td><td>≤28万元</td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td>受益居民人数</td><td>≥5200人</td></tr>
<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>居民满意度</td><td>≥90%</td></tr>
"""


def rows(*texts: str) -> str:
    """HTML rows: cells parted by |, spans written behind the text as ×2 (columns) and ↓2 (rows)."""

    def cell(text: str) -> str:
        text, _, down = text.strip().partition("↓")
        text, _, across = text.partition("×")
        return f"<td colspan={across or 1} rowspan={down or 1}>{text}</td>"

    return "".join(f"<tr>{''.join(map(cell, text.split('|')))}</tr>" for text in texts)


def page(
    head: str, *, title: str = "项目支出绩效目标表", indicators: str = INDICATORS, year: str = "（2026年度）"
) -> bytes:
    return f"<html><p>{title}</p><p>{year}</p><table>{head}{indicators}</table></html>".encode()


def form(head: str, **more: str) -> Project:
    (found,) = find_forms(read("form.html", data=page(head, **more))).forms
    assert isinstance(found, Project)
    return found


NAME = "项目名称 | 行道树修剪×3"


def test_unknown_labels_keep_their_values_and_spoil_nothing() -> None:
    found = form(
        rows(
            "项目名称 | 行道树修剪 | 归口代号 | 甲-07",
            "项目实施单位 | 松川县园林所 | 审批文号 | 无",
            "开工时间 | 三月上旬 | 竣工时间 | 十月下旬",
            "执行进度 | 权数 | 评分 | 说明事项",
            "年度资金总额（万元） | 28.00×3",
            "年度目标 | 修剪行道树640株，方便居民出行。×3",
        )
    )
    assert (found.name, found.unit, found.year) == ("行道树修剪", "松川县园林所", 2026)
    assert found.budget is not None and found.budget.yuan == 280000
    assert [goal.text for goal in found.goals] == ["修剪行道树640株，方便居民出行。"]
    kept = {(each.label, each.value) for each in found.others}
    assert {("归口代号", "甲-07"), ("审批文号", "无"), ("开工时间", "三月上旬"), ("竣工时间", "十月下旬")} <= kept


def test_labels_over_their_values() -> None:
    found = form(rows("项目名称×2 | 主管部门 | 实施单位", "行道树修剪×2 | 松川县城管局 | 松川县园林所"))
    assert (found.name, found.unit) == ("行道树修剪", "松川县园林所")


def test_label_and_value_in_one_cell() -> None:
    found = form(rows("项目名称：行道树修剪×4", "填报单位（盖章）：松川县园林所×4"))
    assert (found.name, found.unit) == ("行道树修剪", "松川县园林所")


@pytest.mark.parametrize(
    ("funding", "budget", "sources", "whole"),
    [
        (
            (
                "项目资金（万元）↓3 | 实施期资金总额 | 84 | 年度资金总额 | 28",
                "其中：财政拨款 | 80 | 其中：财政拨款 | 25",
                "其他资金 | 4 | 其他资金 | 3",
            ),
            280000,
            {"其中：财政拨款": 250000, "其他资金": 30000},
            840000,
        ),
        (
            ("资金（万元）↓3 | 资金来源 | 项目周期内 | 2026年", "资金总额 | 84 | 28", "其中：县级财政 | 84 | 28"),
            280000,
            {"其中：县级财政": 280000},
            840000,
        ),
        (
            ("本年预算（元）↓2 | 合计 | 本级财政安排 | 上级补助", "280000 | 200000 | 80000"),
            280000,
            {"本级财政安排": 200000, "上级补助": 80000},
            None,
        ),
        (
            ("项目资金（万元）↓4 | 资金构成×2 | 全年安排", "县级财政资金×2 | 20", "自筹资金×2 | 8", "资金总额合计×2 | 28"),
            280000,
            {"县级财政资金": 200000, "自筹资金": 80000},
            None,
        ),
        (
            (
                "执行情况（万元）↓3 | 　 | 年初预算数 | 全年预算数 | 全年执行数",
                "年度资金总额 | 30 | 28 | 27",
                "其中：财政资金 | 30 | 28 | 27",
            ),
            280000,
            {"其中：财政资金": 280000},
            None,
        ),
    ],
    ids=["side by side", "years as heads", "labels over amounts", "total below", "stages"],
)  # fmt: skip
def test_funding_of_several_columns(
    funding: tuple[str, ...], budget: int, sources: dict[str, int], whole: int | None
) -> None:
    found = form(rows(NAME, *funding))
    assert found.budget is not None and found.budget.yuan == budget
    assert {each.label: each.figure.yuan for each in found.sources} == sources
    assert (found.total_budget.yuan if found.total_budget else None) == whole


def test_parts_of_a_source_are_held_against_it_and_not_against_the_total() -> None:
    tree = (
        "资金总额（万元）×3 | 28.00",
        "财政资金↓3 | 小计×2 | 26.00",
        "省级财政×2 | 20.00",
        "县级财政×2 | {}",
        "其他资金×3 | 2.00",
    )
    head = rows(NAME, *tree)
    for part, wrong in (("6.00", []), ("5.00", ["SUM004"])):
        data = page(head.replace("{}", part))
        assert [each.code for each in codes(data) if each.code == "SUM004"] == wrong


def codes(data: bytes) -> list[Finding]:
    """What is found in a form."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.html"
        path.write_bytes(data)
        return list(check([path], cache=False).findings)


def test_a_line_of_money_that_nobody_knows_leaves_the_sum_undecided(tmp_path: Path) -> None:
    path = tmp_path / "form.html"
    head = rows(NAME, "年度资金总额（万元） | 28×3", "其中：财政拨款 | 20×3", "爱心款 | 6×3")
    path.write_bytes(page(head))
    report = check([path], cache=False)
    assert "SUM004" not in {each.code for each in report.findings}
    assert "SUM004" in {each.code for each in report.coverage.undecided}


def test_goals_of_the_year_and_of_a_longer_term() -> None:
    beside = rows(NAME, "绩效目标↓2 | 三年目标 | 三年修剪行道树1900株。×2", "年度目标 | 修剪行道树640株。×2")
    under = rows(NAME, "总体目标↓2 | 实施期目标 | 年度目标×2", "三年修剪行道树1900株。 | 修剪行道树640株。×2")
    for head in (beside, under):
        assert [(goal.text, goal.multi_year) for goal in form(head).goals] == [
            ("三年修剪行道树1900株。", True),
            ("修剪行道树640株。", False),
        ]
        assert "XRF007" not in {each.code for each in codes(page(head))}


HEADS = (
    rows("绩效指标×3 | 指标值×3 | 实绩↓2", "一级指标 | 二级指标 | 三级指标 | 2024年 | 2025年 | 2026年"),
    rows("一级指标↓2 | 二级指标↓2 | 三级指标↓2 | 指标值×3 | 实绩↓2", "前年 | 上年 | 当年预计实现"),
    rows("一级指标 | 二级指标 | 三级指标 | 绩效标准 | 上年指标值 | 当年预期实现值 | 实际完成值"),
)


@pytest.mark.parametrize("heads", HEADS, ids=["years", "words", "standard"])
def test_the_target_is_that_of_the_year(heads: str) -> None:
    body = rows(
        "产出指标 | 数量指标 | 修剪行道树数量 | 500株 | 560株 | ≥640株 | 641株",
        "满意度指标 | 服务对象满意度指标 | 居民满意度 | 88% | 89% | ≥90% | 91%",
    )
    assert [each.value for each in form(rows(NAME), indicators=heads + body).indicators] == ["≥640株", "≥90%"]


def test_columns_under_heads_that_nobody_knows_are_read_by_what_they_hold() -> None:
    heads = rows("一级指标 | 二级指标 | 三级指标 | 考察口径 | 今年要做到")
    body = rows(
        "产出指标 | 数量指标 | 修剪行道树数量 | 按株统计 | ≥640株",
        "产出指标 | 质量指标 | 修剪合格率 | 现场查看 | ≥95%",
    )
    assert [each.value for each in form(rows(NAME), indicators=heads + body).indicators] == ["≥640株", "≥95%"]


def test_grades_in_columns_are_bands_and_the_best_is_the_target() -> None:
    heads = rows("指标分类↓2 | 绩效指标↓2 | 评价标准×4", "优 | 良 | 中 | 差")
    body = rows(
        "产出指标 | 修剪合格率 | ≥95% | ≥90% | ≥80% | <80%", "效果指标 | 绿荫覆盖率 | ≥40% | ≥30% | ≥35% | <20%"
    )
    found = form(rows(NAME), indicators=heads + body)
    assert [(each.name, each.value, len(each.bands)) for each in found.indicators] == [
        ("修剪合格率", "≥95%", 4),
        ("绿荫覆盖率", "≥40%", 4),
    ]
    told = [each for each in codes(page(rows(NAME), indicators=heads + body)) if each.code == "VAL015"]
    assert [each.actual for each in told] == ["优 ≥40% / 良 ≥30% / 中 ≥35% / 差 <20%"]


FLAT = rows(
    "2026年项目支出绩效目标表×9",
    "部门：松川县城管局×7 | 金额单位：万元×2",
    "单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 目标值 | 计量单位",
    "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9",
    "松川县园林所↓2 | 行道树修剪↓2 | 28.00↓2 | 修剪行道树。↓2 | 产出指标 | 数量指标 | 修剪数量 | 640 | 株",
    "产出指标 | 质量指标 | 修剪合格率 | 95 | %",
    "松川县路灯站 | 路灯检修 | 9.50 | 检修路灯。 | 产出指标 | 数量指标 | 检修数量 | 310 | 盏",
)

SIDEWAYS = rows(
    "2026年项目绩效目标表×9",
    "项目名称↓2 | 预算金额（万元）↓2 | 绩效目标↓2 | 产出指标×2 | 效益指标×2 | 满意度指标×2",
    "三级指标 | 指标值 | 三级指标 | 指标值 | 三级指标 | 指标值",
    "行道树修剪 | 28.00 | 修剪行道树。 | 修剪数量 | ≥640株 | 受益人数 | ≥5200人 | 居民满意度 | ≥90%",
)


def test_a_flat_table_holds_projects_with_unit_budget_and_goals() -> None:
    data = f"<table>{FLAT}</table>".encode()
    found = [each for each in find_forms(read("list.html", data=data)).forms if isinstance(each, Project)]
    assert [(p.name, p.unit, p.year, p.budget and p.budget.yuan, len(p.goals)) for p in found] == [
        ("行道树修剪", "松川县园林所", 2026, Decimal(280000), 1),
        ("路灯检修", "松川县路灯站", 2026, Decimal(95000), 1),
    ]
    assert [[each.name for each in p.indicators] for p in found] == [["修剪数量", "修剪合格率"], ["检修数量"]]


def test_first_levels_as_heads_make_an_indicator_under_each() -> None:
    (found,) = find_forms(read("list.html", data=f"<table>{SIDEWAYS}</table>".encode())).forms
    assert [(each.group, each.name, each.value) for each in found.indicators] == [
        ("output", "修剪数量", "≥640株"),
        ("benefit", "受益人数", "≥5200人"),
        ("satisfaction", "居民满意度", "≥90%"),
    ]


CONTINUED = (
    "<p>续表</p><table>{}</table>",
    "<p>续表：行道树修剪</p><table>" + rows("一级指标 | 二级指标 | 三级指标 | 指标值") + "{}</table>",
    "<table>{}</table>",
)


@pytest.mark.parametrize("second", CONTINUED, ids=["line", "line and heads", "nothing"])
def test_a_form_goes_on_in_a_second_table(second: str) -> None:
    lines = INDICATORS.splitlines()
    tail = "".join(lines[5:])
    data = page(rows(NAME), indicators="".join(lines[:5]) + "</table>" + second.format(tail))
    (found,) = find_forms(read("form.html", data=data)).forms
    assert (found.name, len(found.indicators)) == ("行道树修剪", 6)


def test_tables_of_two_terms_are_one_form() -> None:
    table = (
        "<table>" + rows("一级指标 | 二级指标 | 指标内容 | 指标值", "产出指标 | 数量指标 | 修剪数量 | {}") + "</table>"
    )
    data = (
        f"<p>绿化管护绩效目标表</p><p>（2026年度）</p><table>{rows(NAME)}</table><p>长期绩效目标表</p>{table.format('≥1900株')}"
        f"<p>年度绩效目标表</p>{table.format('≥640株')}"
    )
    (found,) = find_forms(read("form.html", data=data.encode())).forms
    assert [(each.value, each.multi_year) for each in found.indicators] == [("≥1900株", True), ("≥640株", False)]


def test_rows_that_are_no_indicators() -> None:
    tail = rows(
        "　 |　 | …… | 　",
        "　 |　 | 指标2： | 　",
        "总分 | 　 | 　 | 100",
        "主管部门意见 | （盖章）×3",
        "填报人：×2 | 联系电话：×2",
        "注：本表一式两份。×4",
    )
    found = form(rows(NAME), indicators=INDICATORS + tail)
    assert (len(found.indicators), [cell.text for cell in found.leftovers]) == (6, ["……", "指标2："])
    told = [each for each in codes(page(rows(NAME), indicators=INDICATORS + tail)) if each.code in ("PUB002", "VAL001")]
    assert [(each.code, each.actual, len(each.related)) for each in told] == [("PUB002", "……", 1)]


def test_a_department_is_no_whole_unit_form_and_a_list_of_its_projects_gives_it_no_name() -> None:
    project = form(rows("预算部门 | 松川县城管局 | 项目支出名称 | 行道树修剪"))
    assert (project.name, project.unit) == ("行道树修剪", "松川县城管局")
    head = rows(
        "单位名称 | 松川县园林所×3",
        "主要项目（万元）↓2 | 项目名称 | 项目总预算 | 当年预算",
        "行道树修剪 | 56.00 | 28.00",
    )
    data = page(head, title="部门整体支出绩效目标申报表")
    (whole,) = find_forms(read("form.html", data=data)).forms
    assert isinstance(whole, UnitForm) and whole.name == "松川县园林所"
    assert "CMP013" not in {each.code for each in codes(data)}


@pytest.mark.parametrize(
    "above",
    [
        "<p>松川县2026年部门预算项目支出绩效目标表</p>",
        "<p>绩效目标申报表（绿化类）</p><p>（2026年度）</p>",
        "<p>绩效目标申报表</p><p>填报单位（盖章）：松川县园林所</p><p>二〇二六年度</p>",
        "<p>2026年度部门预算</p><p>项目支出绩效目标表</p>",
        "<p>松川县园林所　　2026年度　　单位：万元</p>",
    ],
)
def test_the_year_of_a_form_stands_in_or_about_its_title(above: str) -> None:
    data = f"{above}<table>{rows(NAME)}{INDICATORS}</table>".encode()
    (found,) = find_forms(read("form.html", data=data)).forms
    assert found.year == 2026


def test_the_year_in_a_project_s_name_is_not_the_form_s() -> None:
    name = "2025年结转行道树修剪经费"
    found = form(rows(f"项目名称 | {name}×3"), title=f"3、{name}绩效目标表", year="")
    assert found.year is None


def test_sheets_are_borders_of_forms_that_name_no_project(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for number in (1, 2):
        sheet = book.active if number == 1 else book.create_sheet()
        sheet.append(["一级指标", "二级指标", "三级指标", "指标值"])
        sheet.append(["产出指标", "数量指标", "修剪数量", f"≥{number * 100}株"])
    path = tmp_path / "forms.xlsx"
    book.save(path)
    assert [len(each.indicators) for each in understand(read(path)).forms] == [1, 1]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("年度资金申请总额（元）", "budget"),
        ("项目当年预算", "budget"),
        ("全周期投资总额", "total_budget"),
        ("其中：本年度财政拨款", "source"),
        ("（二）自筹资金小计", "source"),
        ("上级转移支付资金", "source"),
        ("2026年度绩效目标", "goals"),
        ("项目责任单位", "unit"),
        ("归口管理", None),
        ("采取定期巡查的方式管护", None),
        ("农村公路养护资金", None),
    ],
)
def test_labels_are_joined_of_words(label: str, role: str | None) -> None:
    assert form_words().field(label) == role


def test_an_application_in_sections_is_one_form() -> None:
    data = (
        "<p>项目绩效目标申报书</p><p>（2026年度）</p><p>项目名称：行道树修剪</p><p>申报单位（盖章）：松川县园林所</p>"
        "<p>一、项目资金</p><table>"
        + rows("资金来源 | 金额（万元）", "一般公共预算 | 20", "自筹资金 | 8", "合计 | 28")
        + "</table><p>二、项目绩效目标</p><p>修剪行道树640株，方便居民出行。</p><p>三、绩效指标</p><table>"
        + INDICATORS
        + "</table><p>四、其他说明</p><p>无。</p>"
    )
    (found,) = find_forms(read("form.html", data=data.encode())).forms
    assert isinstance(found, Project)
    assert (found.name, found.unit, found.year, len(found.indicators)) == ("行道树修剪", "松川县园林所", 2026, 6)
    assert found.budget is not None and found.budget.yuan == 280000
    assert [each.figure.yuan for each in found.sources] == [200000, 80000]
    assert [goal.text for goal in found.goals] == ["修剪行道树640株，方便居民出行。"]


@pytest.mark.parametrize(
    "funding",
    [
        ("资金总额28万元，其中财政拨款20万元，自筹资金8万元×4",),
        ("本年度预算安排数 | 28万元×3", "资金构成 | 财政拨款20万元；自筹资金8万元×3"),
    ],
)
def test_amounts_in_one_cell_with_their_labels(funding: tuple[str, ...]) -> None:
    found = form(rows(NAME, *funding))
    assert found.budget is not None and found.budget.yuan == 280000
    assert [each.figure.yuan for each in found.sources] == [200000, 80000]


def test_names_under_the_frames_of_two_terms() -> None:
    heads = rows("一级指标 | 二级指标 | 长期指标 | 指标值 | 年度指标 | 指标值")
    body = rows("产出指标 | 数量指标 | 三年修剪数量 | ≥1900株 | 当年修剪数量 | ≥640株")
    found = form(rows(NAME), indicators=heads + body)
    assert [(each.name, each.value, each.multi_year) for each in found.indicators] == [
        ("三年修剪数量", "≥1900株", True),
        ("当年修剪数量", "≥640株", False),
    ]


def test_both_levels_in_one_cell() -> None:
    heads = rows("指标类型 | 指标名称 | 目标值")
    body = rows("产出指标—数量指标 | 修剪数量 | ≥640株", "满意度指标—服务对象满意度指标 | 居民满意度 | ≥90%")
    found = form(rows(NAME), indicators=heads + body)
    assert [(each.group, each.category) for each in found.indicators] == [("output", "quantity"), ("satisfaction",) * 2]


def test_split_targets_under_heads_that_nobody_knows() -> None:
    heads = rows("考察维度 | 考察方面 | 考察事项 | 判断方式 | 年内要求 | 计数")
    body = rows(
        "产出指标 | 数量指标 | 修剪数量 | ≥ | 640 | 株",
        "产出指标 | 质量指标 | 修剪合格率 | ≥ | 95 | %",
        "效益指标 | 社会效益指标 | 受益人数 | ≥ | 5200 | 人",
    )
    found = form(rows(NAME), indicators=heads + body)
    assert [(each.name, each.parsed.canonical) for each in found.indicators] == [
        ("修剪数量", "≥640株"),
        ("修剪合格率", "≥95%"),
        ("受益人数", "≥5200人"),
    ]


def test_the_nearest_authority_is_the_department() -> None:
    found = form(rows("专项名称 | 行道树修剪×3", "省级主管部门 | 省业务厅 | 县区主管部门 | 松川县城管局"))
    assert found.unit == "松川县城管局"


def test_an_amount_under_an_unknown_label_leaves_the_budget_undecided(tmp_path: Path) -> None:
    path = tmp_path / "form.html"
    path.write_bytes(page(rows(NAME, "年内支配（万元） | 28.00×3", "财政拨款 | 28.00×3")))
    assert "SUM004" in {each.code for each in check([path], cache=False).coverage.undecided}
