"""What stands beside a damaged value is found as well: the value that is meant is judged, and the name decides what it measures."""

from __future__ import annotations

import pytest

from linter.budget import understand
from linter.findings import Finding
from linter.packs.load import load_pack
from linter.readers import read
from linter.run.run import check
from linter.values import parse

HEADS = "三级指标 | 指标描述 | 指标值 | 确定依据"
QUALITY, QUANTITY, COST = "产出指标 | 质量指标", "产出指标 | 数量指标", "成本指标 | 经济成本指标"
SPLIT = "三级指标 | 指标性质 | 指标值 | 度量单位"


def found(row: str, heads: str = HEADS) -> dict[str, Finding]:
    """The findings of rules on values in one row of an otherwise ordinary form, by code."""
    lines = (f"一级指标 | 二级指标 | {heads}", "--- | --- | --- | --- | --- | ---", row)
    table = "\n".join(f"| {each} |" for each in lines)
    text = f"# 云岭县水务局2026年单位预算\n\n项目绩效目标表\n\n| 项目名称 | 河道清淤 |\n| --- | --- |\n\n{table}\n"
    budget = understand(read("a.md", data=text.encode()))
    return {each.code: each for each in check(budget, load_pack()).findings if each.code.startswith("VAL")}


@pytest.mark.parametrize(
    ("row", "codes", "mend"),
    [
        ("产出指标 | 数量指标 | 清淤河段数 | 清理的河段 | ≥12大于等于12% | 规划", {"VAL002", "VAL007"}, None),
        ("产出指标 | 质量指标 | 清淤验收合格率 | 合格的占比 | ≥100大于等于100% | 规划", {"VAL002", "VAL009"}, "=100%"),
        ("产出指标 | 质量指标 | 施工返工率 | 返工的占比 | ≥3大于等于3% | 规划", {"VAL002", "VAL008"}, None),
        ("产出指标 | 质量指标 | 清淤验收合格率 | 合格的占比 | ≥96大于等于96% | 规划", {"VAL002"}, "≥96%"),
    ],
)
def test_behind_a_value_that_is_written_twice(row: str, codes: set[str], mend: str | None) -> None:
    findings = found(row)
    assert set(findings) == codes
    assert findings["VAL002"].suggestion == mend


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ("产出指标 | 时效指标 | 工程完工及时率 | 按时的占比 | ≥100按合同完工 | 规划", {"VAL005", "VAL009"}),
        ("产出指标 | 数量指标 | 培训护河人数 | 参加的人 | ≤40护河培训 | 规划", {"VAL005", "VAL008"}),
        ("产出指标 | 成本指标 | 设备运行成本 | 全年支出 | ≥6按合同支付 | 规划", {"VAL005", "VAL008"}),
        ("产出指标 | 时效指标 | 工程完工及时率 | 按时的占比 | ≥95按合同完工 | 规划", {"VAL005"}),
        ("产出指标 | 质量指标 | 河道巡查情况 | 巡查的情况 | ≤100满意率 | 规划", {"VAL005"}),
        ("产出指标 | 数量指标 | 护河员补贴次数 | 发放的次数 | ≥8月补贴发放 | 规划", {"VAL005"}),
        ("产出指标 | 时效指标 | 补贴发放时间 | 发放的时间 | 8月底前发放 | 规划", set()),
    ],
)
def test_behind_words_in_the_place_of_the_unit(row: str, codes: set[str]) -> None:
    assert set(found(row)) == codes


@pytest.mark.parametrize(
    ("row", "code", "field", "suggestion"),
    [
        ("产出指标 | 数量指标 | 清淤河段数 | ≥ | ≥12 | 段", "VAL021", "value", "12"),
        ("产出指标 | 质量指标 | 清淤合格率 | ≥ | 95%以上 | %", "VAL021", "value", "95"),
        ("产出指标 | 质量指标 | 清淤合格率 | ≥ | 不低于95 | %", "VAL021", "value", "95"),
        ("产出指标 | 数量指标 | 清淤河段数 | ≥ | 12 | 12段", "VAL002", "unit", "段"),
        ("产出指标 | 数量指标 | 清淤河段数 | ≥ | 12 | 河道清淤", "VAL005", "unit", None),
        ("产出指标 | 数量指标 | 受益居民人数 | ≥ | 300 | %", "VAL007", "unit", None),
        ("产出指标 | 质量指标 | 施工返工率 | ≥ | 3 | %", "VAL008", "comparator", None),
    ],
)
def test_of_a_split_value_the_cell_that_is_wrong_is_told(
    row: str, code: str, field: str, suggestion: str | None
) -> None:
    finding = found(row, SPLIT)[code]
    assert (finding.field, finding.suggestion) == (field, suggestion)
    assert finding.message.count(" ".join(row.split(" | ")[-3:])) == (code != "VAL007")


@pytest.mark.parametrize(
    "row",
    [
        "产出指标 | 质量指标 | 出水pH值 | 出水的酸碱度 | 6-9 | 规划",
        "产出指标 | 时效指标 | 群众来电答复时间 | 来电到答复 | 当日答复 | 规划",
        "产出指标 | 质量指标 | 监测数据有效率 | 有效的占比 | ≥95% | 规划",
        "产出指标 | 成本指标 | 严格控制成本，不超出概算 | 全部支出 | ≤96万元 | 规划",
        "产出指标 | 数量指标 | 巡河员人数 | 全县巡河员共聘60人 | ≥55人 | 规划",
        "产出指标 | 数量指标 | 巡河员人数 | 2025年共聘50人 | ≥55人 | 规划",
        "产出指标 | 数量指标 | 巡河次数 | 每月巡河4次 | ≥4次/月 | 规划",
    ],
)
def test_what_is_right_is_left_alone(row: str) -> None:
    assert not found(row)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("产出指标 | 质量指标 | 监测数据有效率 | 有效的占比 | ≥95元 | 规划", "VAL007"),
        ("产出指标 | 成本指标 | 严格控制成本，不超出概算 | 全部支出 | ≥96万元 | 规划", "VAL008"),
        ("产出指标 | 数量指标 | 巡河员人数 | 全县巡河员共聘60人 | ≥75人 | 规划", "VAL014"),
        ("产出指标 | 数量指标 | 巡河次数 | 每月巡河4次 | ≥6次/月 | 规划", "VAL014"),
        ("产出指标 | 成本指标 | 清淤单价 | 按每方18元的定额测算 | 21元/方 | 规划", "VAL014"),
    ],
)
def test_what_is_wrong_is_found(row: str, code: str) -> None:
    assert code in found(row)


