"""Whether a line of a page goes on with the paragraph before it, by where it stands and how both lines end and begin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from linter.readers.pdf.lines import (
    Line,
    breaks_off,
    ends_sentence,
    is_heading,
    seam,
    starts_heading,
    starts_item,
    torn,
    wrapped,
)

_FIRST_PITCH = 2.7
_INDENT = 3.0
_LOOKED_AT = 6
LEADER = re.compile(r"(?:…{2,}|\.{5,}|·{5,}|(?:\. ){4,})\s*\d*$")
"""The dots of a table of contents, which lead to a page number."""


@dataclass(slots=True)
class DraftParagraph:
    """Lines that make one paragraph; `page` is that of the first. `level` is its heading level, 0 for body text."""

    page: int
    lines: list[Line]
    left: float
    right: float
    level: int = 0
    on_first: int = field(default=1)
    """How many of the lines stand on the first page."""

    @property
    def text(self) -> str:
        parts = [self.lines[0].text]
        for line, following in zip(self.lines, self.lines[1:], strict=False):
            parts += [seam(line, following, self.right - self.left), following.text]
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Measure:
    """The margins of the running text of a page."""

    left: float
    right: float


def goes_on(
    paragraph: DraftParagraph,
    line: Line,
    following: Line,
    measure: Measure,
    next_measure: Measure,
    *,
    same_page: bool,
) -> bool:
    """Whether `following` is the next line of the paragraph that `line` belongs to."""
    em = max(line.em, following.em)
    if _stands_apart(line, following) or (same_page and not _next_below(paragraph, line, following, em)):
        return False
    if cut_off(paragraph, line, following, next_measure):
        return True
    if line.face and following.face and line.face != following.face:
        return False  # a heading in a font of its own
    full = wrapped(line, following, measure.left, measure.right, ragged=False)
    if following.x0 - next_measure.left > em:
        if not full:
            return same_page and _runs_on(line, following, measure)
        return _hangs_on(line, following, em, first=len(paragraph.lines) == 1)
    begins, ended = starts_item(following), ends_sentence(line)
    if full:
        return not (begins and ended)
    return not begins and not ended and _is_ragged(paragraph, line, measure)


def _stands_apart(line: Line, following: Line) -> bool:
    """Whether two lines are not of one paragraph, wherever they stand: an entry of the contents, a heading, another size."""
    if LEADER.search(line.text) or starts_heading(following):
        return True
    return abs(line.em - following.em) > 0.15 * max(line.em, following.em)


def _is_ragged(paragraph: DraftParagraph, line: Line, measure: Measure) -> bool:
    """Whether a line is a long one of a paragraph that began with an indent: what stands at the left margin goes on with it."""
    begun = paragraph.lines[0].x0 - measure.left > line.em
    return begun and line.x1 > measure.left + 0.75 * (measure.right - measure.left)


def cut_off(paragraph: DraftParagraph, line: Line, following: Line, measure: Measure) -> bool:
    """Whether a line breaks off where no paragraph ends, and the next one is no item and no title in the middle."""
    if starts_item(following) or following.x0 - measure.left > _INDENT * max(line.em, following.em):
        return False
    before = "".join(each.text for each in paragraph.lines[-_LOOKED_AT:])
    return breaks_off(line) or torn(before, following.text)


def _next_below(paragraph: DraftParagraph, line: Line, following: Line, em: float) -> bool:
    """Whether a line lies as far below the one before as lines of its paragraph do."""
    pitch = following.base - line.base
    on_page = paragraph.lines[-2:]
    usual = on_page[1].base - on_page[0].base if len(on_page) > 1 else 0.0
    return 0.3 * em < pitch <= (1.3 * usual if usual > 0.5 * em else _FIRST_PITCH * em)


def _hangs_on(line: Line, following: Line, em: float, *, first: bool) -> bool:
    """Whether an indented line goes on behind a full one: hung under an item's text, or set in like it."""
    if first and starts_item(line) and following.x0 > line.x0 + 0.5 * em:
        return not starts_item(following)
    aligned = abs(following.x0 - line.x0) <= 0.5 * em
    if first:
        return aligned and not is_heading(line) and not ends_sentence(line) and not starts_item(following)
    return aligned


def _runs_on(line: Line, following: Line, measure: Measure) -> bool:
    """Whether a long line that ends within a sentence was broken by hand."""
    reach = line.x1 > measure.left + 0.85 * (measure.right - measure.left)
    return reach and line.text[-1:].isalnum() and not starts_item(following)
