"""An office file (OPC, ECMA-376 part 2) with some parts changed: every other part stays as it is, byte for byte."""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile

from lxml import etree

from linter.readers.archive import Archive, transitional
from linter.readers.kinds import damaged
from linter.readers.limits import Meter

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = b"http://purl.oclc.org/ooxml/"
_YEARLESS = ("wordprocessingml/main", "spreadsheetml/main", "drawingml/main")
_TYPES_PART = "[Content_Types].xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


class Package:
    """The parts of a file, some of them to be written anew. `archive` reads them within the limits of `meter`."""

    def __init__(self, data: bytes, meter: Meter, main: str | None = None) -> None:
        self.archive = Archive(data, meter)
        self._data = data
        self._changed: dict[str, bytes] = {}
        main = main or self.archive.related("", "officeDocument")
        if main is None:
            raise damaged()
        self.main = main
        self._strict = _STRICT in self.archive.read(main)

    def __contains__(self, name: str) -> bool:
        return name in self._changed or name in self.archive

    def read(self, name: str) -> bytes:
        return self._changed[name] if name in self._changed else self.archive.read(name)

    def tree(self, name: str) -> etree._Element:
        """The root of a part with all that is in it, in the namespaces of the usual (transitional) kind."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(transitional(self.read(name)), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(f"{name}: {type(error).__name__}") from None

    def put(self, name: str, root: etree._Element) -> None:
        """Sets a part to an element in transitional namespaces; a strict file gets its own."""
        data = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
        self.put_bytes(name, _strict(data) if self._strict else data)

    def put_bytes(self, name: str, data: bytes) -> None:
        self._changed[name] = data

    def free(self, pattern: str) -> str:
        """The first name of `pattern` (xl/comments{}.xml) that no part has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def declare(self, name: str, content_type: str) -> None:
        """Tells the content type of a new part."""
        types = self.tree(_TYPES_PART)
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
        self.put(_TYPES_PART, types)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Tells the content type of all parts with a suffix, if it is not told yet."""
        types = self.tree(_TYPES_PART)
        default = f"{{{_TYPES}}}Default"
        if all(each.get("Extension", "").lower() != suffix for each in types.iter(default)):
            types.insert(0, etree.Element(default, Extension=suffix, ContentType=content_type))
            self.put(_TYPES_PART, types)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Adds a relationship from `part` to the part `target`; `kind` is the last word of its type. Returns its id."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        root = self.tree(name) if name in self else etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        used = {each.get("Id") for each in root}
        number = len(used) + 1
        while f"rId{number}" in used:
            number += 1
        made = f"rId{number}"
        etree.SubElement(
            root,
            f"{{{_RELATIONSHIPS}}}Relationship",
            Id=made,
            Type=f"{_OFFICE}/{kind}",
            Target=posixpath.relpath(f"/{target}", f"/{folder}"),
        )
        self.put(name, root)
        return made

    def whole(self) -> bytes:
        """The whole file."""
        out = io.BytesIO()
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
                for member in old.infolist():
                    if member.filename in self._changed:
                        new.writestr(_entry(member), self._changed[member.filename])
                        continue
                    with old.open(member) as source, new.open(_entry(member), "w") as target:
                        shutil.copyfileobj(source, target)
                there = set(old.namelist())
                for name, data in self._changed.items():
                    if name not in there:
                        new.writestr(_entry(zipfile.ZipInfo(name, _FIRST_DAY)), data)
        except _BROKEN as error:
            raise damaged(type(error).__name__) from None
        return out.getvalue()


def _entry(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A member's head without what the writer has to tell anew (sizes, place, flags)."""
    entry = zipfile.ZipInfo(member.filename, member.date_time)
    stored = member.compress_type == zipfile.ZIP_STORED and member.file_size
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.external_attr = member.external_attr
    entry.create_system = member.create_system
    return entry


def _strict(data: bytes) -> bytes:
    """The reverse of `transitional`."""
    for words in _YEARLESS:
        word = words.partition("/")[0].encode()
        data = data.replace(b"http://schemas.openxmlformats.org/" + word + b"/2006/main", _STRICT + words.encode())
    for words in ("math", "relationships"):
        year = b"http://schemas.openxmlformats.org/officeDocument/2006/" + words.encode()
        data = data.replace(year, _STRICT + b"officeDocument/" + words.encode())
    return data
