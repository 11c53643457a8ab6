"""Names of WordprocessingML elements and attributes (ECMA-376 part 1, 17), and reading their plain values."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def w(name: str) -> str:
    return _W + name


VAL, ID, TYPE = w("val"), w("id"), w("type")
RELATED = _R + "id"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BODY, P, PPR, R, RPR, T = w("body"), w("p"), w("pPr"), w("r"), w("rPr"), w("t")
TBL, TR, TRPR, TC, TCPR = w("tbl"), w("tr"), w("trPr"), w("tc"), w("tcPr")
SDT, SDT_CONTENT, CUSTOM_XML, SMART_TAG = w("sdt"), w("sdtContent"), w("customXml"), w("smartTag")
INS, MOVE_TO, DEL, MOVE_FROM = w("ins"), w("moveTo"), w("del"), w("moveFrom")
VANISH, P_STYLE, R_STYLE, NUM_PR, OUTLINE, SECTION = (
    w(name) for name in ("vanish", "pStyle", "rStyle", "numPr", "outlineLvl", "sectPr")
)
ALTERNATE, CHOICE, FALLBACK = (_MC + name for name in ("AlternateContent", "Choice", "Fallback"))
BOX = w("txbxContent")
HEADER, FOOTER = w("headerReference"), w("footerReference")


def on(element: etree._Element | None) -> bool:
    """Whether an on/off property is there and not switched off."""
    return element is not None and element.get(VAL, "1") not in ("0", "false", "off")


def number(element: etree._Element | None, name: str = VAL) -> int | None:
    """The whole number in an attribute; None where it is missing or none."""
    text = element.get(name) if element is not None else None
    try:
        return int(text) if text is not None and len(text) < 12 else None
    except ValueError:
        return None


def value(element: etree._Element | None) -> str | None:
    return element.get(VAL) if element is not None else None


def branch(alternate: etree._Element) -> Iterator[etree._Element]:
    """What one branch of mc:AlternateContent holds: the first choice, as Word takes it; the others say the same again."""
    chosen = alternate.find(CHOICE)
    if chosen is None:
        chosen = alternate.find(FALLBACK)
    if chosen is not None:
        yield from chosen
