"""Counts that a sentence adds up or compares by itself, and what else a narrative says of its amounts in passing."""

from __future__ import annotations

import pytest

import linter

CODES = ["SUM005", "SUM007", "SUM009", "SUM014", "XRF003", "XRF005", "XRF011", "CMP015", "CMP016"]


def codes(*texts: str) -> list[str]:
    text = "\n".join(("青石县渔政局2026年部门预算", *texts))
    report = linter.check("t.txt", data=text.encode(), select=CODES, year=2026, config=False, cache=False)
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("鱼苗分存三池：东池6万尾、西池5万尾、北池3万尾，合计15万尾。", "SUM005"),
        ("巡护队员16人、观测员9人、船员12人，三类共39人。", "SUM005"),
        ("现有岗位：闸门工20人，巡堤员35人，合计57人。", "SUM005"),
        ("护坡2400延米（含新建1500延米、翻修800延米）。", "SUM005"),
        ("项目支出320.00万元，主要包括：高标准鱼塘管护150.00万元，防疫90.00万元，渔机补贴100.00万元。", "SUM005"),
        ("鱼苗成活率由82.0%提高到86.5%，提高5.5个百分点。", "SUM007"),
        ("出船时间由40分钟缩短到30分钟，缩短12分钟。", "SUM007"),
        ("码头泊位由20个增加到25个，增加5个，增长20%。", "SUM009"),
        ("收入预算400.00万元，由财政拨款300.00万元、事业收入100.00万元构成，前者占75.00%，后者占35.00%。", "SUM014"),
        ("我局现设渔政股、资源股、船检股，共4个股室。", "XRF005"),
        ("我局设渔政股、资源股、船检股4个内设机构，在职人员20人。", "XRF005"),
        ("2025年本部门收入预算400.00万元，比上年增加20.00万元，增长5.26%，主要缘于增殖放流扩大。", "XRF003"),
    ],
)
def test_wrong(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "鱼苗分存三池：东池6万尾、西池5万尾、北池3万尾，合计14万尾。",
        "核定编制60人，在职人员48人，退休人员12人，共60人。",
        "核定编制60人，在职人员30人，退休人员12人，共42人。",
        "新建泊位3个、改建2个，共惠及渔民1200人。",
        "抽检鱼样320批次、饲料80批次，共发现不合格5批次。",
        "现有渔村120个、渔港15个，本年计划建成示范渔村共30个。",
        "鱼苗成活率由82.0%提高到86.5%，提高4.5个百分点。",
        "鱼苗成活率由82%提高到86%，比全市平均高3个百分点。",
        "码头泊位由20个增加到25个，增加5个，增长25%。",
        "我局下设渔政股、资源股、船检股等6个股室。",
        "我局设渔政股、资源股、船检股，另有直属单位2个。",
        "年初结转和结余20.00万元，本年收入500.00万元，收入总计520.00万元。",
        "接待费上年为0.70万元，比上年减少0.20万元，下降28.57%。",
        "渔政执法费2026年预算5.00万元，上年为4.00万元，比上年增加1.00万元，增长25.00%，主要缘于巡航扩大。",
        "机关运行经费36.00万元，比上年增加2.00万元，增长5.88%，盖因巡航扩大。",
    ],
)
def test_right(text: str) -> None:
    assert codes(text) == []


STAFF = "\n".join(
    (
        "# 青石县渔政局2026年部门预算",
        "",
        "| 单位名称 | 编制数 | 实有人数 |",
        "|---|---|---|",
        "| 青石县渔政局 | {posts} | 21 |",
        "",
        "我局核定编制24人，实有在职人员21人，退休人员9人；渔政股编制6人。",
        "",
    )
)


@pytest.mark.parametrize(("posts", "found"), [(42, ["24人"]), (24, [])])
def test_staff_of_the_text_against_the_table(posts: int, found: list[str]) -> None:
    data = STAFF.format(posts=posts).encode()
    report = linter.check("t.md", data=data, select=["XRF002"], config=False, cache=False)
    assert [finding.actual for finding in report.findings] == found


def test_a_total_that_the_shares_confirm_is_not_the_one_to_change() -> None:
    text = (
        "青石县渔政局2026年部门预算\n财政拨款支出480.00万元，其中：教育支出300.00万元，占62.50%；"
        "卫生健康支出100.00万元，占20.83%；住房保障支出90.00万元，占16.67%。"
    )
    report = linter.check("t.txt", data=text.encode(), select=["SUM005"], year=2026, config=False, cache=False)
    assert "90.00万元 → 80.00万元" in report.findings[0].message
    assert "480.00万元 → " not in report.findings[0].message


def test_a_share_without_a_total_may_be_of_what_its_list_is_a_part_of() -> None:
    text = "采购支出120万元，其中授予中小企业合同金额90万元，占75%，其中授予小微企业合同金额60万元，占50%。"
    assert codes(text) == []
