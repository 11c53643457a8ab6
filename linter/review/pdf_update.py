"""A PDF with objects added behind its end (an incremental update, ISO 32000-1, 7.5.6): its own bytes stay as they are.

pypdf reads the structure and writes single objects. The update itself is written here: it goes on with the kind of
cross-reference that the file has and keeps all that its trailer says.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from hashlib import md5

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from linter.bilingual import Bilingual
from linter.errors import UserError

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_SECTION = re.compile(rb"\s*(xref|\d+\s+\d+\s+obj)\b")
_TRAILER = ("/Root", "/Info")


class Update:
    """An open PDF and what is to be added. Raises UserError for one that is protected, or whose structure is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._objects: dict[tuple[int, int], bytes] = {}
        try:
            self._file = PdfReader(io.BytesIO(data))
            if self._file.is_encrypted:
                raise UserError(
                    Bilingual("PDF 设有保护，不能添加批注", "the PDF is protected, no comments can be added"),
                    Bilingual(
                        "请使用 Word、Excel 原件，或去掉保护后再试。",
                        "Use the Word or Excel original, or remove the protection.",
                    ),
                )
            self._trailer = self._file.trailer
            self._pages = [page.indirect_reference for page in self._file.pages]
            self._start = int(_START.findall(data)[-1])
            section = _SECTION.match(data, self._start)
            if section is None or None in self._pages:
                raise _broken()
            self._streamed = section[1] != b"xref"
            self._next = max(int(str(self._trailer["/Size"])), self._highest() + 1)
        except UserError:
            raise
        except Exception as error:
            # Of a file that is not as it should be, pypdf says so in many ways.
            raise _broken() from error

    def _highest(self) -> int:
        numbers = (number for xref in self._file.xref.values() for number in xref)
        return max((*numbers, *self._file.xref_objStm), default=0)

    @property
    def pages(self) -> int:
        return len(self._pages)

    def add(self, value: PdfObject) -> IndirectObject:
        """Adds an object, which others may then refer to."""
        number = self._next
        self._next += 1
        self._objects[number, 0] = _written(value)
        return IndirectObject(number, 0, self._file)

    def annotate(self, index: int, annotations: Iterable[IndirectObject]) -> None:
        """Adds annotations to the page `index` (from 0), behind those that it has."""
        place = self._pages[index]
        try:
            assert place is not None
            page = place.get_object()
            assert isinstance(page, DictionaryObject)
            own = page.get("/Annots")
            own = own.get_object() if isinstance(own, IndirectObject) else own
            kept = own if isinstance(own, ArrayObject) else ()
            changed = DictionaryObject({key: page.raw_get(key) for key in page})
            changed[NameObject("/Annots")] = ArrayObject([*kept, *annotations])
            self._objects[place.idnum, place.generation] = _written(changed)
        except Exception as error:
            raise _broken() from error

    def whole(self) -> bytes:
        """The file with what was added."""
        out = bytearray(self._data)
        if not out.endswith((b"\n", b"\r")):
            out += b"\n"
        places: dict[int, tuple[int, int]] = {}
        for (number, generation), content in sorted(self._objects.items()):
            places[number] = (len(out), generation)
            out += b"%d %d obj\n%b\nendobj\n" % (number, generation, content)
        start = len(out)
        trailer = DictionaryObject(
            {NameObject(key): self._trailer.raw_get(key) for key in _TRAILER if key in self._trailer}
        )
        trailer[NameObject("/Prev")] = NumberObject(self._start)
        digest = md5(bytes(out), usedforsecurity=False).digest()
        trailer[NameObject("/ID")] = ArrayObject([self._identity(), ByteStringObject(digest)])
        if self._streamed:
            out += self._stream(places, start, trailer)
        else:
            trailer[NameObject("/Size")] = NumberObject(self._next)
            out += _table(places) + b"trailer\n" + _written(trailer) + b"\n"
        out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(out)

    def _stream(self, places: Mapping[int, tuple[int, int]], start: int, trailer: DictionaryObject) -> bytes:
        """A cross-reference stream (7.5.8), which a file that has such streams goes on with."""
        number = self._next
        rows = {**places, number: (start, 0)}
        stream = DecodedStreamObject()
        stream.set_data(
            b"".join(
                b"\x01" + offset.to_bytes(5, "big") + generation.to_bytes(2, "big")
                for _, (offset, generation) in sorted(rows.items())
            )
        )
        stream.update(trailer)
        stream[NameObject("/Type")] = NameObject("/XRef")
        stream[NameObject("/W")] = ArrayObject(map(NumberObject, (1, 5, 2)))
        index = (each for section in _sections(rows) for each in section)
        stream[NameObject("/Index")] = ArrayObject(map(NumberObject, index))
        stream[NameObject("/Size")] = NumberObject(number + 1)
        return b"%d 0 obj\n%b\nendobj\n" % (number, _written(stream))

    def _identity(self) -> PdfObject:
        """The first half of the file's identity, which stays the same over updates (14.4)."""
        found = self._trailer.get("/ID")
        if isinstance(found, ArrayObject) and found and isinstance(found[0], PdfObject):
            return found[0]
        return ByteStringObject(md5(self._data, usedforsecurity=False).digest())


def stream_of(content: bytes, head: Mapping[str, PdfObject]) -> StreamObject:
    """A stream object."""
    stream = DecodedStreamObject()
    stream.set_data(content)
    stream.update({NameObject(key): value for key, value in head.items()})
    return stream


def _written(value: PdfObject) -> bytes:
    out = io.BytesIO()
    value.write_to_stream(out)
    return out.getvalue()


def _sections(rows: Iterable[int]) -> list[tuple[int, int]]:
    """First number and count of each run of successive numbers."""
    found: list[tuple[int, int]] = []
    for number in sorted(rows):
        if found and sum(found[-1]) == number:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((number, 1))
    return found


def _table(places: Mapping[int, tuple[int, int]]) -> bytes:
    out = b"xref\n"
    for first, count in _sections(places):
        out += b"%d %d\n" % (first, count)
        out += b"".join(b"%010d %05d n \n" % places[number] for number in range(first, first + count))
    return out


def _broken() -> UserError:
    return UserError(
        Bilingual(
            "PDF 的内部结构不规范，无法添加批注", "the PDF is not built as it should be, no comments can be added"
        ),
        Bilingual("请重新导出 PDF，或使用 Word、Excel 原件。", "Export it again, or use the Word or Excel original."),
    )
