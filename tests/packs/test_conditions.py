"""The condition language: truth with missing data, names in two languages, units, quantifiers, and errors with places."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from packs_made import budget, indicator, money, project, subject, unit_form, value

from linter.packs.condition import BadConditionError, compile_condition
from linter.packs.condition.syntax import MAX_LENGTH
from linter.packs.hits import Subject

# Fields that are true, false and missing for the subject below.
TRUE, FALSE, MISSING = '名称 = "养护里程"', '名称 = "其他"', '描述 = "任何"'


def holds(text: str, at: Subject | None = None, scope: str = "indicator") -> bool | None:
    return compile_condition(text, scope)(at or subject())


def errors(text: str, scope: str = "indicator") -> list[tuple[int, str, str]]:
    with pytest.raises(BadConditionError) as caught:
        compile_condition(text, scope)
    return [(error.start, str(error.message), str(error.hint)) for error in caught.value.errors]


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (TRUE, TRUE, True, True),
        (TRUE, FALSE, False, True),
        (TRUE, MISSING, None, True),
        (FALSE, TRUE, False, True),
        (FALSE, FALSE, False, False),
        (FALSE, MISSING, False, None),
        (MISSING, TRUE, None, True),
        (MISSING, FALSE, False, None),
        (MISSING, MISSING, None, None),
    ],
)
def test_and_or_follow_kleene(left: str, right: str, both: bool | None, either: bool | None) -> None:
    assert holds(f"{left} 且 {right}") is both
    assert holds(f"{left} 或 {right}") is either
    assert holds(f"非 ({left} 且 {right})") is (None if both is None else not both)


@pytest.mark.parametrize(("text", "expected"), [(TRUE, False), (FALSE, True), (MISSING, None)])
def test_not(text: str, expected: bool | None) -> None:
    assert holds(f"非 {text}") is expected
    assert holds(f"not {text}") is expected


def test_three_parts_keep_the_order_of_and_before_or() -> None:
    assert holds(f"{FALSE} 且 {FALSE} 或 {TRUE}") is True
    assert holds(f"{TRUE} 或 {FALSE} 且 {FALSE}") is True
    assert holds(f"({TRUE} 或 {FALSE}) 且 {FALSE}") is False
    assert holds(f"{MISSING} 且 {TRUE} 且 {FALSE}") is False


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ('indicator.unit != "元"', '指标.单位 ≠ "元"'),
        ("indicator.name is present", "指标.名称 有值"),
        ("indicator.description is missing", "指标.描述 为空"),
        ('indicator.name contains "里程"', "指标.名称 包含 “里程”"),
        ('indicator.category = "quantity"', '指标.类别 = "数量"'),
        ('indicator.category in ["quantity", "time"]', '指标.类别 属于 ["数量"、"时效"]'),
        ('not project.name matches "^城市"', '非 项目.名称 匹配 "^城市"'),
        ('project.name not contains "城市"', '项目.名称 不包含 "城市"'),
        ("project.budget >= 5万元", "项目.预算数 ≥ 5万元"),
        ("length(indicator.name) < 10", "长度(指标.名称) ＜ 10"),
        ("count(project.indicators) = 1", "计数（项目.指标）＝1"),
        ("document.year = 2024", "文件.年度 = 2024"),
    ],
)
def test_names_and_words_in_two_languages(english: str, chinese: str) -> None:
    assert holds(english) is True
    assert holds(chinese) is True


def test_a_blank_text_is_missing_but_can_be_compared() -> None:
    blank = subject(indicator("", description="  "))
    assert holds("名称 为空", blank) is True
    assert holds("描述 为空", blank) is True
    assert holds('名称 包含 "率"', blank) is False


def test_money_is_compared_in_yuan_and_blank_is_not_zero() -> None:
    assert holds("项目.预算数 = 5万元") is True
    assert holds("项目.预算数 = 50000元") is True
    assert holds("项目.预算数 > 0") is True
    unknown = subject(form=project("公路", indicator(), budget=None))
    assert holds("项目.预算数 > 0", unknown) is None
    assert holds("项目.预算数 = 0", unknown) is None


def test_arithmetic_with_units() -> None:
    assert holds("项目.预算数 * 50% = 2.5万元") is True
    assert holds("项目.预算数 + 1万元 - 6万元 = 0") is True
    assert holds("项目.预算数 / 2万元 = 2.5") is True
    assert holds("-项目.预算数 < 0元") is True
    assert holds("项目.预算数 / 0 > 1元") is None
    assert holds("2 + 3 * 4 = 14") is True


def test_target_values_carry_their_unit() -> None:
    rate = subject(indicator("合格率", parsed=value("≥95%", low="95", unit="%")))
    assert holds("指标.下限 > 90%", rate) is True
    assert holds("指标.下限 > 90", rate) is True
    assert holds("指标.下限 > 90%") is None  # 120公里 is no percentage
    assert holds("指标.下限 <= 指标.上限", rate) is None


def test_quantifiers() -> None:
    rows = (indicator("甲率", parsed=value("≥95%", low="95", unit="%")), indicator("乙"), indicator("丙"))
    at = subject(rows[0], project("公路", *rows))
    assert holds('计数(项目.指标, 名称 包含 "率") = 1', at) is True
    assert holds('any(project.indicators, name = "丙")', at) is True
    assert holds('全部(项目.指标, 类别 = "数量")', at) is True
    assert holds("任一(项目.指标, 下限 > 90%)", at) is True
    assert holds("全部(项目.指标, 下限 > 90%)", at) is None
    assert holds("任一(项目.指标, 下限 > 99%)", at) is None
    assert holds('任一(文件.项目, 任一(指标, 名称 = "乙"))', at) is True


def test_quantifiers_over_nothing() -> None:
    at = subject(form=project("公路"))
    assert holds("计数(项目.指标) = 0", at) is True
    assert holds('任一(项目.指标, 名称 = "甲")', at) is False
    assert holds('全部(项目.指标, 名称 = "甲")', at) is True


def test_a_sum_over_a_blank_is_missing_unless_blanks_are_left_out() -> None:
    at = subject(form=project("公路", indicator(), sources={"财政资金": "50000", "其他资金": None}))
    assert holds("求和(项目.资金来源, 金额) = 项目.预算数", at) is None
    assert holds("求和(项目.资金来源, 金额, 金额 有值) = 项目.预算数", at) is True


def test_inside_a_quantifier_bare_names_are_the_elements() -> None:
    rows = (indicator("甲"), indicator("乙"))
    at = subject(rows[0], project("公路", *rows))
    assert holds('计数(项目.指标, 名称 = "乙") = 1 且 指标.名称 = "甲"', at) is True


def test_a_condition_on_a_project_says_nothing_about_other_forms() -> None:
    condition = compile_condition('项目.名称 = "公路"', "indicator")
    row = indicator()
    assert condition.applies(subject(row, project("公路", row)))
    assert not condition.applies(subject(row, unit_form(row)))


def test_the_reason_names_what_is_missing() -> None:
    condition = compile_condition('指标.描述 = "甲" 且 项目.编码 = "乙"', "indicator")
    assert condition(subject()) is None
    assert "指标.描述" in condition.reason(subject())
    assert "项目.编码" in condition.reason(subject())


def test_scope_of_the_whole_document() -> None:
    made = budget(project("甲", indicator()), project("乙"))
    at = Subject(made, None, made)
    assert holds("计数(项目) = 2 且 计数(指标) = 1", at, "document") is True


def test_both_mistakes_of_a_condition_are_reported_with_their_places() -> None:
    found = errors('指标.名秤 有值 且 指标.单为 = "x"')
    assert [start for start, _, _ in found] == [3, 14]
    assert "名称" in found[0][2]
    assert "单位" in found[1][2]


@pytest.mark.parametrize(
    ("text", "start", "hint"),
    [
        ("预算数 > 5万元", 0, "项目.预算数"),
        ("indicator.nmae is present", 10, "name"),
        ("名称有值", 0, "空格"),
        ('类别 = "数两"', 5, "数量"),
        ("项目.预算数 > 5", 0, "5万元"),
        ("counnt(项目.指标) > 1", 0, "count"),
        ('名称 > "a"', 0, ""),
        ("名称 + 3 > 2", 0, "单位"),
        ("计数(名称) > 1", 3, ""),
        ("名称", 0, "有值"),
        ('名称 匹配 "(a+)+$"', 7, "重复"),
        ("下限 > 5嗗", 5, "空格"),
        ('项目.指标.名称 = "甲"', 6, "计数"),
        ("求和(项目.指标, 名称) > 1", 10, ""),
        ("名称 in [1]", 7, ""),
        ('预算数 in ["甲"]', 0, "项目.预算数"),
        ('名称 = "甲', 5, "右引号"),
        ("名称 =", 4, "补全"),
        ('名称 = "甲" 名称 = "乙"', 9, "且"),
        ('下限 > 3且 名称 = "乙"', 8, "空格"),
        ("名称 ？ 有值", 3, ""),
        ("", 0, "补全"),
    ],
)
def test_errors_say_where_and_what_to_do(text: str, start: int, hint: str) -> None:
    first = errors(text)[0]
    assert first[0] == start
    assert hint in first[2]


def test_limits_on_length_depth_and_work() -> None:
    assert errors("甲" * (MAX_LENGTH + 1))
    assert errors("非 " * 60 + "名称 有值")
    assert errors(" + ".join(["1"] * 60) + " > 2")
    inner = '任一(文件.指标, 名称 = "甲")'
    assert holds(inner) is False
    assert errors(f"任一(文件.项目, {inner})")
    assert errors(f"任一(文件.项目, 任一(文件.项目, {inner}))", "document")


def test_the_authors_text_reaches_no_python() -> None:
    for text in ('__import__("os") = "x"', '名称.__class__ = "x"', "指标.cells 有值", 'eval("1") = 1'):
        assert errors(text)
    quoted = "名称 = \"' + __import__('os').name + '\""
    assert holds(quoted) is False


def test_known_syntax_trees_are_used_and_new_ones_kept() -> None:
    trees: dict[str, list[object]] = {}
    text = '名称 = "甲"'
    compile_condition(text, "indicator", trees)
    assert text in trees
    trees["另一条"] = trees[text]
    assert compile_condition("另一条", "indicator", trees)(subject(replace(indicator(), name="甲"))) is True


def test_numbers_are_exact() -> None:
    at = subject(form=project("公路", indicator(), budget=money("0.3")))
    assert holds("项目.预算数 = 0.1元 + 0.2元", at) is True
    assert Decimal("0.1") + Decimal("0.2") == Decimal("0.3")
