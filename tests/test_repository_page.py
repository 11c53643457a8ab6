"""docs/repository.md is followed step by step, as printed, in a git repository of its own; its examples for CI are sound."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from invoking import runner
from repository_made import BRIDGE, document, form, git

from linter.cli import main
from linter.usecases.config import load

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "repository.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.M | re.S)
needs_shell = pytest.mark.skipif(not (shutil.which("bash") and shutil.which("git")), reason="bash and git are wanted")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    command = tmp_path / "bin" / "budgetlint"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m linter "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    python = command.with_name("python")
    python.symlink_to(sys.executable)
    home = tmp_path / "documents"
    shutil.copytree(ROOT / "examples", home / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "tester")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "tester@example.org")
    monkeypatch.chdir(home)
    yield home


def named(kind: str) -> dict[str, Any]:
    """The YAML blocks of the page whose first line names a file; the last one of each name."""
    blocks = [(re.match(r"# (\S+)\n", text), text) for form, text in BLOCKS if form == kind]
    return {head[1]: yaml.safe_load(text) for head, text in blocks if head}


@needs_shell
def test_every_command_runs_as_printed(folder: Path) -> None:
    git("init", "-q")
    outputs: list[str] = []
    for kind, text in BLOCKS:
        head = re.match(r"# (\S+)\n", text)
        if kind == "yaml" and head and not head[1].startswith("."):
            (folder / head[1]).write_text(text, encoding="utf-8")
        for line in text.splitlines() if kind == "sh" else ():
            expected = re.search(r"# exit (\d)$", line)
            done = subprocess.run(["bash", "-c", line], capture_output=True, encoding="utf-8")
            assert done.returncode == (int(expected[1]) if expected else 0), (line, done.stdout, done.stderr)
            outputs += [done.stdout, done.stderr]
    said = "".join(outputs)
    assert "没有用到" not in said and "VAL002" in said and "一字未改" in said
    assert "~ 开展阅读推广活动场次 · 指标值" in said


def test_the_page_suppresses_what_it_says(folder: Path) -> None:
    text = next(text for kind, text in BLOCKS if kind == "yaml" and "suppress:" in text)
    Path("budgetlint.yaml").write_text(text, encoding="utf-8")
    Path("公开").mkdir()
    shutil.copy("examples/library.md", "公开/图书馆.md")
    result = runner().invoke(main, ["check", "公开"])
    assert "没有用到" not in result.stderr and "已豁免 1 项" in result.stdout


def test_the_configurations_of_the_page_are_sound(tmp_path: Path) -> None:
    for text in (text for kind, text in BLOCKS if kind == "yaml" and text.startswith("# budgetlint.yaml")):
        path = tmp_path / "budgetlint.yaml"
        path.write_text(text, encoding="utf-8")
        assert load(path).settings


def test_every_key_of_the_configuration_is_named() -> None:
    from dataclasses import fields

    from linter.usecases.config import Settings

    section = PAGE.split("## 配置")[1].split("## 提交钩子")[0]
    assert not [each.name for each in fields(Settings) if not re.search(rf"\b{each.name}\b", section)]


def test_the_workflow_uses_the_inputs_of_the_action() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    steps = named("yaml")[".github/workflows/budget.yml"]["jobs"]["budget"]["steps"]
    (step,) = [each for each in steps if "/budgetlint@" in each.get("uses", "")]
    assert step["with"].keys() <= action["inputs"].keys()
    for name in re.findall(r"steps\.check\.outputs\.([\w-]+)", PAGE):
        assert name in action["outputs"]


@needs_shell
@pytest.mark.parametrize(("value", "code"), [("≥6座6座", 1), ("≥6座", 0)])
def test_the_action_checks_annotates_and_writes_sarif(folder: Path, value: str, code: int) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = [each for each in action["runs"]["steps"] if each.get("id") == "check"]
    Path("公开 文件").mkdir()
    Path("公开 文件/a.txt").write_text(document(form(BRIDGE, value=value)), encoding="utf-8")
    inputs = {name: each["default"] for name, each in action["inputs"].items()}
    inputs |= {"paths": "公开 文件\n", "args": "--pack\nbasic\n"}
    environment = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: inputs[match[1]], text)
        for name, text in step["env"].items()
    }
    output = folder / "output"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        env={**os.environ, **environment, "GITHUB_OUTPUT": str(output)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == code, done.stderr
    assert ("::error file=公开 文件/a.txt" in done.stdout) == bool(code)
    assert output.read_text().splitlines() == [f"exit-code={code}", "sarif=budgetlint.sarif"]
    assert '"2.1.0"' in Path("budgetlint.sarif").read_text(encoding="utf-8")


def test_nothing_of_an_input_is_run_by_the_action() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert all("${{" not in step.get("run", "") for step in action["runs"]["steps"])


@needs_shell
@pytest.mark.parametrize(("version", "wanted"), [("", "/src"), ("1.2.3", "budgetlint==1.2.3")])
def test_the_action_installs_its_own_source_or_a_version(folder: Path, version: str, wanted: str) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = [each for each in action["runs"]["steps"] if "pip install" in each.get("run", "")]
    said = step["run"].replace("python -m pip", "echo")
    environment = {**os.environ, "VERSION": version, "SOURCE": "/src"}
    done = subprocess.run(["bash", "-c", said], env=environment, capture_output=True, encoding="utf-8")
    assert done.stdout.split()[-1] == wanted


@needs_shell
def test_the_gitlab_job_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = named("yaml")[".gitlab-ci.yml"]["budget"]
    git("init", "-q")
    Path("公开").mkdir()
    Path("公开/a.txt").write_text(document(form(BRIDGE, value="≥6座")), encoding="utf-8")
    git("add", "公开")
    git("commit", "-q", "-m", "first")
    monkeypatch.setenv("CI_MERGE_REQUEST_DIFF_BASE_SHA", git("rev-parse", "HEAD"))
    Path("公开/a.txt").write_text(document(form(BRIDGE)), encoding="utf-8")
    line = job["script"][-1]
    done = subprocess.run(["bash", "-c", line], capture_output=True, encoding="utf-8")
    assert done.returncode == 1, done.stderr
    for file in job["artifacts"]["reports"].values():
        assert "VAL002" in Path(file).read_text(encoding="utf-8")
