"""Running heads, running feet and page numbers: lines that stand at the same place page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from linter.language.folding import unspaced
from linter.readers.pdf.lines import Line
from linter.readers.pdf.tables import DraftTable

Item = Line | DraftTable

_BAND = 0.12
_SAME_PLACE = 6.0
_LEAST_PAGES = 3
_LEAST_SHARE = 0.3
_TWO = 2
_MARGIN = 0.085
_APART = 1.2
_CLAUSE = "，。；"
_TITLE_LINES = 4
_CENTRED = 0.15
_LARGER = 1.12
_NAMED_TABLE = re.compile(r"表\s*(?:[（(][^（）()]*[）)])?\s*$")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_UNIT_LINE = re.compile(r"单位\s*[:：]|[:：]\s*(?:万元|元)|(?:万元|元)\s*[)）]?$")
_PAGE_NUMBER = re.compile(
    r"[-—–－―·\s]*(?:第\s*)?(\d{1,4}|[IVXivx]{1,5})\s*(?:页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―·\s]*"
)
_MARKED_NUMBER = re.compile(
    r"\s*[-—–－―·]+\s*\d{1,4}\s*[-—–－―·]+\s*|\s*第\s*\d{1,4}\s*页.*|\s*\d{1,4}\s*[/／]\s*\d{1,4}\s*"
)


@dataclass(slots=True)
class PageItems:
    """The lines and tables of a page from top to bottom, or, where `stated`, in the order that its tags state."""

    number: int
    width: float
    height: float
    items: list[Item]
    stated: bool = False


def drop_running(pages: Sequence[PageItems]) -> None:
    """Takes running heads and feet and page numbers out of the pages.

    The first page's line of a running head stays where a table follows it: it may be that table's title. Lines that are set
    as titles over the tables of their pages stay on all of them: each page may begin with a form of its own.
    """
    for at_top in (True, False):
        outer = [(page, line) for page in pages for line in _outer(page, at_top)]
        repeated: dict[str, list[tuple[PageItems, Line]]] = defaultdict(list)
        numbers: list[tuple[PageItems, Line]] = []
        for page, line in outer:
            if _PAGE_NUMBER.fullmatch(line.text):
                numbers.append((page, line))
            elif not _UNIT_LINE.search(line.text):
                repeated[re.sub(r"\d+", "#", unspaced(line.text))].append((page, line))
        for group in repeated.values():
            if _runs(group, pages) and not (at_top and _are_titles(group)):
                _drop(group[1:] if _over_table(*group[0]) else group)
        _drop_numbers(numbers)


def _drop_numbers(numbers: Sequence[tuple[PageItems, Line]]) -> None:
    """Takes out page numbers; the only one of a file is one where marks beside it say so."""
    several = len({page.number for page, _ in numbers}) > 1
    _drop([(page, line) for page, line in numbers if several or _MARKED_NUMBER.fullmatch(line.text)])


def _outer(page: PageItems, at_top: bool) -> list[Line]:
    """The outermost lines within the band where running heads stand, up to two, past no table."""
    band = page.height * _BAND
    found: list[Line] = []
    for item in page.items if at_top else reversed(page.items):
        if not isinstance(item, Line) or len(found) == 2:
            break
        if (item.bottom > band * 1.2) if at_top else (item.top < page.height - band * 1.2):
            break
        found.append(item)
    return found


def _runs(group: Sequence[tuple[PageItems, Line]], pages: Sequence[PageItems]) -> bool:
    count = len({page.number for page, _ in group})
    if any(mark in group[0][1].text for mark in _CLAUSE):
        return False  # the same sentence may begin several pages
    if count < _LEAST_PAGES and not (count == len(pages) == _TWO and all(_is_marginal(*each) for each in group)):
        return False
    if count < len(pages) * _LEAST_SHARE:
        return False
    places = sorted(line.base for _, line in group)
    return places[-1] - places[0] <= _SAME_PLACE or places[len(places) * 9 // 10] - places[len(places) // 10] < 2


def _is_marginal(page: PageItems, line: Line) -> bool:
    """Whether a line stands well apart from the others, near the edge of its page."""
    edge = page.height * _MARGIN
    at = next(index for index, item in enumerate(page.items) if item is line)
    if line.bottom <= edge:
        near = page.items[at + 1] if at + 1 < len(page.items) else None
        return near is None or near.box[1] - line.bottom > _APART * line.em
    near = page.items[at - 1] if at else None
    return line.top >= page.height - edge and (near is None or line.top - near.box[3] > _APART * line.em)


def _are_titles(group: Sequence[tuple[PageItems, Line]]) -> bool:
    """Whether lines at the top of pages are mostly titles of what stands below them. (A title that only repeats that of a
    table which goes on is taken out where the pages are put together.)"""
    return 2 * sum(_is_title(page, line) for page, line in group) > len(group)


def _is_title(page: PageItems, line: Line) -> bool:
    """Whether a line stands in the middle over a table and looks like its title: larger than the other lines, said to be one
    (…表), or in brackets below one."""
    below = page.items[page.items.index(line) + 1 :][:_TITLE_LINES]
    table = next((item for item in below if isinstance(item, DraftTable)), None)
    if table is None:
        return False
    # Not exactly in the middle: of a sheet that is wider than the paper the middle is elsewhere.
    left, right = table.box[0], table.box[2]
    if line.x0 < left + _CENTRED * (right - left) or line.x1 > right + line.em:
        return False
    if _NAMED_TABLE.search(line.text) or _BRACKETED.fullmatch(line.text):
        return True
    sizes = sorted(item.em for item in page.items if isinstance(item, Line) and item is not line)
    return bool(sizes) and line.em > _LARGER * sizes[len(sizes) // 2]


def _over_table(page: PageItems, line: Line) -> bool:
    after = page.items[page.items.index(line) + 1 :][:2]
    return any(isinstance(item, DraftTable) for item in after)


def _drop(group: Sequence[tuple[PageItems, Line]]) -> None:
    for page, line in group:
        page.items = [item for item in page.items if item is not line]
