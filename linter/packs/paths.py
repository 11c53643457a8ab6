"""Where packs lie, and how paths are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from linter.packs.source import read_source
from linter.resources import rules_dir


def shipped_packs() -> list[str]:
    return sorted(path.stem for path in (rules_dir() / "packs").glob("*.yaml"))


def find_pack(name_or_path: str, beside: Path | None = None) -> Path | None:
    """The file of a shipped pack, by name, or of any other, by path (relative to the folder `beside`)."""
    if name_or_path in shipped_packs():
        return rules_dir() / "packs" / f"{name_or_path}.yaml"
    path = (beside or Path()) / name_or_path
    return path if path.is_file() else None


def shown(path: Path) -> str:
    """A path for people: relative to the working folder where it is below it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def is_rule_file(name: str) -> bool:
    """Whether what was named is the file of one rule, not of a pack."""
    if find_pack(name) is None or name in shipped_packs():
        return False
    data = read_source(Path(name)).data
    return (
        isinstance(data, Mapping) and not {"code", "check"}.isdisjoint(data) and {"rules", "extends"}.isdisjoint(data)
    )


def expanded(base: Path, globs: Iterable[str]) -> list[Path]:
    """The files that the globs of a pack name, each once, in order of path; links out of its folder are left out."""
    root = base.resolve()
    found = {path.resolve() for pattern in globs for path in root.glob(pattern) if path.is_file()}
    return sorted(path for path in found if path.is_relative_to(root))
