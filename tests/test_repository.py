"""What a repository relies on: configuration, suppressions, the baseline and the cache, as met on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from invoking import runner
from repository_made import BRIDGE, LAMPS, document, form

from linter.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")  # 2026-05-28
    Path("docs").mkdir()
    Path("docs/a.txt").write_text(document(form(BRIDGE), form(LAMPS)), encoding="utf-8")
    return lambda *arguments: runner().invoke(main, arguments)


def found(result: Result) -> dict[str, list[str]]:
    """Project -> the codes that are shown."""
    shown: dict[str, list[str]] = {}
    for each in json.loads(result.stdout)["findings"]:
        if each["suppressed"] is None:
            shown.setdefault(each["project"], []).append(each["code"])
    return shown


def configure(text: str, path: str = "budgetlint.yaml") -> None:
    Path(path).write_text(text, encoding="utf-8")


def test_without_a_configuration(run: Run) -> None:
    result = run("check", "docs", "--format", "json")
    assert result.exit_code == 1
    assert found(result) == {"乡道危桥改造": ["VAL002"], "集镇路灯更换": ["VAL004"]}


def test_the_nearest_configuration_upwards_holds(run: Run) -> None:
    configure("ignore: [VAL002]\n")
    assert found(run("check", "docs", "--format", "json")) == {"集镇路灯更换": ["VAL004"]}
    configure("ignore: [VAL004]\n", "docs/budgetlint.yaml")
    assert found(run("check", "docs/a.txt", "--format", "json")) == {"乡道危桥改造": ["VAL002"]}


def test_a_table_of_pyproject_is_a_configuration(run: Run) -> None:
    configure("[tool.other]\nx = 1\n", "docs/pyproject.toml")
    configure('[tool.budgetlint]\nignore = ["VAL002"]\n', "pyproject.toml")
    assert found(run("check", "docs", "--format", "json")) == {"集镇路灯更换": ["VAL004"]}


def test_what_is_typed_stands_above_the_configuration(run: Run) -> None:
    configure("severity: {VAL: info}\nfail_level: error\n")
    assert run("check", "docs").exit_code == 0
    assert run("check", "docs", "--severity", "VAL002=error").exit_code == 1
    assert run("check", "docs", "--fail-level", "info").exit_code == 1


def test_settings_by_path(run: Run) -> None:
    Path("docs/old").mkdir()
    Path("docs/old/b.txt").write_text(document(form(BRIDGE, name="旧桥维修")), encoding="utf-8")
    configure("paths:\n  - match: docs/old/**\n    ignore: [VAL]\n")
    assert found(run("check", "docs", "--format", "json")) == {"乡道危桥改造": ["VAL002"], "集镇路灯更换": ["VAL004"]}


def test_excluded_documents_are_not_checked(run: Run) -> None:
    configure("exclude: [a.txt]\n")
    assert run("check", "docs").exit_code == 3


def test_every_mistake_of_a_configuration_is_told_with_its_place(run: Run) -> None:
    configure("pak: basic\nseverity: {VAL004: fatal}\nsuppress:\n  - code: VAL004\n    until: soon\n")
    result = run("check", "docs")
    assert result.exit_code == 2
    assert "budgetlint.yaml:1:1" in result.stderr and "pack" in result.stderr
    assert "budgetlint.yaml:2:20" in result.stderr
    assert "budgetlint.yaml:4:5" in result.stderr and "reason" in result.stderr


def test_config_show_names_the_origin_of_each_value(run: Run) -> None:
    configure("lang: en\npaths:\n  - match: docs/**\n    year: 2025\n")
    shown = json.loads(run("config", "--show", "docs/a.txt").stdout)
    assert shown["settings"]["lang"]["value"] == "en"
    assert shown["settings"]["lang"]["from"].endswith("budgetlint.yaml:1")
    assert shown["settings"]["year"]["value"] == 2025 and shown["paths"] == ["docs/**"]
    assert shown["settings"]["fail_level"]["from"].startswith("缺省")


SUPPRESSION = """\
suppress:
  - code: VAL004
    where: "项目:集镇*/指标:更换路灯数量"
    reason: 上级下达的任务只有数
    until: "{until}"
