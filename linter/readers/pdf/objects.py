"""The objects of a page as pdfium holds them, those within forms too; and text objects that its text page would leave out."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from linter.readers.limits import Meter

Matrix = tuple[float, float, float, float, float, float]

_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_FORM_DEPTH = 8
_NO_WIDTH = 0.01
"""Text objects narrower than this are left out of pdfium's text page."""


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point led through a matrix."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    (a, b), (c, d) = (
        (m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3]),
        (m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3]),
    )
    return a, b, c, d, *apply(n, m[4], m[5])


def own_matrix(drawn: Any) -> Matrix:
    """The matrix of an object, into the coordinates of the page or of the form that holds it."""
    m = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(drawn, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def page_objects(raw_page: Any, kinds: Collection[int], meter: Meter) -> Iterator[tuple[Any, Matrix]]:
    """The objects of these kinds with the matrix of the form that holds them, in the order of painting."""
    stack = [(raw_page, _PLAIN, 0, pdfium_c.FPDFPage_CountObjects(raw_page), 0)]
    while stack:
        holder, matrix, index, count, depth = stack.pop()
        get = pdfium_c.FPDFFormObj_GetObject if depth else pdfium_c.FPDFPage_GetObject
        while index < count:
            drawn = get(holder, index)
            index += 1
            kind = pdfium_c.FPDFPageObj_GetType(drawn)
            if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
                if depth < _FORM_DEPTH:
                    stack.append((holder, matrix, index, count, depth))
                    inner = times(own_matrix(drawn), matrix)
                    stack.append((drawn, inner, 0, pdfium_c.FPDFFormObj_CountObjects(drawn), depth + 1))
                    break
            elif kind in kinds:
                meter.tick()
                yield drawn, matrix


class WithoutOutlines(NamedTuple):
    """`widened`: addresses of the text objects that were given a width; `unread`: where those begin that could not be, in
    the page's own coordinates."""

    widened: frozenset[int]
    unread: tuple[tuple[float, float], ...]


def widen_text(raw_page: Any, meter: Meter) -> WithoutOutlines:
    """Gives a width to the text objects that have none, before the page's text page is made, which leaves these out.

    A font that is neither embedded nor on the machine has no outlines. The box of a text in it reaches from the origin of
    its first character to that of its last, so one character, a turned line or an upright column has no width at all. The
    characters themselves are known. The box of stroked text is wider by its stroke: each such object is stroked for as
    long as pdfium takes to make its box anew. The page is only held in memory and is never written.
    """
    widened: list[int] = []
    unread: list[tuple[float, float]] = []
    edges = [ctypes.c_float() for _ in range(4)]
    size = ctypes.c_float()
    for drawn, matrix in page_objects(raw_page, (pdfium_c.FPDF_PAGEOBJ_TEXT,), meter):
        if not _narrow(drawn, edges):
            continue
        own = own_matrix(drawn)
        pdfium_c.FPDFTextObj_GetFontSize(drawn, size)
        em = abs(size.value) * math.hypot(own[2], own[3])
        if em < _NO_WIDTH or not math.isfinite(em):
            continue
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(drawn)
        pdfium_c.FPDFPageObj_SetStrokeWidth(drawn, em)
        pdfium_c.FPDFTextObj_SetTextRenderMode(drawn, pdfium_c.FPDF_TEXTRENDERMODE_STROKE)
        pdfium_c.FPDFPageObj_Transform(drawn, *_PLAIN)
        pdfium_c.FPDFTextObj_SetTextRenderMode(drawn, mode)
        if _narrow(drawn, edges):
            unread.append(apply(matrix, own[4], own[5]))
        else:
            widened.append(ctypes.addressof(drawn.contents))
    return WithoutOutlines(frozenset(widened), tuple(unread))


def _narrow(drawn: Any, edges: list[ctypes.c_float]) -> bool:
    pdfium_c.FPDFPageObj_GetBounds(drawn, *edges)
    return not edges[2].value - edges[0].value >= _NO_WIDTH
