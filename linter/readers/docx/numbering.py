"""The numbers that Word prints before the paragraphs of its automatic lists (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from linter.readers.docx.names import P_STYLE, number, on, value, w
from linter.readers.docx.styles import Styles
from linter.readers.numerals import numeral

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LONGEST = 120
_WIDE_END = tuple("、）．。，：】〕》")
"""A sign that brings its own gap: no blank is printed behind it."""


class _Level(NamedTuple):
    start: int
    form: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None


_PLAIN = _Level(1, "decimal", "", "nothing", None, False, None)


class _List(NamedTuple):
    """One w:num: the abstract list whose counters it shares, its levels, and where it starts anew."""

    counters: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the lists of one document. `root` is the w:numbering element, or None where there is none."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._abstract = {each.get(w("abstractNumId"), ""): each for each in root.iterfind(w("abstractNum"))}
            self._nums = {each.get(w("numId"), ""): each for each in root.iterfind(w("num"))}

    def label(self, listed: etree._Element | None, style: str | None) -> str:
        """What Word prints before the next paragraph with this w:numPr and style: "（三）", "1.2 ", or nothing.

        A bullet is an ornament and no text. Each call counts one paragraph.
        """
        num_id = value(listed.find(w("numId"))) if listed is not None else None
        level = number(listed.find(w("ilvl"))) if listed is not None else None
        if num_id is None:
            by_style = self._styles.list_of(style)
            if by_style is None:
                return ""
            num_id = by_style.num_id
            if level is None:
                level = self._linked_level(num_id, by_style.style, by_style.level)
        found = self._list(num_id)
        return self._count(num_id, found, min(max(level or 0, 0), _LEVELS - 1)) if found is not None else ""

    def _linked_level(self, num_id: str, style: str, level: int) -> int:
        found = self._list(num_id)
        levels = found.levels.items() if found is not None else ()
        return next((index for index, each in levels if each.style == style), level)

    def _count(self, num_id: str, found: _List, level: int) -> str:
        counts = self._counts.setdefault(found.counters, [None] * _LEVELS)
        for index in range(level + 1):
            # A w:num that starts anew does so when it is first used at that level.
            if index in found.starts and (num_id, index) not in self._started:
                self._started.add((num_id, index))
                counts[index] = None
        here = found.levels.get(level, _PLAIN)
        count = counts[level]
        counts[level] = found.starts.get(level, here.start) if count is None else count + 1
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels.get(deeper, _PLAIN).restart
            if restart is None or level < restart:
                counts[deeper] = None
        if here.form == "bullet":
            return ""

        def printed(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            each = found.levels.get(index, _PLAIN)
            count = counts[index]
            if count is None:
                count = found.starts.get(index, each.start)
            return numeral(count, "decimal" if here.legal else each.form)

        text = _PLACE.sub(printed, here.text)[:_LONGEST]
        gap = "" if here.suffix == "nothing" or not text.strip() or text.endswith(_WIDE_END) else " "
        return text + gap

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        counters = value(num.find(w("abstractNumId"))) or ""
        abstract = self._abstract.get(counters)
        # An abstract list may stand for the one that a list style defines.
        link = value(abstract.find(w("numStyleLink"))) if abstract is not None else None
        if link is not None:
            by_style = self._styles.list_of(link)
            target = self._nums.get(by_style.num_id) if by_style is not None else None
            counters = (value(target.find(w("abstractNumId"))) if target is not None else None) or counters
            abstract = self._abstract.get(counters)
        if abstract is None:
            return None
        levels = {number(each, w("ilvl")) or 0: _level(each) for each in abstract.iterfind(w("lvl"))}
        starts: dict[int, int] = {}
        for override in num.iterfind(w("lvlOverride")):
            index = number(override, w("ilvl")) or 0
            own = override.find(w("lvl"))
            if own is not None:
                levels[index] = _level(own)
            start = number(override.find(w("startOverride")))
            if start is not None:
                starts[index] = start
        return _List(counters, levels, starts)


def _level(element: etree._Element) -> _Level:
    start = number(element.find(w("start")))
    # A custom format stands in an alternative; what a program that does not know it should print is found beside it.
    form = next((each for each in element.iter(w("numFmt")) if each.get(w("format")) is None), None)
    return _Level(
        # A level without a start begins at 0 (17.9.25).
        start=0 if start is None else start,
        form=value(form) or "decimal",
        text=value(element.find(w("lvlText"))) or "",
        suffix=value(element.find(w("suff"))) or "tab",
        restart=number(element.find(w("lvlRestart"))),
        legal=on(element.find(w("isLgl"))),
        style=value(element.find(P_STYLE)),
    )
