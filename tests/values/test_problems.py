"""What is wrong with the writing of a value: code, place and mend."""

import json
from decimal import Decimal

import pytest

from linter.values import as_json, message_of, parse

# text, code, the characters it is about, suggestion
PROBLEMS = [
    # a threshold stated twice, digits run together
    ("≥85大于等于85%", "VAL002", "≥85大于等于85%", "≥85%"),
    ("≥85大于等于百分之八十五", "VAL002", "≥85大于等于百分之八十五", "≥85%"),
    ("85等于85%", "VAL002", "85等于85%", "=85%"),
    ("≥85大于等于95%", "VAL002", "≥85大于等于95%", None),
    ("≥8585%", "VAL002", "8585", "≥85%"),
    ("≥100100%", "VAL002", "100100", "≥100%"),
    ("≥10085%", "VAL002", "10085", None),
    ("≥9585%", "VAL002", "9585", None),
    ("1100%", "VAL002", "1100", None),
    ("8585分", "VAL002", "8585", "85分"),
    ("≥135135元", "VAL002", "135135", "≥135元"),
    ("≤240240人", "VAL002", "240240", "≤240人"),
    ("≥85.585.5%", "VAL002", "85.585.5", "≥85.5%"),
    ("≥4040元-150元", "VAL002", "4040", "40元-150元"),
    ("85%85%", "VAL002", "85%85%", "85%"),
    ("≥97受理群众来信97%以上", "VAL002", "≥97受理群众来信97%以上", "≥97%"),
    ("≥97受理群众来信97以上", "VAL002", "≥97受理群众来信97以上", None),
    ("66 100", "VAL002", "66 100", None),
    # units
    ("≥85", "VAL004", "≥85", None),
    ("640", "VAL004", "640", None),
    ("85以上", "VAL004", "85以上", None),
    ("85-95", "VAL004", "85-95", None),
    ("≥85窗口服务", "VAL005", "窗口服务", None),
    ("≤70数量", "VAL005", "数量", None),
    ("100车辆租赁费", "VAL005", "车辆租赁费", None),
    ("≥97台账整理", "VAL005", "台账整理", None),
    ("≥97日常维护", "VAL005", "日常维护", None),
    ("≥97项目验收率", "VAL005", "项目验收率", None),
    ("≥97对提交材料的审核", "VAL005", "对提交材料的审核", None),
    ('≥85"窗口服务', "VAL005", "窗口服务", None),
    ("≥97按季发放补贴", "VAL005", "按季发放补贴", None),
    ("≥85案件查处率（%）", "VAL005", "案件查处率（%）", "≥85%"),
    ("≥85百分比", "VAL006", "百分比", "≥85%"),
    ("85个百分比", "VAL006", "个百分比", "85%"),
    ("≥60平米", "VAL006", "平米", "≥60平方米"),
    ("≤4万", "VAL019", "≤4万", "≤4万元"),
    ("2.5亿", "VAL019", "2.5亿", "2.5亿元"),
    ("≤480元，人次", "VAL020", "元，人次", "≤480元/人次"),
    ("≤480元、人", "VAL020", "元、人", "≤480元/人"),
    ("480元人次", "VAL020", "元人次", "480元/人次"),
    # vague words
    ("预计240人", "VAL012", "预计", None),
    ("240人左右", "VAL012", "左右", None),
    ("约240人", "VAL012", "约", None),
    ("240余人", "VAL012", "余", None),
    ("力争全部办结", "VAL012", "力争", None),
    # fits nothing
    ("≥", "VAL016", "≥", None),
    ("8S%", "VAL016", "8S%", None),
    ("4..5", "VAL016", "4..5", None),
    ("≥_85%", "VAL016", "≥_85%", None),
    ("1450元/月，600元/月", "VAL017", "1450元/月，600元/月", None),
    ("新建2处，改建3处", "VAL017", "新建2处，改建3处", None),
    # dates
    ("11底前完成", "VAL018", "11底", "11月底前完成"),
    ("2031年11底前完成", "VAL018", "2031年11底", "2031年11月底前完成"),
    ("13月", "VAL018", "13月", None),
    ("2031年14月底前", "VAL018", "14月", None),
    ("2月30日", "VAL018", "2月30日", None),
    ("2031年2月29日前", "VAL018", "2月29日", None),
    ("11月31日前完成验收", "VAL018", "11月31日", None),
    ("工程于4月31日前完成3处", "VAL018", "4月31日", None),
    # comparators
    ("≥85%以上", "VAL021", "以上", "≥85%"),
    ("≤5%以内", "VAL021", "以内", "≤5%"),
    ("≥85%以下", "VAL021", "以下", None),
    ("≥不低于85%", "VAL021", "不低于", "≥85%"),
    ("》85%", "VAL024", "》", "≥85%"),
    ("《5%", "VAL024", "《", "≤5%"),
    ("→85%", "VAL024", "→", None),
    ("d85%", "VAL024", "d", None),
    # ranges
    ("30-20人", "VAL027", "30-20人", None),
    ("5%-10人", "VAL027", "5%-10人", None),
]


