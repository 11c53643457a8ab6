"""What this machine can read and write, and what to install for the rest."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from linter import __version__, cache
from linter.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Component:
    """Something that a format needs: how to find its version (None: it is not there), and how to get it."""

    name: str
    serves: str
    found: Callable[[], str | None]
    install: str


def _package(name: str) -> Callable[[], str | None]:
    def find() -> str | None:
        try:
            return version(name)
        except PackageNotFoundError:
            return None

    return find


def _libreoffice() -> str | None:
    from linter.readers.converted import find_program

    return find_program()


COMPONENTS = (
    Component("lxml", ".docx .xlsx .html", _package("lxml"), "pip install lxml"),
    Component("pypdfium2", ".pdf", _package("pypdfium2"), "pip install pypdfium2"),
    Component("xlrd", ".xls .et", _package("xlrd"), 'pip install "budgetlint[xls]"'),
    Component("LibreOffice", ".doc .wps .rtf", _libreoffice, "apt install libreoffice-writer / www.libreoffice.org"),
    Component("pypdf", "review .pdf", _package("pypdf"), "pip install pypdf"),
    Component("pyarrow", "audit .parquet", _package("pyarrow"), 'pip install "budgetlint[audit]"'),
)


def report() -> str:
    """One line a component: whether it is there, what it serves, and what to do where it is missing."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield f"budgetlint {__version__} · Python {platform.python_version()} · {platform.system()}"
    yield f"{Bilingual('内置', 'built in')}：.txt .md"
    for each in COMPONENTS:
        found = each.found()
        if found is not None:
            yield f"✓ {each.serves}：{each.name} {found}".rstrip()
        else:
            yield f"✗ {each.serves}：{Bilingual(f'缺少 {each.name}', 'missing')}，{each.install}"
    yield f"{Bilingual('缓存', 'cache')}：{cache.folder() or 'off'}"
