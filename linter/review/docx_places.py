"""Which elements of a .docx print the cell or paragraph that a finding names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from lxml import etree

from linter.document import Cell, Location, Paragraph
from linter.readers.docx.names import ID, PPR, TC, P, w
from linter.readers.docx.text import Mark, XmlPlace
from linter.readers.docx.walk import Found
from linter.review.docx_cut import story_of

K = TypeVar("K")
_REFERENCES = {w("footnote"): w("footnoteReference"), w("endnote"): w("endnoteReference")}


class Spot(NamedTuple):
    """A text with its source. `exact` where it is what the location names, and not only what stands for it."""

    text: str
    source: XmlPlace
    exact: bool


class Places:
    """The cells and paragraphs of one document, from the walk that the reader took."""

    def __init__(self, found: Iterable[Found], body: etree._Element) -> None:
        self._body = body
        self._cells: dict[tuple[int, int, int], Spot] = {}
        self._rows: dict[tuple[int, int], Spot] = {}
        self._tables: dict[int, Spot] = {}
        self._paragraphs: dict[int, Spot] = {}
        for each in found:
            block = each.block
            if isinstance(block, Paragraph):
                if block.location.paragraph is not None:
                    self._paragraphs[block.location.paragraph] = Spot(block.text, each.source, True)
                continue
            for cell, spot in _cells(each):
                place = cell.location
                if place.table is None or place.row is None or place.cell is None:
                    continue
                self._cells.setdefault((place.table, place.row, place.cell), spot)
                _enter(self._rows, (place.table, place.row), spot)
                _enter(self._tables, place.table, spot)

    def find(self, location: Location) -> Spot | None:
        """The place that a location names, as closely as it says; None for the whole document."""
        if location.table is not None:
            table, row, cell = location.table, location.row or 0, location.cell or 0
            return self._cells.get((table, row, cell)) or self._rows.get((table, row)) or self._tables.get(table)
        return self._paragraphs.get(location.paragraph) if location.paragraph is not None else None

    def stand_in(self, element: etree._Element) -> etree._Element | None:
        """What of the body a comment on `element` can stand at: itself; for a note the reference to it; for a text box
        the drawing that holds it; None for a header or footer."""
        top = element
        for each in element.iterancestors():
            if each is self._body:
                return story_of(element)
            if each.tag in _REFERENCES:
                top = each
        kind = _REFERENCES.get(str(top.tag))
        if kind is None:
            return None
        return next((each for each in self._body.iter(kind) if each.get(ID) == top.get(ID)), None)


def _enter(where: dict[K, Spot], key: K, spot: Spot) -> None:
    """A row and a table are stood for by their first cell with a text."""
    known = where.get(key)
    if known is None or (not known.text.strip() and spot.text.strip()):
        where[key] = spot._replace(exact=False)


def _cells(found: Found) -> Iterator[tuple[Cell, Spot]]:
    """The cells of a table that are in the file. A cell that one above covers is not seen: that one stands for it."""
    table = found.block
    assert not isinstance(table, Paragraph)
    own = {
        (cell.row, cell.column): Spot(cell.text, source, True)
        for cells, sources in zip(table.rows, found.cells, strict=True)
        for cell, source in zip(cells, sources, strict=True)
        if source is not None
    }
    for cells in table.rows:
        for cell in cells:
            spot = own.get(cell.origin) if cell.origin is not None else own.get((cell.row, cell.column))
            spot = spot or own.get((cell.row, cell.column))
            if spot is not None:
                yield cell, spot


def printed(source: XmlPlace, start: int, end: int) -> list[Mark]:
    """The elements that print these characters, without list numbers and ends of paragraphs, which none prints."""
    return [mark for mark in source.marks(start, end) if mark.element.tag != P]


def paragraph_of(source: XmlPlace) -> etree._Element | None:
    """The paragraph where a text without characters would stand: the cell's first, itself for a paragraph."""
    element = source.element
    if element.tag == P:
        return element
    within = next((each for each in element if each.tag == P), None) if element.tag == TC else None
    return within if within is not None else next(element.iter(P), None)


def head_of(paragraph: etree._Element) -> int:
    """Where the content of a paragraph begins: behind its properties."""
    return 1 if len(paragraph) and paragraph[0].tag == PPR else 0
