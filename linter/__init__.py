"""budgetlint: a rule-based linter for published government budget documents.

    import linter

    report = linter.check("budget.docx")

The names of the Python API are imported when they are first used: docs/api.md.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.api import check as check
    from linter.api import render as render
    from linter.errors import PackError as PackError
    from linter.errors import UserError as UserError
    from linter.findings import Finding as Finding
    from linter.findings import Report as Report

__version__ = "0.1.0"
__all__ = ["Finding", "PackError", "Report", "UserError", "__version__", "check", "render"]

_HOMES = {
    "check": "linter.api",
    "render": "linter.api",
    "PackError": "linter.errors",
    "UserError": "linter.errors",
    "Finding": "linter.findings",
    "Report": "linter.findings",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
