"""What stands beside a damaged value is found as well: the value that is meant is judged, and the name decides what it measures."""

from __future__ import annotations

import pytest

from linter.budget import understand
from linter.findings import Finding
from linter.packs.load import load_pack
from linter.readers import read
from linter.run.run import check

HEADS = "三级指标 | 指标描述 | 指标值 | 确定依据"
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
