"""What target values mean: kind, bounds, unit. The values are made up, in the forms that the trade writes."""

from decimal import Decimal

import pytest

from linter.values import PartialDate, parse

D = Decimal

# text, kind, canonical, comparator, low, high, unit, dimension
QUANTITIES = [
    ("≥92%", "number", "≥92%", "≥", D(92), None, "%", "ratio"),
    ("＞＝92％", "number", "≥92%", "≥", D(92), None, "%", "ratio"),
    (">=92%", "number", "≥92%", "≥", D(92), None, "%", "ratio"),
    ("&ge;92%", "number", "≥92%", "≥", D(92), None, "%", "ratio"),
    ("≧92%", "number", "≥92%", "≥", D(92), None, "%", "ratio"),
    ("≤3 %", "number", "≤3%", "≤", None, D(3), "%", "ratio"),
    ("＜4起", "number", "<4起", "<", None, D(4), "起", "count"),
    ("&lt;4起", "number", "<4起", "<", None, D(4), "起", "count"),
    ("＞15公里", "number", ">15公里", ">", D(15000), None, "米", "length"),
    ("=100.00(%)", "number", "=100%", "=", D(100), D(100), "%", "ratio"),
    ("≥2150.00（平方米）", "number", "≥2150平方米", "≥", D(2150), None, "平方米", "area"),
    ("=3.00(万人次)", "number", "=3万人次", "=", D(30000), D(30000), "人次", "persons"),
    ("0.05万人", "number", "0.05万人", "", D(500), D(500), "人", "persons"),
    ("≤1，250.5万元", "number", "≤1250.5万元", "≤", None, D(12505000), "元", "money"),
    ("3.2 亿元", "number", "3.2亿元", "", D(320000000), D(320000000), "元", "money"),
    ("≥45名", "number", "≥45人", "≥", D(45), None, "人", "persons"),
    ("≤0.6‰", "number", "≤0.6‰", "≤", None, D("0.06"), "%", "ratio"),
    ("九成", "number", "90%", "", D(90), D(90), "%", "ratio"),
    ("八成五以上", "number", "≥85%", "≥", D(85), None, "%", "ratio"),
    ("百分之九十五点五", "number", "95.5%", "", D("95.5"), D("95.5"), "%", "ratio"),
    ("百分之百", "number", "100%", "", D(100), D(100), "%", "ratio"),
    ("三百二十人", "number", "320人", "", D(320), D(320), "人", "persons"),
    ("两万人次", "number", "20000人次", "", D(20000), D(20000), "人次", "persons"),
    ("十二次", "number", "12次", "", D(12), D(12), "次", "count"),
    ("两次", "number", "2次", "", D(2), D(2), "次", "count"),
    ("不低于85%", "number", "≥85%", "≥", D(85), None, "%", "ratio"),
    ("不少于40人次", "number", "≥40人次", "≥", D(40), None, "人次", "persons"),
    ("大于或等于5场", "number", "≥5场", "≥", D(5), None, "场", "count"),
    ("至少3次", "number", "≥3次", "≥", D(3), None, "次", "count"),
    ("达到86%", "number", "≥86%", "≥", D(86), None, "%", "ratio"),
    ("达到86%以上", "number", "≥86%", "≥", D(86), None, "%", "ratio"),
    ("超过70%", "number", ">70%", ">", D(70), None, "%", "ratio"),
    ("不超过25万元", "number", "≤25万元", "≤", None, D(250000), "元", "money"),
    ("控制在25万元以内", "number", "≤25万元", "≤", None, D(250000), "元", "money"),
    ("低于2%", "number", "<2%", "<", None, D(2), "%", "ratio"),
    ("86%及以上", "number", "≥86%", "≥", D(86), None, "%", "ratio"),
    ("86%（含）以上", "number", "≥86%", "≥", D(86), None, "%", "ratio"),
    ("6%以内", "number", "≤6%", "≤", None, D(6), "%", "ratio"),
    ("≥2.5倍", "number", "≥2.5倍", "≥", D("2.5"), None, "倍", "multiple"),
    ("≥88分", "number", "≥88分", "≥", D(88), None, "分", "score"),
    ("1450元/月", "number", "1450元/月", "", D(1450), D(1450), "元/月", "money/time"),
    ("450元/人·月", "number", "450元/人/月", "", D(450), D(450), "元/人/月", "money/persons/time"),
    ("450元/(人·月)", "number", "450元/人/月", "", D(450), D(450), "元/人/月", "money/persons/time"),
    ("450元每人每月", "number", "450元/人/月", "", D(450), D(450), "元/人/月", "money/persons/time"),
    ("每人每月450元", "number", "450元/人/月", "", D(450), D(450), "元/人/月", "money/persons/time"),
    ("3次/年", "number", "3次/年", "", D(3), D(3), "次/年", "count/time"),
    ("≥18家企业", "number", "≥18家企业", "≥", D(18), None, "家", "count"),
    ("4所学校", "number", "4所学校", "", D(4), D(4), "所", "count"),
    ("7个村", "number", "7个村", "", D(7), D(7), "个", "count"),
    ("≥5项目标任务", "number", "≥5项目标任务", "≥", D(5), None, "项", "count"),
    ("增长7%", "number", "增长7%", "", D(7), D(7), "%", "ratio"),
    ("较上年下降4%以上", "number", "较上年下降≥4%", "≥", D(4), None, "%", "ratio"),
    ("提高3个百分点", "number", "提高3个百分点", "", D(3), D(3), "百分点", "ratio"),
    ("≥5次（每季度至少1次）", "number", "≥5次", "≥", D(5), None, "次", "count"),
    ("≤12/10万", "number", "≤12/10万", "≤", None, D("0.012"), "%", "ratio"),
    ("￥600", "number", "600元", "", D(600), D(600), "元", "money"),
    ("≥92%。", "number", "≥92%", "≥", D(92), None, "%", "ratio"),
    ("“≥92%”", "number", "≥92%", "≥", D(92), None, "%", "ratio"),
    ("≥\n92%", "number", "≥92%", "≥", D(92), None, "%", "ratio"),
    ("240-280人", "range", "240-280人", "", D(240), D(280), "人", "persons"),
    ("4%~9%", "range", "4-9%", "", D(4), D(9), "%", "ratio"),
    ("6—9个", "range", "6-9个", "", D(6), D(9), "个", "count"),
    ("6到9个", "range", "6-9个", "", D(6), D(9), "个", "count"),
    ("2.5-3万元", "range", "2.5-3万元", "", D(25000), D(30000), "元", "money"),
    ("9000-1万元", "range", "9000元-1万元", "", D(9000), D(10000), "元", "money"),
    ("±3%", "range", "±3%", "", D(-3), D(3), "%", "ratio"),
    ("≤2年", "duration", "≤2年", "≤", None, D(2), "年", "time"),
    ("18个月", "duration", "18个月", "", D(18), D(18), "月", "time"),
    ("不超过5个工作日", "duration", "≤5个工作日", "≤", None, D(5), "工作日", "time"),
    ("48小时内", "duration", "≤48小时", "≤", None, D(48), "小时", "time"),
    ("半年内", "duration", "≤0.5年", "≤", None, D("0.5"), "年", "time"),
    ("2年内持续发挥效益", "duration", "2年内持续发挥效益", "≤", None, D(2), "年", "time"),
    ("延期两周", "duration", "延期2周", "", D(2), D(2), "周", "time"),
    ("≥3级", "level", "≥3级", "≥", D(3), None, "级", "grade"),
    ("未突破20万元", "number", "≤20万元", "≤", None, D(200000), "元", "money"),
    ("不许少于200册", "number", "≥200册", "≥", D(200), None, "册", "count"),
    ("严格控制在40万元以内", "number", "≤40万元", "≤", None, D(400000), "元", "money"),
    ("至少要有6次", "number", "≥6次", "≥", D(6), None, "次", "count"),
    ("60元之下", "number", "≤60元", "≤", None, D(60), "元", "money"),
    ("介于15人和20人之间", "range", "15-20人", "", D(15), D(20), "人", "persons"),
    ("8.5成以上", "number", "≥85%", "≥", D(85), None, "%", "ratio"),
    ("五成至六成", "range", "50-60%", "", D(50), D(60), "%", "ratio"),
    ("六点五成", "number", "65%", "", D(65), D(65), "%", "ratio"),
    ("不超过千分之三", "number", "≤0.3%", "≤", None, D("0.3"), "%", "ratio"),
    ("3/4以上", "number", "≥75%", "≥", D(75), None, "%", "ratio"),
    ("三分之一以上", "number", "≥33.33%", "≥", D("33.33"), None, "%", "ratio"),
    ("一半以上", "number", "≥50%", "≥", D(50), None, "%", "ratio"),
    ("≤玖仟捌佰元", "number", "≤9800元", "≤", None, D(9800), "元", "money"),
    ("柒拾伍万元整", "number", "750000元", "", D(750000), D(750000), "元", "money"),
    ("2亿5000万元", "number", "2.5亿元", "", D(250000000), D(250000000), "元", "money"),
    ("≥4万2000人", "number", "≥4.2万人", "≥", D(42000), None, "人", "persons"),
    ("85%以上（不含85%）", "number", ">85%", ">", D(85), None, "%", "ratio"),
    ("≤5%（含）", "number", "≤5%", "≤", None, D(5), "%", "ratio"),
    ("负2.5%", "number", "-2.5%", "", D("-2.5"), D("-2.5"), "%", "ratio"),
    ("25℃±3℃", "range", "22-28℃", "", D(22), D(28), "℃", "physical"),
    ("50±5%", "range", "45-55%", "", D(45), D(55), "%", "ratio"),
    ("3.5人·公里", "number", "3.5人公里", "", D("3.5"), D("3.5"), "人公里", "length"),
    ("30元/户·月", "number", "30元/户/月", "", D(30), D(30), "元/户/月", "money/persons/time"),
    ("12千瓦·时", "number", "12千瓦时", "", D(12), D(12), "千瓦时", "energy"),
    ("按每亩每年300元", "number", "300元/亩/年", "", D(300), D(300), "元/亩/年", "money/area/time"),
    ("≤12.50（元/筏）", "number", "≤12.5元/筏", "≤", None, D("12.5"), "元/筏", "money/count"),
    ("≥350.00（筏）", "number", "≥350(筏)", "≥", D(350), None, "筏", ""),
    ("≥1.2MPa", "number", "≥1.2兆帕", "≥", D(1200000), None, "帕", "pressure"),
    ("≤220V", "number", "≤220伏", "≤", None, D(220), "伏", "voltage"),
    ("≥5dpi", "number", "≥5dpi", "≥", D(5), None, "dpi", ""),
    ("≥40名学员", "number", "≥40名学员", "≥", D(40), None, "人", "persons"),
    ("≥8幅作品", "number", "≥8幅作品", "≥", D(8), None, "幅", "count"),
    ("0差错", "number", "0差错", "", D(0), D(0), "", ""),
    ("零事故", "number", "零事故", "", D(0), D(0), "", ""),
    ("氨氮≤1.5mg/L", "number", "氨氮≤1.5毫克/升", "≤", None, D("1.5"), "毫克/升", "physical"),
    ("户均增收≥300元", "number", "户均增收≥300元", "≥", D(300), None, "元", "money"),
    ("较2031年增长8%", "number", "较2031年增长8%", "", D(8), D(8), "%", "ratio"),
    ("9 8 . 5 %", "number", "98.5%", "", D("98.5"), D("98.5"), "%", "ratio"),
    ("≥C40", "level", "≥C40", "≥", None, None, "", ""),
    ("不低于二级标准", "level", "≥二级标准", "≥", None, None, "", ""),
    ("每三月一次", "frequency", "每三月一次", "", D(1), D(1), "次", "count"),
    ("2周1次", "frequency", "2周1次", "", D(1), D(1), "次", "count"),
    ("每月至少两次", "frequency", "每月至少两次", "≥", D(2), None, "次", "count"),
]


