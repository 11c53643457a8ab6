"""What lies over the cells of a sheet and is not read: pictures, charts, text boxes, embedded objects (ECMA-376 part 1, 20.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from linter.bilingual import Bilingual
from linter.readers.archive import Archive

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_SHAPES = {
    f"{_DRAWING}pic": "picture",
    f"{_DRAWING}graphicFrame": "chart",
    f"{_DRAWING}sp": "box",
}
_OBJECTS = frozenset(("oleObject", "package"))
_SAID = {
    "picture": ("张图片", "picture(s)"),
    "chart": ("个图表", "chart(s)"),
    "box": ("个文本框", "text box(es)"),
    "object": ("个嵌入的对象", "embedded object(s)"),
}


def unread(archive: Archive, part: str, sheet: str) -> Iterator[Bilingual]:
    """What is said of the drawings of a sheet, whose part is `part`. Shapes without text hold nothing to read."""
    found: Counter[str] = Counter()
    for each in archive.relationships(part):
        if each.target not in archive:
            continue
        if each.kind in _OBJECTS:
            found["object"] += 1
        elif each.kind == "drawing":
            found.update(_drawn(archive, each.target))
    for kind, (chinese, english) in _SAID.items():
        if found[kind]:
            yield Bilingual(
                f"工作表“{sheet}”有 {found[kind]} {chinese}，未检查",
                f"the sheet “{sheet}” has {found[kind]} {english}, which were not checked",
            )


def _drawn(archive: Archive, part: str) -> Iterator[str]:
    for shape in archive.parse(part).iter(*_SHAPES):
        kind = _SHAPES[str(shape.tag)]
        if kind != "box" or any((text.text or "").strip() for text in shape.iter(_TEXT)):
            yield kind
