"""Outputs: one module a format, each a function of a Report, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.findings import Report

_RENDERERS = {
    "text": ("text", "render"),
    "json": ("json_", "render"),
    "sarif": ("sarif", "render"),
    "junit": ("junit", "render"),
    "github": ("annotations", "github"),
    "gitlab": ("annotations", "gitlab"),
    "csv": ("csv_", "render"),
    "markdown": ("markdown", "render"),
    "html": ("html", "render"),
}
FORMATS = tuple(_RENDERERS)
WITH_CARDS = frozenset({"html", "sarif"})
"""The formats that print the cards of the rules (`Report.rules`)."""
WITH_DOCUMENTS = frozenset({"html"})
"""The formats that print the documents themselves (`Report.sources`)."""
SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".sarif": "sarif",
    ".xml": "junit",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
}


def target_of(text: str) -> tuple[str, str | None]:
    """The file and the format that `FILE` or `FORMAT:FILE` asks for; the format is None for a suffix that none has."""
    form, colon, path = text.partition(":")
    if colon and path and form in _RENDERERS:
        return path, form
    return text, SUFFIXES.get(PurePath(text).suffix.lower())


def renderer(name: str) -> Callable[[Report], str]:
    """The function that prints a report in the format `name` (one of FORMATS)."""
    module, function = _RENDERERS[name]
    render: Callable[[Report], str] = getattr(import_module(f"linter.outputs.{module}"), function)
    return render


def encode(name: str, text: str) -> bytes:
    """The bytes of a report file: UTF-8; CSV with a byte order mark, without which Excel takes it for GBK."""
    return text.encode("utf-8-sig" if name == "csv" else "utf-8", "backslashreplace")
