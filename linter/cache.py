"""The user's cache: small JSON files that save work at the next start. Nothing depends on it.

The folder is `budgetlint` in the system's folder for caches (XDG_CACHE_HOME or ~/.cache; ~/Library/Caches on a Mac;
LOCALAPPDATA on Windows), or the one that the environment variable BUDGETLINT_CACHE_DIR names; where that says `off`,
nothing is read or kept.

A file keeps one thing under its name, with a digest of itself and of what it was made from: the stamp that the caller
gives, the program, Python and the libraries that reading and checking rest on. One that was made from something else, was
cut off or damaged, or cannot be read or written counts as not being there. It is plain data, never code; a new one takes
the place of the old in one step. `prune` keeps the folder within bounds.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from linter import __version__

LIBRARIES = ("lark", "lxml", "pypdfium2", "pyyaml", "xlrd")
"""What reading and checking rest on, by its name in the registry, in lower case: another version may see other things."""

MOST_BYTES = 500_000_000
_INSTALLED = re.compile(r"([A-Za-z0-9]+)-[^-]+(?:-py3[^-]*)?\.(?:dist|egg)-info$")
_ABANDONED = 3600.0
_ANY_FAULT = (OSError, ValueError, TypeError, RuntimeError, RecursionError)


def folder() -> Path | None:
    """Where the cache lies (not created here), None where none is wanted. Raises RuntimeError for a user without a home."""
    chosen = os.environ.get("BUDGETLINT_CACHE_DIR")
    if chosen:
        return None if chosen.lower() == "off" else Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None)
    home = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return (Path(base) if base else Path.home() / home) / "budgetlint"


def digest(*parts: str | bytes) -> str:
    """A stamp for `keep`: SHA-256 over the parts, each with its length."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()


def load(name: str, stamp: str) -> Any:
    """What was kept under `name` with this stamp by this program, or None."""
    try:
        file = _file(name)
        if file is None:
            return None
        head, _, body = file.read_bytes().partition(b"\n")
        return json.loads(body) if head == _head(stamp, body) else None
    except _ANY_FAULT:
        return None


def keep(name: str, stamp: str, data: Any) -> None:
    """Keeps `data` under `name`; not if JSON would change it (tuples, keys that are no texts, dates)."""
    try:
        file = _file(name)
        if file is None:
            return
        body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        if json.loads(body) == data:
            _replace(file, _head(stamp, body) + b"\n" + body)
    except _ANY_FAULT:
        return


def prune(most: int = MOST_BYTES) -> None:
    """Drops the files that were used longest ago until the cache holds at most `most` bytes."""
    try:
        place = folder()
        if place is None or not place.is_dir():
            return
        _sweep(place)
        files = [(each.stat(), each) for each in place.glob("*.json")]
        held = sum(stat.st_size for stat, _ in files)
        for stat, file in sorted(files, key=lambda pair: pair[0].st_mtime_ns):
            if held <= most:
                break
            file.unlink(missing_ok=True)
            held -= stat.st_size
    except _ANY_FAULT:
        return


def clear() -> int:
    """Empties the cache; returns how many files were removed. What cannot be removed stays."""
    place = folder()
    removed = 0
    for file in (*place.glob("*.json"), *place.glob("*.tmp")) if place is not None and place.is_dir() else ():
        try:
            file.unlink()
            removed += 1
        except OSError:
            continue
    return removed


def _sweep(place: Path) -> None:
    """Drops what processes left behind that were killed while they wrote."""
    for file in place.glob("*.tmp"):
        if time.time() - file.stat().st_mtime > _ABANDONED:
            file.unlink(missing_ok=True)


def _file(name: str) -> Path | None:
    place = folder()
    readable = re.sub(r"[^A-Za-z0-9]+", "-", name)[-40:].strip("-")
    return None if place is None else place / f"{readable}-{digest(name)[:16]}.json"


def _head(stamp: str, body: bytes) -> bytes:
    return digest(_program(), stamp, body).encode()


@functools.cache
def _program() -> str:
    """What tells this program from another: in a checkout the version stays while the modules change."""
    return digest(__version__, sys.version, *_libraries(), *_modules(str(Path(__file__).parent)))


def _libraries() -> Iterator[str]:
    """Name and version of each library, as the name of the folder tells that every installer leaves beside it: nothing is
    imported or opened for it, which would cost more than many a check."""
    missing = set(LIBRARIES)
    for place in sys.path:
        try:
            names = sorted(each.name for each in Path(place).iterdir())
        except OSError:
            continue
        for name in names:
            installed = _INSTALLED.match(name)
            library = installed[1].lower() if installed else ""
            if library in missing:
                missing.discard(library)
                yield name


def _modules(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.name.endswith(".py"):
                state = entry.stat()
                yield f"{entry.path} {state.st_mtime_ns} {state.st_size}"
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _modules(entry.path)


def _replace(file: Path, data: bytes) -> None:
    import tempfile

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, made = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(data)
        Path(made).replace(file)
    except OSError:
        Path(made).unlink(missing_ok=True)
        raise
