"""The paths and pictures of a page -> rulings, filled areas and pictures, from pdfium's page objects."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium_c

from linter.readers.limits import Meter
from linter.readers.pdf.objects import Matrix, apply, own_matrix, page_objects, times
from linter.readers.pdf.page import Box, Frame, PageContent, Ruling

WHITE = 250
"""From which value of each of its colours on something is white."""

_THIN = 3.0
_MARGIN = 20.0
_DRAWN = (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE)


@dataclass(slots=True)
class Fill:
    """A filled area."""

    box: Box
    white: bool


def read_drawing(raw_page: Any, frame: Frame, content: PageContent, meter: Meter) -> list[Fill]:
    """Puts the rulings and pictures of a page into `content`; returns its filled areas in the order of painting."""
    fills: list[Fill] = []
    for drawn, matrix in page_objects(raw_page, _DRAWN, meter):
        _draw(drawn, matrix, frame, content, fills)
    return fills


def _draw(drawn: Any, matrix: Matrix, frame: Frame, content: PageContent, fills: list[Fill]) -> None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(drawn, *edges):
        return
    corners = [apply(matrix, edges[i].value, edges[j].value) for i, j in ((0, 1), (2, 3))]
    box = frame.box(*corners[0], *corners[1])
    if pdfium_c.FPDFPageObj_GetType(drawn) == pdfium_c.FPDF_PAGEOBJ_IMAGE:
        content.pictures.append(box)
        return
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(drawn, mode, stroked)
    if not mode.value and not stroked.value:
        return
    if _rule(box, content):
        return
    if mode.value:
        colour = _colour(drawn)
        if colour is not None and colour[3]:
            fills.append(Fill(box, min(colour[:3]) >= WHITE))
    if mode.value and not stroked.value and pdfium_c.FPDFPath_CountSegments(drawn) <= 5:
        return
    _walk(drawn, times(own_matrix(drawn), matrix), frame, content, stroked=bool(stroked.value))


def _rule(box: Box, content: PageContent) -> bool:
    """Whether a box is thin. A long thin one is a ruling, as far as it lies on the page; a dot is nothing."""
    wide, tall = box[2] - box[0], box[3] - box[1]
    x0, top = max(box[0], -_MARGIN), max(box[1], -_MARGIN)
    x1, bottom = min(box[2], content.width + _MARGIN), min(box[3], content.height + _MARGIN)
    if x0 <= x1 and top <= bottom:
        if tall <= _THIN < wide:
            content.level.append(Ruling((top + bottom) / 2, x0, x1))
        elif wide <= _THIN < tall:
            content.upright.append(Ruling((x0 + x1) / 2, top, bottom))
    return wide <= _THIN or tall <= _THIN


def _walk(drawn: Any, matrix: Matrix, frame: Frame, content: PageContent, *, stroked: bool) -> None:
    """The rulings of a path of many pieces: each straight stroke, or each thin filled box."""
    x, y = ctypes.c_float(), ctypes.c_float()
    piece: list[tuple[float, float]] = []
    straight = True

    def end() -> None:
        nonlocal piece, straight
        if len(piece) > 1 and straight:
            if stroked:
                for (ax, ay), (bx, by) in pairwise(piece):
                    _rule((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), content)
            else:
                xs, ys = [p[0] for p in piece], [p[1] for p in piece]
                _rule((min(xs), min(ys), max(xs), max(ys)), content)
        piece, straight = [], True

    for index in range(pdfium_c.FPDFPath_CountSegments(drawn)):
        segment = pdfium_c.FPDFPath_GetPathSegment(drawn, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            end()
        elif kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            straight = False
        piece.append(frame.point(*apply(matrix, x.value, y.value)))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            piece.append(piece[0])
    end()


def _colour(drawn: Any) -> tuple[int, int, int, int] | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return (
        (red.value, green.value, blue.value, alpha.value)
        if pdfium_c.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
        else None
    )
