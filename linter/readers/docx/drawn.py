"""What is drawn in a .docx instead of written: the text boxes in it are read, pictures and embedded objects are told.

DrawingML (ECMA-376 part 1, 20), and the older VML with objects of other programs (part 4, 19; part 1, 17.3.3.19). Lines and
shapes without text hold nothing to read, and nothing is said of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.readers.docx.names import ALTERNATE, BOX, branch, w
from linter.readers.limits import exceeded

DRAWN = frozenset(map(w, ("drawing", "pict", "object")))
_OBJECT, _CONTROL = w("object"), w("control")
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_SHOWN = 30
_OTHER = Bilingual("嵌入的对象没有检查", "an embedded object was not checked")
_PICTURE = Bilingual("图片没有检查", "a picture was not checked")
_CHART = Bilingual("图表没有检查", "a chart was not checked")
_KINDS = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": _PICTURE,
    "{urn:schemas-microsoft-com:vml}imagedata": _PICTURE,
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": _CHART,
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart": _CHART,
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": Bilingual(
        "图示（SmartArt）没有检查", "a diagram (SmartArt) was not checked"
    ),
}
_PROGRAMS = (
    (("Excel.", "ET.", "KET."), Bilingual("嵌入的表格没有检查", "an embedded sheet was not checked")),
    (("Word.", "WPS.", "KWPS."), Bilingual("嵌入的文档没有检查", "an embedded document was not checked")),
    (("Equation.",), Bilingual("嵌入的公式没有检查", "an embedded equation was not checked")),
    (("Package", "AcroExch.", "FoxitReader."), Bilingual("嵌入的文件没有检查", "an embedded file was not checked")),
)


class Drawn(NamedTuple):
    """The text boxes of a drawing, and what of it nobody reads."""

    boxes: list[etree._Element]
    unread: list[Bilingual]


def drawn(element: etree._Element, depth: int) -> Drawn:
    """What a w:drawing, w:pict or w:object holds. Boxes inside a box are left to whoever reads that."""
    found = Drawn([], [])
    if element.tag == _OBJECT:
        # Its picture only shows what the object holds.
        found.boxes.extend(box for box in _parts(element, depth) if box.tag == BOX)
        if element.find(_CONTROL) is None:
            found.unread.append(_object(element.find(_OLE)))
        return found
    for part in _parts(element, depth):
        if part.tag == BOX:
            found.boxes.append(part)
        elif part.tag == _TEXT_PATH:
            found.unread.extend(_word_art(part.get("string", "")))
        else:
            found.unread.append(_KINDS[part.tag])
    return found


def _parts(element: etree._Element, depth: int) -> Iterator[etree._Element]:
    if depth < 0:
        raise too_deep(depth)
    if element.tag == BOX or element.tag == _TEXT_PATH or element.tag in _KINDS:
        yield element
        return
    for child in branch(element) if element.tag == ALTERNATE else element:
        yield from _parts(child, depth - 1)


def _object(embedded: etree._Element | None) -> Bilingual:
    program = embedded.get("ProgID", "") if embedded is not None else ""
    return next((told for programs, told in _PROGRAMS if program.startswith(programs)), _OTHER)


def _word_art(text: str) -> Iterator[Bilingual]:
    text = " ".join(text.split())[:_SHOWN]
    if text:
        yield Bilingual(f"艺术字没有检查：{text}", f"word art was not checked: {text}")


def too_deep(depth: int) -> UserError:
    """What is said of elements that are nested too deep."""
    return exceeded("depth", depth)
