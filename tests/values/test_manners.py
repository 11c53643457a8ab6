"""Target values as others write them: every manner is read, and none of them is called a fault. All are invented."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linter.values import Value, parse

FAULTS = {"VAL002", "VAL005", "VAL016", "VAL018"}

# text, bounds as mathematics writes them (in base units), unit
MANNERS = [
    ("≮97%", "[97,)", "%"),
    ("≯6起", "(,6]", "起"),
    ("等于或大于16座", "[16,)", "座"),
    ("达到或超过72%", "[72,)", "%"),
    ("等于或者低于4%", "(,4]", "%"),
    ("应高于64%", "(64,)", "%"),
    ("均为34件", "[34,34]", "件"),
    ("全部达到88%", "[88,)", "%"),
    ("上限为70万元", "(,700000]", "元"),
    ("下限45%", "[45,)", "%"),
    ("在65%以上", "[65,)", "%"),
    ("在4℃和9℃之间", "[4,9]", "℃"),
    ("正负4%", "[-4,4]", "%"),
    ("≥7 6%", "[76,)", "%"),
    ("≤1 3人次", "(,13]", "人次"),
    ("3 400人次", "[3400,3400]", "人次"),
    ("≥27 500.00元", "[27500,)", "元"),
    ("6%（不含）以下", "(,6)", "%"),
    ("40天（不含）以上", "(40,)", "天"),
    ("50%—70%（不含）", "[50,70)", "%"),
    ("60分（不含）-75分（含）", "(60,75]", "分"),
    ("不超过千分之零点八", "(,0.08]", "%"),
    ("零点六公里", "[600,600]", "米"),
    ("≥3.4万标准立方米/日", "[34000,)", "标准立方米/天"),
    ("①≥62%", "[62,)", "%"),
    ("(70±4)%", "[66,74]", "%"),
    ("（30±0.5）℃", "[29.5,30.5]", "℃"),
    ("1.≤7起", "(,7]", "起"),
    ("（2）≥31人次", "[31,)", "人次"),
    ("③45户", "[45,45]", "户"),
]


def bounds(value: Value) -> str:
    def show(number: Decimal | None) -> str:
        return "" if number is None else format(number, "f")

    opening, closing = "[" if value.low_closed else "(", "]" if value.high_closed else ")"
    return f"{opening}{show(value.low)},{show(value.high)}{closing}"


@pytest.mark.parametrize(("text", "expected", "unit"), MANNERS, ids=[row[0] for row in MANNERS])
def test_a_manner_of_writing(text: str, expected: str, unit: str) -> None:
    value = parse(text)
    assert (bounds(value), value.unit) == (expected, unit)
    assert value.kind in ("number", "range", "duration")
    assert not FAULTS & {problem.code for problem in value.problems}


@pytest.mark.parametrize("text", ["1∶3", "不低于1∶25", "1﹕2.5", "<135/85mmHg", "≤62/91mmHg", "2031.2.1-11.30"])
def test_no_fault_in_what_is_no_figure(text: str) -> None:
    value = parse(text)
    assert value.low is value.high is None
    assert not FAULTS & {problem.code for problem in value.problems}


def test_numbered_targets_are_a_list() -> None:
    value = parse("①≥62%；②≤7起；③达到45户")
    assert [str(inner) for inner in value.values] == ["≥62%", "≤7起", "≥45户"]
    assert [problem.code for problem in parse("（1）≥62%；（2）≤7%").problems] == ["VAL017"]


def test_a_period_whose_end_has_no_year() -> None:
    assert [(date.year, date.month, date.day) for date in parse("2031.2.1-11.30").dates] == [
        (2031, 2, 1),
        (2031, 11, 30),
    ]


@pytest.mark.parametrize("text", ["7 7", "64 100", "4 4个", "≥93 93%"])
def test_two_figures_stay_two(text: str) -> None:
    assert parse(text).kind == "damaged"


@pytest.mark.parametrize("run", ["≥", "～", "约", "不低于", "9，", "每", "第一", "(", "2031年"])
def test_a_long_value_is_read_to_its_end(run: str) -> None:
    assert parse(run * 30_000).text == run * 30_000
