"""What differs between machines: line ends, separators, folders that may only be read, several processes on one cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from invoking import runner
from repository_made import BRIDGE, LAMPS, document, form

from linter import cache
from linter.cli import main
from linter.usecases.config import fits

Run = Callable[..., Result]


@pytest.fixture
def home() -> Iterator[Path]:
    """A working folder that others may enter too, which those of pytest's own are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder).resolve()


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(home)
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(home / "cache"))
    Path("docs").mkdir()
    Path("docs/a.txt").write_bytes(document(form(BRIDGE), form(LAMPS)).encode())
    return lambda *arguments: runner().invoke(main, arguments)


def findings(run: Run, *arguments: str) -> Any:
    return json.loads(run("check", *(arguments or ("docs",)), "--format", "json").stdout)["findings"]


def lines(text: str, end: str) -> bytes:
    return text.replace("\n", end).encode()


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_line_ends_change_nothing(run: Run, end: str, name: str) -> None:
    text = document(form(BRIDGE), form(LAMPS))
    Path(name).write_bytes(text.encode())
    before = findings(run, name)
    Path(name).write_bytes(lines(text, end))
    assert findings(run, name) == before and len(before) == 2


def test_a_configuration_and_a_baseline_with_windows_line_ends(run: Run) -> None:
    run("baseline", "create", "docs", "--ignore", "VAL004")
    baseline = Path("budgetlint-baseline.json")
    baseline.write_bytes(lines(baseline.read_text(encoding="utf-8"), "\r\n"))
    Path("budgetlint.yaml").write_bytes(
        lines("# 配置\nbaseline: budgetlint-baseline.json\nsuppress:\n  - code: VAL004\n    reason: 只有数\n", "\r\n")
    )
    result = run("check", "docs")
    assert result.exit_code == 0 and result.stderr == ""
    Path("budgetlint.yaml").write_bytes(b"ignore: [VAL002]\r\nlnag: en\r\n")
    assert "budgetlint.yaml:2:1" in run("check", "docs").stderr


def test_a_rule_with_windows_line_ends(run: Run) -> None:
    example = Path(__file__).parents[1] / "examples" / "county-pack" / "QS001-few-quantities.yaml"
    Path("QS001-few-quantities.yaml").write_bytes(lines(example.read_text(encoding="utf-8"), "\r\n"))
    assert run("rules", "lint", "QS001-few-quantities.yaml").exit_code == 0
    assert run("rules", "test", "QS001-few-quantities.yaml").exit_code == 0


@pytest.mark.parametrize(
    ("glob", "fitting"),
    [
        ("docs\\old\\**", True),
        (".\\docs\\old\\a.txt", True),
        ("docs\\*.txt", False),
        ("**\\a.txt", True),
        ("old\\", True),
    ],
)
def test_globs_may_be_written_as_on_windows(glob: str, fitting: bool) -> None:
    assert fits("docs/old/a.txt", glob) is fitting


def test_the_configuration_may_be_written_as_on_windows(run: Run) -> None:
    Path("budgetlint.yaml").write_text(
        "paths:\n  - match: docs\\**\n    ignore: [VAL002]\nsuppress:\n"
        "  - {code: VAL004, path: 'docs\\a.txt', reason: 只有数}\n",
        encoding="utf-8",
    )
    result = run("check", "docs")
    assert result.exit_code == 0 and result.stderr == ""


