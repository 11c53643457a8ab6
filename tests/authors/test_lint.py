"""`rules lint`: every mistake of a pack in one run, each with its file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs_made import rule_text, write_pack

from linter.authors.lint import lint_file, lint_pack
from linter.errors import Problem
from linter.packs.condition import compile_condition
from linter.packs.condition.reach import Reach
from linter.packs.condition.syntax import parse

ROW = "{name: 养护里程, level1: 产出指标, level2: 数量指标, value: %s}"
EXAMPLES = (
    "  bad: [{paragraph: 甲}, {paragraph: 乙}]\n  good: [{paragraph: 丙}, {paragraph: 丁}]\n",
    f"  bad: [{{indicator: {ROW % '“”'}}}, {{indicator: {ROW % '“ ”'}}}]\n".replace("“", '"').replace("”", '"')
    + f"  good: [{{indicator: {ROW % '1公里'}}}, {{indicator: {ROW % '2公里'}}}]\n",
)


def sound(**changes: str) -> str:
    """The text of a rule without a mistake, in a file called TST001-test-rule.yaml."""
    return rule_text(**changes).replace(*EXAMPLES)


def written(folder: Path, text: str) -> Path:
    path = folder / "TST001-test-rule.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def only(path: Path, word: str) -> Problem:
    """The one problem of a file, which speaks of `word`."""
    (found,) = lint_file(path)
    assert word in f"{found.message}{found.hint}", found
    assert found.path.endswith(path.name)
    return found


def at(path: Path, problem: Problem) -> str:
    """What stands at the place of a problem, to the end of its line."""
    return path.read_text(encoding="utf-8").splitlines()[problem.line - 1][problem.column - 1 :]


def test_a_sound_rule_has_no_problem(tmp_path: Path) -> None:
    assert lint_file(written(tmp_path, sound())) == []


@pytest.mark.parametrize(
    ("old", "new", "word", "place"),
    [
        ("severity: error", "severty: error\nseverity: error", "severity", "severty: error"),
        ("  field: value", "  feild: value\n  field: value", "field", "feild: value"),
        ("  field: value", "  field: valeu", "value", "valeu"),
        ("since: 0.1.0", "since: 1", "0.1.0", "1"),
        ("  field: value", "  field: value\n  placeholders: 无", "列表", "无"),
        ("“{indicator}”有误", "“{indicater}”有误", "indicator", "{indicater}"),
        ("why: {zh: 因为, en: Because}", "why: {zh: 因为}", "why", "{zh: 因为}"),
        ("why: {zh: 因为,", "why: {zh: （待写）因为,", "why", "（待写）"),
        ("title: {zh: 测试规则, en: Test rule}", "title: {zh: 测试规则, en: 'TODO: x'}", "title", "'TODO"),
        ("管理办法]", "管理办法 第九条]", "条款", "财预"),
        ("basis: [财预〔2015〕88号 中央部门预算绩效目标管理办法]", "basis: []", "basis", "[]"),
        ("slug: test-rule", "slug: another-rule", "TST001-another-rule.yaml", "another-rule"),
        ("indicator: {name", "indicator: {nmae: 甲, name", "name", "nmae"),
    ],
)
def test_a_mistake_is_found_where_it_stands(tmp_path: Path, old: str, new: str, word: str, place: str) -> None:
    text = sound()
    assert old in text
    path = written(tmp_path, text.replace(old, new, 1))
    assert at(path, only(path, word)).startswith(place)


@pytest.mark.parametrize("field", ["basis", "examples", "message"])
def test_a_missing_field_is_told(tmp_path: Path, field: str) -> None:
    text = sound()
    start = text.index(f"{field}:")
    end = next(
        (text.index(line, start) for line in text[start:].splitlines()[1:] if not line.startswith(" ")), len(text)
    )
    only(written(tmp_path, text[:start] + text[end:]), f"“{field}”")


@pytest.mark.parametrize("side", ["bad", "good"])
def test_missing_examples_are_told(tmp_path: Path, side: str) -> None:
    line = next(each for each in sound().splitlines() if each.startswith(f"  {side}:"))
    path = written(tmp_path, sound().replace(line, f"  {side}: []"))
    assert at(path, only(path, side)) == "[]"


@pytest.mark.parametrize("side", ["bad", "good"])
def test_too_few_examples_are_told(tmp_path: Path, side: str) -> None:
    line = next(each for each in sound().splitlines() if each.startswith(f"  {side}:"))
    path = written(tmp_path, sound().replace(line, line.split("}}")[0] + "}}]"))
    assert at(path, only(path, f"1 {side}")).startswith("[{indicator")


def test_an_example_that_does_not_do_what_it_says_is_told(tmp_path: Path) -> None:
    text = sound().replace('value: " "', "value: 3公里").replace("value: 2公里", 'value: ""')
    path = written(tmp_path, text)
    found = lint_file(path)
    assert ["TST001-bad-2" in found[0].message, "TST001-good-2" in found[1].message] == [True, True]
    assert [at(path, each).startswith("{indicator") for each in found] == [True, True]
    assert found[0].line < found[1].line


def test_a_pattern_that_can_blow_up_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, sound(check='kind: pattern\nfield: value\npattern: "(里+)+$"'))
    assert "(里+)+$" in at(path, only(path, "极慢"))


@pytest.mark.parametrize(
    ("check", "scope", "word", "place"),
    [
        ("kind: vocabulary\nfield: name\nlexicon: topix", "indicator", "topics", "topix"),
        ("kind: marking\nlexicon: markigns\ngroup: secrecy", "document", "markings", "markigns"),
        ("kind: goal-figures\nunits: [人, 公哩]", "project", "公里", "公哩"),
        ("kind: whole-number\ndimensions: [person]", "indicator", "persons", "person"),
        ("kind: range\nfield: value\nlow: 5\nunit: 公哩", "indicator", "公里", "公哩"),
        ('kind: condition\nassert: 指标.单位 = "公哩"', "indicator", "公里", '"公哩"'),
        ('kind: condition\nassert: 指标.单位 属于 ["元", "万人"]', "indicator", "写“人”", '"万人"'),
        ('kind: condition\nassert: 任一(项目.指标, 量纲 = "ration")', "project", "ratio", '"ration"'),
        ("kind: condition\nassert: 指标.下限 > 5公哩", "indicator", "公哩", "5公哩"),
    ],
)
def test_unknown_units_and_lexicons_are_told(tmp_path: Path, check: str, scope: str, word: str, place: str) -> None:
    path = written(tmp_path, sound(check=check, scope=scope))
    found = [each for each in lint_file(path) if word in f"{each.message}{each.hint}"]
    assert [at(path, each).startswith(place) for each in found] == [True], lint_file(path)


@pytest.mark.parametrize(
    ("where", "check", "word", "place"),
    [
        ('指标.名称 有值 且 指标.名称 为空', "kind: required\nfield: value", "矛盾", "指标.名称 为空"),
        ("指标.下限 > 5% 或 指标.下限 <= 5%", "kind: required\nfield: value", "总是成立", "指标.下限 <= 5%"),
        ("指标.指标值 有值", "kind: required\nfield: value", "永远不会报出", "指标.指标值"),
        ("指标.下限 > 90%", "kind: condition\nassert: 指标.下限 > 80%", "assert 总是成立", "指标.下限 > 80%"),
        ("指标.下限 > 90%", "kind: condition\nassert: 指标.下限 < 80%", "assert 永远不成立", "指标.下限 < 80%"),
        ("项目.预算数 > 5元", "kind: condition\nassert: 整体表.名称 有值", "不会既是", "项目.预算数"),
    ],
)  # fmt: skip
def test_unreachable_conditions_are_told(tmp_path: Path, where: str, check: str, word: str, place: str) -> None:
    path = written(tmp_path, sound(where=where, check=check))
    found = [each for each in lint_file(path) if "示例" not in each.message and "例" not in each.message]
    assert [at(path, each).startswith(place) for each in found] == [True], found
    assert word in found[0].message


@pytest.mark.parametrize(
    ("condition", "start", "always"),
    [
        ("下限 > 5% 且 下限 < 3%", 10, False),
        ("下限 > 3% 且 下限 < 3%", 10, False),
        ("下限 > 80% 且 下限 < 5公里", 11, False),
        ('名称 = "甲" 且 名称 = "乙"', 11, False),
        ('类别 属于 ["数量", "质量"] 且 类别 = "quality" 且 类别 ≠ "质量"', 38, False),
        ('名称 包含 "满意度" 且 名称 不包含 "满意"', 14, False),
        ('名称 = "甲" 且 名称 匹配 "乙"', 11, False),
        ('指标.名称 = "甲" 且 name ≠ "甲"', 14, False),
        ("下限 > 上限 且 上限 > 下限", 10, False),
        ("下限 < 5 且 下限 为空", 9, False),
        ("概数 且 非 概数", 5, False),
        ("长度(名称) > 2 且 长度(名称) < 3", 13, False),
        ("计数(项目.指标) < 0", 0, False),
        ("名称 有值 或 (下限 > 5% 且 下限 < 3%)", 19, False),
        ('任一(项目.指标, 类别 = "数量" 且 类别 = "质量")', 22, False),
        ("1 > 2", 0, False),
        ("下限 > 下限", 0, False),
        ("计数(项目.指标) >= 0", 0, True),
        ("2 > 1", 0, True),
        ('名称 ≠ "甲" 或 名称 ≠ "乙"', 11, True),
        ("名称 有值 或 名称 为空", 8, True),
    ],
)
def test_constant_conditions(condition: str, start: int, always: bool) -> None:
    compile_condition(condition, "indicator")
    (found,) = Reach("indicator").constants(parse(condition))
    assert (found.start, found.always) == (start, always)


@pytest.mark.parametrize(
    "condition",
    [
        "下限 > 3% 且 下限 < 5%",
        "下限 > 3 且 下限 < 4",
        "下限 >= 5% 且 下限 <= 5%",
        '名称 包含 "满意" 且 名称 不包含 "满意度"',
        '名称 = "甲乙" 且 名称 包含 "甲" 且 名称 匹配 "^甲"',
        '类别 = "数量" 或 类别 = "质量"',
        "非 (下限 > 上限) 且 上限 有值",
        '描述 为空 或 描述 不包含 "率"',
        '计数(项目.指标, 类别 = "数量") = 0 或 计数(项目.指标, 类别 = "质量") > 0',
        "项目.预算数 > 5元 且 下限 > 5%",
        "求和(项目.资金来源, 金额) = 项目.预算数",
        '名称 不匹配 "甲" 且 名称 匹配 "乙"',
        '(名称 = "甲" 或 名称 = "乙") 且 名称 ≠ "甲"',
    ],
)
def test_conditions_that_can_come_out_either_way(condition: str) -> None:
    compile_condition(condition, "indicator")
    assert Reach("indicator").constants(parse(condition)) == []


def test_a_condition_of_many_alternatives_is_taken_in_good_time() -> None:
    text = " 且 ".join(f'(名称 包含 "甲{n}" 或 名称 包含 "乙{n}")' for n in range(30))
    assert Reach("indicator").constants(parse(text)) == []


def test_a_pack_is_told_all_its_mistakes_in_one_run(tmp_path: Path) -> None:
    path = write_pack(
        tmp_path,
        sound(code="TST001").replace("field: value", "field: valeu"),
        sound(code="TST002", where="指标.名称 有值 且 指标.名称 为空"),
        sound(code="TST003").replace("value: 2公里", 'value: ""'),
        sound(code="TST003"),
        sound(code="TST004").replace("  good: [", "  good: [{indicator: {valeu: 1}}, "),
        head="adjust:\n  TST009: {off: 不用}\n",
    )
    found = lint_pack(str(path))
    assert found == sorted(found)
    told = {(Path(each.path).name, word) for each in found for word in
            ("did you mean", "矛盾", "good-2", "duplicate", "valeu", "TST009") if word in f"{each.message}{each.hint}"}  # fmt: skip
    assert {
        ("house-1.yaml", "did you mean"),
        ("house-2.yaml", "矛盾"),
        ("house-3.yaml", "good-2"),
        ("house-4.yaml", "duplicate"),
        ("house-5.yaml", "valeu"),
        ("house.yaml", "TST009"),
    } <= told
    assert all(each.line >= 1 and each.column >= 1 for each in found)


def test_rules_of_a_shipped_pack_are_not_a_packs_own(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "TST001-test-rule.yaml").write_text(sound(), encoding="utf-8")
    pack = tmp_path / "own.yaml"
    pack.write_text(
        "name: own\ntitle: 本单位\nversion: 0.1.0\nextends: standard\nrules: [rules/*.yaml]\n", encoding="utf-8"
    )
    assert lint_pack(str(pack)) == []


def test_a_message_field_that_nothing_fills_in_is_told(tmp_path: Path) -> None:
    text = sound(scope="project", check="kind: required\nfield: purpose").replace("{indicator}", "{level2}")
    found = [each for each in lint_file(written(tmp_path, text)) if "level2" in each.message]
    assert len(found) == 2
