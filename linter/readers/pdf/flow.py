"""Lines of pages -> paragraphs, with headings told by their size; tables keep their place between them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from linter.language.folding import unspaced
from linter.readers.pdf.joining import LEADER, DraftParagraph, Measure, cut_off, goes_on
from linter.readers.pdf.lines import Line, breaks_off, ends_sentence, starts_item
from linter.readers.pdf.running import PageItems
from linter.readers.pdf.sideways import goes_on_beside, put_beside, same_height, whole_line
from linter.readers.pdf.tables import DraftTable, continues, join, repeated_heads

_LARGER = 1.12
_LONGEST_HEADING = 60
_TITLE_PITCH = 2.2
_LINES_ABOVE = 4
_TITLE_LINES = 3
_MORE = re.compile("[（(]续表?[)）]|^续表?[:：]?")


def flow(pages: Sequence[PageItems]) -> list[DraftParagraph | DraftTable]:
    """The blocks of a document: paragraphs and tables go on over page breaks."""
    measures = _measures(pages)
    bottoms: dict[int, float] = defaultdict(float)
    for page in pages:
        bottoms[round(page.height)] = max(bottoms[round(page.height)], _bottom(page))
    blocks: list[DraftParagraph | DraftTable] = []
    before: Line | None = None
    before_page = 0
    bottom = 0.0
    for page in pages:
        measure = measures[page.number]
        items = page.items
        skip = _repeated_title(blocks, items, bottom)
        for item in items[skip:]:
            last = blocks[-1] if blocks else None
            if isinstance(item, DraftTable):
                if isinstance(last, DraftTable) and continues(last, item, bottom):
                    join(last, item)
                else:
                    blocks.append(item)
                before = None
                continue
            if (
                isinstance(last, DraftParagraph)
                and before is not None
                and _is_more(
                    last, before, item, (measures[before_page], measure), page, same=before_page == page.number
                )
            ):
                last.lines.append(item)
                last.on_first += page.number == last.page
            else:
                blocks.append(DraftParagraph(page.number, [item], measure.left, measure.right))
            before, before_page = item, page.number
        bottom = bottoms[round(page.height)]
    by_number = {page.number: page for page in pages}
    blocks = _whole_sheets(blocks, {number: bottoms[round(page.height)] for number, page in by_number.items()})
    _set_levels(blocks)
    return list(_whole_titles(blocks, by_number))


def _is_more(
    paragraph: DraftParagraph,
    line: Line,
    following: Line,
    measures: tuple[Measure, Measure],
    page: PageItems,
    *,
    same: bool,
) -> bool:
    """Whether a line goes on with the paragraph, by what the tags of its page state or by where it stands."""
    if page.stated and same and line.paragraph >= 0 and following.paragraph >= 0:
        return line.paragraph == following.paragraph or cut_off(paragraph, line, following, measures[1])
    return goes_on(paragraph, line, following, *measures, same_page=same)


def _whole_sheets(
    blocks: Sequence[DraftParagraph | DraftTable], bottoms: Mapping[int, float]
) -> list[DraftParagraph | DraftTable]:
    """The blocks with tables put together whose columns go on upon later pages; those parts may then go on below."""
    out: list[DraftParagraph | DraftTable] = []
    at = -1
    beside = False
    for block in blocks:
        table = out[at] if at >= 0 else None
        if not isinstance(block, DraftTable) or not isinstance(table, DraftTable):
            out.append(block)
        elif len(out) - at - 1 <= _LINES_ABOVE and goes_on_beside(table, block):
            at = _take_lines(out, at, [each for each in out[at + 1 :] if isinstance(each, DraftParagraph)])
            del out[at + 1 :]
            put_beside(table, block)
            beside = True
            continue
        else:
            out.append(block)
        if isinstance(block, DraftTable):
            at = len(out) - 1
    return _joined_below(out, bottoms) if beside else out


def _take_lines(out: list[DraftParagraph | DraftTable], at: int, lines: Sequence[DraftParagraph]) -> int:
    """Puts the lines above a further part of the table at `at` to those above the table; where the table is then."""
    start = at
    while start and isinstance(out[start - 1], DraftParagraph) and out[start - 1].page == out[at].page:
        start -= 1
    above = [each for each in out[start:at] if isinstance(each, DraftParagraph)]
    for more in lines:
        known = next((each for each in above if same_height(each.lines[-1], more.lines[0])), None)
        if known is not None:
            known.lines[-1] = whole_line(known.lines[-1], more.lines[0])
        else:
            above.append(replace(more, page=out[at].page))
    above.sort(key=lambda each: each.lines[0].base)
    out[start:at] = above
    return start + len(above)


def _joined_below(
    blocks: Sequence[DraftParagraph | DraftTable], bottoms: Mapping[int, float]
) -> list[DraftParagraph | DraftTable]:
    out: list[DraftParagraph | DraftTable] = []
    for block in blocks:
        last = out[-1] if out else None
        if (
            isinstance(block, DraftTable)
            and isinstance(last, DraftTable)
            and continues(last, block, bottoms[last.page])
        ):
            join(last, block)
        else:
            out.append(block)
    return out


def _bottom(page: PageItems) -> float:
    last = page.items[-1] if page.items else None
    return 0.0 if last is None else last.box[3]


def _repeated_title(
    blocks: Sequence[DraftParagraph | DraftTable], items: Sequence[Line | DraftTable], bottom: float
) -> int:
    """How many lines at the top of a page only repeat the title of the table that goes on below them."""
    count, table = next(((i, item) for i, item in enumerate(items) if isinstance(item, DraftTable)), (0, None))
    if table is None or not 0 < count <= _TITLE_LINES or not blocks or not isinstance(blocks[-1], DraftTable):
        return 0
    above = _paragraphs_above(blocks[:-1], count + 1)
    lines = [unspaced(item.text) for item in items[:count] if isinstance(item, Line)]
    if not all(line in above or _MORE.sub("", line) in above for line in lines):
        return 0
    # A title without the heads of the columns is that of another form, unless it says that it goes on.
    repeated = repeated_heads(blocks[-1], table) > 0 or any(map(_MORE.search, lines))
    return count if repeated and continues(blocks[-1], table, bottom) else 0


def _paragraphs_above(blocks: Sequence[DraftParagraph | DraftTable], most: int) -> list[str]:
    """The texts of the last paragraphs, down from the last one, as far as no table stands between them."""
    above: list[str] = []
    for block in reversed(blocks):
        if not isinstance(block, DraftParagraph) or len(above) == most:
            break
        above.append(unspaced(block.text))
    return above


def _measures(pages: Sequence[PageItems]) -> dict[int, Measure]:
    """The margins of each page: its own where several lines end at the right one, else those of pages of its size."""
    reach: dict[tuple[int, int], float] = defaultdict(float)
    own: dict[int, tuple[list[Line], float, bool]] = {}
    for page in pages:
        lines = _usual_lines(page)
        furthest = max((line.x1 for line in lines), default=0.0)
        near = [line for line in lines if line.x1 > furthest - 1.3 * line.em and len(line.glyphs) > 12]
        own[page.number] = (lines, furthest, len(near) > 1)
        if len(near) > 1:
            reach[_size(page)] = max(reach[_size(page)], furthest)
    measures = {}
    for page in pages:
        lines, furthest, sure = own[page.number]
        right = furthest if sure else max(furthest, reach[_size(page)] or page.width - 0.08 * page.width)
        full = [line.x0 for line in lines if line.x1 > right - 1.3 * line.em]
        left = min(full or [line.x0 for line in lines] or [0.0])
        measures[page.number] = Measure(left, right)
    return measures


def _size(page: PageItems) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _usual_lines(page: PageItems) -> list[Line]:
    """The lines of a page that are set in the size of most of its characters."""
    lines = [item for item in page.items if isinstance(item, Line)]
    usual = _usual_size(lines)
    return [line for line in lines if abs(line.em - usual) <= 0.15 * usual]


def _usual_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.em] += len(line.glyphs)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _set_levels(blocks: Sequence[DraftParagraph | DraftTable]) -> None:
    """Short paragraphs in larger type are headings; the largest type is level 1."""
    sizes: Counter[float] = Counter()
    for paragraph in _paragraphs(blocks):
        for line in paragraph.lines:
            sizes[round(line.em * 2) / 2] += 0 if LEADER.search(line.text) else len(line.text)
    if not sizes:
        return
    body = sizes.most_common(1)[0][0]
    larger = [p for p in _paragraphs(blocks) if p.lines[0].em > body * _LARGER and _may_head(p)]
    ordered = sorted({round(p.lines[0].em * 2) / 2 for p in larger}, reverse=True)
    levels = {size: min(level, 6) for level, (size, _) in enumerate(groupby(ordered), 1)}
    for paragraph in larger:
        paragraph.level = levels[round(paragraph.lines[0].em * 2) / 2]


def _whole_titles(
    blocks: Sequence[DraftParagraph | DraftTable], pages: Mapping[int, PageItems]
) -> Iterator[DraftParagraph | DraftTable]:
    """The blocks with centred headings of several lines put together: one size, one close below the other."""
    last: DraftParagraph | None = None
    for block in blocks:
        if not isinstance(block, DraftParagraph):
            last = None
        elif last is not None and _same_title(last, block, pages[block.page].width):
            last.lines.extend(block.lines)
            last.on_first += block.on_first
            continue
        else:
            last = block
        yield block


def _same_title(title: DraftParagraph, following: DraftParagraph, width: float) -> bool:
    line, other = title.lines[-1], following.lines[0]
    em = line.em
    return (
        0 < title.level == following.level
        and title.page == following.page
        and abs(em - other.em) < 0.05 * em
        and 0 < other.base - line.base <= _TITLE_PITCH * em
        and all(abs(each.x0 + each.x1 - width) <= 2 * em and each.x0 > 3 * em for each in (line, other))
        and not starts_item(other)
    )


def _may_head(paragraph: DraftParagraph) -> bool:
    last = paragraph.lines[-1]
    if len(paragraph.text) > _LONGEST_HEADING or ends_sentence(last) or breaks_off(last):
        return False
    return LEADER.search(last.text) is None


def _paragraphs(blocks: Sequence[DraftParagraph | DraftTable]) -> Iterator[DraftParagraph]:
    return (block for block in blocks if isinstance(block, DraftParagraph))
