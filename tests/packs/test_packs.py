"""Packs: every mistake of every file in one error, packs that extend packs, the cache, selections."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from packs_made import budget, indicator, project, rule_text, value, write_pack

from linter import cache
from linter.errors import PackError, Problem, UserError
from linter.packs.load import load_pack
from linter.packs.pack import Pack
from linter.run.run import check


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / "cache"))


def load(path: Path) -> Pack:
    return load_pack(str(path))


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(PackError) as caught:
        load(path)
    return caught.value.problems


def test_five_mistakes_give_five_problems(tmp_path: Path) -> None:
    text = (
        rule_text(where='指标.名秤 有值 且 指标.类别 = "数两"', check="kind: requierd\nfield: value")
        .replace("severity: error", "severity: fatal")
        .replace("basis:", "bases:")
    )
    path = write_pack(tmp_path, text)
    found = problems(path)
    assert [(each.line, each.column) for each in found] == [(1, 1), (4, 11), (9, 11), (9, 27), (11, 9), (16, 1)]
    hints = "".join(str(each.hint) for each in found)
    assert all(word in hints for word in ("名称", "数量", "required", "basis"))


def test_all_files_are_reported_at_once(tmp_path: Path) -> None:
    path = write_pack(
        tmp_path,
        rule_text("TST001", check="kind: required\nfield: valeu"),
        rule_text("TST002", check='kind: pattern\nfield: name\npattern: "(a+)+$"'),
        rule_text("TST003").replace("“{indicator}”有误", "“{indicater}”有误"),
        rule_text("TST004", check="kind: range\nfield: value\nlow: 多"),
        rule_text("TST004"),
        rule_text("TST005").replace("fix: {zh: 改正, en: Mend it}\n", ""),
        "code: [\n",
        head="adjust:\n  TST009: {off: 不用}\n  TST001: {severty: info}\n",
    )
    found = problems(path)
    files = {Path(each.path).name for each in found}
    assert files == {f"house-{n}.yaml" for n in (1, 2, 3, 4, 5, 6, 7)} | {"house.yaml"}
    by_file = {Path(each.path).name: each for each in found}
    assert "value" in by_file["house-1.yaml"].hint
    assert by_file["house-2.yaml"].column == 13
    assert "indicator" in by_file["house-3.yaml"].hint
    assert "TST004" in by_file["house-5.yaml"].message
    assert "fix" in by_file["house-6.yaml"].message
    assert [each.line for each in found if each.path.endswith("house.yaml")] == [6, 7]
    assert list(found) == sorted(found)


def test_a_mistake_inside_a_folded_condition_is_placed(tmp_path: Path) -> None:
    check = "kind: condition\nassert: >-\n  指标.名称 有值\n  且 指标.单为 有值"
    (problem,) = problems(write_pack(tmp_path, rule_text(check=check)))
    assert (problem.line, problem.column) == (13, 10)
    assert "单位" in problem.hint


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (rule_text(scope="indicators"), "indicator"),
        (rule_text(check="kind: required"), "field"),
        (rule_text(check="kind: required\nfield: value\nabsent: maybe"), "finding"),
        (rule_text(check="kind: vocabulary\nfield: name\nwords: 甲"), "列表"),
        (rule_text(check="kind: vocabulary\nfield: name\nlexicon: no-such"), "no-such"),
        (rule_text(check="kind: vocabulary\nfield: name"), "words"),
        (rule_text(check="kind: range\nfield: value\nlow: 5\nhigh: 3"), "low"),
        (rule_text(check="kind: required\nfield: value\nfeild: 1"), "feild"),
        (rule_text(check="kind: direction", scope="project"), "project"),
        (rule_text().replace("{indicator}”有误", "{indicator.name}”有误"), "indicator.name"),
        (rule_text().replace("{indicator}”有误", "{indicator”有误"), "模板"),
        (rule_text(more="yields_to: [TST999]\n"), "TST999"),
        (rule_text(more="years: {since: 2019}\n"), "since"),
        (rule_text(more="documents: [部门决算]\n"), "决算"),
        (rule_text("tst1"), "VAL001"),
        (rule_text().replace("bad: [", "worse: ["), "bad"),
        (rule_text().replace("since: 0.1.0", "since: soon"), "since"),
        ("- 1\n", "字段"),
        ("", "字段"),
    ],
)
def test_each_kind_of_mistake_is_explained(tmp_path: Path, text: str, word: str) -> None:
    found = problems(write_pack(tmp_path, text))
    assert any(word in f"{each.message}{each.hint}" for each in found), found


def test_unknown_packs(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        load_pack("standart")
    assert "standard" in caught.value.problems[0].hint
    path = write_pack(tmp_path, rule_text(), head="extends: strickt\n")
    assert "strict" in problems(path)[0].hint


def test_packs_that_extend_each_other(tmp_path: Path) -> None:
    write_pack(tmp_path, rule_text("TST001"), head="extends: b.yaml\n", name="a")
    path = write_pack(tmp_path, rule_text("TST002"), head="extends: [a.yaml]\n", name="b")
    assert any("互相继承" in each.message for each in problems(path))


def test_rules_outside_the_packs_folder_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(rule_text(), encoding="utf-8")
    path = write_pack(tmp_path / "pack", rule_text("TST001"))
    path.write_text(path.read_text(encoding="utf-8").replace("rules/house-*.yaml", "../*.yaml"), encoding="utf-8")
    assert problems(path)[0].line == 4
    path = write_pack(tmp_path / "pack", rule_text("TST001"))
    (tmp_path / "pack" / "rules" / "house-9.yaml").symlink_to(tmp_path / "secret.yaml")
    assert [rule.code for rule in load(path).rules] == ["TST001"]


def made_family(folder: Path) -> Path:
    write_pack(
        folder,
        rule_text("TST001"),
        rule_text("TST002", check="kind: range\nfield: value\nlow: 100"),
        rule_text("TST003").replace("status: stable", "status: preview"),
        rule_text("TST004"),
        name="nation",
        head="only: {statuses: [stable]}\n",
    )
    province = (
        "extends: nation.yaml\nadjust:\n  TST001: {severity: info}\n  TST002: {parameters: {low: 200}}\n"
        "  TST004: {off: 本省另有规定, message: 不用}\n"
    )
    return write_pack(folder, rule_text("PRV001"), name="province", head=province)


def test_a_pack_extends_another(tmp_path: Path) -> None:
    pack = load(made_family(tmp_path))
    assert [rule.code for rule in pack.rules] == ["PRV001", "TST001", "TST002"]
    assert set(pack.off) == {"TST003", "TST004"}
    assert str(pack.off["TST004"]) == "本省另有规定"
    rule = pack.rule("TST001")
    assert rule is not None and rule.severity == "info"
    assert [(change.pack, change.setting, change.value) for change in rule.changes] == [
        ("province", "severity", "info")
    ]
    found = check(budget(project("公路", indicator(parsed=value(low="150")))), pack).findings
    assert [each.code for each in found] == ["TST002"]


def test_a_wrong_parameter_is_reported_in_the_pack_that_set_it(tmp_path: Path) -> None:
    path = made_family(tmp_path)
    text = path.read_text(encoding="utf-8").replace("low: 200", "low: 很多")
    path.write_text(text, encoding="utf-8")
    (problem,) = problems(path)
    assert problem.path.endswith("province.yaml")
    assert text.splitlines()[problem.line - 1][problem.column - 1 :].startswith("很多")


def test_a_packs_own_lexicon_comes_first(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "topics.yaml").write_text("words: [养护里程]\n", encoding="utf-8")
    path = write_pack(tmp_path, rule_text(check="kind: vocabulary\nfield: name\nlexicon: topics"))
    assert len(check(budget(project("公路", indicator())), load(path)).findings) == 1


def test_the_cache_gives_the_same_pack_and_notices_every_change(tmp_path: Path) -> None:
    path = made_family(tmp_path)
    cold, warm = load(path), load(path)
    assert warm.rules == cold.rules
    assert (warm.off, warm.sha256, warm.title) == (cold.off, cold.sha256, cold.title)
    made = budget(project("公路", indicator(parsed=value(low="150"))))
    assert check(made, warm) == check(made, cold)
    (tmp_path / "rules" / "nation-5.yaml").write_text(rule_text("TST005"), encoding="utf-8")
    assert load(path).rule("TST005") is not None
    changed = rule_text("TST005").replace("severity: error", "severity: info")
    (tmp_path / "rules" / "nation-5.yaml").write_text(changed, encoding="utf-8")
    rule = load(path).rule("TST005")
    assert rule is not None and rule.severity == "info"
    (tmp_path / "rules" / "nation-5.yaml").unlink()
    assert load(path).rule("TST005") is None
    assert load(path).sha256 == cold.sha256


@pytest.mark.parametrize("kept", ["[]", '{"files": 1}', "null", '{"files": [], "globs": [], "packs": []}'])
def test_a_record_of_another_shape_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: str) -> None:
    monkeypatch.setattr(cache, "load", lambda name, stamp: json.loads(kept))
    assert load(made_family(tmp_path)).rule("TST001") is not None


def test_a_record_with_wrong_rules_gives_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a newer program no longer takes what an older one took."""
    path = write_pack(tmp_path, rule_text())
    kept: list[dict[str, Any]] = []
    monkeypatch.setattr(cache, "keep", lambda name, stamp, data: kept.append(data))
    load(path)
    record = next(data for data in kept if "rules" in data)
    record["rules"][0][0]["check"]["kind"] = "no-such"
    monkeypatch.setattr(cache, "load", lambda name, stamp: record)
    with pytest.raises(PackError):
        load(path).compiled()


def test_selections(tmp_path: Path) -> None:
    pack = load(made_family(tmp_path))
    codes = [rule.code for rule in pack.with_selection(select=["TST"], ignore=["TST002"]).rules]
    assert codes == ["TST001"]
    graver = pack.with_selection(severities={"TST": "info", "TST002": "warning"})
    assert {rule.code: rule.severity for rule in graver.rules} == {
        "PRV001": "error",
        "TST001": "info",
        "TST002": "warning",
    }
    assert pack.rules[0].severity == "error"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"select": ["TSX001"]}, "TST001"),
        ({"ignore": ["nope"]}, "nope"),
        ({"select": ["TST004"]}, "本省另有规定"),
        ({"severities": {"TST001": "fatal"}}, "fatal"),
        ({"select": [""]}, "“”"),
    ],
)
def test_selections_that_fit_nothing(tmp_path: Path, arguments: dict[str, list[str]], word: str) -> None:
    with pytest.raises(UserError) as caught:
        load(made_family(tmp_path)).with_selection(**arguments)  # type: ignore[arg-type]
    assert word in f"{caught.value.message}{caught.value.hint}"
