"""Outputs: one module a format, each a function of a Report, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from linter.findings import Report

_MODULES = {
    "text": "linter.outputs.text",
    "json": "linter.outputs.json_",
    "html": "linter.outputs.html",
    "markdown": "linter.outputs.markdown",
    "csv": "linter.outputs.csv_",
}
FORMATS = tuple(_MODULES)
SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
}


def format_of(path: str) -> str | None:
    """The format that a file's suffix asks for, None for a suffix that no format has."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def renderer(name: str) -> Callable[[Report], str]:
    """The function that prints a report in the format `name` (one of FORMATS)."""
    render: Callable[[Report], str] = import_module(_MODULES[name]).render
    return render


def encode(name: str, text: str) -> bytes:
    """The bytes of a report file: UTF-8; CSV with a byte order mark, without which Excel takes it for GBK."""
    return text.encode("utf-8-sig" if name == "csv" else "utf-8", "backslashreplace")
