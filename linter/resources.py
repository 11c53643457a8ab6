"""Finds the data that ships with the program: rules, grammars and report templates.

In a checkout they lie beside the package; in an installation the wheel carries them inside it.
"""

import functools
from pathlib import Path
from typing import Any

from linter import cache

_PACKAGE = Path(__file__).resolve().parent


@functools.cache
def _root() -> Path:
    installed = _PACKAGE / "data"
    return installed if installed.is_dir() else _PACKAGE.parent


def rules_dir() -> Path:
    """The folder of the shipped rules, lexicons, form layouts, account names and packs."""
    return _root() / "rules"


def grammar(name: str) -> str:
    """The text of one shipped Lark grammar, by file name ("value.lark")."""
    return (_root() / "grammar" / name).read_text(encoding="utf-8")


def reports_dir() -> Path:
    """The folder of the Jinja templates, style sheets and scripts of the HTML reports."""
    return _root() / "reports"


@functools.cache
def data(path: str) -> Any:
    """The data of a shipped YAML file under `rules/`, by its path ("forms/levels.yaml"). Not to be changed by the caller."""
    raw = (rules_dir() / path).read_bytes()
    stamp = cache.digest(raw)
    found = cache.load(path, stamp)
    if found is None:
        import yaml

        found = yaml.load(raw.decode(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        cache.keep(path, stamp, found)
    return found
