"""One table of units: whatever it holds is known in values and in running text."""

from __future__ import annotations

import pytest

from linter.budget.amounts import COUNT, Prose, mentions
from linter.budget.calculations import find_calculations
from linter.language.units import table
from linter.values import parse

UNITS = table()
COUNTED = sorted(
    spelling
    for spelling, unit in UNITS.spelled.items()
    if unit.dimension in ("count", "persons")
    and spelling not in UNITS.not_in_prose
    and "/" not in spelling
    and "·" not in spelling
)


@pytest.mark.parametrize("unit", COUNTED)
def test_a_calculation_in_every_unit_that_is_counted(unit: str) -> None:
    (wrong,) = find_calculations(f"购置设备：3{unit}×20万元/{unit}=80万元。")
    assert (wrong.computed, wrong.holds) == (600_000, False)
    (right,) = find_calculations(f"购置设备：3{unit}×20万元/{unit}=60万元。")
    assert right.holds


@pytest.mark.parametrize("unit", COUNTED)
def test_a_count_in_a_sentence_is_the_count_of_the_value(unit: str) -> None:
    (mention,) = mentions(Prose.of(f"目标是新增3{unit}，提高能力。"))
    assert (mention.kind, mention.amount.text) == (COUNT, f"3{unit}")
    assert parse(mention.amount.text).unit == UNITS.spelled[unit].base


@pytest.mark.parametrize(
    "text",
    [
        "采用5G网络", "第3等", "包括1、2、3等方面", "2里面", "支付100人员经费", "2项目", "3本级", "12生产", "4对外", "8家庭", "6安全",
        "10客户", "7种植", "9面向", "15股份", "3M胶带", "A4纸", "2级别",
    ],
)  # fmt: skip
def test_a_unit_that_opens_a_word_is_no_unit_in_running_text(text: str) -> None:
    assert all(mention.kind != COUNT for mention in mentions(Prose.of(text)))


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("安排叁拾万元", 30, "万元"),
        ("安排三百二十万元", 320, "万元"),
        ("每人五百元", 500, "元"),
        ("安排１２．５万元", 12.5, "万元"),
        ("耗电5千瓦时", 5, "千瓦时"),
        ("巡护2千万人次", 2, "千万人次"),
        ("安排4万6千元", 46, "千元"),
        ("安排2亿3500万元", 23500, "万元"),
        ("安排7万2500元", 72500, "元"),
        ("惠及1万4千人次", 14, "千人次"),
        ("贷款9万美元", 9, "万美元"),
        ("安排零点八万元", 8000, "元"),
    ],
)
def test_amounts_in_running_text(text: str, number: float, unit: str) -> None:
    (mention,) = mentions(Prose.of(text))
    assert (float(mention.amount.number), mention.amount.unit) == (number, unit)


def test_two_amounts_that_touch_are_not_one() -> None:
    assert [mention.amount.text for mention in mentions(Prose.of("共3万50万元"))] == ["3万", "50万元"]


@pytest.mark.parametrize(
    "text", ["4台x2500元/台=10000元", "4台X0.25万元=1万元", "30人×60元/（人·天）×2天=3600元", "2500元x4台=1万元"]
)
def test_a_calculation_in_other_signs(text: str) -> None:
    (found,) = find_calculations(f"测算：{text}。")
    assert (found.computed, found.holds) == (3600 if "人" in text else 10_000, True)


@pytest.mark.parametrize("text", ["购置X5型设备", "采用x86架构", "升级X2000系统"])
def test_the_number_of_a_model_is_no_amount(text: str) -> None:
    assert mentions(Prose.of(text)) == []


@pytest.mark.parametrize("text", ["几十元的奖品", "成千上万元", "上百元", "多元化", "一体两翼", "公元三世纪"])
def test_words_that_hold_numerals_are_no_amounts(text: str) -> None:
    assert mentions(Prose.of(text)) == []


def test_a_unit_that_begins_like_a_scale_is_no_multiple() -> None:
    (made,) = find_calculations("5千瓦时×2元/千瓦时=10元")
    assert (made.computed, made.holds) == (10, True)


@pytest.mark.parametrize(
    ("text", "percent"), [("增长两成", 20), ("增长百分之十二", 12), ("占三分之二", 66.67), ("下降千分之五", 0.5)]
)
def test_shares_in_words_are_percentages(text: str, percent: float) -> None:
    (mention,) = mentions(Prose.of(text))
    assert (mention.kind, float(mention.amount.number), mention.amount.unit) == ("percent", percent, "%")
