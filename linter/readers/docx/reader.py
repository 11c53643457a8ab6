""".docx (WordprocessingML, ECMA-376) -> Document.

Parts are found through relationships. The main part is read as a stream, a block at a time, so that a long document
costs little memory. Tracked insertions are content and deletions are none; hidden text is none and is remarked. Notes,
headers and footers stand at the end, under the routes 脚注, 尾注, 页眉 and 页脚.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from linter.document import Block, Document, Paragraph
from linter.readers.archive import Archive
from linter.readers.docx.drawn import too_deep
from linter.readers.docx.names import ALTERNATE, BODY, CUSTOM_XML, FOOTER, HEADER, ID, SDT, SECTION, TBL, on, w
from linter.readers.docx.numbering import Numbering
from linter.readers.docx.styles import Styles
from linter.readers.docx.text import TextReader, section
from linter.readers.docx.walk import Found, Walker
from linter.readers.kinds import damaged
from linter.readers.limits import Meter

_STOPS = (BODY, TBL, SDT, CUSTOM_XML, ALTERNATE, SECTION)
"""Where the stream stops to hand out what has come so far. Paragraphs are no such place: cells are full of them."""
_NOTES = {"footnotes": ("footnote", "脚注"), "endnotes": ("endnote", "尾注")}
_MARGINS = {HEADER: "页眉", FOOTER: "页脚"}
_PAGE_NUMBER = re.compile(r"[\s\d\-—–－_~·.,/|第页共PpageofIVXivx]*")


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """A .docx or .docm; macros are never looked at."""
    return document(path, data, sha256, meter, "docx")


def document(path: str, data: bytes, sha256: str, meter: Meter, kind: str) -> Document:
    """The Document of a .docx; `kind` is the format that it is said to have been read from."""
    reader = DocxReader(path, Archive(data, meter), meter)
    blocks: list[Block] = []
    for found in reader.walk():
        blocks.append(found.block)
        # The stream clears an element far faster once nothing refers into it any more.
        del found
    return Document(path, kind, sha256, tuple(blocks), tuple(reader.walker.remarks))


class DocxReader:
    """One open .docx. `walk` hands out its blocks in reading order, each with the elements that print it."""

    def __init__(self, path: str, archive: Archive, meter: Meter) -> None:
        self.archive = archive
        main = archive.related("", "officeDocument")
        if main is None:
            raise damaged("缺少正文", "no main part")
        self.main = main
        styles = Styles(self._part("styles"))
        self._text = TextReader(styles, Numbering(self._part("numbering"), styles), meter.limits.depth)
        self.walker = Walker(path, self._text, meter)
        self._depth = meter.limits.depth

    def _part(self, kind: str) -> etree._Element | None:
        name = self.archive.related(self.main, kind)
        return self.archive.parse(name) if name is not None else None

    def walk(self, body: etree._Element | None = None) -> Iterator[Found]:
        """All blocks. With `body`, the w:body of a main part that the caller has parsed, the sources of its blocks are its
        elements and stay whole; without, the main part is streamed, and a source holds good only until the next block.
        """
        try:
            for element in self._streamed() if body is None else body:
                if element.tag == SECTION:
                    self._text.sections.append(section(element))
                yield from self.walker.blocks((element,))
            yield from self.walker.rest()
            yield from self._notes()
            yield from self._headers_and_footers()
        except RecursionError:
            raise too_deep(self._depth) from None

    def _streamed(self) -> Iterator[etree._Element]:
        """The children of the body, each cleared when the next is asked for."""
        done: etree._Element | None = None
        for element in self.archive.elements(self.main, _STOPS):
            body = element if element.tag == BODY else element.getparent()
            if body is None or body.tag != BODY:
                continue
            # The parser has not left the element that it tells of: it must stay until the next one.
            while len(body) and body[0] is not element:
                if body[0] is not done:
                    yield body[0]
                del body[0]
            if element is not body:
                yield element
                element.clear()
                done = element

    def _notes(self) -> Iterator[Found]:
        """The footnotes and endnotes that the text refers to, in its order."""
        wanted = self._text.notes
        self._text.notes = []
        for kind, (tag, route) in _NOTES.items():
            ids = [each for of, each in dict.fromkeys(wanted) if of == kind]
            part = self._part(kind) if ids else None
            notes = {each.get(ID): each for each in part.iterchildren(w(tag))} if part is not None else {}
            for each in ids:
                if each in notes:
                    yield from self._story(notes[each], (route,))

    def _margins(self) -> dict[str, str]:
        """The parts of the headers and footers that are printed, each with its route."""
        settings = self._part("settings")
        even = settings is not None and on(settings.find(w("evenAndOddHeaders")))
        targets = {each.id: each.target for each in self.archive.relationships(self.main)}
        found: dict[str, str] = {}
        for each in self._text.sections:
            for tag, kind, related in each.margins:
                target = targets.get(related, "")
                if target in self.archive and (kind == "default" or (each.first if kind == "first" else even)):
                    found.setdefault(target, _MARGINS[tag])
        return found

    def _headers_and_footers(self) -> Iterator[Found]:
        """Their paragraphs, each text once; a page number is none."""
        said: set[str] = set()
        for part, route in self._margins().items():
            for found in self._story(self.archive.parse(part), (route,)):
                block = found.block
                if isinstance(block, Paragraph) and block.text not in said and not _PAGE_NUMBER.fullmatch(block.text):
                    said.add(block.text)
                    yield found

    def _story(self, elements: Iterable[etree._Element], route: tuple[str, ...]) -> Iterator[Found]:
        self._text.fresh_fields()
        yield from self.walker.blocks(elements, route)
        yield from self.walker.rest(route)
