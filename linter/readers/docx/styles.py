"""What the styles of a .docx say about headings, hidden text and lists (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lxml import etree

from linter.readers.docx.names import NUM_PR, OUTLINE, PPR, RPR, TYPE, VANISH, number, on, value, w

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.I)
_BODY_TEXT = 9
"""The outline level that says "no heading"."""


class _Style(NamedTuple):
    name: str
    based_on: str | None
    outline: int | None
    hidden: bool | None
    num_id: str | None
    level: int | None


class StyleList(NamedTuple):
    """The list that a style puts its paragraphs into: the w:num, the level that the style names, and that style."""

    num_id: str
    level: int
    style: str


class Styles:
    """`root` is the w:styles element, or None for a document without styles."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        for element in root.iter(w("style")) if root is not None else ():
            name = element.get(w("styleId"), "")
            if element.get(TYPE) == "paragraph" and element.get(w("default")) in ("1", "true", "on"):
                self._default = name
            self._styles[name] = _style(element)
        self.level = cache(self._level)
        self.hidden = cache(self._hidden)
        self.list_of = cache(self._list_of)

    def _chain(self, name: str | None) -> Iterator[tuple[str, _Style]]:
        seen: set[str] = set()
        while name is not None and name not in seen:
            seen.add(name)
            style = self._styles.get(name)
            if style is None:
                return
            yield name, style
            name = style.based_on

    def _level(self, name: str | None) -> int:
        """The heading level of paragraphs of this style, 0 for body text."""
        for _, style in self._chain(name or self._default):
            if style.outline is not None:
                return heading_level(style.outline)
            heading = _HEADING.fullmatch(style.name)
            if heading:
                return int(heading.group(1))
        return 0

    def _hidden(self, name: str | None) -> bool:
        return next((style.hidden for _, style in self._chain(name) if style.hidden is not None), False)

    def paragraph_hidden(self, name: str | None) -> bool:
        return self.hidden(name or self._default)

    def _list_of(self, name: str | None) -> StyleList | None:
        level = None
        for each, style in self._chain(name or self._default):
            level = style.level if level is None else level
            if style.num_id is not None:
                return StyleList(style.num_id, level or 0, each)
        return None


def heading_level(outline: int) -> int:
    """The heading level (1 the highest) of an outline level of Word (0 the highest), 0 for body text."""
    return outline + 1 if 0 <= outline < _BODY_TEXT else 0


def _style(element: etree._Element) -> _Style:
    paragraph, run = element.find(PPR), element.find(RPR)
    listed = paragraph.find(NUM_PR) if paragraph is not None else None
    vanish = run.find(VANISH) if run is not None else None
    return _Style(
        name=value(element.find(w("name"))) or "",
        based_on=value(element.find(w("basedOn"))),
        outline=number(paragraph.find(OUTLINE)) if paragraph is not None else None,
        hidden=on(vanish) if vanish is not None else None,
        num_id=value(listed.find(w("numId"))) if listed is not None else None,
        level=number(listed.find(w("ilvl"))) if listed is not None else None,
    )
