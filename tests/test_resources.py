"""The wheel carries rules, grammars and report templates, and an installation finds them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from linter.resources import grammar, reports_dir, rules_dir

ROOT = Path(__file__).parents[1]
DATA = ("rules", "grammar", "reports")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Hatchling itself rather than pip: no isolated environment, so no network.
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=installed.parent, env=environment, capture_output=True, encoding="utf-8")


def test_a_checkout_finds_its_data() -> None:
    assert rules_dir() == ROOT / "rules"
    assert reports_dir() == ROOT / "reports"
    assert grammar("value.lark") == (ROOT / "grammar" / "value.lark").read_text(encoding="utf-8")


def test_the_wheel_holds_every_data_file_and_nothing_of_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in DATA:
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and not path.name.startswith(".")]
        assert files
        missing = {f"linter/data/{path.relative_to(ROOT).as_posix()}" for path in files} - names
        assert not missing
    assert not [name for name in names if name.startswith(("tests/", "examples/", "benchmarks/", "docs/"))]


def test_an_installation_finds_its_data(installed: Path) -> None:
    result = run(
        installed,
        "-c",
        "from linter.resources import rules_dir, reports_dir; print(rules_dir(), reports_dir(), sep='\\n')",
    )
    assert result.stdout.split() == [str(installed / "linter" / "data" / name) for name in ("rules", "reports")]


def test_an_installation_checks_a_document_and_writes_a_report(installed: Path, tmp_path: Path) -> None:
    document, report = tmp_path / "a.txt", tmp_path / "a.html"
    document.write_text("青石县水务局2026年部门预算公开\n\n加强加强项目资金监管。\n", encoding="utf-8")
    result = run(installed, "-m", "linter", "check", str(document), "-o", str(report))
    assert result.returncode == 1, result.stderr
    assert "TXT005" in report.read_text(encoding="utf-8")
