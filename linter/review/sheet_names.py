"""Names of SpreadsheetML (ECMA-376 part 1, 18), and references to cells."""

from __future__ import annotations

import re

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def s(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def place_of(ref: str) -> tuple[int, int] | None:
    """Row and column, both from 0, of a cell named as F12."""
    match = _REF.fullmatch(ref)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def quoted(sheet: str) -> str:
    """A sheet's name as it stands in a reference."""
    return "'" + sheet.replace("'", "''") + "'"


def insert_before(parent: etree._Element, element: etree._Element, later: frozenset[str]) -> None:
    """Puts `element` where the schema wants it: before the first child whose local name is one of `later`."""
    for index, child in enumerate(parent):
        if isinstance(child.tag, str) and etree.QName(child).localname in later:
            parent.insert(index, element)
            return
    parent.append(element)
