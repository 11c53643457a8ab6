"""The user's cache of parsed packs: plain JSON, checked against the digests of the files that it was made from.

It saves parsing YAML and loading Lark at each start. Nothing depends on it: whatever goes wrong here is ignored.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from linter import __version__

_FORMAT = 1


def cache_folder() -> Path:
    """The program's cache folder, by the XDG rules (not created here)."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "budgetlint"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _file(key: str) -> Path:
    return cache_folder() / f"pack-{digest(f'{_FORMAT} {__version__} {key}'.encode())[:32]}.json"


def load(key: str) -> Any:
    """What was kept under `key` by this version of the program, or None."""
    try:
        return json.loads(_file(key).read_bytes())
    except (OSError, ValueError, RuntimeError, RecursionError):
        return None


def keep(key: str, data: Any) -> None:
    """Keeps JSON data under `key`, in one step, so that another run never reads half of it."""
    import tempfile

    try:
        target = _file(key)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, suffix=".tmp", delete=False) as file:
            json.dump(data, file, ensure_ascii=False, separators=(",", ":"))
        Path(file.name).replace(target)
    except (OSError, ValueError, TypeError, RuntimeError, RecursionError):
        return
