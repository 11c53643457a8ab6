"""Arithmetic that a text works out is recomputed."""

from __future__ import annotations

from typing import Any

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
    "巡河员补助按照40人、每人每月600元、全年12个月测算，需28.80万元",
    "聘用巡河员40人，每人每月600元，全年需28.80万元",
    "聘用40名巡河员，每人每月补助600元，全年需28.80万元",
    "安排4期，每期50人，每人每天400元，每期2天，需16万元",
    "水质自动站6座，每座每年运维费3.5万元，共需21万元",
    "购置水样箱30只，单价0.2万元，共需6万元",
    "每季度租金3万元，4个季度共12万元",
    "每年20万元，3年共需60万元",
    "安排优待金360万元（120户，每户3万元）",
    "聘用管护员8人，月工资2500元，全年共需24万元",
    "按每站每月1.5万元、4个站测算，全年需72万元",
    "每个观测井每年0.6万元，20个观测井共需12万元",
    "每村补助2万元，15个村共需30万元",
    "清淤渠道3.5公里，每米80元，共28万元",
    "集训补助每人每天70元，参训40人、20天，共5.6万元",
    "亩补贴150元，种植面积1.2万亩，补贴180万元",
    "灌溉期自4月10日至7月20日，共102天",
    "展期自2026年5月1日起至5月31日止，为期31天",
]
WRONG = [
    ("50人×300元=1.8万元", "50人×300元=1.8万元"),
    ("每月320人，500元/月，每月预计需20万元", "320人，500元/月，每月预计需20万元"),
    ("每月需16万元，全年预计200万元", "16万元，全年预计200万元"),
    ("2人*3天=5人次", "2人*3天=5人次"),
    ("100元*3=300元*2=500元", "300元*2=500元"),
    ("聘用巡河员40人，每人每月600元，全年需20.80万元", "40人，每人每月600元，全年需20.80万元"),
    ("补助按照40人、每人每月600元、全年12个月测算，需29.80万元", "40人、每人每月600元、全年12个月测算，需29.80万元"),
    ("聘用40名巡河员，每月补助600元，全年需20.80万元", "40名巡河员，每月补助600元，全年需20.80万元"),
    ("安排4期，每期50人，每人每天400元，每期2天，需18万元", "4期，每期50人，每人每天400元，每期2天，需18万元"),
    ("聘用管护员8人，月工资2500元，全年共需42万元", "8人，月工资2500元，全年共需42万元"),
    ("购置水样箱30只，单价0.25万元，共需9.5万元", "30只，单价0.25万元，共需9.5万元"),
    ("按每站每月1.5万元、4个站测算，全年需7.2万元", "1.5万元、4个站测算，全年需7.2万元"),
    ("每村补助2万元，15个村共需35万元", "2万元，15个村共需35万元"),
    ("清淤渠道3.5公里，每米80元，共2.8万元", "3.5公里，每米80元，共2.8万元"),
    ("集训补助每人每天70元，参训40人、20天，共56万元", "70元，参训40人、20天，共56万元"),
    ("灌溉期自4月10日至7月20日，共92天", "4月10日至7月20日，共92天"),
]
NONE = [
    "培训300人，人均标准400元，共安排会议费、资料费18万元",
    "满意度=满意人数/总人数×100%",
    "2021-2022年度安排5-10万元",
    "设备20台，单价0.5万元，另有安装费，共12万元",
    "每月320人，500元/月",
    "在职40人，退休20人，每人每年体检费600元，共3.60万元",
    "安排3期，40人，每人每天300元，共5天，需18万元",
    "巡河40次，每人每月600元，全年需28.80万元",
    "每村补助2万元，15个村中已完成6个，共需资金12万元",
    "每亩补助500元，项目区3000亩，其中本年实施1200亩，安排60万元",
    "灌溉期自11月10日至次年2月20日，共103天",
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


@pytest.mark.parametrize("piece", ["（1+", "（", "1人×（2+", "（（1+2）×3+", "3人，每人每月（", "共计", "1元，每月"])
def test_the_work_grows_with_the_text(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Brackets that are never closed and rows without an end: each token is looked at a few times at most."""
    from linter import lalr

    steps = 0
    feed = lalr.Parser._feed

    def counted(*args: Any, **more: Any) -> bool:
        nonlocal steps
        steps += 1
        return feed(*args, **more)

    monkeypatch.setattr(lalr.Parser, "_feed", counted)
    for times in (300, 600):
        text = piece * times + "3元"
        find_calculations(text)
        assert steps < 120 * len(text)
