"""Rows of plain text, read in one pass: most rows of most tables are such, and this is several times as fast.

What is not plain (revisions, fields, breaks, hidden text, lists, nested tables …) makes the whole row one for the walk
element by element, which gives the same for a plain row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from linter.readers.docx.names import P_STYLE, SPACE, TBL, TC, VAL, P, T, number, w
from linter.readers.docx.text import SPECIAL, Piece

_GRID_SPAN, _V_MERGE = w("gridSpan"), w("vMerge")
_ROW = tuple(map(w, ("gridBefore", "hidden", "hMerge", "cellDel", "numPr")))
_TAGS = (T, P, TC, _GRID_SPAN, _V_MERGE, P_STYLE, TBL, *_ROW, *SPECIAL)
_ODD = re.compile("[\n\uf020-\uf0ff]")


class GridCell(NamedTuple):
    """A w:tc: how many grid columns it covers as written, its w:vMerge ("" for one without a word), its text."""

    element: etree._Element
    span: int | None
    merge: str | None
    pieces: list[Piece]


def plain_cells(row: etree._Element, is_plain_style: Callable[[str], bool]) -> list[GridCell] | None:
    """The cells of a row whose text is plain, or None for any other row."""
    cells: list[GridCell] = []
    cell: etree._Element | None = None
    paragraph: etree._Element | None = None
    pieces: list[Piece] = []
    span: int | None = None
    merge: str | None = None
    start = 0
    for element in row.iter(*_TAGS):
        tag = element.tag
        if tag == T:
            text = element.text
            if not text:
                continue
            if _ODD.search(text) or ((text[0] <= " " or text[-1] <= " ") and element.get(SPACE) != "preserve"):
                return None
            pieces.append(Piece(text, element))
        elif tag == P:
            end_paragraph(pieces, start, paragraph)
            paragraph, start = element, len(pieces)
        elif tag == TC:
            end_paragraph(pieces, start, paragraph)
            if cell is not None:
                cells.append(GridCell(cell, span, merge, pieces))
            cell, paragraph, pieces, start, span, merge = element, None, [], 0, None, None
        elif tag == _GRID_SPAN:
            span = number(element)
        elif tag == _V_MERGE:
            merge = element.get(VAL, "")
        elif tag != P_STYLE or not is_plain_style(element.get(VAL, "")):
            return None
    end_paragraph(pieces, start, paragraph)
    if cell is not None:
        cells.append(GridCell(cell, span, merge, pieces))
    return cells


def end_paragraph(pieces: list[Piece], start: int, paragraph: etree._Element | None) -> None:
    """Ends the line that begins at piece `start`; a blank line is dropped."""
    if paragraph is None:
        return
    for piece in pieces[start:]:
        if not piece.text.isspace():
            pieces.append(Piece("\n", paragraph))
            return
    del pieces[start:]
