"""Mends written into the cells of a sheet (ECMA-376 part 1, 18.3). A workbook tracks no changes: the comment says what was there."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from decimal import Decimal, InvalidOperation

from lxml import etree

from linter.findings import Change, Finding
from linter.readers.docx.names import SPACE
from linter.readers.xlsx.number_format import GENERAL
from linter.review.sheet_names import s

_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_SHARED, _INLINE = "s", "inlineStr"


class CellChanges:
    """Writes mends into sheets. `sheets` are their roots by name, `strings` the items of the shared texts."""

    def __init__(
        self, sheets: dict[str, etree._Element], strings: Sequence[etree._Element], formats: Sequence[str]
    ) -> None:
        self.count = 0
        self.touched: set[str] = set()
        self._strings = strings
        self._formats = formats
        self._cells = {(name, cell.get("r", "")): cell for name, root in sheets.items() for cell in root.iter(s("c"))}
        self._made: dict[tuple[str, str], list[Change]] = {}

    def make(self, finding: Finding) -> bool:
        """Writes all changes of a finding's mend, or none where a cell is not plain text or a plain figure."""
        places = [((each.location.sheet or "", each.location.ref or ""), each) for each in finding.changes]
        open_ = [(key, each) for key, each in places if _asked(each) not in map(_asked, self._made.get(key, ()))]
        if not places or any(key in self._made for key, _ in open_) or len({key for key, _ in open_}) < len(open_):
            return False
        found = [(key, each, self._mended(key, each)) for key, each in open_]
        if any(text is None for _, _, text in found):
            return False
        for key, each, text in found:
            self._write(self._cells[key], text or "")
            self._made.setdefault(key, []).append(each)
            self.touched.add(key[0])
            self.count += 1
        return True

    def _mended(self, key: tuple[str, str], change: Change) -> str | None:
        """The text of a cell after a change; None where it is not the text that was checked, or is computed."""
        cell, span = self._cells.get(key), change.location.span
        text = self._text(cell) if cell is not None else None
        if text is None or span is None or text[slice(*span)] != change.old:
            return None
        return text[: span[0]] + change.new + text[span[1] :]

    def _text(self, cell: etree._Element) -> str | None:
        if cell.find(s("f")) is not None:
            return None
        kind, value = cell.get("t", "n"), cell.findtext(s("v"), "")
        if kind == _SHARED:
            place = int(value) if value.isdecimal() else -1
            return _plain(self._strings[place]) if 0 <= place < len(self._strings) else None
        if kind == _INLINE:
            return _plain(cell.find(s("is")))
        style = int(cell.get("s", "0"))
        general = style >= len(self._formats) or self._formats[style] == GENERAL
        return value if kind == "n" and general else None

    def _write(self, cell: etree._Element, text: str) -> None:
        number = cell.get("t", "n") == "n" and _is_number(text)
        for child in list(cell):
            if child.tag in (s("v"), s("is")):
                cell.remove(child)
        if number:
            etree.SubElement(cell, s("v")).text = text
            return
        cell.set("t", _INLINE)
        etree.SubElement(etree.SubElement(cell, s("is")), s("t"), {SPACE: "preserve"}).text = text


def _asked(change: Change) -> Hashable:
    return (change.location.span, change.new)


def _plain(item: etree._Element | None) -> str | None:
    """The text of an item that has one format throughout and no escapes."""
    if item is None or [child.tag for child in item] != [s("t")]:
        return None
    text = item.findtext(s("t"), "")
    return None if _ESCAPED.search(text) else text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
