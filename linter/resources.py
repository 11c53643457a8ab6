"""Finds the data that ships with the program: rules, grammars and report templates.

In a checkout they lie beside the package; in an installation the wheel carries them inside it.
"""

from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


@cache
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


@cache
def data(path: str) -> Any:
    """The data of a shipped YAML file under `rules/`, by its path ("forms/levels.yaml"). Not to be changed by the caller."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((rules_dir() / path).read_text(encoding="utf-8"), Loader=loader)