@contextmanager
def as_somebody() -> Iterator[None]:
    """Root may write everywhere: for a while it is somebody who may not."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def read_only() -> Iterator[Callable[[Path], None]]:
    """Takes the right to write to a folder and all in it from everybody, until the end of the test."""
    if sys.platform == "win32":
        pytest.skip("the rights of folders are others there")
    taken: list[Path] = []

    def take(folder: Path) -> None:
        for path in (*folder.rglob("*"), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
            taken.append(path)

    yield take
    for path in taken:
        path.chmod(0o755)


def test_a_cache_that_may_only_be_read_is_used(run: Run, home: Path, read_only: Callable[[Path], None]) -> None:
    before = findings(run)
    files = sorted((home / "cache").iterdir())
    read_only(home / "cache")
    with as_somebody():
        result = run("check", "docs", "--format", "json")
        other = run("check", "docs", "--ignore", "VAL004", "--format", "json")
        cleared = run("cache", "clear")
    assert json.loads(result.stdout)["findings"] == before and result.stderr == ""
    assert [each["code"] for each in json.loads(other.stdout)["findings"]] == ["VAL002"]
    assert cleared.exit_code == 0 and sorted((home / "cache").iterdir()) == files


def test_documents_in_a_folder_that_may_only_be_read(run: Run, home: Path, read_only: Callable[[Path], None]) -> None:
    before = findings(run)
    (home / "cache").chmod(0o777)
    read_only(home / "docs")
    with as_somebody():
        result = run("check", "docs", "--format", "json")
        written = run("check", "docs", "-o", "docs/report.html")
        kept = run("baseline", "create", "docs", "-o", "docs/baseline.json")
        made = run("rules", "new", "QS101", "--dir", "docs")
    assert json.loads(result.stdout)["findings"] == before
    for each in (written, kept, made):
        assert each.exit_code == 2 and "无法写入" in each.stderr and "Traceback" not in each.stderr
    assert [path.name for path in (home / "docs").iterdir()] == ["a.txt"]


def found_in(output: bytes) -> Any:
    return json.loads(output)["findings"]


def test_processes_share_a_cache(run: Run, home: Path) -> None:
    for number in range(6):
        values = {**BRIDGE, "name": f"第{number}号桥改造"}
        Path(f"docs/{number}.txt").write_text(document(form(values), form(LAMPS)), encoding="utf-8")
    command = [sys.executable, "-m", "linter", "check", "docs", "--format", "json"]
    expected = found_in(subprocess.run([*command, "--no-cache"], capture_output=True).stdout)
    for _ in range(2):
        several = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
        told = [process.communicate() for process in several]
        assert [found_in(out) == expected for out, _ in told] == [True] * 3
        assert [error for _, error in told] == [b""] * 3
    held = sorted(path.suffix for path in (home / "cache").iterdir())
    assert set(held) == {".json"} and held.count(".json") >= 7


def test_emptying_the_cache_disturbs_no_run(run: Run, home: Path) -> None:
    command = [sys.executable, "-m", "linter", "check", "docs", "--format", "json"]
    expected = found_in(subprocess.run([*command, "--no-cache"], capture_output=True).stdout)
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    while process.poll() is None:
        cache.clear()
        time.sleep(0.01)
    assert found_in(process.communicate()[0]) == expected


def test_what_a_killed_process_left_is_swept_away(run: Run, home: Path) -> None:
    findings(run)
    left, current = home / "cache" / "left.tmp", home / "cache" / "current.tmp"
    for path in (left, current):
        path.write_bytes(b"half")
    os.utime(left, (time.time() - 86400, time.time() - 86400))
    findings(run)
    assert not left.exists() and current.exists()
    run("cache", "clear")
    assert not current.exists()


def test_the_new_commands_know_quiet_and_no_color(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    for command in (
        ("diff", "docs/a.txt", "docs/a.txt"),
        ("completion", "bash"),
        ("check", "docs", "--allow-empty", "-q"),
    ):
        assert "\x1b[" not in run(*command).output
    assert len(run("check", "docs", "-q").stdout.splitlines()) == 1


def test_nothing_to_check_is_no_failure_where_that_is_wanted(run: Run) -> None:
    Path("notes.md").write_text("# 说明\n\n本仓库存放公开文件。\n", encoding="utf-8")
    Path("empty").mkdir()
    for path in ("notes.md", "empty"):
        assert run("check", path).exit_code == 3
        assert run("check", path, "--allow-empty").exit_code == 0
    assert run("check", "docs", "--allow-empty").exit_code == 1
    assert run("check", "none.txt", "--allow-empty").exit_code == 4
