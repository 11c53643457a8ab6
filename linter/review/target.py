"""The file that a review copy is written to: never the original."""

from __future__ import annotations

import os
from pathlib import Path

from linter.bilingual import Bilingual
from linter.errors import UserError


def guard(source: Path, copy: Path, *, force: bool) -> None:
    """Raises UserError for a copy that would be the original, or would replace a file unasked."""
    if _same(source, copy):
        raise UserError(
            Bilingual(f"批注副本不能是原文件：{copy}", "the copy must not be the original"),
            Bilingual("原文件不会被改动；请换一个文件名。", "The original is never changed; choose another name."),
        )
    if copy.is_dir() or not copy.parent.is_dir():
        raise UserError(
            Bilingual(f"没有这个文件夹，或者它本身是文件夹：{copy}", "no such folder, or a folder itself"),
            Bilingual("请换一个位置。", "Choose another."),
        )
    if os.path.lexists(copy) and not force:
        raise UserError(
            Bilingual(f"文件已存在：{copy}", "the file exists"),
            Bilingual("换一个名称，或加 --force 覆盖。", "Choose another, or use --force."),
        )


def _same(source: Path, copy: Path) -> bool:
    """Whether both names mean one file: by a link of either kind, or by a name that differs in case alone."""
    try:
        if source.exists() and copy.exists() and source.samefile(copy):
            return True
    except OSError:
        pass
    return os.path.realpath(source).casefold() == os.path.realpath(copy).casefold()
