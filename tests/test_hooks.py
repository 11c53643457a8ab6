"""The hook with the real pre-commit in a real git repository; the GitHub action's own scripts; the examples for CI."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from repository_made import BRIDGE, LAMPS, PUMPS, document, form, git, write_docx

from linter.readers import SUFFIXES

ROOT = Path(__file__).parents[1]
SHIPPED = ("linter", "rules", "grammar", "reports", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
SOUND = {**BRIDGE, "value": "≥6座"}

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
Commit = Callable[..., "subprocess.CompletedProcess[str]"]


def hooks() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return listed


def test_the_hook_is_for_every_format_that_is_read() -> None:
    (hook,) = hooks()
    assert all(re.search(hook["files"], f"公开/预算{suffix}") for suffix in SUFFIXES)
    assert re.search(hook["files"], "公开/预算.DOCX")
    assert not any(re.search(hook["files"], name) for name in ("a.py", "budgetlint.yaml", "a.txt.py", "txt", "a.json"))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """This checkout as it is now, committed into a repository of its own: pre-commit clones what is committed."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    folder = tmp_path_factory.mktemp("hook") / "budgetlint"
    folder.mkdir()
    for name in SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    git("init", "-q", folder=folder)
    git("add", "-A", folder=folder)
    git("commit", "-q", "-m", "as it is", folder=folder)
    yield folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the hook's environment: made once for all tests."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def commit(checkout: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commit:
    """Commits what is staged in a repository of documents that uses the hook, without a network: what the hook's
    environment needs is taken from this one's site-packages."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    config = {
        "repos": [
            {"repo": str(checkout), "rev": git("rev-parse", "HEAD", folder=checkout), "hooks": [{"id": "budgetlint"}]}
        ]
    }
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PIP_"))}
    environment |= {
        "PRE_COMMIT_HOME": str(home),
        "BUDGETLINT_CACHE_DIR": str(home / "cache"),
        "PYTHONPATH": sysconfig.get_paths()["purelib"],
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it as the value of build_isolation: off
        "PIP_CONFIG_FILE": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "tester",
        "GIT_AUTHOR_EMAIL": "tester@example.org",
        "GIT_COMMITTER_NAME": "tester",
        "GIT_COMMITTER_EMAIL": "tester@example.org",
    }

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")

    installed = run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    git("add", ".pre-commit-config.yaml")

    def committed(*names: str) -> subprocess.CompletedProcess[str]:
        git("add", *names)
        return run("git", "commit", "-q", "-m", "documents")

    return committed


def heads() -> int:
    return len(git("rev-list", "--all").splitlines())


@needs_git
def test_a_bad_document_is_not_committed_and_a_mended_one_is(commit: Commit) -> None:
    Path("公开").mkdir()
    Path("公开/预算.txt").write_text(document(form(BRIDGE)), encoding="utf-8")
    refused = commit("公开")
    assert refused.returncode == 1 and heads() == 0
    assert "VAL002" in refused.stdout + refused.stderr and "≥6座6座" in refused.stdout + refused.stderr
    Path("公开/预算.txt").write_text(document(form(SOUND)), encoding="utf-8")
    taken = commit("公开")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert heads() == 1


@needs_git
def test_word_documents_are_checked(commit: Commit) -> None:
    write_docx(Path("预算.docx"), form(SOUND), form(PUMPS))
    refused = commit("预算.docx")
    assert refused.returncode == 1 and heads() == 0
    assert "≥12座12座" in refused.stdout + refused.stderr
    write_docx(Path("预算.docx"), form(SOUND))
    assert commit("预算.docx").returncode == 0 and heads() == 1


@needs_git
def test_what_is_no_budget_document_does_not_stop_a_commit(commit: Commit) -> None:
    Path("README.md").write_text("# 说明\n\n本仓库存放公开文件。\n", encoding="utf-8")
    Path("tool.py").write_text("print(1)\n", encoding="utf-8")
    done = commit("README.md", "tool.py")
    assert done.returncode == 0, done.stdout + done.stderr


@needs_git
def test_what_is_staged_is_checked_and_configuration_holds(commit: Commit) -> None:
    Path("budgetlint.yaml").write_text("ignore: [VAL004]\n", encoding="utf-8")
    Path("a.txt").write_text(document(form(LAMPS)), encoding="utf-8")
    git("add", "budgetlint.yaml", "a.txt")
    Path("a.txt").write_text(document(form(BRIDGE)), encoding="utf-8")
    done = commit("budgetlint.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "≥6座6座" in Path("a.txt").read_text(encoding="utf-8")
