"""The files that a command writes: where they may lie, in which format each is, and the writing."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.findings import Report
from linter.outputs import FORMATS, SUFFIXES, WITH_CARDS, WITH_DOCUMENTS, encode, renderer, target_of


def targets(outputs: Sequence[str], arguments: Sequence[str]) -> tuple[tuple[Path, str], ...]:
    """Each output file with its format. Raises UserError, before any work, for one that could not be written."""
    found = []
    for each in outputs:
        name, form = target_of(each)
        path = Path(name)
        if form is None:
            raise UserError(
                Bilingual(f"无法从后缀判断输出格式：{each}", "no format has this suffix"),
                _known_formats(),
            )
        if path.is_dir() or not path.parent.is_dir():
            raise UserError(
                Bilingual(f"输出文件的文件夹不存在，或者它本身是文件夹：{each}", "no such folder"),
                Bilingual("请先建立文件夹。", "Make the folder first."),
            )
        if any(path.resolve() == Path(argument).resolve() for argument in arguments):
            raise UserError(
                Bilingual(f"输出文件就是要检查的文件：{each}", "this output is an input"),
                Bilingual("请换一个文件名。", "Choose another."),
            )
        found.append((path, form))
    return tuple(found)


def _known_formats() -> Bilingual:
    suffixes = Bilingual.naming("可用", "use", "、".join(SUFFIXES))
    named, forms = Bilingual("或写成 格式:文件", "or FORMAT:FILE"), f"（{'、'.join(FORMATS)}）"
    return Bilingual.joined(suffixes, Bilingual(f"{named.zh}{forms}", f"{named.en}{forms}", f"{named}{forms}"))


def needs_cards(form: str | None, files: Iterable[tuple[Path, str]]) -> bool:
    """Whether the format of standard output, or that of one of the files, prints the cards of the rules."""
    return not WITH_CARDS.isdisjoint([form, *(each for _, each in files)])


def prints_documents(form: str | None, files: Iterable[tuple[Path, str]]) -> bool:
    """Whether an output prints the documents themselves, which the report then has to keep."""
    return not WITH_DOCUMENTS.isdisjoint([form, *(each for _, each in files)])


def write(report: Report, files: Iterable[tuple[Path, str]]) -> None:
    """Writes the report into each file. Raises UserError for one that cannot be written."""
    for path, form in files:
        write_whole(path, encode(form, renderer(form)(report)))


def write_text(file: str, text: str) -> None:
    """Writes a text file. Raises UserError if it cannot be written."""
    write_whole(Path(file), text.encode())


def may_write(file: str, *, force: bool) -> None:
    """Raises UserError for a file that exists, unless it may be replaced."""
    if Path(file).exists() and not force:
        raise UserError(
            Bilingual(f"文件已存在：{file}", "the file exists"),
            Bilingual("换一个名称，或加 --force 覆盖。", "Choose another, or use --force."),
        )


def write_whole(path: Path, data: bytes) -> None:
    """Puts the whole content in place in one step, with the rights of the file that was there.

    Raises UserError, leaving nothing behind and the old file as it was, where that fails.
    """
    draft = path.with_name(f".budgetlint-{secrets.token_hex(6)}.tmp")
    try:
        if path.is_relative_to("/dev") or (path.exists() and not path.is_file()):
            path.write_bytes(data)  # a device or a pipe: there is nothing to replace
            return
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            Bilingual(f"无法写入 {path}：{error.strerror or error}", "cannot be written"),
            Bilingual(
                "请检查权限和磁盘空间，以及文件是否正被打开。",
                "Check permissions and space, and that no program holds the file.",
            ),
        ) from None
