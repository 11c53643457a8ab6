"""A PDF with objects added behind its end (an incremental update, ISO 32000-1, 7.5.6): its own bytes stay as they are."""

from __future__ import annotations

import io
import re
from hashlib import md5
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFNoValidXRef
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from linter.errors import UserError
from linter.review.pdf_objects import Name, Ref, written

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_BROKEN = (PDFNoValidXRef, ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError, RecursionError)


class Update:
    """An open PDF and what is to be added. Raises UserError for one that is protected, or whose structure is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._objects: dict[int, bytes] = {}
        try:
            self._file = PDFDocument(PDFParser(io.BytesIO(data)), fallback=False)
            if self._file.encryption is not None:
                raise UserError(
                    "PDF 设有保护，不能添加批注 / the PDF is protected, no comments can be added",
                    "请使用 Word、Excel 原件，或去掉保护后再试。/ Use the Word or Excel original, or remove the protection.",
                )
            self._trailer: dict[str, Any] = self._file.xrefs[0].get_trailer()
            pages: list[Any] = list(PDFPage.create_pages(self._file))
            self._pages = [int(page.pageid) for page in pages]
            self._next = max(
                int(resolve1(self._trailer["Size"])),
                1 + max((max(xref.get_objids(), default=0) for xref in self._file.xrefs), default=0),
            )
            self._start = int(_START.findall(data)[-1])
        except UserError:
            raise
        except Exception as error:
            # pdfminer says in many ways that a file is not as it should be.
            raise _broken() from error

    @property
    def pages(self) -> int:
        return len(self._pages)

    def add(self, value: dict[str, Any], stream: bytes | None = None) -> Ref:
        """Adds an object, with `stream` one that has a stream."""
        number = self._next
        self._next += 1
        if stream is None:
            self._objects[number] = self._written(value)
        else:
            head = self._written({**value, "Length": len(stream)})
            self._objects[number] = head + b"\nstream\n" + stream + b"\nendstream"
        return Ref(number)

    def annotate(self, index: int, annotations: list[Ref]) -> None:
        """Adds annotations to the page `index` (from 0), behind those that it has."""
        number = self._pages[index]
        page = resolve1(self._file.getobj(number))
        if not isinstance(page, dict):
            raise _broken()
        own = resolve1(page.get("Annots")) or []
        self._objects[number] = self._written({**page, "Annots": [*own, *annotations]})

    def whole(self) -> bytes:
        """The file with what was added."""
        out = bytearray(self._data)
        if not out.endswith((b"\n", b"\r")):
            out += b"\n"
        places: dict[int, tuple[int, int]] = {}
        for number, content in sorted(self._objects.items()):
            generation = self._generation(number)
            places[number] = (len(out), generation)
            out += b"%d %d obj\n%b\nendobj\n" % (number, generation, content)
        start = len(out)
        trailer: dict[str, Any] = {key: self._trailer[key] for key in ("Root", "Info") if key in self._trailer}
        first = self._identity()
        trailer |= {"Prev": self._start, "ID": [first, md5(bytes(out), usedforsecurity=False).digest()]}
        if self._data[self._start :].lstrip().startswith(b"xref"):
            out += _table(places) + b"trailer\n" + self._written({**trailer, "Size": self._next}) + b"\n"
        else:
            out += self._stream(places, start, trailer)
        out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(out)

    def _stream(self, places: dict[int, tuple[int, int]], start: int, trailer: dict[str, Any]) -> bytes:
        """A cross-reference stream (7.5.8), which a file that has such streams goes on with."""
        number = self._next
        rows = {**places, number: (start, 0)}
        content = b"".join(
            b"\x01" + offset.to_bytes(5, "big") + generation.to_bytes(2, "big")
            for _, (offset, generation) in sorted(rows.items())
        )
        index = [each for first, count in _sections(rows) for each in (first, count)]
        head = {"Type": Name("XRef"), "W": [1, 5, 2], "Index": index, **trailer}
        head |= {"Size": number + 1, "Length": len(content)}
        return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, self._written(head), content)

    def _identity(self) -> bytes:
        found = resolve1(self._trailer.get("ID"))
        first = resolve1(found[0]) if isinstance(found, list) and found else None
        return first if isinstance(first, bytes) else md5(self._data, usedforsecurity=False).digest()

    def _written(self, value: Any) -> bytes:
        try:
            return written(value, self._generation)
        except _BROKEN:
            raise _broken() from None

    def _generation(self, number: int) -> int:
        for xref in self._file.xrefs:
            try:
                stream, _, generation = xref.get_pos(number)
            except KeyError:
                continue
            return 0 if stream is not None else int(generation)
        return 0


def _sections(rows: dict[int, tuple[int, int]]) -> list[tuple[int, int]]:
    """First number and count of each run of successive numbers."""
    found: list[tuple[int, int]] = []
    for number in sorted(rows):
        if found and sum(found[-1]) == number:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((number, 1))
    return found


def _table(places: dict[int, tuple[int, int]]) -> bytes:
    out = b"xref\n"
    for first, count in _sections(places):
        out += b"%d %d\n" % (first, count)
        out += b"".join(b"%010d %05d n \n" % places[number] for number in range(first, first + count))
    return out


def _broken() -> UserError:
    return UserError(
        "PDF 的内部结构不规范，无法添加批注 / the PDF is not built as it should be, no comments can be added",
        "请重新导出 PDF，或使用 Word、Excel 原件。/ Export it again, or use the Word or Excel original.",
    )
