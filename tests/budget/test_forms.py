"""Performance forms of several provinces are read into one model."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from linter import check
from linter.budget import understand
from linter.budget.forms.finder import find_forms
from linter.budget.model import Project, UnitForm
from linter.readers import read

HEBEI = """\
1、护林员补助经费绩效目标表
\t301002青石县林业服务中心
\t单位：万元

\t项目编码
\tQS-0101-A9
\t项目名称
\t护林员补助经费

\t预算规模及资金用途
\t预算数
\t36.50
\t其中：财政资金
\t36.50
\t其他资金
\t

\t
\t用于发放护林员补助

\t资金支出计划（%）
\t3月底
\t6月底
\t10月底
\t12月底

\t
\t25.00%
\t50.00%
\t75.00%
\t100.00%

\t绩效目标
\t1、按时发放护林员补助
2、保护林区安全


\t一级指标
\t二级指标
\t三级指标
\t绩效指标描述
\t指标值
\t指标值确定依据

\t产出指标
\t数量指标
\t护林员人数
\t全县专职护林员
\t310人
\t青林发〔2022〕6号

\t
\t质量指标
\t补助发放准确率
\t发放准确的人数占比
\t100%
\t青林发〔2022〕6号

\t效果指标
\t生态效益指标
\t森林火灾受害率
\t受害面积占林地面积的比例
\t≤0.5‰
\t青林发〔2022〕6号

\t满意度指标
\t服务对象满意度指标
\t护林员满意度
\t问卷满意的比例
\t≥90%
\t青林发〔2022〕6号

"""

SICHUAN = """\
# 项目支出绩效目标表

（2024年度）

| 项目名称 | 街区路灯更换 | | | | | |
| --- | --- | --- | --- | --- | --- | --- |
| 预算单位 | 青石县市政所 | | | | | |
| 年度资金总额（万元） | 48.00 | 财政拨款 | 40.00 | 其他资金 | 8.00 | |
| 总体目标 | 更换老旧路灯，改善夜间出行条件。 | | | | | |
| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重 |
| 产出指标 | 数量指标 | 更换路灯数量 | ≥ | 320 | 盏 | 30 |
| | 质量指标 | 验收合格率 | = | 100 | % | 20 |
| | 时效指标 | 完工时间 | 定性 | 10月底前 | | 10 |
| 效益指标 | 社会效益指标 | 夜间出行条件 | 定性 | 明显改善 | | 20 |
| 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥ | 90 | % | 10 |
"""

HUNAN = """\
项目支出绩效目标申报表

项目名称\t乡村图书室维护\t\t
一级指标\t二级指标\t指标内容\t指标值
产出指标\t数量指标\t维护图书室\t12个
\t质量指标\t图书完好率\t≥95%
效益指标\t社会效益指标\t年服务读者\t≥8000人次
\t社会公众或服务对象满意度指标\t读者满意度\t≥90%
"""

ANHUI = """\
项目绩效目标表

项目名称\t水闸维修\t\t\t\t\t
一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t中期维修水闸\t≥30座\t数量指标\t维修水闸\t≥10座
\t质量指标\t验收合格率\t≥95%\t质量指标\t验收合格率\t≥95%
效益指标\t社会效益指标\t保护农田\t≥900亩\t社会效益指标\t保护农田\t≥300亩
满意度指标\t满意度指标\t农户满意度\t≥90%\t满意度指标\t农户满意度\t≥90%
"""

GANSU = """\
## 项目支出绩效目标表

(2023 年度)

项目名称\t\t环卫车辆运行\t\t
主管部门及代码\t\t青石县城市管理局 203001\t实施单位\t青石县环卫站
项目资金 (万元)\t年度资金总额:\t\t64.2\t
\t其中:当年财政拨款\t\t60\t
\t上年结转资金\t\t4.2\t
\t其他资金\t\t\t
总体目标\t目标1: 保障环卫车辆正常运行。 目标2: 提高清运效率。\t\t\t
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t成本指标\t经济成本指标\t车均运行成本\t≤3万元
\t产出指标\t数量指标\t运行车辆\t21辆
\t\t时效指标\t垃圾日产日清率\t=100%
\t效益指标\t生态效益指标\t城区环境\t改善
满意度指标\t服务对象满意度\t居民满意度\t≥85%\t
"""

YUNNAN = """\
表05-2 项目支出绩效目标表

