"""Marks, template filler, document numbers, goals and contents: what is a defect in running text and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter import check

TITLE = "松岭县渔政站2027年单位预算\n"


def findings(tmp_path: Path, text: str, code: str) -> list[str]:
    path = tmp_path / "document.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    return [each.actual or "" for each in check(path).findings if each.code == code]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("按照《2026年渔业安全要点》和《119联动规程》执行。\n", []),
        ("按照《 12316热线办理规程》执行。\n", []),
        ("渔船检验合格率达到》95%。\n", []),
        ("按照《2026年渔业安全要点执行。\n", ["《"]),
        ("按照《渔业安全要点（松渔〔2026〕3号）执行。\n", ["《"]),
        ('落实“休渔期"制度。\n', ["“"]),
        ('落实"休渔期”制度。\n', ["”"]),
        ('落实"休渔期"制度和“船长”责任。\n', []),
        ('落实"休渔期制度。\n', ['"']),
    ],
)
def test_marks_without_their_partner(tmp_path: Path, text: str, marks: list[str]) -> None:
    assert findings(tmp_path, text, "TXT001") == marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("培训费增加（减少）的主要原因是渔民增多。\n", True),
        ("会议费减少（增加）原因是合并召开。\n", True),
        ("八、渔船情况（据实填写）\n", True),
        ("八、渔船情况(如无此项，请删除)\n", True),
        ("八、渔船情况（新增内容）\n", True),
        ("船舶资产增加（含划转渔船）的主要原因是接收移交。\n", False),
        ("渔民安置（增加内容详见附件）按计划推进。\n", False),
        ("经费减少（减少2人）的主要原因是退休。\n", False),
    ],
)
def test_what_a_template_left_for_the_preparer(tmp_path: Path, text: str, found: bool) -> None:
    assert bool(findings(tmp_path, text, "PUB002")) is found


def test_a_document_number_may_have_two_parts(tmp_path: Path) -> None:
    assert findings(tmp_path, "按照《下达通知》（松财（渔）指标〔2026〕3-2号）安排。\n", "PUB005") == []
    assert findings(tmp_path, "按照《下达通知》（松财渔[2026]3-2号）安排。\n", "PUB005") == ["松财渔[2026]3-2号"]


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ("收入预算90万元，比2026年预算增加8万元，一般公共预算安排支出90万元。", False),
        ("与2026年相比，共同组织渔民转产3批。", False),
        ("2026年共组织渔民转产培训3批。", True),
        ("2026年先后检查渔船200艘。", True),
    ],
)
def test_a_goal_that_tells_what_was_done(tmp_path: Path, goal: str, found: bool) -> None:
    assert bool(findings(tmp_path, f"二、绩效目标\n{goal}\n", "CMP010")) is found


@pytest.mark.parametrize(
    ("entry", "heading", "found"),
    [
        ("收支预算总体完成结果说明", "收支预算总体情况说明", True),
        ("渔政执法年度总结说明", "渔政执法情况说明", True),
        ("松岭县渔政站2027年收支预算总表", "收支预算", False),
        ("2027年收支预算情况", "收支预算总体情况说明", False),
        ("项目经费情况说明", "渔港清淤专项经费情况说明", False),
        ("重点项目情况说明", "渔港清淤工程情况说明", False),
        ("项目经费情况说明", "渔港管理制度", True),
    ],
)
def test_an_entry_of_the_contents_and_the_heading_that_stands_for_it(
    tmp_path: Path, entry: str, heading: str, found: bool
) -> None:
    text = f"目录\n一、主要职能……1\n二、{entry}……2\n三、名词解释……3\n一、主要职能\n管理渔港。\n二、{heading}\n略。\n三、名词解释\n略。\n"
    assert bool(findings(tmp_path, text, "XRF013")) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("单位负责人签字：　　　　（盖章）", True),
        ("财政部门审核意见：　　　（公章）", True),
        ("渔船检验须经签字、盖章后办理。", False),
    ],
)
def test_two_fields_of_the_procedure_in_one_line(tmp_path: Path, line: str, found: bool) -> None:
    assert bool(findings(tmp_path, f"{line}\n", "PUB004")) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("渔政股审核意见：同意公开\n", True),
        ("主管部门审查结论：情况属实。\n", True),
        ("站长签字：　　　　日期：　　年　月　日\n", True),
        ("船队负责人签名：　　　时间：\n", True),
        ("审核意见：渔船检验安排偏紧，建议按船型分批，另行报送方案。\n", False),
        ("对各船队上报的方案出具审核意见，同意后实施。\n", False),
    ],
)
def test_fields_of_the_internal_procedure(tmp_path: Path, text: str, found: bool) -> None:
    assert bool(findings(tmp_path, text, "PUB004")) is found