"""


def test_a_suppression_holds_back_what_it_names_and_says_why(run: Run) -> None:
    configure(SUPPRESSION.format(until="2026-12-31"))
    result = run("check", "docs", "--format", "json")
    assert found(result) == {"乡道危桥改造": ["VAL002"]}
    (held,) = [each for each in json.loads(result.stdout)["findings"] if each["suppressed"]]
    assert held["code"] == "VAL004" and "上级下达的任务只有数" in held["suppressed"]


def test_an_expired_suppression_holds_nothing_back_and_is_told(run: Run) -> None:
    configure(SUPPRESSION.format(until="2026-01-31"))
    result = run("check", "docs", "--format", "json")
    assert found(result) == {"乡道危桥改造": ["VAL002"], "集镇路灯更换": ["VAL004"]}
    assert "已到期" in result.stderr and "budgetlint.yaml:2" in result.stderr


def test_an_unused_suppression_is_told(run: Run) -> None:
    configure("suppress:\n  - code: SUM001\n    reason: 旧表\n")
    assert "没有用到" in run("check", "docs").stderr


def test_the_baseline_shows_only_what_is_new(run: Run) -> None:
    assert run("baseline", "create", "docs").exit_code == 0
    result = run("check", "docs", "--baseline", "budgetlint-baseline.json")
    assert result.exit_code == 0 and "通过" in result.stdout
    # Renamed, reordered, with lines above, and one new defect.
    Path("docs/a.txt").unlink()
    moved = "\n".join(["说明。"] * 100) + "\n" + document(form(LAMPS, value="≥240盏240盏"), form(BRIDGE))
    Path("docs/renamed.txt").write_text(moved, encoding="utf-8")
    result = run("check", "docs", "--baseline", "budgetlint-baseline.json", "--format", "json")
    assert found(result) == {"集镇路灯更换": ["VAL002"]}
    assert "已消失" in result.stderr


def test_a_second_finding_of_the_same_kind_is_new(run: Run) -> None:
    run("baseline", "create", "docs")
    Path("docs/b.txt").write_text(document(form(BRIDGE)), encoding="utf-8")
    result = run("check", "docs", "--baseline", "budgetlint-baseline.json", "--format", "json")
    assert found(result) == {"乡道危桥改造": ["VAL002"]}


def test_a_baseline_is_pruned_and_held_strictly(run: Run) -> None:
    run("baseline", "create", "docs")
    Path("docs/a.txt").write_text(document(form(BRIDGE)), encoding="utf-8")
    strict = ("check", "docs", "--baseline", "budgetlint-baseline.json", "--strict-baseline")
    assert run(*strict).exit_code == 1
    assert run("baseline", "update", "docs", "--prune").exit_code == 0
    assert run(*strict).exit_code == 0
    listed = run("baseline", "show").stdout
    assert "VAL002" in listed and "VAL004" not in listed


def test_a_baseline_is_not_overwritten_by_create(run: Run) -> None:
    run("baseline", "create", "docs")
    assert run("baseline", "create", "docs").exit_code == 2
    assert run("baseline", "create", "docs", "--force").exit_code == 0


@pytest.mark.parametrize(
    "text", ["", "{}", '{"schema_version": 9, "findings": []}', '{"schema_version": 1, "findings": [3]}']
)
def test_a_damaged_baseline_is_told(run: Run, text: str) -> None:
    Path("b.json").write_text(text, encoding="utf-8")
    result = run("check", "docs", "--baseline", "b.json")
    assert result.exit_code == 2 and "b.json" in result.stderr


def checked(run: Run, *more: str) -> Any:
    return json.loads(run("check", "docs", "--format", "json", *more).stdout)


def test_the_cache_gives_the_same_report(run: Run) -> None:
    first = checked(run)
    assert list(Path(".cache").glob("*checked*"))
    assert checked(run) == first == checked(run, "--no-cache")


def test_the_cache_is_right_after_a_change(run: Run) -> None:
    checked(run)
    Path("docs/a.txt").write_text(document(form(BRIDGE)), encoding="utf-8")
    assert [each["code"] for each in checked(run)["findings"]] == ["VAL002"]
    assert checked(run, "--ignore", "VAL002")["findings"] == []
    assert checked(run, "--lang", "en")["findings"][0]["title"].isascii()


def test_a_damaged_cache_is_no_harm(run: Run) -> None:
    first = checked(run)
    for file in Path(".cache").iterdir():
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert checked(run) == first
    for file in Path(".cache").iterdir():
        file.write_bytes(b"\xff\x00")
    assert checked(run) == first


def test_the_cache_can_be_emptied(run: Run) -> None:
    checked(run)
    assert run("cache", "dir").stdout.strip().endswith(".cache")
    assert run("cache", "clear").exit_code == 0
    assert not list(Path(".cache").glob("*.json"))


def test_documents_side_by_side_give_the_same_report(run: Run) -> None:
    for number in range(3):
        Path(f"docs/{number}.txt").write_text(document(form(LAMPS, name=f"路灯{number}")), encoding="utf-8")
    assert checked(run, "--jobs", "2", "--no-cache") == checked(run, "--no-cache")