项目名称\t项目年度绩效目标\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t指标属性\t指标内容
渡口安全维护\t保障渡口安全\t产出指标\t数量指标\t维护渡口\t=\t6\t个\t定量指标\t全年维护的渡口
\t\t\t质量指标\t验收合格率\t≥\t95\t%\t定量指标\t验收合格占比
\t\t满意度指标\t服务对象满意度指标\t乘客满意度\t≥\t90\t%\t定量指标\t问卷结果
航标更新\t更新老旧航标\t产出指标\t数量指标\t更新航标\t≥\t18\t座\t定量指标\t更新的航标
\t\t效益指标\t社会效益指标\t航行条件\t\t改善\t\t定性指标\t通航情况
"""

UNIT = """\
# 部门整体支出绩效目标表

(2023 年度)

部门(单位)名称\t青石县城市管理局\t\t\t\t
总体目标\t目标1: 保障市容整洁。\t\t\t\t
预算情况(万元)\t按支出类型分\t\t预算金额\t按来源类型分\t预算金额
\t基本支出\t人员经费\t210.5\t当年财政拨款\t400
\t\t公用经费\t20.5\t上年结转资金\t31
\t\t合计\t231\t其他资金\t0
\t项目支出\t\t200\t收入预算合计\t431
\t\t\t支出预算合计\t431\t
绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t
\t部门管理\t财务管理\t资金使用规范性\t规范\t
\t履职效果\t服务对象满意度\t市民满意度\t≥88%\t
"""


def forms(text: str, name: str = "form.txt") -> list[Project | UnitForm]:
    found = find_forms(read(name, data=text.encode()))
    assert found.unrecognised == ()
    return list(found.forms)


def project(text: str, name: str = "form.txt") -> Project:
    (form,) = forms(text, name)
    assert isinstance(form, Project)
    return form


def test_hebei_form_with_purpose_plan_and_basis() -> None:
    form = project(HEBEI)
    assert (form.code, form.name, form.unit) == ("QS-0101-A9", "护林员补助经费", "青石县林业服务中心")
    assert form.budget is not None and form.budget.yuan == Decimal(365000)
    assert [(s.label, s.figure.number) for s in form.sources] == [
        ("其中：财政资金", Decimal("36.50")),
        ("其他资金", None),
    ]
    assert form.purpose == "用于发放护林员补助"
    assert form.plan is not None and [p.percent for p in form.plan] == [25, 50, 75, 100]
    assert [goal.text for goal in form.goals] == ["按时发放护林员补助", "保护林区安全"]
    assert [goal.location.line for goal in form.goals] == [34, 35]
    first, second, third, last = form.indicators
    assert (second.level1, second.category, second.name) == ("产出指标", "quality", "补助发放准确率")
    assert (third.group, third.description, third.basis) == ("benefit", "受害面积占林地面积的比例", "青林发〔2022〕6号")
    assert (first.location.line, first.location.end_line) == (45, 50)
    assert (form.location.line, form.location.end_line) == (1, last.location.end_line)


def test_comparator_value_and_unit_columns_are_joined() -> None:
    form = project(SICHUAN, "form.md")
    assert form.year == 2024
    assert form.budget is not None and form.budget.yuan == Decimal(480000)
    assert [s.figure.number for s in form.sources] == [Decimal("40.00"), Decimal("8.00")]
    lamps, passed, done, *_ = form.indicators
    assert (lamps.parsed.comparator, lamps.parsed.low, lamps.parsed.unit) == ("≥", 320, "盏")
    assert (passed.parsed.low, passed.parsed.high, passed.parsed.unit) == (100, 100, "%")
    assert done.parsed.kind == "date"
    assert sum(each.weight or 0 for each in form.indicators) == 90


def test_satisfaction_filed_under_benefits_is_satisfaction() -> None:
    form = project(HUNAN)
    assert [each.category for each in form.indicators] == ["quantity", "quality", "social", "satisfaction"]


def test_two_targets_side_by_side_make_two_indicators() -> None:
    form = project(ANHUI)
    assert [each.value for each in form.indicators if each.name.endswith("维修水闸")] == ["≥30座", "≥10座"]
    assert len(form.indicators) == 8
    assert {each.group for each in form.indicators if "农户" in each.name} == {"satisfaction"}


def test_row_shifted_by_a_merged_cell_is_read_by_its_texts() -> None:
    form = project(GANSU)
    assert form.unit == "青石县环卫站"
    assert form.budget is not None and form.budget.number == Decimal("64.2")
    last = form.indicators[-1]
    assert (last.level1, last.level2, last.name, last.value) == ("满意度指标", "服务对象满意度", "居民满意度", "≥85%")
    assert [goal.text for goal in form.goals] == ["保障环卫车辆正常运行。", "提高清运效率。"]


def test_unknown_heads_over_known_levels_are_read_by_the_cells() -> None:
    rows = [
        "青石县环卫站2026年部门预算\n\n清运项目绩效目标表\n\n项目名称\t清运\n预算数\t36.50\n绩效目标\t清运垃圾\n",
        "考核大类\t考核小类\t考核事项\t判断方式\t预期达成值\t数值单位\n",
        "产出指标\t数量指标\t清运垃圾\t≥\t600\t吨\n",
        "产出指标\t质量指标\t清运及时率\t不低于\t96\t%\n",
        "产出指标\t时效指标\t投诉回复\t\t24\t小时\n",
        "产出指标\t成本指标\t每吨清运费\t≤\t80元\t\n",
        "效益指标\t社会效益指标\t街道整洁\t\t明显改善\t\n",
    ]
    form = project("".join(rows))
    assert [(each.name, each.parsed.canonical) for each in form.indicators] == [
        ("清运垃圾", "≥600吨"),
        ("清运及时率", "≥96%"),
        ("投诉回复", "24小时"),
        ("每吨清运费", "≤80元"),
        ("街道整洁", "明显改善"),
    ]


def test_flat_table_with_one_indicator_a_row_makes_a_project_of_each_name() -> None:
    first, second = forms(YUNNAN)
    assert (first.name, len(first.indicators), [g.text for g in first.goals]) == ("渡口安全维护", 3, ["保障渡口安全"])
    assert (second.name, len(second.indicators)) == ("航标更新", 2)
    assert second.indicators[0].parsed.low == 18
    assert second.indicators[1].category == "social"


def test_whole_unit_form_has_its_own_framework_and_funding() -> None:
    (form,) = forms(UNIT)
    assert isinstance(form, UnitForm)
    assert form.name == "青石县城市管理局"
    funding = {role: figure.number for role, figure in form.funding.items()}
    assert funding["basic_total"] == 231 and funding["expenditure_total"] == 431 and funding["income_total"] == 431
    assert (funding["personnel"], funding["public"], funding["project"]) == (Decimal("210.5"), Decimal("20.5"), 200)
    assert [each.category for each in form.indicators] == ["", "satisfaction"]


@pytest.mark.parametrize("text", [SICHUAN, HUNAN, ANHUI, GANSU])
def test_several_forms_of_one_file_are_kept_apart(text: str) -> None:
    name = "form.md" if text is SICHUAN else "form.txt"
    found = forms(text + "\n" + text, name)
    assert len(found) == 2
    assert found[0].location.end_line < found[1].location.line  # type: ignore[operator]


def test_a_title_without_indicators_is_reported_as_not_recognised() -> None:
    found = find_forms(read("form.txt", data="项目支出绩效目标表\n\n项目名称\t路面修补\n年度资金总额\t12\n".encode()))
    assert found.forms == ()
    assert len(found.unrecognised) == 1


def test_a_procurement_table_is_no_form() -> None:
    text = "项目名称\t采购物品名称\t数量\t金额\n路面修补\t沥青\t3\t12.00\n"
    assert find_forms(read("table.txt", data=text.encode())).forms == ()


CHONGQING = """\
2024年重点项目绩效目标表

