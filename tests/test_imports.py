"""Imports run downwards only (docs/architecture.md), and `--version` stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import linter

PACKAGE = Path(linter.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

ANYWHERE = {"resources", "errors", "bilingual", "cache", "lalr", "__version__"}
ORDER = (
    *("document", "language", "values", "findings", "readers", "budget"),
    *("packs", "checks", "run", "outputs", "authors", "usecases", "review", "audit", "api", "cli"),
)
"""Each room may import those before it, but for what FORBIDDEN takes from it."""
FORBIDDEN = {
    "document": set(),
    "language": {"document"},
    "values": {"document"},
    "findings": {"language", "values"},
    "readers": {"values", "findings"},
    "budget": {"findings", "readers"},
    "packs": {"readers"},
    "checks": {"readers"},
    "run": {"readers"},
    "outputs": {"readers", "packs", "checks", "run"},
    "authors": set(),
    "usecases": set(),
    "review": {"budget", "packs", "checks", "run", "authors"},
    "audit": {"readers", "authors", "review"},
    "api": {"document", "values", "readers", "budget", "packs", "checks", "run", "authors", "review", "audit"},
    "cli": {"values", "budget", "packs", "checks", "run"},
}
MAY_IMPORT = {room: {*ORDER[:place]} - FORBIDDEN[room] for place, room in enumerate(ORDER)} | {
    **{name: set() for name in ("errors", "bilingual", "cache", "lalr", "resources")},
    "engine": {"packs"},
    "__main__": {"cli"},
    "__init__": {"api", "errors", "findings"},
}
"""Room or top module -> the rooms it may import, beside those that any may."""


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


def imports_of(path: Path) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each import from this package, wherever in the module: its line, its dotted name and the names taken from it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "linter":
                    yield node.lineno, alias.name, ()
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            module, names = node.module or "", tuple(alias.name for alias in node.names)
            if module == "linter":
                for name in names:
                    yield node.lineno, f"linter.{name}", ()
            elif module.startswith("linter."):
                yield node.lineno, module, names


def test_every_room_has_its_place() -> None:
    assert {room_of(path) for path in MODULES} <= MAY_IMPORT.keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_downwards(path: Path) -> None:
    room = room_of(path)
    allowed = MAY_IMPORT[room] | ANYWHERE | {room}
    wrong = [
        f"{path}:{line}: {room} imports {name}"
        for line, name, _ in imports_of(path)
        if name.split(".")[1] not in allowed
    ]
    assert not wrong, "\n".join(wrong)


def test_findings_know_places_and_carry_documents_only() -> None:
    for path in MODULES:
        if room_of(path) == "findings":
            taken = {
                name for _, module, names in imports_of(path) if module.startswith("linter.document") for name in names
            }
            assert taken <= {"Location", "Document"}, f"{path} takes {sorted(taken)} of linter.document"


def test_version_imports_click_and_nothing_heavier() -> None:
    """A hook or an editor that asks for the version must not wait for a parser, a template engine or the rules."""
    code = (
        "import sys\n"
        "from linter.cli import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] in {'lark', 'yaml', 'jinja2', 'lxml', 'linter'}))\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(result.stdout.splitlines()[-1].split()) <= {"linter", "linter.cli", "linter.cli.streams"}
