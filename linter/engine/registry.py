"""Finds kinds of checks by name: kind `sum-equals` is the constant KIND of linter/engine/kinds/sum_equals.py."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path

from linter.engine.kinds.base import Kind

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_FOLDER = Path(__file__).parent / "kinds"


@cache
def find_kind(name: str) -> Kind | None:
    """The kind of that name, imported on first use; None if there is none."""
    module = name.replace("-", "_")
    if not _NAME.fullmatch(name) or not (_FOLDER / f"{module}.py").is_file():
        return None
    found = getattr(import_module(f"linter.engine.kinds.{module}"), "KIND", None)
    return found if isinstance(found, Kind) else None


def kind_names() -> list[str]:
    """The names of all kinds, without importing them."""
    files = (path.stem for path in _FOLDER.glob("*.py"))
    return sorted(stem.replace("_", "-") for stem in files if not stem.startswith("_") and stem != "base")