专项资金名称\t渡口修缮\t业务主管部门\t青石县港航中心
当年预算\t48万元\t市级支出\t
项目概况\t修缮木质渡口
当年绩效目标\t修缮渡口7处，方便群众过河。
绩效指标\t指标\t指标权重\t计量单位\t指标性质\t指标值
\t修缮渡口数量\t60\t处\t≥\t7
\t群众满意度\t40\t%\t≥\t90
"""

TWO_TERMS = """\
项目支出绩效目标表

项目名称\t渡口修缮\t\t\t
资金总额（万元）\t48\t\t\t
年度目标\t修缮渡口7处，方便群众过河。\t\t\t
长期绩效指标\t\t\t\t
一级指标\t二级指标\t指标内容\t指标值\t备注
产出指标\t数量指标\t修缮渡口数量\t20处\t
\t成本指标\t修缮总成本\t150万元\t
年度绩效指标\t\t\t\t
一级指标\t二级指标\t指标内容\t指标值\t备注
产出指标\t数量指标\t修缮渡口数量\t7处\t
\t成本指标\t修缮总成本\t48万元\t
"""

SELF_ASSESSMENT = """\
项目支出绩效自评表

项目名称\t渡口修缮\t\t
年度总体目标\t预期目标\t实际完成情况\t
\t修缮渡口7处。\t修缮了渡口7处。\t
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值
产出指标\t数量指标\t修缮渡口数量\t≥7处\t7处
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\t92%
"""

UNIT_WITH_TASKS = """\
2024年度单位整体支出绩效目标表

