"""The user's cache: it gives back what was kept from the same sources, or nothing, and never stands in the way."""

from __future__ import annotations

import re
import sys
import tomllib
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


def test_another_version_of_a_library_or_of_python_counts_as_nothing_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, later = tmp_path / "site", tmp_path / "later"
    monkeypatch.setattr(sys, "path", [str(tmp_path / "none"), str(site), str(later)])

    def known() -> bool:
        cache._program.cache_clear()  # a new process
        return cache.load("checked", "1") == DATA

    def keep() -> None:
        cache._program.cache_clear()
        cache.keep("checked", "1", DATA)
        assert known()

    (later / "pypdfium2-5.0.0.dist-info").mkdir(parents=True)
    keep()
    (later / "pypdfium2-5.0.0.dist-info").rename(later / "pypdfium2-5.1.0.dist-info")
    assert not known()
    keep()
    (site / "pypdfium2-5.0.0.dist-info").mkdir(parents=True)  # comes first when it is imported
    assert not known()
    keep()
    (later / "pypdfium2-5.1.0.dist-info").rename(later / "pypdfium2-5.2.0.dist-info")
    (site / "click-8.1.0.dist-info").mkdir()
    assert known()
    (site / "PyYAML-6.0.1-py3.11.egg-info").touch()
    assert not known()
    keep()
    monkeypatch.setattr(sys, "version", "4.0.0")
    assert not known()
    cache._program.cache_clear()


def test_every_library_that_reading_and_checking_rest_on_is_in_the_stamp() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["xls"]]
    names = {re.split(r"[^\w.-]", each, maxsplit=1)[0] for each in needed}
    # The command line, pages and review copies: they come after what was found.
    assert names - {"click", "jinja2", "pypdf"} == set(cache.LIBRARIES)
    assert len(list(cache._libraries())) >= len(cache.LIBRARIES) - 1  # xlrd may be missing
