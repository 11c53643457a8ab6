"""What README and docs/ say is true: printed runs, counts of rules, formats, links and names of the code."""

from __future__ import annotations

import dataclasses
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click import Context

from linter.budget import calculations
from linter.budget import model as budget
from linter.cli import main
from linter.document import model as document
from linter.findings import model as findings
from linter.outputs import FORMATS
from linter.packs.load import load_pack
from linter.readers import SUFFIXES
from linter.values import model as values

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
FOLLOWED = {
    "writing-rules.md",
    "writing-lexicons.md",
    "writing-layouts.md",
    "writing-kinds.md",
    "preparer.zh.md",
    "auditor.zh.md",
}
"""Pages whose commands need the files that they speak of: see test_tutorials."""
PAGES = [*READMES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
LEFT_OUT = "…"


def runs() -> Iterator[Any]:
    """Each `$ budgetlint …` in a console block, with the lines printed under it."""
    for page in (page for page in PAGES if page.name not in FOLLOWED):
        for block in re.findall(r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
            for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M):
                yield pytest.param(command, printed.splitlines(), id=f"{page.name}: {command}")


@pytest.mark.parametrize(("command", "printed"), list(runs()))
def test_a_run_prints_what_the_page_shows(command: str, printed: list[str]) -> None:
    program, *arguments = shlex.split(command)
    assert program == "budgetlint"
    run = [sys.executable, "-m", "linter", *arguments]
    result = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert result.returncode in (0, 1), result.stderr
    output = iter(result.stdout.splitlines())
    for line in printed:
        assert line == LEFT_OUT or line in output, f"not printed, or not in this order: {line}"


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_groups_of_rules_are_counted_right(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    said = {group: int(count) for group, count in re.findall(r"^\| ([A-Z]{3}) \| (\d+) \|", text, re.M)}
    assert said == Counter(rule.code[:3] for rule in load_pack().rules)


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_formats_are_those_that_are_there(page: Path) -> None:
    (section,) = re.findall(r"^## (?:Formats|文件格式)\n(.*?)^## ", page.read_text(encoding="utf-8"), re.M | re.S)
    named = re.findall(r"`(\.?\w+)`", section)
    assert {name for name in named if name.startswith(".")} == set(SUFFIXES)
    assert {name for name in named if not name.startswith(".")} == set(FORMATS)


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_commands_of_the_table_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `budgetlint (\w+)", text, re.M))
    context = Context(main)
    commands = {name: main.get_command(context, name) for name in named}
    assert len(named) > 5 and None not in commands.values()
    known = {option for command in commands.values() if command for each in command.params for option in each.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    links = re.findall(r"\]\(([^)#]+)", text)
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not missing


def test_the_glossary_names_what_exists() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    modules = (budget, calculations, values, findings, document)
    classes = {
        name: each for module in modules for name, each in vars(module).items() if dataclasses.is_dataclass(each)
    }
    for name, field in re.findall(r"`([A-Z][A-Za-z]+)(?:\.(\w+))?`", text):
        assert name in classes, name
        assert not field or hasattr(classes[name], field), f"{name}.{field}"
    for path in re.findall(r"`((?:rules|linter)/[^`]+)`", text):
        assert (ROOT / path).exists(), path


def test_the_architecture_names_every_room() -> None:
    from test_imports import MAY_IMPORT

    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("| room |")[1].split("Imports run")[0]
    assert set(re.findall(r"`(\w+)`", table)) >= {room for room in MAY_IMPORT if not room.startswith("__")}
