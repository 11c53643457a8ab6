"""Readers: file -> Document. One module a family of formats, imported only when such a file is opened."""

from __future__ import annotations

import hashlib
from pathlib import Path

from linter.document import Document
from linter.errors import UserError

SUFFIXES = (".txt", ".text", ".md", ".markdown")
"""Suffixes that a folder is searched for."""


def read(path: Path | str, *, data: bytes | None = None) -> Document:
    """Read one document. `data`, if given, is the content and `path` only its name (standard input, examples).

    Raises UserError with what is wrong and the way out, for every file that is no readable document.
    """
    path = Path(path)
    if data is None:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UserError(
                f"无法读取文件：{path}（{error.strerror or error}）",
                "请检查文件是否存在、是否有读取权限。/ Check that the file exists and may be read.",
            ) from None
    from linter.readers import text

    return text.read_text(path.as_posix(), data, hashlib.sha256(data).hexdigest())
