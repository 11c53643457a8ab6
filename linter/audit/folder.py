"""The output folder: taken only if it is empty or was made by an audit, and nothing outside it or foreign in it is touched.

A marker lists what was written, name by name, and grows before each file is: also after a run that was cut short, the
next one knows what is its own. What an earlier run made and this one did not is removed at the end.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from linter.bilingual import Bilingual
from linter.errors import UserError

MARKER = ".budgetlint-audit"
_HEAD = "budgetlint audit 1"
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


def demand(path: Path) -> list[str] | None:
    """What an earlier audit wrote into a folder, None for one that is new or empty. Raises UserError for any other."""
    if path.exists() and not path.is_dir():
        raise _refused(path, Bilingual("它是一个文件", "it is a file"))
    try:
        before = _listed(path)
        foreign = before is None and path.is_dir() and any(path.iterdir())
    except OSError as error:
        raise _refused(path, Bilingual.of(str(error.strerror or error))) from None
    if foreign:
        raise _refused(path, Bilingual("文件夹不是空的，也不是审计报告的文件夹", "it is neither empty nor an audit's"))
    return before


class Folder:
    """An output folder in use. Raises UserError where it is not ours to fill."""

    def __init__(self, path: Path) -> None:
        self.root = path
        self._made: dict[str, None] = {}
        self._before = demand(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
            if self._before is None:
                path.joinpath(MARKER).write_text(f"{_HEAD}\n", encoding="utf-8")
        except OSError as error:
            raise _refused(path, Bilingual.of(str(error.strerror or error))) from None

    def announce(self, names: Iterable[str]) -> None:
        """Notes that files of these names are about to be written."""
        new = [name for name in names if name not in self._made]
        for name in new:
            if not _NAME.fullmatch(name):
                raise ValueError(f"no name of a file in the folder: {name!r}")
            self._made[name] = None
        if new:
            with self.root.joinpath(MARKER).open("a", encoding="utf-8") as marker:
                marker.write("".join(f"{name}\n" for name in new))

    def write(self, name: str, data: str | bytes) -> None:
        self.announce((name,))
        put(self.root, name, data)

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """A file to be written bit by bit, which takes its place when it is whole."""
        self.announce((name,))
        with _opened(self.root, name) as file:
            yield file

    def finish(self) -> None:
        """Removes what an earlier run left and this one did not write anew, and leaves the marker in order of name."""
        for name in self._before or ():
            if name not in self._made:
                _place(self.root, name).unlink(missing_ok=True)
        for folder in sorted({parent for name in self._before or () for parent in Path(name).parents}, reverse=True):
            path = self.root / folder
            if folder != Path() and path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
                path.rmdir()
        put(self.root, MARKER, "".join(f"{line}\n" for line in (_HEAD, *sorted(self._made))))


def put(root: Path, name: str, data: str | bytes) -> None:
    """Writes a file below `root` in one step. Raises UserError where that would lead out of it or cannot be done."""
    with _opened(root, name) as file:
        file.write(data if isinstance(data, bytes) else data.encode("utf-8", "backslashreplace"))


@contextmanager
def _opened(root: Path, name: str) -> Iterator[IO[bytes]]:
    path = _place(root, name)
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        with part.open("xb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise UserError(
            Bilingual(f"无法写入 {path}：{error.strerror or error}", "cannot be written"),
            Bilingual("请检查权限和磁盘空间。", "Check permissions and space."),
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _place(root: Path, name: str) -> Path:
    path = root / name
    for folder in path.relative_to(root).parents:
        if (root / folder).is_symlink() and folder != Path():
            raise _refused(root, Bilingual(f"{folder} 是指向别处的链接", "is a link to somewhere else"))
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _listed(path: Path) -> list[str] | None:
    """What the marker lists; None where there is no marker of ours. Lines that are no names within the folder are not ours."""
    marker = path / MARKER
    if marker.is_symlink() or not marker.is_file():
        return None
    head, *lines = marker.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    if head != _HEAD:
        return None
    return [line for line in dict.fromkeys(lines) if _NAME.fullmatch(line) and ".." not in line.split("/")]


def _refused(path: Path, why: Bilingual) -> UserError:
    return UserError(
        Bilingual.naming(f"不能把审计报告写入 {os.fspath(path)}", "the site cannot be written there", why),
        Bilingual("请换一个新的或空的文件夹。", "Choose a new or an empty folder."),
    )