单位（部门）名称\t青石县港航中心\t\t\t
年度主要任务\t任务名称\t主要内容\t预算金额（万元）\t其中：财政拨款
\t渡口修缮\t修缮木质渡口\t48\t48
年度总体目标\t保障群众安全过河。\t\t\t
年度绩效指标\t一级指标\t二级指标\t指标内容\t指标值
\t产出指标\t数量指标\t修缮渡口数量\t7处
\t满意度指标\t服务对象满意度指标\t群众满意度\t≥90%
"""


def test_list_of_indicators_without_levels_is_read() -> None:
    form = project(CHONGQING)
    assert [(each.name, each.value, each.weight) for each in form.indicators] == [
        ("修缮渡口数量", "7", 60),
        ("群众满意度", "90", 40),
    ]
    assert form.unit == "青石县港航中心"


def test_long_term_targets_are_kept_apart_from_the_annual_ones() -> None:
    form = project(TWO_TERMS)
    assert [(each.value, each.multi_year) for each in form.indicators] == [
        ("20处", True),
        ("150万元", True),
        ("7处", False),
        ("48万元", False),
    ]
    assert [each.multi_year for each in project(ANHUI).indicators][:2] == [True, False]


def test_a_form_of_one_term_only_has_annual_targets() -> None:
    form = project(TWO_TERMS[: TWO_TERMS.index("年度绩效指标")])
    assert [each.multi_year for each in form.indicators] == [False, False]


def test_results_of_a_self_assessment_are_no_goals() -> None:
    form = project(SELF_ASSESSMENT)
    assert [goal.text for goal in form.goals] == ["修缮渡口7处。"]
    assert [each.value for each in form.indicators] == ["≥7处", "≥90%"]


def test_rows_of_other_heads_do_not_end_a_form() -> None:
    (form,) = forms(UNIT_WITH_TASKS)
    assert isinstance(form, UnitForm)
    assert (form.name, len(form.indicators)) == ("青石县港航中心", 2)


def test_a_name_merged_over_two_rows_names_both_targets(tmp_path: Path) -> None:
    rows = [
        "<td colspan=2>项目名称</td><td colspan=2>渡运</td>",
        "<td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td>",
        "<td>产出指标</td><td>数量指标</td><td>渡运班次</td><td>≥5次</td>",
        "<td>效益指标</td><td>社会效益指标</td><td rowspan=2>渡运秩序满意</td><td>明显改善</td>",
        "<td>满意度指标</td><td>服务对象满意度指标</td><td>≥90%</td>",
        "<td rowspan=2>产出指标</td><td rowspan=2>质量指标</td><td rowspan=2>渡船完好率</td><td rowspan=2>≥97%</td>",
        "",
    ]
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    page = f"<html><p>渡口站2026年部门预算</p><p>渡运项目绩效目标表</p><table>{table}</table></html>"
    path = tmp_path / "渡口.html"
    path.write_text(page, encoding="utf-8")
    (form,) = understand(read(path)).forms
    assert [(each.group, each.name, each.value) for each in form.indicators] == [
        ("output", "渡运班次", "≥5次"),
        ("benefit", "渡运秩序满意", "明显改善"),
        ("satisfaction", "渡运秩序满意", "≥90%"),
        ("output", "渡船完好率", "≥97%"),
    ]
    # Printed once, it is no repetition.
    assert "DUP002" not in {finding.code for finding in check([path], cache=False).findings}
