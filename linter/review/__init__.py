"""Review copies: a copy of the checked file with each finding as a comment at its place. The file itself is only read.

One module a format, imported when such a file is to be annotated.
"""

from __future__ import annotations

from importlib import import_module

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.review.model import Annotated, Task

MODULES = {"docx": "docx", "xlsx": "xlsx", "pdf": "pdf"}
"""Kind of file (linter.readers.kinds) -> the module that annotates it."""
SUFFIXES = {"docx": (".docx", ".docm"), "xlsx": (".xlsx", ".xlsm"), "pdf": (".pdf",)}
SUGGESTING = frozenset({"docx", "xlsx"})
"""The kinds whose copies can hold mends: as tracked changes in Word, in the cells themselves in Excel."""


def annotated(kind: str, data: bytes, task: Task) -> Annotated:
    """The content of the copy of a file of `kind`, one of MODULES; byte for byte the file's own where nothing is to be said.

    Raises UserError for a file that comments cannot be added to.
    """
    if not task.findings:
        return Annotated(data)
    try:
        module = import_module(f"linter.review.{MODULES[kind]}")
    except ModuleNotFoundError as error:
        raise UserError(
            Bilingual(
                f"缺少生成这种批注副本的组件 {error.name}",
                f"{error.name}, which such review copies need, is not installed",
            ),
            Bilingual("请安装", f"install it: pip install {error.name}"),
        ) from None
    result: Annotated = module.annotated(data, task)
    return result


__all__ = ["MODULES", "SUFFIXES", "SUGGESTING", "Annotated", "Task", "annotated"]
