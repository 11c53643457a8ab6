"""Finds kinds of checks by name: kind `sum-equals` is the constant KIND of linter/engine/kinds/sum_equals.py.

Beside the shipped ones there are those of the plug-ins that are switched on (see `linter.engine.plugins`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from linter.engine.kinds.base import Kind

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_FOLDER = Path(__file__).parent / "kinds"
_added: dict[str, Kind] = {}


def find_kind(name: str) -> Kind | None:
    """The kind of that name, a shipped one imported on first use; None if there is none."""
    return _shipped(name) or _added.get(name)


@cache
def _shipped(name: str) -> Kind | None:
    module = name.replace("-", "_")
    if not NAME.fullmatch(name) or not (_FOLDER / f"{module}.py").is_file():
        return None
    found = getattr(import_module(f"linter.engine.kinds.{module}"), "KIND", None)
    return found if isinstance(found, Kind) else None


def kind_names() -> list[str]:
    """The names of all kinds, without importing the shipped ones."""
    return sorted({*shipped_names(), *_added})


def shipped_names() -> list[str]:
    """The names of the shipped kinds, without importing them."""
    files = (path.stem for path in _FOLDER.glob("*.py"))
    return sorted(stem.replace("_", "-") for stem in files if not stem.startswith("_") and stem != "base")


def set_added(kinds: Mapping[str, Kind]) -> None:
    """Takes these kinds of plug-ins into use, in place of those before. A shipped kind of the same name comes first."""
    _added.clear()
    _added.update(kinds)
