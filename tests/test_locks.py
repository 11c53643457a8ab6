"""The locks of requirements/: whole, free of addresses, and true to the bounds of pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("run", "dev", "lowest")
PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.!+]+)(?: ; [^\\\n]+)? \\\n")


def text(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")


def pinned(lock: str) -> dict[str, str]:
    return {match["name"]: match["version"] for match in PINNED.finditer(text(lock))}


def declared(*extras: str) -> dict[str, str]:
    """What is needed by its name as locks write it, with its bounds."""
    project = PROJECT["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += [each for each in project["optional-dependencies"][extra] if not each.startswith("budgetlint")]
    found = (re.match(r"([\w.-]+)(.*)", each) for each in wanted)
    return {match[1].lower().replace("_", "-"): match[2] for match in found if match is not None}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_version_is_pinned_with_its_hashes_and_no_address(lock: str) -> None:
    assert not re.search(r"https?:|index-url|find-links|file:", text(lock))
    blocks = [block for block in re.split(r"\n(?=\w)", text(lock)) if not block.startswith("#")]
    assert len(pinned(lock)) > 5
    for block in blocks:
        assert PINNED.match(block), block
        assert "--hash=sha256:" in block, block


def test_the_locks_hold_all_that_is_needed() -> None:
    build = {"hatchling", "editables"}
    assert pinned("run").keys() >= declared().keys() | build
    assert pinned("dev").keys() >= declared("test", "xls", "audit", "dev").keys() | build
    assert pinned("lowest").keys() >= declared("test", "xls", "audit").keys() | build
    assert pinned("run").items() <= pinned("dev").items()


def test_the_lowest_versions_are_the_declared_ones() -> None:
    lowest = pinned("lowest")
    for name, bounds in declared("test", "xls", "audit").items():
        least = re.match(r">=([\d.]+)", bounds)
        assert least, f"{name} has no lower bound"
        shortened = re.sub(r"(\.0)+$", "", lowest[name])
        assert shortened == re.sub(r"(\.0)+$", "", least[1]), f"{name}{bounds} is locked as {lowest[name]}: make lock"
