"""Zip archives of XML parts (OPC: .docx, .xlsx) from strangers: bounded, without entities, parts found by relationships.

Packages: ECMA-376 part 2. A part is named as in the archive, without a leading slash.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import IO, NamedTuple
from urllib.parse import unquote

from lxml import etree

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.readers.kinds import damaged, encrypted
from linter.readers.limits import Meter, exceeded

_CHUNK = 1 << 16
_SMALL = 1 << 20
"""A member up to this size may be packed at any ratio: a sheet of blanks packs well and harms nobody."""
_DOCTYPES = (b"<!DOCTYPE", b"<!ENTITY")
_WIDE_DOCTYPES = tuple(mark.decode().encode(code) for mark in _DOCTYPES for code in ("utf-16-le", "utf-16-be"))
_LONGEST = max(map(len, _WIDE_DOCTYPES))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = b"http://purl.oclc.org/ooxml/"


class Relationship(NamedTuple):
    """From one part to another. `kind` is the last word of its type ("styles"), alike in strict and transitional files."""

    id: str
    kind: str
    target: str


class Archive:
    """The members of a zip archive, read within the limits of `meter`. Raises UserError for what is broken or hostile."""

    def __init__(self, data: bytes, meter: Meter) -> None:
        self._meter = meter
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise damaged(type(error).__name__) from None
        members = self._zip.infolist()
        limits = meter.limits
        if len(members) > limits.members:
            raise exceeded("members", limits.members)
        if sum(member.file_size for member in members) > limits.unpacked:
            raise exceeded("unpacked", limits.unpacked)
        self._members = {member.filename: member for member in members if _is_plain(member.filename)}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def open(self, name: str) -> Member:
        """A part as a stream. Raises UserError where there is none."""
        info = self._members.get(name)
        if info is None:
            raise damaged(f"缺少 {name}", f"{name} is missing")
        if info.flag_bits & 0x1:
            raise encrypted()
        ratio = self._meter.limits.ratio
        if info.file_size > _SMALL and info.file_size > ratio * max(1, info.compress_size):
            raise exceeded("ratio", ratio)
        try:
            return Member(self, self._zip.open(info), name)
        except (*_BROKEN, RuntimeError) as error:
            raise damaged(f"{name}: {type(error).__name__}") from None

    def read(self, name: str) -> bytes:
        with self.open(name) as member:
            return b"".join(iter(lambda: member.read(_CHUNK), b""))

    def spend(self, count: int) -> None:
        """Counts `count` unpacked bytes: what the archive says of its sizes may be a lie."""
        self._unpacked += count
        if self._unpacked > self._meter.limits.unpacked:
            raise exceeded("unpacked", self._meter.limits.unpacked)
        self._meter.check()

    def parse(self, name: str) -> etree._Element:
        """The root of a part that fits into memory: styles, settings, strings."""
        data = transitional(self.read(name))
        try:
            root = etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _broken(name, error) from None
        _refuse_doctype(root.getroottree())
        return root

    def elements(self, name: str, tags: Collection[str]) -> Iterator[etree._Element]:
        """Each element of a part with one of `tags` when it has ended; the caller clears what it no longer needs."""
        with self.open(name) as member:
            head = member.read(_CHUNK)
            source: Member | io.BytesIO = member
            if _STRICT in head:
                rest = b"".join(iter(lambda: member.read(_CHUNK), b""))
                source = io.BytesIO(transitional(head + rest))
            else:
                member.unread(head)
            try:
                context = etree.iterparse(
                    source,
                    events=("end",),
                    tag=list(tags),
                    resolve_entities=False,
                    no_network=True,
                    load_dtd=False,
                    huge_tree=False,
                    remove_comments=True,
                    remove_pis=True,
                )
                checked = False
                for _, element in context:
                    if not checked:
                        _refuse_doctype(element.getroottree())
                        checked = True
                    yield element
            except (etree.XMLSyntaxError, ValueError) as error:
                raise _broken(name, error) from None

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """The relationships of a part, of the package itself for "". External targets are none of ours and left out."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self:
            return ()
        found = []
        for each in self.parse(name).iter(f"{_RELATIONSHIPS}Relationship"):
            if each.get("TargetMode") == "External":
                continue
            target = unquote(each.get("Target", ""))
            target = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = each.get("Type", "").rpartition("/")[2]
            found.append(Relationship(each.get("Id", ""), kind, posixpath.normpath(target)))
        return tuple(found)

    def related(self, part: str, kind: str) -> str | None:
        """The part that `part` relates to by the kind "styles", "numbering" …, or None where the archive has none."""
        return next(
            (each.target for each in self.relationships(part) if each.kind == kind and each.target in self), None
        )


class Member:
    """A part being read: counted, and refused at a document type declaration, which no part of an office file has."""

    def __init__(self, archive: Archive, stream: IO[bytes], name: str) -> None:
        self._archive = archive
        self._stream = stream
        self._name = name
        self._tail = self._pushed = b""
        self._marks: tuple[bytes, ...] | None = None

    def __enter__(self) -> Member:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def unread(self, data: bytes) -> None:
        self._pushed = data

    def read(self, size: int = _CHUNK) -> bytes:
        if self._pushed:
            data, self._pushed = self._pushed[:size], self._pushed[size:]
            return data
        try:
            data = self._stream.read(min(size, _CHUNK))
        except _BROKEN as error:
            raise damaged(f"{self._name}: {type(error).__name__}") from None
        self._archive.spend(len(data))
        if self._marks is None:
            # Two bytes a character: there is a zero among the first.
            self._marks = _WIDE_DOCTYPES if b"\0" in data[:4] else _DOCTYPES
        seen = self._tail + data
        for mark in self._marks:
            if mark in seen:
                raise _doctype()
        self._tail = data[-_LONGEST:]
        return data


def transitional(data: bytes) -> bytes:
    """XML of a strict office file with the namespaces of the usual kind (ISO/IEC 29500, strict and transitional)."""
    if _STRICT not in data:
        return data
    for word in (b"wordprocessingml", b"spreadsheetml", b"drawingml"):
        year = b"http://schemas.openxmlformats.org/" + word + b"/2006/main"
        data = data.replace(_STRICT + word + b"/main", year)
    data = data.replace(_STRICT + b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math")
    return data.replace(
        _STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _is_plain(name: str) -> bool:
    """Whether a member's name stays inside the archive. Nothing is unpacked to disk; such a name is no part of it."""
    return bool(name) and not name.startswith(("/", "\\")) and ":" not in name and ".." not in name.split("/")


def _refuse_doctype(tree: etree._ElementTree) -> None:
    # The search in the bytes does not see every encoding; the parser does.
    if tree.docinfo.internalDTD is not None:
        raise _doctype()


def _doctype() -> UserError:
    return UserError(
        Bilingual(
            "文件含有 XML 文档类型声明，为安全起见不予读取",
            "the file holds an XML document type declaration and is refused",
        ),
        Bilingual(
            "Word、WPS 和 Excel 不会写这种声明；请用它们打开后另存一份。",
            "No office program writes one; open it there and save a copy.",
        ),
    )


def _broken(name: str, error: Exception) -> UserError:
    said = (getattr(error, "msg", "") or str(error) or type(error).__name__).splitlines()[0]
    if "depth" in said.lower():
        # libxml2 goes no deeper, whatever the limit is.
        return damaged("XML 元素嵌套过深", "XML elements are nested too deep")
    return damaged(f"{name}: {said[:80]}")
