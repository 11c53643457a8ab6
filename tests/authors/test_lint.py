"""`rules lint`: every mistake of a pack in one run, each with its file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs_made import rule_text, write_pack

from linter.authors.lint import lint_file, lint_pack
from linter.errors import Problem

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


def test_a_pack_is_told_all_its_mistakes_in_one_run(tmp_path: Path) -> None:
    path = write_pack(
        tmp_path,
        sound(code="TST001").replace("field: value", "field: valeu"),
        sound(code="TST002", where='指标.单位 = "公哩"'),
        sound(code="TST003").replace("value: 2公里", 'value: ""'),
        sound(code="TST003"),
        sound(code="TST004").replace("  good: [", "  good: [{indicator: {valeu: 1}}, "),
        head="adjust:\n  TST009: {off: 不用}\n",
    )
    found = lint_pack(str(path))
    assert found == sorted(found)
    told = {(Path(each.path).name, word) for each in found for word in
            ("did you mean", "公里", "good-2", "duplicate", "valeu", "TST009") if word in f"{each.message}{each.hint}"}  # fmt: skip
    assert {
        ("house-1.yaml", "did you mean"),
        ("house-2.yaml", "公里"),
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
