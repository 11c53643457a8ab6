"""Readers: file -> Document. One module a family of formats, imported only when such a file is opened."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path

from linter.bilingual import Bilingual
from linter.document import Document
from linter.errors import UserError
from linter.readers.kinds import kind_of
from linter.readers.limits import Limits, Meter

SUFFIXES = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm"),
    *(".docx", ".docm", ".xlsx", ".xlsm", ".pdf"),
    *(".xls", ".et", ".doc", ".wps", ".rtf"),
)
"""Suffixes that a folder is searched for. What a file is, its content tells."""

_MODULES = {
    "text": "text",
    "html": "html",
    "docx": "docx.reader",
    "xlsx": "xlsx.reader",
    "xls": "xlsx.xls",
    "spreadsheetml": "xlsx.spreadsheetml",
    "pdf": "pdf.reader",
    "doc": "converted",
    "rtf": "converted",
}


def read(path: Path | str, *, data: bytes | None = None, limits: Limits | None = None) -> Document:
    """Read one document. `data`, if given, is the content and `path` only its name (standard input, examples).

    Raises UserError with what is wrong and the way out, for every file that is no readable document or goes beyond a limit.
    """
    path = Path(path)
    if data is None:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UserError(
                Bilingual.naming(f"无法读取文件：{path}", "cannot read the file", error.strerror or error),
                Bilingual("请检查文件是否存在、是否有读取权限。", "Check that the file exists and may be read."),
            ) from None
    try:
        module = import_module(f"linter.readers.{_MODULES[kind_of(data)]}")
    except ModuleNotFoundError as error:
        raise UserError(
            Bilingual(
                f"缺少读取这种文件的组件 {error.name}", f"{error.name}, which reads such files, is not installed"
            ),
            Bilingual(
                f"请安装：pip install {error.name}（budgetlint doctor 列出全部组件）",
                "Install it; `budgetlint doctor` lists all.",
            ),
        ) from None
    document: Document = module.read(path.as_posix(), data, hashlib.sha256(data).hexdigest(), Meter(limits or Limits()))
    return document