@pytest.mark.parametrize(
    ("row", "code", "mend"),
    [
        (f"{QUANTITY} | 灯塔值守天数 | 值守的天数 | ≥210天天 | 规划", "VAL002", "≥210天"),
        (f"{COST} | 拖船租用成本 | 租用的成本 | ≤6500元6500 | 规划", "VAL002", "≤6500元"),
        (f"{QUALITY} | 浮标完好率 | 完好的占比 | ≥93%% | 规划", "VAL002", "≥93%"),
        (f"{QUANTITY} | 更换浮标数量 | 更换的浮标 | ≥14座14 | 规划", "VAL002", "≥14座"),
        (f"{QUALITY} | 船员参与率 | 参加的占比 | 船员参与率不低于100% | 规划", "VAL009", None),
        (f"{QUALITY} | 船员参与率 | 参加的占比 | 船员参与率不低于90% | 规划", "VAL011", None),
        ("满意度指标 | 满意度指标 | 船民满意度 | 船民的评价 | 船民满意度不低于65% | 规划", "VAL023", None),
        (f"{QUALITY} | 航标维护超时率 | 超时的占比 | ≥2% | 规划", "VAL008", None),
        (f"{QUALITY} | 和解协议反悔率 | 反悔的占比 | ≥2% | 规划", "VAL008", None),
        (f"{QUANTITY} | 聘用灯塔看守员 | 共聘用18人 | ≥22人 | 规划", "VAL014", None),
        (f"{COST} | 看守员补助 | 补助的标准 | 7200元/人均 | 规划", "VAL020", "7200元/人"),
        (f"{QUANTITY} | 船员培训数量 | 培训的船员 | ≥25年度培训 | 规划", "VAL005", None),
    ],
)
def test_what_is_planted_is_found(row: str, code: str, mend: str | None) -> None:
    findings = found(row)
    assert code in findings
    if mend is not None:
        assert findings[code].suggestion == mend


@pytest.mark.parametrize(
    "row",
    [
        f"{QUANTITY} | 灯塔值守天数 | 值守的天数 | ≥210天 | 规划",
        f"{QUANTITY} | 接听求助电话 | 接听的电话 | ≥900通 | 规划",
        f"{QUANTITY} | 处理超时工单数量 | 处理的工单 | ≥30件 | 规划",
        f"{QUANTITY} | 抢修停电线路次数 | 抢修的次数 | ≥12次 | 规划",
        f"{QUANTITY} | 聘用灯塔看守员 | 共聘用18人 | 18人 | 规划",
        f"{QUANTITY} | 聘用灯塔看守员 | 共聘用18人 | ≥18人 | 规划",
        f"{QUALITY} | 船员参与率 | 参加的占比 | 不低于90% | 规划",
        f"{QUALITY} | 出水水质 | 出水的等级 | 不低于Ⅱ类标准 | 规划",
        f"{COST} | 看守员补助 | 补助的标准 | 7200元/人 | 规划",
        f"{QUALITY} | 航标维护超时率 | 超时的占比 | ≤2% | 规划",
    ],
)
def test_what_is_right_is_silent(row: str) -> None:
    assert found(row) == {}


@pytest.mark.parametrize(
    ("text", "kind", "comparator"),
    [
        ("达到一级B排放标准", "level", "≥"),
        ("不低于Ⅱ类标准", "level", "≥"),
        ("签约率不得低于88%", "number", "≥"),
        ("签约率不得不低于88%", "text", ""),
        ("每月检修不少于3次", "frequency", "≥"),
        ("6月6", "date", ""),
        ("隔日巡查一次", "frequency", ""),
        ("每隔两周一次", "frequency", ""),
        ("≤人民币柒仟元", "number", "≤"),
    ],
)
def test_values_in_words(text: str, kind: str, comparator: str) -> None:
    value = parse(text)
    assert (value.kind, value.comparator) == (kind, comparator)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("铸件残次品率", "≥3%"),
        ("渡船停机次数", "≥2次"),
        ("夜班迟到率", "≥1%"),
        ("影像漏诊率", "≥1%"),
        ("消防员持证率", "≤90%"),
        ("船员参训人数", "≤40人"),
        ("学员出勤率", "≤95%"),
        ("蜂群免疫失败率", "≥2%"),
    ],
)
def test_the_wrong_way(name: str, value: str) -> None:
    turned = value.replace("≥", "≤") if "≥" in value else value.replace("≤", "≥")
    assert set(found(f"{QUALITY} | {name} | 年度情况 | {value} | 规划")) == {"VAL008"}
    assert found(f"{QUALITY} | {name} | 年度情况 | {turned} | 规划") == {}


@pytest.mark.parametrize("name", ["持证人员流失率", "课程取消率", "归档异常率", "未检定率", "配备缺口率"])
def test_what_keeps_an_achievement_from_being_one(name: str) -> None:
    assert found(f"{QUALITY} | {name} | 年度情况 | ≤4% | 规划") == {}
