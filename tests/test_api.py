"""The Python API: small, typed, and as docs/api.md says."""

from __future__ import annotations

import inspect
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from repository_made import BRIDGE, LAMPS, document, form

import linter

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / ".cache"))
    Path("docs").mkdir()
    Path("docs/a.txt").write_text(document(form(BRIDGE)), encoding="utf-8")
    Path("docs/b.txt").write_text(document(form(LAMPS)), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_the_examples_of_the_page_run(block: str) -> None:
    for each in (ROOT / "examples").glob("*.md"):
        shutil.copy(each, ".")
    done = subprocess.run([sys.executable, "-c", block], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_the_page_names_every_parameter() -> None:
    table = PAGE.split("## check")[1].split("```")[0]
    assert set(re.findall(r"`(\w+)`", table)) >= set(inspect.signature(linter.check).parameters)


def test_a_report_is_that_of_the_command_line() -> None:
    report = linter.check("docs")
    assert isinstance(report, linter.Report) and all(isinstance(each, linter.Finding) for each in report.findings)
    command = [sys.executable, "-m", "linter", "check", "docs", "--format", "json"]
    printed = subprocess.run(command, capture_output=True, encoding="utf-8").stdout
    assert json.loads(linter.render(report, "json")) == json.loads(printed)


def test_the_configuration_is_found_named_or_left_aside() -> None:
    Path("docs/budgetlint.yaml").write_text("ignore: [VAL002]\n", encoding="utf-8")
    Path("other.yaml").write_text("ignore: [VAL004]\n", encoding="utf-8")
    assert list(linter.check("docs").by_code()) == ["VAL004"]
    assert list(linter.check("docs", config=Path("other.yaml")).by_code()) == ["VAL002"]
    assert list(linter.check("docs", config=False).by_code()) == ["VAL002", "VAL004"]
    assert list(linter.check("docs", config=False, ignore=["VAL002"]).by_code()) == ["VAL004"]


def test_content_without_a_file() -> None:
    report = linter.check("upload.txt", data=document(form(BRIDGE)).encode("gb18030"))
    assert list(report.by_code()) == ["VAL002"] and report.documents[0].path == "upload.txt"
    with pytest.raises(ValueError, match="one document"):
        linter.check(["a.txt", "b.txt"], data=b"x")


def test_an_html_report_has_the_documents_if_they_are_kept() -> None:
    assert not linter.check("docs").sources
    report = linter.check("docs", documents=True)
    assert set(report.sources) == {"docs/a.txt", "docs/b.txt"}
    assert "乡道危桥改造" in linter.render(report, "html")
    with pytest.raises(ValueError, match="docx"):
        linter.render(report, "docx")


def test_a_mistake_is_a_user_error_with_a_way_out() -> None:
    Path("docs/budgetlint.yaml").write_text("pak: basic\n", encoding="utf-8")
    with pytest.raises(linter.PackError) as caught:
        linter.check("docs")
    assert isinstance(caught.value, linter.UserError) and "pack" in caught.value.problems[0].hint


def test_importing_it_is_light() -> None:
    code = "import sys, linter; print(*sorted(name for name in sys.modules if name.startswith(('linter', 'yaml', 'lark'))))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout
    assert printed.split() == ["linter"]


def test_all_its_names_are_there() -> None:
    for name in linter.__all__:
        assert getattr(linter, name) is not None and name in dir(linter)
    assert not hasattr(linter, "chek")


def test_a_type_checker_knows_it(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    assert (Path(linter.__file__).parent / "py.typed").is_file()
    Path("use.py").write_text(
        "import linter\n"
        "report = linter.check('a.txt', select=['VAL'], config=False)\n"
        "reveal_type(report.findings[0].code)\n"
        "linter.check('a.txt', sleect=['VAL'])\n",
        encoding="utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-site-packages",
        "--cache-dir",
        str(tmp_path / "m"),
        "use.py",
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env={"MYPYPATH": str(ROOT), "PATH": ""})
    assert 'Revealed type is "builtins.str"' in done.stdout or 'Revealed type is "str"' in done.stdout, done.stdout
    assert 'Unexpected keyword argument "sleect"' in done.stdout
