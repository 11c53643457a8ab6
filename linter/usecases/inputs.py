"""From the arguments of a command to the documents they mean: files, folders, patterns, standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.readers import SUFFIXES
from linter.readers.kinds import may_be_document


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Formats in which budget documents are handed round, and that no reader takes or takes yet: other office programs, e-paper,
# archives, mails, pictures of pages. A folder that holds one must not look checked when it was only half read: it is
# given to the readers all the same, and they say what is in the way.
_NOT_READ = _names(
    ".odt .ods .odp .ofd .ceb .cebx .sep .gd .caj .dot .dotx .dotm .wpt .xlt .xltx .xltm .xlsb .ett .ppt .pptx .pps .ppsx .dps "
    ".mht .mhtml .eml .msg .pages .numbers .zip .rar .7z .tar .gz .tgz .bz2 .xz "
    ".jpg .jpeg .png .bmp .tif .tiff .gif .webp .heic"
)
# What a repository is made of beside its documents, by suffix: no budget is written in these.
_TOOLS = _names(
    ".py .pyc .ipynb .sh .bat .ps1 .js .mjs .ts .css .java .class .c .h .go .rs .rb .php .sql .r .vbs .exe .msi .dll .so .jar "
    ".whl .map .wasm .yaml .yml .json .jsonl .toml .ini .cfg .conf .lock .log .sarif .csv .tsv .xsd .xsl .db .sqlite .parquet "
    ".bak .tmp .swp .lnk .url .ico .svg .ttf .otf .ttc .woff .woff2 .rst .adoc .j2 .po .mo .patch .diff .pem .asc .sig "
    ".sha256 .md5"
)
# Files that tell of a repository or of the system, whatever their suffix.
_ABOUT = _names(
    "readme license licence copying notice changelog contributing security authors code_of_conduct codeowners makefile "
    "dockerfile thumbs ehthumbs desktop"
)
_ABOUT_SUFFIXES = frozenset(("", ".md", ".txt", ".rst", ".db", ".ini"))
_MAGIC = 2048
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One input. `data` is its content where it is no file (standard input), `error` why it cannot be one."""

    path: str
    data: bytes | None = None
    error: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """The sources in order, each once, and the arguments under which no document was found."""

    sources: tuple[Input, ...]
    barren: tuple[str, ...]


def expand(arguments: Sequence[str], *, stdin: bytes = b"", stdin_name: str = "stdin.txt") -> Inputs:
    """The documents that the arguments mean. Folders and patterns are sorted; hidden names are passed over."""
    sources: dict[str, Input] = {}
    barren = []
    for argument in arguments:
        found = [Input(stdin_name, stdin)] if argument == STDIN else [_source(path) for path in _paths(argument)]
        if not found:
            barren.append(argument)
        for source in found:
            key = f"{STDIN}{stdin_name}" if source.data is not None else os.path.realpath(source.path)
            sources.setdefault(key, source)
    return Inputs(tuple(sources.values()), tuple(barren))


def documents(arguments: Sequence[str], stdin_name: str, files: Iterable[tuple[Path, str]] = ()) -> Inputs:
    """The documents that the arguments of a command mean, standard input read if it is among them.

    The output `files` are none of them: what an earlier run wrote into a folder that is checked is no budget document.
    """
    data = sys.stdin.buffer.read() if STDIN in arguments else b""
    found = expand(arguments, stdin=data, stdin_name=stdin_name)
    outputs = {os.path.realpath(path) for path, _ in files}
    kept = (each for each in found.sources if each.data is not None or os.path.realpath(each.path) not in outputs)
    return replace(found, sources=tuple(kept)) if outputs else found


def _paths(argument: str) -> Iterator[str]:
    path = Path(argument)
    if path.is_dir():
        yield from _walk(path)
    elif not os.path.lexists(argument) and glob.has_magic(argument):
        for match in sorted(glob.glob(argument, recursive=True)):  # noqa: PTH207 (Path.glob takes no absolute pattern)
            if Path(match).is_dir():
                yield from _walk(Path(match))
            else:
                yield match
    else:
        yield argument


def _walk(folder: Path) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")) and _is_meant(Path(root, name)):
                yield str(Path(root, name))


def _is_meant(path: Path) -> bool:
    """Whether a file of a folder is a document, or may be one that nobody can check here and that has to be told.

    Files that only tell of the folder or make something in it (README, code, settings) are neither. What has no suffix, or
    one that nobody knows, is meant where its first bytes are those of a document, an archive or a picture.
    """
    suffix = path.suffix.lower()
    if suffix in _ABOUT_SUFFIXES and path.name[: len(path.name) - len(suffix)].lower() in _ABOUT:
        return False
    if suffix in SUFFIXES or suffix in _NOT_READ:
        return True
    if suffix in _TOOLS:
        return False
    try:
        with path.open("rb") as file:
            return may_be_document(file.read(_MAGIC))
    except OSError:
        return False


def _source(path: str) -> Input:
    shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
    if not os.path.lexists(path):
        error = Bilingual(f"找不到文件：{shown}（请检查路径）", "no such file; check the path")
        return Input(path, error=error)
    if not Path(path).is_file():
        return Input(path, error=Bilingual(f"不是普通文件：{shown}", "not a regular file"))
    return Input(path)


def load(source: Input, max_bytes: int) -> bytes:
    """The content of a source, never more than `max_bytes`. Raises UserError with what is wrong and the way out."""
    data = source.data
    if data is None:
        try:
            with Path(source.path).open("rb") as file:
                data = file.read(max_bytes + 1)
        except OSError as error:
            raise UserError(
                Bilingual.naming("无法读取", "cannot be read", error.strerror or error),
                Bilingual(
                    "请检查读取权限，以及文件是否被其他程序占用。",
                    "Check its permissions, and that no program holds it.",
                ),
            ) from None
    if len(data) > max_bytes:
        raise UserError(
            Bilingual(f"文件超过 {max_bytes:,} 字节的上限", f"larger than the limit of {max_bytes:,} bytes"),
            Bilingual("可用 --max-bytes 提高上限。", "Raise it with --max-bytes."),
        )
    if not data.strip():
        raise UserError(Bilingual("文件是空的，没有可检查的内容", "the file is empty, there is nothing to check"))
    return data