@pytest.mark.parametrize("row", QUANTITIES, ids=lambda row: row[0])
def test_quantity(row: tuple[str, str, str, str, Decimal | None, Decimal | None, str, str]) -> None:
    text, *expected = row
    value = parse(text)
    read = (value.kind, value.canonical, value.comparator, value.low, value.high, value.unit, value.dimension)
    assert read == tuple(expected)
    assert value.problems == ()
    assert value.text == text


@pytest.mark.parametrize(
    ("text", "low", "high", "closed"),
    [
        ("≥20%", D(20), None, (True, False)),
        (">20%", D(20), None, (False, False)),
        ("<20%", None, D(20), (False, False)),
        ("20%", D(20), D(20), (True, True)),
        ("大于20%小于等于35%", D(20), D(35), (False, True)),
        ("≥20%且<35%", D(20), D(35), (True, False)),
        ("<35%，≥20%", D(20), D(35), (True, False)),
        ("20%≤X<35%", D(20), D(35), (True, False)),
        ("35%>达标率≥20%", D(20), D(35), (True, False)),
        ("[20%,35%)", D(20), D(35), (True, False)),
        ("（20%，35%]", D(20), D(35), (False, True)),
    ],
)
def test_bounds_open_and_closed(
    text: str, low: Decimal | None, high: Decimal | None, closed: tuple[bool, bool]
) -> None:
    value = parse(text)
    assert (value.low, value.high) == (low, high)
    assert (value.low_closed, value.high_closed) == closed
    assert value.unit == "%"
    assert value.problems == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("是", "yes-no"),
        ("否", "yes-no"),
        ("优秀", "level"),
        ("规范", "level"),
        ("良好以上", "level"),
        ("显著提升", "level"),
        ("三级甲等", "level"),
        ("预算内", "text"),
        ("及时处置", "text"),
        ("≤批复预算", "text"),
        ("不低于上年水平", "text"),
        ("改善了办公环境，更新了设备", "text"),
        ("长期", "duration"),
        ("全年", "duration"),
        ("2年4个月", "duration"),
        ("按季度", "frequency"),
        ("按月及时拨付", "frequency"),
        ("每年6月一次性拨付", "frequency"),
        ("一年两次", "frequency"),
        ("每月8日前拨付", "frequency"),
        ("当年完成", "date"),
        ("年底前完成全部工程", "date"),
        ("11月底前发放到位", "date"),
        ("2031年11月底前", "date"),
        ("6月工资发放", "date"),
        ("2031.03-2031.10", "date"),
        ("3-10月", "date"),
        ("上半年", "date"),
        ("1:4", "text"),
        ("7×24小时", "text"),
        ("一次性拨付", "text"),
        ("一户一档", "text"),
        ("12345热线办结率", "text"),
        ("5G网络覆盖", "text"),
        ("≥**人次", "text"),
        ("≥XX%", "text"),
    ],
)
def test_words_dates_and_periods(text: str, kind: str) -> None:
    value = parse(text)
    assert value.kind == kind
    assert value.problems == ()


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("93%以上的住户接通了自来水", D(93), None, "%"),
        ("带动周边群众260人以上", D(260), None, "人"),
        ("按期足额拨付率100%", D(100), D(100), "%"),
        ("接到报修后6小时内到场", None, D(6), "小时"),
    ],
)
def test_a_sentence_keeps_its_figure(text: str, low: Decimal | None, high: Decimal | None, unit: str) -> None:
    value = parse(text)
    assert (value.kind, value.low, value.high, value.unit) == ("text", low, high, unit)
    assert value.canonical == text
    assert value.problems == ()


