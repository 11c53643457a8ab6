"""The comments of one sheet of a workbook: their texts (ECMA-376 part 1, 18.7) and the boxes that show them (VML, part 4)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from linter.readers.docx.names import SPACE
from linter.readers.kinds import damaged
from linter.review.model import AUTHOR
from linter.review.package import Package
from linter.review.sheet_names import MAIN, RELATED, insert_before, place_of, s

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_DRAWING = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
)
_SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
_FIRST_SHAPE = 1025
_LONGEST = 32_000
_COLUMNS, _LINE = 5, 26
"""Columns of common width that a box spans, and the Chinese characters of a line in it."""
_HEAD = b"""<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>\
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>"""
_SHAPE = """<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" \
style="position:absolute;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">\
<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>\
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""


def add_comments(package: Package, sheet: str, notes: Mapping[str, Sequence[str]]) -> None:
    """Adds comments to the part `sheet`, by the name of the cell; each has its paragraphs. A cell holds one comment only:
    where it has one already, the new text stands behind it.
    """
    name = package.archive.related(sheet, "comments")
    root = (
        package.tree(name)
        if name
        else etree.fromstring(f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>')
    )
    listed = root.find(s("commentList"))
    if listed is None:
        listed = etree.SubElement(root, s("commentList"))
    author = _author(root)
    known = {each.get("ref", ""): each for each in listed}
    drawn: list[tuple[str, Sequence[str]]] = []
    for ref, lines in notes.items():
        if ref in known:
            _add_text(known[ref], ["", *lines])
            continue
        comment = etree.SubElement(listed, s("comment"), {"ref": ref, "authorId": str(author)})
        _add_text(comment, lines)
        drawn.append((ref, lines))
    if name is None:
        name = package.free("xl/comments{}.xml")
        package.declare(name, _COMMENTS_TYPE)
        package.relate(sheet, "comments", name)
    package.put(name, root)
    if drawn:
        _draw(package, sheet, drawn)


def _author(root: etree._Element) -> int:
    authors = root.find(s("authors"))
    if authors is None:
        authors = etree.Element(s("authors"))
        root.insert(0, authors)
    for index, each in enumerate(authors):
        if each.text == AUTHOR:
            return index
    etree.SubElement(authors, s("author")).text = AUTHOR
    return len(authors) - 1


def _add_text(comment: etree._Element, lines: Sequence[str]) -> None:
    text = comment.find(s("text"))
    if text is None:
        text = etree.SubElement(comment, s("text"))
        # A comment's properties, if any, stand behind its text.
        comment.insert(0, text)
    plain = text.find(s("t"))
    if plain is not None:
        # A text without runs becomes the first run.
        run = etree.Element(s("r"))
        text.replace(plain, run)
        run.append(plain)
    written = "\n".join(lines)
    run = etree.SubElement(text, s("r"))
    etree.SubElement(run, s("t"), {SPACE: "preserve"}).text = ("\n" if len(text) > 1 else "") + written[:_LONGEST]


def _draw(package: Package, sheet: str, notes: Sequence[tuple[str, Sequence[str]]]) -> None:
    root = package.tree(sheet)
    legacy = root.find(s("legacyDrawing"))
    targets = {each.id: each.target for each in package.archive.relationships(sheet)}
    name = targets.get(legacy.get(RELATED, "")) if legacy is not None else None
    if name is None or name not in package:
        name = package.free("xl/drawings/vmlDrawing{}.vml")
        package.put_bytes(name, _HEAD)
        package.declare_suffix("vml", _VML_TYPE)
        if legacy is None:
            legacy = etree.Element(s("legacyDrawing"))
            insert_before(root, legacy, _AFTER_DRAWING)
        legacy.set(RELATED, package.relate(sheet, "vmlDrawing", name))
        package.put(sheet, root)
    vml = package.read(name)
    # Drawings of old programs are not always XML: what is there is left as it is.
    end = vml.rfind(b"</xml>")
    if end < 0:
        raise damaged(name)
    first = max((int(each) for each in _SHAPE_ID.findall(vml)), default=_FIRST_SHAPE - 1) + 1
    shapes = "".join(_shape(first + index, ref, lines) for index, (ref, lines) in enumerate(notes))
    package.put_bytes(name, vml[:end] + shapes.encode() + vml[end:])


def _shape(number: int, ref: str, lines: Sequence[str]) -> str:
    row, column = place_of(ref) or (0, 0)
    height = 1 + sum(1 + len(line) // _LINE for line in lines)
    top = max(row - 1, 0)
    anchor = f"{column + 1}, 15, {top}, 10, {column + 1 + _COLUMNS}, 15, {top + height}, 4"
    return _SHAPE.format(id=number, anchor=anchor, row=row, column=column)
