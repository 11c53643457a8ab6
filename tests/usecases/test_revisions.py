"""`check --diff-base`: in a real git repository, only what is new since a revision is shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from invoking import runner
from repository_made import BRIDGE, LAMPS, PUMPS, document, form, git, write_docx

from linter.cli import main

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / ".cache"))
    git("init", "-q")
    Path("公开 文件").mkdir()
    Path("公开 文件/甲.txt").write_text(document(form(BRIDGE), form(LAMPS)), encoding="utf-8")
    write_docx(Path("公开 文件/乙.docx"), form(BRIDGE, name="村道危桥改造"))
    git("add", "公开 文件")
    git("commit", "-q", "-m", "first")
    git("tag", "v1")
    return lambda *arguments: runner().invoke(main, arguments)


def shown(run: Run, *arguments: str) -> list[tuple[str, str, str]]:
    """(file, project, code) of the findings that are shown since v1."""
    result = run("check", *(arguments or ("公开 文件",)), "--diff-base", "v1", "--format", "json")
    assert result.exit_code in (0, 1), result.stderr
    found = [each for each in json.loads(result.stdout)["findings"] if each["suppressed"] is None]
    assert result.exit_code == bool(found)
    return [(Path(each["location"]["path"]).name, each["project"], each["code"]) for each in found]


def test_nothing_is_new_where_nothing_changed(run: Run) -> None:
    assert shown(run) == []
    held = json.loads(run("check", ".", "--diff-base", "v1", "--format", "json").stdout)["findings"]
    assert {each["suppressed"] for each in held} == {"v1 中已有"} and len(held) == 3


def test_only_the_new_defect_is_shown_after_edits_elsewhere(run: Run) -> None:
    text = "说明。\n" * 100 + document(form(LAMPS), form(BRIDGE), form(PUMPS))
    Path("公开 文件/甲.txt").write_text(text, encoding="utf-8")
    expected = [("甲.txt", "灌区泵站检修", "VAL002")]
    assert shown(run) == expected
    git("add", "-A")
    assert shown(run) == expected
    git("commit", "-q", "-m", "second")
    assert shown(run) == expected
    assert run("check", ".", "--diff-base", "HEAD").exit_code == 0


def test_office_files_are_read_at_the_revision(run: Run) -> None:
    write_docx(Path("公开 文件/乙.docx"), form(PUMPS), form(BRIDGE, name="村道危桥改造"))
    assert shown(run) == [("乙.docx", "灌区泵站检修", "VAL002")]


def test_a_renamed_document_keeps_its_past(run: Run) -> None:
    git("mv", "公开 文件/甲.txt", "公开 文件/丙.txt")
    path = Path("公开 文件/丙.txt")
    path.write_text(path.read_text(encoding="utf-8") + form(PUMPS), encoding="utf-8")
    assert shown(run) == [("丙.txt", "灌区泵站检修", "VAL002")]


def test_a_document_that_was_moved_or_converted_behind_git_keeps_its_past(run: Run) -> None:
    Path("公开 文件/甲.txt").unlink()
    write_docx(Path("甲.docx"), form(LAMPS), form(BRIDGE), form(PUMPS))
    assert shown(run, ".") == [("甲.docx", "灌区泵站检修", "VAL002")]


def test_a_new_document_is_new_altogether(run: Run) -> None:
    Path("丁.txt").write_text(document(form(BRIDGE)), encoding="utf-8")
    assert shown(run, "丁.txt") == [("丁.txt", "乡道危桥改造", "VAL002")]


def test_a_document_that_git_was_told_to_forget_is_held_against_what_it_was(run: Run) -> None:
    git("rm", "-q", "--cached", "公开 文件/甲.txt")
    assert shown(run) == []
    Path("公开 文件/甲.txt").write_text(document(form(BRIDGE, value="≥7座7座")), encoding="utf-8")
    assert shown(run) == [("甲.txt", "乡道危桥改造", "VAL002")]


def test_it_runs_from_a_subfolder_and_inside_a_hook(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("公开 文件")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert shown(run, "甲.txt", "./乙.docx") == []


def test_suppressions_and_baseline_are_still_used(run: Run) -> None:
    Path("budgetlint.yaml").write_text("suppress:\n  - {code: VAL004, reason: 只有数}\n", encoding="utf-8")
    assert run("baseline", "create", "公开 文件").exit_code == 0
    result = run(
        "check", "公开 文件", "--diff-base", "v1", "--baseline", "budgetlint-baseline.json", "--strict-baseline"
    )
    assert result.exit_code == 0 and result.stderr == ""


def test_the_report_says_what_it_was_held_against(run: Run) -> None:
    run("check", ".", "--diff-base", "v1", "-o", "out.html")
    assert "--diff-base v1" in Path("out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("revision", ["v9", "--output=x", "HEAD:公开", ""])
def test_an_unknown_revision_is_told(run: Run, revision: str) -> None:
    result = run("check", ".", f"--diff-base={revision}")
    assert result.exit_code == 2 and result.stdout == ""
    assert "没有版本" in result.stderr and not Path("x").exists()


def test_outside_a_repository_it_is_told(run: Run, tmp_path_factory: Any) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.txt"
    outside.write_text(document(form(BRIDGE)), encoding="utf-8")
    result = run("check", str(outside), "--diff-base", "v1")
    assert result.exit_code == 2 and "不在 git 仓库中" in result.stderr


def test_without_git_it_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = run("check", ".", "--diff-base", "v1")
    assert result.exit_code == 2 and "没有找到 git" in result.stderr


def test_the_repository_is_left_as_it_was(run: Run) -> None:
    Path("公开 文件/甲.txt").unlink()
    before = {path: path.stat().st_mtime_ns for path in Path(".git").rglob("*")}
    run("check", ".", "--diff-base", "v1")
    assert {path: path.stat().st_mtime_ns for path in Path(".git").rglob("*")} == before
