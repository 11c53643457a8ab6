"""Arithmetic that a text works out is recomputed."""

from __future__ import annotations

import pytest

from linter.budget.calculations import find_calculations

RIGHT = [
    "3人/次*4趟*15天=180人次",
    "50人×300元=1.5万元",
    "50人×300元/人·天×2天=30000元",
    "（300+200）×12=6000元",
    "5万元×12=60",
    "1.2×12=14.4万元",
    "33.33万元*3=100万元",
    "800元/吨*1.2万吨=960万元",
    "12万元÷12个月=1万元/月",
    "365人×1480元/人·月×12个月，共需648.24万元",
    "每月320人，500元/月，每月预计需16万元，全年预计192万元",
    "每人每月500元，共30人，全年需18万元",
    "30人，每人每年500元，共需1.5万元",
    "120人次*10元=1200元；8*9＝72",
    "50人×190元，共计约1万元",
]
WRONG = [
    ("50人×300元=1.8万元", "50人×300元=1.8万元"),
    ("每月320人，500元/月，每月预计需20万元", "320人，500元/月，每月预计需20万元"),
    ("每月需16万元，全年预计200万元", "16万元，全年预计200万元"),
    ("2人*3天=5人次", "2人*3天=5人次"),
    ("100元*3=300元*2=500元", "300元*2=500元"),
]
NONE = [
    "培训300人，人均标准400元，共安排会议费、资料费18万元",
    "满意度=满意人数/总人数×100%",
    "2021-2022年度安排5-10万元",
    "设备20台，单价0.5万元，另有安装费，共12万元",
    "每月320人，500元/月",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right(text: str) -> None:
    found = find_calculations(text)
    assert found and all(each.holds for each in found)


@pytest.mark.parametrize(("text", "claim"), WRONG)
def test_wrong(text: str, claim: str) -> None:
    assert [each.text for each in find_calculations(text) if not each.holds] == [claim]


@pytest.mark.parametrize("text", NONE)
def test_nothing_to_compute(text: str) -> None:
    assert find_calculations(text) == ()


def test_offsets_are_those_of_the_text() -> None:
    text = "目标 1： 每月 320 人, 500 元/月, 每月预计需 20 万元。"
    claim = find_calculations(text)[0]
    assert text[claim.start : claim.end] == claim.text == "320 人, 500 元/月, 每月预计需 20 万元"