@pytest.mark.parametrize("row", PROBLEMS, ids=lambda row: row[0])
def test_problem(row: tuple[str, str, str, str | None]) -> None:
    text, code, shown, suggestion = row
    value = parse(text)
    assert [p.code for p in value.problems] == [code]
    (problem,) = value.problems
    assert text[problem.start : problem.end] == shown
    assert problem.suggestion == suggestion


# Not one of these is wrong in its writing.
SOUND = """
≥1000平方米 2020人 ≥1212人 ≥7373元 666666元 150% 200% ≥1000% 1200% 0 ≤0起 0元 =0 5万人 3万亩 12万千瓦时
98%以上 ≥30天 ≥3公里道路 2个乡镇 5名教师 ≥6处 20盏 350羽 15架次 4台套 ≥2000立方米 40学时 60元/人天 3元/千瓦时
550元/吨 ≤2.5万元/公里 1次/季度 2次/人/年 ≥3个人工湖 2支队伍 人民币10万元 500元整 10GB ≤50分贝 3星级 ≤-5℃ 4A级
节约用水 签订条约 上下联动 100%完成 ≥95%满意 3名以上医师坐诊 全市前5名 1+N 2类5项 12309平台受理 120急救体系
"""


@pytest.mark.parametrize("text", SOUND.split())
def test_sound_values_have_no_problem(text: str) -> None:
    assert parse(text).problems == ()


def test_a_damaged_value_is_not_trusted_but_a_leaked_text_keeps_the_figure() -> None:
    fused = parse("≥8585%")
    assert (fused.kind, fused.comparator, fused.number, fused.low) == ("damaged", "≥", None, None)
    leaked = parse("≥85窗口服务")
    assert (leaked.kind, leaked.comparator, leaked.number, leaked.unit) == ("damaged", "≥", Decimal(85), "")
    assert leaked.text[slice(*leaked.spans["tail"])] == "窗口服务"


def test_several_problems_of_one_value_come_in_order() -> None:
    assert [p.code for p in parse("》85百分比以上").problems] == ["VAL024", "VAL006"]
    assert [p.code for p in parse("约3万").problems] == ["VAL012", "VAL019"]
    assert [p.code for p in parse("≥85、≥90").problems] == ["VAL004", "VAL017", "VAL004"]


def test_problems_speak_both_languages() -> None:
    (problem,) = parse("≥85百分比").problems
    assert problem.message == message_of(problem, "zh")
    assert "百分比" in problem.message
    assert "≥85%" in problem.message
    english = message_of(problem, "en")
    assert "non-standard" in english
    assert "≥85%" in english


@pytest.mark.parametrize(
    "text",
    [
        "1%" * 3000,
        "1" * 20000,
        "≥" * 5000,
        "（" * 3000,
        "3个" * 4000,
        "1,111" * 3000,
        "百分之" + "9" * 9000,
        "3个/" + "9" * 9000 + "人",
        "三万" * 3000 + "人",
    ],
)
def test_hostile_lengths_are_read_without_harm(text: str) -> None:
    value = parse(text)
    assert value.text == text
    assert json.dumps(as_json(value))


@pytest.mark.parametrize(
    "text",
    [
        "≥1×10⁻³m/s",
        "≤±2×10⁻⁷",
        "≥9tCO₂e",
        "≥40°Bé",
        "0~90%RH",
        "20×15cm",
        "≤6(9)mg/L",
        "立秋前",
        "端午节前",
        "≥4代",
        "≥30盘",
        "≥7筏",
    ],
)
def test_what_no_list_holds_is_no_damage(text: str) -> None:
    assert parse(text).problems == ()


@pytest.mark.parametrize("text", ["9S%", "7O%", "≥8..3万元"])
def test_what_is_mistyped_is_damage(text: str) -> None:
    assert [each.code for each in parse(text).problems] == ["VAL016"]