def test_dates_are_named_as_far_as_stated() -> None:
    assert parse("2031年11月底前").dates == (PartialDate(2031, 11),)
    assert parse("11月30日前完成").dates == (PartialDate(None, 11, 30),)
    assert parse("2031年3月-10月").dates == (PartialDate(2031, 3), PartialDate(2031, 10))
    assert parse("2031.03-2032.01").dates == (PartialDate(2031, 3), PartialDate(2032, 1))
    assert parse("2031年2月29日").dates == ()


def test_a_list_holds_its_values() -> None:
    value = parse("1450 元/月, 600 元/月")
    assert value.kind == "list"
    assert [(v.low, v.unit) for v in value.values] == [(D(1450), "元/月"), (D(600), "元/月")]
    assert value.unit == "元/月"
    labelled = parse("一等奖 900元、二等奖 400元")
    assert [v.low for v in labelled.values] == [D(900), D(400)]
    lines = parse("≥92%\n≥3次")
    assert [v.canonical for v in lines.values] == ["≥92%", "≥3次"]


def test_spans_are_places_in_the_printed_text() -> None:
    value = parse(" ≥ 1，200 平方米")
    shown = {name: value.text[start:end] for name, (start, end) in value.spans.items()}
    assert shown == {"comparator": "≥", "number": "1，200", "unit": "平方米"}
    escaped = parse("&ge;92%")
    assert escaped.text[slice(*escaped.spans["comparator"])] == "&ge;"


