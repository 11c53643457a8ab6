"""The tutorials and guides of docs/ are followed step by step, as printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from followed import follow

from linter.resources import rules_dir

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="bash is wanted")

Environment = Callable[..., dict[str, str]]


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """Makes an environment in which `budgetlint`, `python` and `pip` are those of this run; `pip` installs into a folder of
    its own, from what lies on this machine."""
    programs, site = tmp_path / "bin", tmp_path / "site"
    for name, arguments in {
        "budgetlint": '-m linter "$@"',
        "python": '"$@"',
        "pip": f'-m pip "$@" --disable-pip-version-check --no-index --no-deps --no-build-isolation --target "{site}"',
    }.items():
        programs.mkdir(exist_ok=True)
        file = programs / name
        file.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}\n', encoding="utf-8")
        file.chmod(0o755)

    def made(source: Path = ROOT) -> dict[str, str]:
        return {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join((str(site), str(source))),
            "PYTHONSAFEPATH": "1",
            "BUDGETLINT_CACHE_DIR": str(tmp_path / "cache"),
        }

    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "followed"
    made.mkdir()
    return made


@pytest.mark.parametrize("page", ["writing-rules", "writing-lexicons", "writing-layouts"])
def test_a_tutorial_for_packs(page: str, folder: Path, environment: Environment) -> None:
    assert list(follow(DOCS / f"{page}.md", folder, environment()))


def test_the_tutorial_for_kinds(folder: Path, environment: Environment) -> None:
    pytest.importorskip("hatchling")
    pytest.importorskip("pip")
    run = environment()
    *_, (_, refused) = follow(DOCS / "writing-kinds.md", folder, run)
    assert "没有“weekday”这种检查" in refused
    text = folder / "说明.md"
    text.write_text(text.read_text(encoding="utf-8").replace("3月2日", "2月30日"), encoding="utf-8")
    command = ["budgetlint", "check", "说明.md", "--pack", "pack.yaml", "--plugin", "weekday", "--select", "QS201"]
    said = subprocess.run(["bash", "-c", " ".join(command)], cwd=folder, env=run, capture_output=True, encoding="utf-8")
    assert "结论：未查全" in said.stdout and "没有这一天" in said.stdout


def test_the_guide_of_the_preparer_with_the_wheel(folder: Path, environment: Environment, tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    pytest.importorskip("pip")
    pytest.importorskip("docx")
    import made

    from linter.readers import read

    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (folder / "绩效目标.docx").write_bytes(made.docx(read(ROOT / "examples" / "library.md")))
    for line, _ in follow(DOCS / "preparer.zh.md", folder, environment(tmp_path / "nowhere")):
        assert not line.startswith("pip") or (tmp_path / "site" / "linter" / "data" / "rules").is_dir()
    for name in ("报告.html", "绩效目标-批注.docx", "绩效目标-修订.docx"):
        assert (folder / name).is_file()


def test_the_guide_of_the_auditor(folder: Path, environment: Environment) -> None:
    shutil.copytree(ROOT / "examples", folder / "报送", ignore=shutil.ignore_patterns("plugin", "county-pack"))
    list(follow(DOCS / "auditor.zh.md", folder, environment()))
    page = (DOCS / "auditor.zh.md").read_text(encoding="utf-8")
    made = folder / "审计报告"
    assert {path.name for path in made.glob("*.html")} == set(re.findall(r"^\| \S+ `(\w+\.html)`", page, re.M))
    for name in re.findall(r"`data/(\w+\.\w+)`", page):
        assert (made / "data" / name).is_file()


def test_every_lexicon_and_layout_file_is_explained() -> None:
    for page, files in (("writing-lexicons", "lexicons"), ("writing-layouts", "forms")):
        text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
        named = {name.removesuffix(".yaml") for name in re.findall(r"^\| `([\w.]+)`", text, re.M)}
        assert named == {path.stem for path in (rules_dir() / files).glob("*.yaml")}
