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


@pytest.mark.parametrize("text", ["1∶3", "不低于1∶25", "1﹕2.5"])
def test_no_fault_in_what_is_no_figure(text: str) -> None:
    value = parse(text)
    assert value.low is value.high is None
    assert not FAULTS & {problem.code for problem in value.problems}


@pytest.mark.parametrize("text", ["7 7", "64 100", "4 4个", "≥93 93%"])
def test_two_figures_stay_two(text: str) -> None:
    assert parse(text).kind == "damaged"


@pytest.mark.parametrize("run", ["≥", "～", "约", "不低于", "9，", "每", "第一", "(", "2031年"])
def test_a_long_value_is_read_to_its_end(run: str) -> None:
    assert parse(run * 30_000).text == run * 30_000