@pytest.mark.parametrize(
    ("text", "comparator", "unit", "canonical", "codes"),
    [
        ("90", "≥", "%", "≥90%", []),
        ("90", "大于等于", "百分比", "≥90%", ["VAL006"]),
        ("90%", "≥", "%", "≥90%", []),
        ("≥90%", "≥", "%", "≥90%", ["VAL021"]),
        ("360", "＝", "元/人", "=360元/人", []),
        ("5万", "≤", "元", "≤5万元", []),
        ("0", "≤", "起", "≤0起", []),
        ("20-30", "", "人", "20-30人", []),
        ("良好", "≥", "", "≥良好", []),
        ("优良中低差", "定性", "", "优良中低差", []),
        ("及时办结", "定性", "", "及时办结", []),
        ("及时办结", "=", "次", "及时办结", []),
        ("95", "≥", "", "≥95", ["VAL004"]),
        ("95", "≥", "95%", "≥95 95%", ["VAL002"]),
        ("95", "≥", "档案整理", "≥95档案整理", ["VAL005"]),
        ("", "≥", "%", "", []),
    ],
)
def test_columns_are_joined_first(text: str, comparator: str, unit: str, canonical: str, codes: list[str]) -> None:
    value = parse(text, comparator=comparator, unit=unit)
    assert value.canonical == canonical
    assert [p.code for p in value.problems] == codes


@pytest.mark.parametrize("row", QUANTITIES, ids=lambda row: row[0])
def test_what_is_printed_means_the_same(row: tuple[str, ...]) -> None:
    value = parse(row[0])
    again = parse(value.canonical)
    assert again.canonical == value.canonical
    assert (again.kind, again.low, again.high, again.unit) == (value.kind, value.low, value.high, value.unit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("≥9O%", "damaged"), ("≥8S%", "damaged"), ("≥l00%", "damaged"), ("≥XX", "text"), ("三", "text"), ("零容忍", "text"),
        ("≥95项目管理", "damaged"), ("≥80业务培训", "damaged"), ("3万50000元", "text"), ("一条龙服务", "text"), ("66 100", "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_figure_stays_none(text: str, kind: str) -> None:
    assert parse(text).kind == kind


@pytest.mark.parametrize("text", ["≥30（预计）", "≥30（暂定）", "≥30（计划数）"])
def test_a_remark_in_brackets_is_no_unit(text: str) -> None:
    assert [problem.code for problem in parse(text).problems] == ["VAL004"]
