"""The user's cache: it gives back what was kept from the same sources, or nothing, and never stands in the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from linter import cache


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


DATA = {"词": ["甲", 1, None, True], "n": {"k": [[]]}}


def test_gives_back_what_was_kept() -> None:
    cache.keep("units.yaml", "1", DATA)
    assert cache.load("units.yaml", "1") == DATA


def test_another_source_or_name_counts_as_nothing_kept(folder: Path) -> None:
    cache.keep("units.yaml", "1", DATA)
    assert cache.load("units.yaml", "2") is None
    assert cache.load("units", "1") is None
    cache.keep("units.yaml", "2", [])
    assert cache.load("units.yaml", "1") is None
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("damage", [lambda data: data[:-3], lambda data: b"", lambda data: data.replace(b"1", b"2")])
def test_a_damaged_file_counts_as_nothing_kept(folder: Path, damage: Any) -> None:
    cache.keep("units.yaml", "1", DATA)
    (file,) = folder.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert cache.load("units.yaml", "1") is None


@pytest.mark.parametrize("data", [(1, 2), {1: 2}, {"d": date(2024, 1, 1)}, {"a": {1, 2}}])
def test_what_json_would_change_is_not_kept(data: Any) -> None:
    cache.keep("units.yaml", "1", data)
    assert cache.load("units.yaml", "1") is None


def test_off_keeps_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", "off")
    cache.keep("units.yaml", "1", DATA)
    assert cache.load("units.yaml", "1") is None
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_does_no_harm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / "file" / "below"))
    cache.keep("units.yaml", "1", DATA)
    assert cache.load("units.yaml", "1") is None
