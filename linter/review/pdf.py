"""Highlights with notes in a copy of a PDF, written behind its end: the file's own bytes stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

import pypdfium2 as pdfium
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from linter.document import Location
from linter.findings import SEVERITIES, Finding
from linter.outputs.visible import visible
from linter.outputs.words import Words
from linter.review.model import AUTHOR, Annotated, Task, lines_of, spot_of
from linter.review.pdf_update import Update, stream_of

Box = tuple[float, float, float, float]
_COLORS = {"error": (1, 0.74, 0.7), "warning": (1, 0.88, 0.45), "info": (0.72, 0.86, 1)}
_PRINT = 4
_NOTE = 20.0
_EDGE = 12.0


def annotated(data: bytes, task: Task) -> Annotated:
    """The PDF with a highlight on each cell and paragraph that has findings; a note on the page for what has no place."""
    update = Update(data)
    say = Words(task.lang)
    by_place: dict[tuple[int, Box | None], list[Finding]] = {}
    for finding in task.findings:
        place = spot_of(finding)
        page = min(max(place.page or 1, 1), update.pages)
        by_place.setdefault((page - 1, _box(place)), []).append(finding)
    file = pdfium.PdfDocument(data)
    try:
        for index in sorted({index for index, _ in by_place}):
            frame = _Frame(file[index])
            made = [
                _annotation(update, frame, box, findings, say, task.made)
                for (page, box), findings in by_place.items()
                if page == index
            ]
            update.annotate(index, made)
    finally:
        file.close()
    return Annotated(update.whole(), len(task.findings))


def _box(place: Location) -> Box | None:
    return place.box if place.page is not None else None


class _Frame:
    """Leads from the page as it is shown (points from the top left) to its own coordinates (y upwards, before /Rotate)."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._turns = page.get_rotation() // 90 % 4
        page.close()

    def box(self, shown: Box) -> Box:
        """(left, bottom, right, top)"""
        (ax, ay), (bx, by) = self._point(shown[0], shown[1]), self._point(shown[2], shown[3])
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        width, height = self._right - self._left, self._top - self._bottom
        if self._turns == 1:
            x, y = y, height - x
        elif self._turns == 2:
            x, y = width - x, height - y
        elif self._turns == 3:
            x, y = width - y, x
        return self._left + x, self._top - y


def _annotation(
    update: Update, frame: _Frame, box: Box | None, findings: Sequence[Finding], say: Words, made: datetime
) -> IndirectObject:
    content = "\n\n".join("\n".join(lines_of(finding, say, quoted=box is None)) for finding in findings)
    date = TextStringObject(made.strftime("D:%Y%m%d%H%M%S") + _zone(made))
    color = _COLORS[min((finding.severity for finding in findings), key=SEVERITIES.index)]
    codes = dict.fromkeys(finding.code for finding in findings)
    identity = sha256("".join(finding.fingerprint for finding in findings).encode()).hexdigest()[:32]
    left, bottom, right, top = frame.box(box or (_EDGE, _EDGE, _EDGE + _NOTE, _EDGE + _NOTE))
    annotation = _dictionary(
        {
            "/Type": NameObject("/Annot"),
            "/Contents": TextStringObject(content),
            "/T": TextStringObject(AUTHOR),
            "/Subj": TextStringObject(say("list").join(map(visible, codes))),
            "/NM": TextStringObject(identity),
            "/M": date,
            "/CreationDate": date,
            "/F": NumberObject(_PRINT),
            "/C": _numbers(*color),
            "/Rect": _numbers(left, bottom, right, top),
        }
    )
    if box is None:
        annotation |= _dictionary({"/Subtype": NameObject("/Text"), "/Name": NameObject("/Comment")})
    else:
        look = _appearance(update, (left, bottom, right, top), color)
        annotation |= _dictionary(
            {
                "/Subtype": NameObject("/Highlight"),
                "/QuadPoints": _numbers(left, top, right, top, left, bottom, right, bottom),
                "/AP": _dictionary({"/N": look}),
            }
        )
    return update.add(annotation)


def _appearance(update: Update, rect: Box, color: Sequence[float]) -> IndirectObject:
    """What is drawn: the colour as of a marker, so that the text stays readable (blend mode Multiply, 11.3.5)."""
    left, bottom, right, top = rect
    drawn = f"/G gs {color[0]:g} {color[1]:g} {color[2]:g} rg {left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re f"
    state = _dictionary({"/Type": NameObject("/ExtGState"), "/BM": NameObject("/Multiply")})
    head: dict[str, PdfObject] = {
        "/Type": NameObject("/XObject"),
        "/Subtype": NameObject("/Form"),
        "/BBox": _numbers(*rect),
        "/Resources": _dictionary({"/ExtGState": _dictionary({"/G": state})}),
        "/Group": _dictionary({"/S": NameObject("/Transparency")}),
    }
    return update.add(stream_of(drawn.encode(), head))


def _dictionary(values: Mapping[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in values.items()})


def _numbers(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(f"{value:.3f}") for value in values)


def _zone(made: datetime) -> str:
    offset = made.strftime("%z") or "+0000"
    return f"{offset[:3]}'{offset[3:5]}'"
