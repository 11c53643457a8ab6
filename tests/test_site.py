"""The documentation site is complete, builds without a warning, and loads nothing from elsewhere."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))


def pages_of(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    else:
        for each in nav.values() if isinstance(nav, dict) else nav:
            yield from pages_of(each)


def test_every_page_is_in_the_navigation() -> None:
    assert sorted(pages_of(SITE["nav"])) == sorted(["rules/README.md", *(path.name for path in DOCS.glob("*.md"))])


def test_every_tutorial_and_guide_is_followed() -> None:
    from test_docs import FOLLOWED

    assert {
        path.name for path in DOCS.glob("*.md") if path.name.startswith(("writing-", "preparer", "auditor"))
    } == FOLLOWED


def test_the_landing_pages_lead_to_the_same_pages() -> None:
    def links(name: str) -> set[str]:
        return set(re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", (DOCS / name).read_text(encoding="utf-8")))

    assert links("index.md") - {"index.zh.md"} == links("index.zh.md") - {"index.md"}


def test_the_pictures_are_small_and_not_empty() -> None:
    pictures = sorted((DOCS / "images").glob("*.png"))
    assert pictures
    for picture in pictures:
        head = picture.read_bytes()[:24]
        width, height = struct.unpack(">II", head[16:24])
        assert head[:8] == b"\x89PNG\r\n\x1a\n" and width > 600 and height > 400
        assert 20_000 < picture.stat().st_size <= 200_000, picture.name


def test_without_a_browser_the_script_of_the_pictures_says_so(tmp_path: Path) -> None:
    command = [sys.executable, str(DOCS / "make_screenshots.py")]
    done = subprocess.run(command, env={**os.environ, "PATH": str(tmp_path)}, capture_output=True, encoding="utf-8")
    assert done.returncode == 1 and "chromium" in done.stderr and "Traceback" not in done.stderr


class _Loads(HTMLParser):
    """The addresses that a page loads by itself, and those that it links to."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: set[str] = set()
        self.linked: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {value for name, value in attrs if name in ("href", "src", "srcset", "data") and value}
        (self.linked if tag == "a" else self.loaded).update(found)


def test_the_site_builds_without_a_warning_and_needs_no_network(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="mkdocs-material is not installed: pip install -e '.[docs]'")
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **nowhere}, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        loads = _Loads()
        loads.feed(page.read_text(encoding="utf-8"))
        for address in loads.loaded:
            assert not address.startswith(("http:", "https:", "//")), (page.name, address)
        if page.name == "404.html":
            continue
        for address in (*loads.loaded, *loads.linked):
            target = address.partition("#")[0].partition("?")[0]
            assert ":" in target or not target or (page.parent / target).exists(), (page.name, address)
