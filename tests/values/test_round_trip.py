"""A value printed and read again means the same."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from linter.values import Value, as_json, parse

UNITS = """
% ‰ 分 倍 人 人次 户 家 个 件 起 次 场 期 批 份 篇 项 处 座 所 台 套 辆 公里 平方米 亩 公顷 吨 千瓦时 小时 天 个月 学时 个工作日
元 元/人 元/月 元/人/月 次/年 万元/公里 级 家企业 个行政村
"""
SCALED = ["人", "人次", "户", "元", "亩", "平方米", "元/人", "千瓦时"]
LEADS = ["", "增长", "较上年下降", "累计", "全年"]


def meaning(value: Value) -> tuple[object, ...]:
    return (
        value.kind,
        value.comparator,
        value.low,
        value.high,
        value.low_closed,
        value.high_closed,
        value.number,
        value.unit,
        value.dimension,
        value.approximate,
        value.lead,
        value.dates,
        tuple(meaning(inner) for inner in value.values),
    )


# Below a thousand, so that no figure is by chance a percentage printed twice.
figures = st.one_of(
    st.integers(0, 999).map(str), st.decimals(0, 999, places=2, allow_nan=False).map(lambda number: f"{number:f}")
)
units = st.one_of(
    st.sampled_from(UNITS.split()), st.tuples(st.sampled_from(["万", "亿"]), st.sampled_from(SCALED)).map("".join)
)


@st.composite
def quantities(draw: st.DrawFn) -> str:
    about = draw(st.sampled_from(["", "约"]))
    return f"{draw(st.sampled_from(LEADS))}{about}{draw(st.sampled_from(['', *'≥≤><=']))}{draw(figures)}{draw(units)}"


@st.composite
def ranges(draw: st.DrawFn) -> str:
    low, high = sorted((Decimal(draw(figures)), Decimal(draw(figures))))
    unit = draw(units)
    form = draw(st.sampled_from(["{}-{}{}", "≥{}且<{}{}", ">{}且≤{}{}", "{}至{}{}"]))
    return form.format(low, high, unit)


@settings(deadline=None)
@given(st.one_of(quantities(), ranges(), st.lists(quantities(), min_size=3, max_size=4).map("；".join)))
def test_generated_values_come_back(text: str) -> None:
    value = parse(text)
    assert value.kind in ("number", "range", "duration", "level", "list")
    again = parse(value.canonical)
    assert meaning(again) == meaning(value)
    assert again.canonical == value.canonical


PIECES = """
≥ ≤ > < = 不低于 不超过 达到 大于等于 以上 以内 左右 约 预计 90 95 100 1 12 3.5 127127 9595 0 1,234 % ‰ 百分比 分 人 人次
万 元 万元 个 家 家企业 个月 年 天 底 前 完成 每 每月 按季度 / · - ~ 至 、 ， ; ( ) （%） 且 满意 优秀 案件处理 档案管理 三 十
百分之九十 九成 半 年底 及时 》 d 增长 长期 。 & &ge; × ± ¥ 的 : [ ] 12月31日 2月30日 2031年 * XX
"""


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*PIECES.split(), " ", "\n"]), max_size=7).map("".join))
def test_nothing_raises_and_every_place_lies_in_the_text(text: str) -> None:
    value = parse(text)
    assert value.text == text
    json.dumps(as_json(value))
    for problem in value.problems:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.message
    for start, end in value.spans.values():
        assert 0 <= start <= end <= len(text)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_at_all_is_read(text: str) -> None:
    assert parse(text).text == text


def test_json_is_the_object_that_the_command_line_promises() -> None:
    assert as_json(parse("≥0.06万人")) == {
        "text": "≥0.06万人",
        "canonical": "≥0.06万人",
        "kind": "number",
        "comparator": "≥",
        "low": 600,
        "high": None,
        "low_closed": True,
        "high_closed": False,
        "number": 0.06,
        "unit": "人",
        "dimension": "persons",
        "approximate": False,
        "values": [],
        "problems": [],
    }
    listed = as_json(parse("1450元/月、600元/月"), "en")
    assert [inner["low"] for inner in listed["values"]] == [1450, 600]
    assert listed["problems"][0]["message"].startswith("Several targets")
    damaged = as_json(parse("≥8585%"))
    assert damaged["problems"] == [
        {"code": "VAL002", "message": "指标值重复或拼接：“8585”。应为“≥85%”。", "suggestion": "≥85%"}
    ]
    assert isinstance(as_json(parse("600人"))["low"], int)
