"""What a reader of the document sees beside a place: the title of its table, or the nearest heading. Numbers of paragraphs
and tables are known to no word processor.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from linter.budget.model import Budget
from linter.document import Location, Paragraph
from linter.language.list_numbers import at_start

_LONGEST = 40
_SENTENCE = ("。", "；", "：", ":", ";")


class Near:
    """The titles and headings of one document."""

    def __init__(self, budget: Budget) -> None:
        self._titles = {place: title for place, title in _titles(budget) if title}
        self._tables: dict[int, int] = {}
        self._paragraphs: dict[int, int] = {}
        self._headings: list[tuple[int, str]] = []
        for number, block in enumerate(budget.document.blocks):
            if not isinstance(block, Paragraph):
                if block.location.table is not None:
                    self._tables.setdefault(block.location.table, number)
                continue
            if block.location.paragraph is not None:
                self._paragraphs.setdefault(block.location.paragraph, number)
            if _is_heading(block):
                self._headings.append((number, " ".join(block.text.split())))

    def named(self, place: Location) -> Location:
        """The place with what stands near it, where its format has no lines and no names of cells."""
        if place.line is not None or place.sheet is not None or (place.table is None and place.paragraph is None):
            return place
        return replace(place, near=self._near(place))

    def _near(self, place: Location) -> str:
        if place.table is not None:
            title = self._titles.get(place.table)
            if title:
                return title
            block = self._tables.get(place.table, -1)
        else:
            block = self._paragraphs.get(place.paragraph or 0, -1)
        index = bisect_right(self._headings, block, key=lambda each: each[0])
        return self._headings[index - 1][1] if index else ""


def _titles(budget: Budget) -> Iterator[tuple[int, str]]:
    for form in budget.forms:
        if form.location.table is not None:
            yield form.location.table, form.name
        for each in form.indicators:
            if each.location.table is not None:
                yield each.location.table, form.name
    for table in budget.tables:
        if table.location.table is not None:
            yield table.location.table, table.title


def _is_heading(block: Paragraph) -> bool:
    """Whether a paragraph is a heading: by its level, or a short line with the number of one."""
    if block.level:
        return True
    if len(block.text) > _LONGEST or block.text.rstrip().endswith(_SENTENCE):
        return False
    number = at_start(block.text)
    return number is not None and number.heading
