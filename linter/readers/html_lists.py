"""The numbers that a browser prints before the items of numbered lists (HTML Living Standard, 4.4.5 and 15.3.8)."""

from __future__ import annotations

from lxml import etree

from linter.readers.numerals import numeral


def number_of(item: etree._Element) -> str:
    """The printed number of a list item with its full stop and a blank ("3. "); "" in a list of bullets."""
    above = item.getparent()
    if above is None or above.tag != "ol" or "none" in above.get("style", "").lower():
        return ""
    number = _integer(above.get("start"), 1)
    for each in above:
        if each.tag != "li":
            continue
        number = _integer(each.get("value"), number)
        if each is item:
            break
        number += 1
    return f"{_printed(number, above.get('type', '1'))}. "


def _integer(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 9 else default


def _printed(number: int, kind: str) -> str:
    if kind in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord(kind) + letter) + letters
        return letters
    return numeral(number, {"i": "lowerRoman", "I": "upperRoman"}.get(kind, "decimal"))
