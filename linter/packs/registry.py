"""Finds kinds of checks by name: kind `sum-equals` is declared in the module sum_equals.py of a family under linter/checks.

Beside the shipped ones there are those of the plug-ins that are switched on (see `linter.packs.plugins`). Checks are found by
name and not imported: packs know what a kind is, not which there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from linter.packs.kinds import Kind

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_FOLDER = Path(__file__).parents[1] / "checks"
_DECLARES = re.compile(r"^@check\(", re.MULTILINE)
_added: dict[str, Kind] = {}


def find_kind(name: str) -> Kind | None:
    """The kind of that name, a shipped one imported on first use; None if there is none."""
    return _shipped(name) or _added.get(name)


@cache
def _shipped(name: str) -> Kind | None:
    path = _modules().get(name)
    if path is None:
        return None
    declared = vars(import_module(f"linter.checks.{path.parent.name}.{path.stem}")).values()
    return next((each for each in declared if isinstance(each, Kind) and each.name == name), None)


@cache
def _modules() -> dict[str, Path]:
    """The modules of the families by the name that a kind in them would have; some hold what kinds share."""
    return {path.stem.replace("_", "-"): path for path in _FOLDER.glob("*/[a-z]*.py")}


def kind_names() -> list[str]:
    """The names of all kinds, without importing the shipped ones."""
    return sorted({*shipped_names(), *_added})


def shipped_names() -> list[str]:
    """The names of the shipped kinds, without importing them."""
    return sorted(name for name, path in _modules().items() if _DECLARES.search(path.read_text(encoding="utf-8")))


def set_added(kinds: Mapping[str, Kind]) -> None:
    """Takes these kinds of plug-ins into use, in place of those before. A shipped kind of the same name comes first."""
    _added.clear()
    _added.update(kinds)
