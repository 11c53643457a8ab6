"""HTML of what a document prints: a text with its marks, rows of a table beside a finding, the whole document with notes.

Written here and not in a template because a report holds tens of thousands of cells. Every text passes through `said`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape

from linter.document import Cell, Location, Paragraph, Table
from linter.outputs.source import At, Note, PrintedPlaces, Span, Spot, is_number
from linter.outputs.visible import visible
from linter.outputs.words import Words

Marks = Mapping[At, Sequence[Span]]

_MANY_COLUMNS = 8
"""From more columns than this on, an excerpt leaves out those in which its rows are blank."""
_LONG_CELL, _LONG_CONTEXT, _LONG_MARKED = 160, 60, 320
_AROUND = 90
"""Characters of a long sentence that are shown on either side of its marks."""


@lru_cache(maxsize=1 << 15)
def said(text: str) -> str:
    """A text from outside as HTML: made visible, escaped."""
    return escape(visible(text))


def _lines(text: str) -> str:
    return "\n".join(said(line) for line in text.split("\n")) if "\n" in text else said(text)


def _mark(text: str, related: bool, say: Words) -> str:
    if not text.strip():
        return f'<mark class="blank{" rel" if related else ""}">{say("empty")}</mark>'
    return f'<mark class="rel">{_lines(text)}</mark>' if related else f"<mark>{_lines(text)}</mark>"


def marked(text: str, spans: Iterable[Span], say: Words) -> str:
    """A text with its marks; where they overlap, the earlier one goes first. A mark of no length stands for what is missing."""
    out = []
    at = 0
    for span in sorted(spans):
        start, end = max(span.start, at), min(span.end, len(text))
        if end < start or (end == start and span.end > span.start and text):
            continue
        out += [_lines(text[at:start]), _mark(text[start:end], span.related, say)]
        at = end
    return "".join((*out, _lines(text[at:])))


def clipped(text: str, spans: Sequence[Span], say: Words) -> tuple[str, bool]:
    """A sentence with its marks, what stands far from them left out; and whether anything was."""
    if not spans:
        return (marked(text, (), say), False)
    keep = [(max(span.start - _AROUND, 0), min(span.end + _AROUND, len(text))) for span in sorted(spans)]
    joined = [keep[0]]
    for start, end in keep[1:]:
        if start <= joined[-1][1] + 20:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    joined[0] = (0 if joined[0][0] <= 20 else joined[0][0], joined[0][1])
    joined[-1] = (joined[-1][0], len(text) if joined[-1][1] >= len(text) - 20 else joined[-1][1])
    pieces = []
    for start, end in joined:
        inside = [Span(s.start - start, s.end - start, s.related) for s in spans if start <= s.start and s.end <= end]
        pieces.append(marked(text[start:end], inside, say))
    whole = joined == [(0, len(text))]
    left, right = "…" if joined[0][0] else "", "…" if joined[-1][1] < len(text) else ""
    return (f"{left}{'…'.join(pieces)}{right}", not whole)


def size(number: int) -> str:
    """The class of something by how many rows or findings it holds: how high a browser is to take it for, unseen."""
    return f"size-{1 + sum(number > most for most in (5, 20, 60))}"


def row_label(cells: Sequence[Cell], row: int) -> str:
    """What a row is called in its margin: its line, its row in the sheet, else its number."""
    place = cells[0].location if cells else Location("")
    if place.line is not None:
        return str(place.line)
    sheet_row = re.search(r"\d+$", place.ref or "")
    return sheet_row.group() if sheet_row else str(row + 1)


def excerpt(
    source: PrintedPlaces, spot: Spot, marks: Marks, *, columns: Sequence[str], context: bool, titled: bool, say: Words
) -> str:
    """The row of a place with its column heads, and the other rows of its table that bear a mark; with `context` the rows
    next to it as well; `titled` where nothing around it says which table it is."""
    table = source.document.blocks[spot.block]
    assert isinstance(table, Table) and spot.row is not None
    bearing = {row for block, row, _ in marks if block == spot.block and row is not None} | {spot.row}
    head = source.head_row(spot.block, spot.row, columns)
    shown = _shown(bearing, {spot.row - 1, spot.row + 1} if context else set(), head, len(table.rows))
    kept = _kept(source, spot, [table.rows[row] for row in shown], marks)
    heads = source.heads(spot.block, head) if head is not None and head not in bearing else {}
    own = {cell.column for cell in table.rows[spot.row]}
    out = ['<table class="row">', _caption(source.title(spot.block), titled, say)]
    out.append(_table_head(tuple(heads.get(column, "") if column in own else "" for column in kept)))
    out.append("<tbody>")
    before: int | None = None
    for row in shown:
        if before is not None and row - before > 1:
            out.append(f'<tr class="gap"><td colspan="{len(kept) + 1}">⋮</td></tr>')
        out += _excerpt_row(source, Spot(spot.block, row), marks if row in bearing else None, kept, heads, say)
        before = row
    out.append("</tbody></table>")
    return "".join(out)


def _caption(title: str, titled: bool, say: Words) -> str:
    """The title of a table over its excerpt: unseen where what stands around it says which table it is."""
    hidden = "" if titled and title else ' class="vh"'
    return f"<caption{hidden}>{said(title or say('excerpt'))}</caption>"


def _shown(bearing: set[int], beside: set[int], head: int | None, rows: int) -> list[int]:
    """The rows that an excerpt prints, in order: those that bear a mark, and of those beside them all but the heads."""
    return sorted(each for each in bearing | (beside - {head}) if 0 <= each < rows)


def _excerpt_row(
    source: PrintedPlaces, spot: Spot, marks: Marks | None, kept: Sequence[int], heads: Mapping[int, str], say: Words
) -> Iterator[str]:
    """One row of an excerpt, reduced to the columns that it keeps. `marks` is None for a row that bears none."""
    cells = source.row(spot)
    assert spot.row is not None
    label = row_label(cells, spot.row)
    if marks is None:
        yield f'<tr class="ctx"><th scope="row">{label}</th>'
    else:
        yield f'<tr><th scope="row"><a href="#{source.anchor(spot)}">{label}</a></th>'
    limit = _LONG_CONTEXT if marks is None else _LONG_CELL
    for index, cell in enumerate(cells):
        span = bisect_left(kept, cell.column + cell.column_span) - bisect_left(kept, cell.column)
        if span:
            spans = () if marks is None else marks.get((spot.block, spot.row, index), ())
            yield _excerpt_cell(source, spot.block, cell, span, spans, limit, heads.get(cell.column, ""), say)
    yield "</tr>"


@lru_cache(maxsize=1 << 10)
def _table_head(heads: tuple[str, ...]) -> str:
    if not any(heads):
        return ""
    cells = "".join(f'<th scope="col">{said(head)}</th>' if head else "<td></td>" for head in heads)
    return f"<thead><tr><td></td>{cells}</tr></thead>"


def _kept(source: PrintedPlaces, spot: Spot, rows: Sequence[Sequence[Cell]], marks: Marks) -> list[int]:
    """The grid columns that an excerpt prints."""
    kept = sorted({cell.column for cells in rows for cell in cells})
    if len(kept) <= _MANY_COLUMNS:
        return kept
    named = {cell for block, row, cell in marks if block == spot.block and row == spot.row}
    filled = {cell.column for cells in rows for cell in cells if source.covering(cell, spot.block).text.strip()}
    return sorted(filled | {c.column for index, c in enumerate(source.row(spot)) if index in named})


def _excerpt_cell(
    source: PrintedPlaces, block: int, cell: Cell, span: int, spans: Sequence[Span], limit: int, head: str, say: Words
) -> str:
    over = source.covering(cell, block)
    if not spans:
        text = over.text if len(over.text) <= limit else over.text[:limit] + "…"
        return _plain_cell(text, span, over is not cell, head)
    shown = clipped(over.text, spans, say)[0] if len(over.text) > _LONG_MARKED else marked(over.text, spans, say)
    return f"<td{_attributes(over.text, span, over is not cell, head)}>{shown}</td>"


@lru_cache(maxsize=1 << 14)
def _plain_cell(text: str, span: int, covered: bool, head: str) -> str:
    return f"<td{_attributes(text, span, covered, head)}>{_lines(text)}</td>"


def _attributes(text: str, span: int, covered: bool, head: str) -> str:
    attributes = f' colspan="{span}"' if span > 1 else ""
    if is_number(text):
        attributes += ' class="num"'
    elif covered:
        attributes += ' class="over"'
    return f'{attributes} data-head="{said(head)}"' if head and text.strip() else attributes


def passage(source: PrintedPlaces, spot: Spot, spans: Sequence[Span], say: Words) -> str:
    """A paragraph as a quotation, long ones around their marks only."""
    text = source.text(spot)
    if not spans and len(text) > 2 * _LONG_CELL:
        return f'<blockquote class="source">{_lines(text[: 2 * _LONG_CELL])}…</blockquote>'
    return f'<blockquote class="source">{clipped(text, spans, say)[0]}</blockquote>'


def whole(source: PrintedPlaces, say: Words) -> Iterator[str]:
    """The document as read, with marks, anchors for what is linked, and notes in the margin."""
    page = None
    for number, block in enumerate(source.document.blocks):
        if block.location.page is not None and block.location.page != page:
            page = block.location.page
            yield f'<p class="page">{said(say("page", a=page))}</p>'
        spot = Spot(number)
        if isinstance(block, Paragraph):
            yield _paragraph(source, spot, block, say)
        else:
            yield "".join(_table(source, spot, block, say))


def _paragraph(source: PrintedPlaces, spot: Spot, block: Paragraph, say: Words) -> str:
    line = block.location.line
    label = f'<span class="ln">{line}</span>' if line is not None else ""
    level = " head" if block.level else ""
    notes = _notes(source.notes.get(spot, ()))
    hit = " hit" if notes else ""
    beside = f'<div class="notes">{notes}</div>' if notes else ""
    text = marked(block.text, source.marks.get(spot, ()), say)
    return f'<div class="par{level}{hit}"{_id(source, spot)}>{label}<p>{text}</p>{beside}</div>\n'


def _table(source: PrintedPlaces, spot: Spot, table: Table, say: Words) -> Iterator[str]:
    noted = any((spot.block, row, None) in source.notes for row in range(len(table.rows)))
    name = say("table", a=table.location.table) if table.location.table is not None else say("table.bare")
    caption = said(say.join((name, say.place(table.location))) if table.location.line or table.location.ref else name)
    focus = "" if noted else f' tabindex="0" role="group" aria-label="{caption}"'
    above = _notes(source.notes.get(spot, ()))
    wide = " wide" if table.width > _MANY_COLUMNS else ""
    kind = f"sheet{' noted' if noted else ''}{wide} {size(len(table.rows))}"
    yield f'<div class="{kind}"{_id(source, spot)}{focus}>'
    if above:
        yield f'<div class="notes">{above}</div>'
    yield f'<table class="doc"><caption class="vh">{caption}</caption><tbody>\n'
    # One row of heads at most: of several it would be unclear which of them a cell belongs to.
    heads = sorted(source.heads_used(spot.block))[:1]
    for row, cells in enumerate(table.rows):
        at = (spot.block, row, None)
        notes = _notes(source.notes.get(at, ()))
        hit = ' class="hit"' if notes else ""
        yield f'<tr{_id(source, at)}{hit}><th scope="row">{row_label(cells, row)}</th>'
        end = 0
        for index, cell in enumerate(cells):
            end = max(end, cell.column + cell.column_span)
            if cell.origin is None:
                yield _cell(source, (spot.block, row, index), cell, len(table.rows) - row, row in heads, say)
        if noted:
            if end < table.width:
                yield f'<td class="none" colspan="{table.width - end}"></td>'
            yield f'<td class="notes">{notes}</td>'
        yield "</tr>\n"
    yield "</tbody></table></div>\n"


def _cell(source: PrintedPlaces, spot: At, cell: Cell, below: int, head: bool, say: Words) -> str:
    attributes = _id(source, spot)
    if cell.column_span > 1:
        attributes += f' colspan="{cell.column_span}"'
    if cell.row_span > 1:
        attributes += f' rowspan="{min(cell.row_span, below)}"'
    spans = source.marks.get(spot)
    text = marked(cell.text, spans, say) if spans else _lines(cell.text)
    if head and not cell.blank:
        return f'<th scope="col"{attributes}>{text}</th>'
    if is_number(cell.text):
        attributes += ' class="num"'
    return f"<td{attributes}>{text}</td>"


def _id(source: PrintedPlaces, spot: At) -> str:
    return f' id="{source.name(spot)}"' if spot in source.linked else ""


def _notes(notes: Iterable[Note]) -> str:
    return "".join(
        f'<a class="note {note.severity}{" rel" if note.related else ""}" href="#{note.anchor}">'
        f"{'↔ ' if note.related else ''}{said(note.code)} <span>{said(note.title)}</span></a>"
        for note in notes
    )
