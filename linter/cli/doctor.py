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


def _chinese_font() -> str | None:
    """What to know of PDFs on a machine whose fonts have no Chinese characters; None where all is well, or unknown."""
    try:
        from linter.readers.pdf.fonts import has_chinese_font

        if has_chinese_font():
            return None
    except Exception:  # without pypdfium2, or with one that is broken: its own line says so
        return None
    return (
        "– .pdf：本机没有中文字体。PDF 未嵌入字体的文字只能按编码读取，读不出的会在报告中列为未检查；装上中文字体更稳妥\n"
        "  no Chinese font on this machine: PDF text whose font is not embedded is read by its codes alone; what cannot "
        "be read is listed as not checked. Installing one (such as fonts-noto-cjk) is safer"
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
    fonts = _chinese_font()
    if fonts is not None:
        yield fonts
    yield f"{Bilingual('缓存', 'cache')}：{cache.folder() or 'off'}"
