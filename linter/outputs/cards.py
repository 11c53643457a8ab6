"""A finding as the HTML report shows it: message, the place as printed with its marks, second places beside it, the mend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from linter.document import Cell, Table
from linter.findings import Finding, Related
from linter.outputs.printed import clipped, excerpt, marked, passage, said
from linter.outputs.source import JOINED, At, Note, PrintedPlaces, Span, Spot, is_number
from linter.outputs.words import Words

_AMOUNT = re.compile(r"([-−]?\d[\d,，]*(?:\.\d+)?)\s*(元|万元|亿元|%|)")
_PICTURED = 3
"""So many second places are printed beside the finding; all of them are linked."""


class Card:
    """One finding with its places in the documents. Made before any is printed, so that the documents know their marks."""

    def __init__(self, finding: Finding, anchor: str, sources: Mapping[str, PrintedPlaces], say: Words) -> None:
        self.finding = finding
        self.anchor = anchor
        self.place = say.of(finding)
        self._say = say
        self._sources = sources
        self.source = sources.get(finding.location.path)
        self.spot: Spot | None = None
        self.marks: dict[At, list[Span]] = {}
        if self.source is not None:
            self._locate(self.source)
        self._related = [(each, *self._second(each)) for each in finding.related]

    def _locate(self, source: PrintedPlaces) -> None:
        finding = self.finding
        place = finding.spot or finding.location
        spot = source.find(place)
        if spot is None:
            return
        row = source.row(spot)
        marked = _marked_cells(finding, [cell.text for cell in row])
        if place.span is not None and (not row or spot.cell is not None):
            self._mark(source, spot, Span(*place.span))
        elif marked:
            # An excerpt that is the whole row says by its marks which cells are meant.
            for index, span in marked:
                self._mark(source, Spot(spot.block, spot.row, index), span)
            spot = Spot(spot.block, spot.row, marked[0][0])
        elif _begins(row, spot):
            spot = Spot(spot.block, spot.row)
        elif spot.cell is not None:
            text = source.text(spot)
            self._mark(source, spot, Span(len(text) - len(text.lstrip()), len(text.rstrip())))
        elif not row:
            self._mark_in_text(source, spot)
        self.spot = spot
        source.anchor(spot)
        source.note(spot, Note(self.anchor, finding.code, finding.severity, finding.title, False))

    def _mark_in_text(self, source: PrintedPlaces, spot: Spot) -> None:
        """The marks of an excerpt that is a part of a paragraph."""
        finding = self.finding
        at = source.text(spot).find(finding.excerpt) if finding.excerpt else -1
        for mark in finding.marks if at >= 0 else ():
            self._mark(source, spot, Span(mark.start + at, mark.end + at))

    def _mark(self, source: PrintedPlaces, spot: Spot, span: Span) -> None:
        self.marks.setdefault(spot, []).append(span)
        source.mark(spot, span)

    def _second(self, related: Related) -> tuple[PrintedPlaces | None, Spot | None]:
        source = self._sources.get(related.location.path)
        spot = source.find(related.location) if source is not None else None
        if source is None or spot is None:
            return source, None
        place = related.location
        row = source.row(spot)
        if place.span is None and _begins(row, spot):
            spot = Spot(spot.block, spot.row)
        if place.span is not None or spot.cell is not None:
            text = source.text(spot)
            span = Span(*(place.span or (len(text) - len(text.lstrip()), len(text.rstrip()))), related=True)
            source.mark(spot, span)
            if source is self.source and self.spot is not None and spot.block == self.spot.block:
                self.marks.setdefault(spot, []).append(span)
        source.anchor(spot)
        finding = self.finding
        source.note(spot, Note(self.anchor, finding.code, finding.severity, finding.title, True))
        return source, spot

    def html(self, *, context: bool) -> str:
        """The card; with `context` the rows next to the finding's as well."""
        finding, say = self.finding, self._say
        message, told = self._message()
        seconds, pictured = self._seconds()
        own = self._own(context)
        if own and seconds:
            own = f'<div class="pair"><div><p class="label">{say("here")}</p>{own}</div><div>{seconds}</div></div>'
        target = f' href="#{self.source.name(self.spot)}"' if self.source is not None and self.spot is not None else ""
        tag = "a" if target else "span"
        return (
            f'<article class="finding {finding.severity}" id="{self.anchor}" data-code="{said(finding.code)}">'
            f'<p class="message"><{tag} class="place"{target}>{said(self.place)}</{tag}> {message} '
            f'<a class="self" href="#{self.anchor}" aria-label="{say("permalink")}">#</a></p>'
            f"{own}{self._mend()}{self._links(told | pictured)}</article>\n"
        )

    def _message(self) -> tuple[str, set[int]]:
        """The message; what it says of second places (the operands of a sum, other tables) leads to them. And which those
        are."""
        text = self.finding.message
        links: dict[tuple[int, int], tuple[int, str]] = {}
        for number, (related, source, spot) in enumerate(self._related):
            if not related.note or source is None or spot is None:
                continue
            quoted = text.find(f"“{related.note}”")
            start = quoted + 1 if quoted >= 0 else text.find(related.note)
            end = start + len(related.note)
            if start >= 0 and all(end <= a or b <= start for a, b in links):
                links[start, end] = (number, source.name(spot))
        out = []
        done = 0
        for (start, end), (_, anchor) in sorted(links.items()):
            out.append(f'{said(text[done:start])}<a href="#{anchor}">{said(text[start:end])}</a>')
            done = end
        return "".join((*out, said(text[done:]))), {number for number, _ in links.values()}

    def _own(self, context: bool) -> str:
        finding, say = self.finding, self._say
        if self.source is not None and self.spot is not None and self.spot.row is not None:
            return excerpt(
                self.source,
                self.spot,
                self.marks,
                columns=finding.columns,
                context=context,
                titled=finding.project is None,
                say=say,
            )
        texts = finding.excerpt.split(JOINED)
        if len(texts) > 1:
            return self._cells(texts)
        if not finding.excerpt:
            return ""
        spans = [Span(mark.start, mark.end) for mark in finding.marks]
        short, cut = clipped(finding.excerpt, spans, say)
        quoted = f'<blockquote class="source">{short}</blockquote>'
        if not cut or self.spot is not None:
            return quoted
        entire = f'<blockquote class="source">{marked(finding.excerpt, spans, say)}</blockquote>'
        return f'{quoted}<details class="whole"><summary>{say("whole.passage")}</summary>{entire}</details>'

    def _cells(self, texts: Sequence[str]) -> str:
        """The row of an excerpt whose document is not at hand."""
        finding, say = self.finding, self._say
        heads = finding.columns if len(finding.columns) == len(texts) else ("",) * len(texts)
        spans: dict[int, list[Span]] = {}
        for index, span in _marked_cells(finding, texts):
            spans.setdefault(index, []).append(span)
        cells = []
        for index, (head, text) in enumerate(zip(heads, texts, strict=True)):
            kind = ' class="num"' if is_number(text) else ""
            over = f' data-head="{said(head)}"' if head else ""
            cells.append(f"<td{kind}{over}>{marked(text, spans.get(index, ()), say)}</td>")
        if not any(heads):
            bare = "".join(f"<span{cell[3:-5]}</span>" for cell in cells)
            return f'<p class="cells">{bare}</p>'
        top = "".join(f'<th scope="col">{said(head)}</th>' if head else "<td></td>" for head in heads)
        caption = f'<caption class="vh">{say("excerpt")}{say("colon")}{said(self.place)}</caption>'
        return (
            f'<table class="row">{caption}<thead><tr>{top}</tr></thead><tbody><tr>{"".join(cells)}</tr></tbody></table>'
        )

    def _seconds(self) -> tuple[str, set[int]]:
        """The first second places as printed, but for those that the finding's own rows show already. And which those are."""
        out: dict[int, str] = {}
        for number, (related, source, spot) in enumerate(self._related):
            if source is None or spot is None or len(out) == _PICTURED:
                continue
            if source is not self.source or self.spot is None or spot.block != self.spot.block or spot.row is None:
                where = f'<a href="#{source.name(spot)}">{said(self._where(related))}</a>'
                printed = self._printed(related, source, spot)
                out[number] = f'<p class="label">{where} {said(related.note)}</p>{printed}'
        return "".join(out.values()), set(out)

    def _where(self, related: Related) -> str:
        where = self._say.place(related.location)
        return where if related.location.path == self.finding.location.path else f"{related.location.path} {where}"

    def _printed(self, related: Related, source: PrintedPlaces, spot: Spot) -> str:
        span = related.location.span
        spans = [Span(*span)] if span is not None else []
        if not isinstance(source.document.blocks[spot.block], Table):
            return passage(source, spot, spans, self._say)
        if spot.row is None:
            return ""
        if spot.cell is not None and not spans:
            spans = [Span(0, len(source.text(spot)))]
        return excerpt(
            source,
            spot,
            {spot: spans} if spans else {},
            columns=self.finding.columns,
            context=False,
            titled=True,
            say=self._say,
        )

    def _mend(self) -> str:
        finding, say = self.finding, self._say
        expected = finding.expected if finding.expected != finding.suggestion else None
        if not finding.suggestion and not expected:
            return ""
        rows = []
        if finding.actual:
            rows.append(f'<div><dt>{say("actual")}</dt><dd class="now">{said(finding.actual)}</dd></div>')
        if expected:
            rows.append(f"<div><dt>{say('expected')}</dt><dd>{said(expected)}</dd></div>")
        if gap := difference(finding.actual, finding.expected, say):
            rows.append(f"<div><dt>{say('difference')}</dt><dd>{said(gap)}</dd></div>")
        if finding.suggestion:
            rows.append(f"<div><dt>{say('suggestion.label')}</dt><dd><ins>{said(say.mend(finding))}</ins></dd></div>")
        return f'<dl class="mend">{"".join(rows)}</dl>'

    def _links(self, shown: set[int]) -> str:
        """The second places that nothing else on the card leads to."""
        items = []
        for number, (related, source, spot) in enumerate(self._related):
            if number not in shown:
                target = f'<a href="#{source.name(spot)}">' if source is not None and spot is not None else ""
                place = f"{target or '<span>'}{said(self._where(related))}{'</a>' if target else '</span>'}"
                items.append(f"<li>{place} {said(related.note)}</li>")
        if not items:
            return ""
        return f'<div class="related"><span class="label">{self._say("related")}</span><ul>{"".join(items)}</ul></div>'


def _begins(row: Sequence[Cell], spot: Spot) -> bool:
    """Whether a place is the first cell of a row of several: the place of an item (an indicator, an account) is that of
    its row, which begins there."""
    return spot.cell is not None and len(row) > 2 and not any(cell.text.strip() for cell in row[: spot.cell])


def _marked_cells(finding: Finding, texts: Sequence[str]) -> list[tuple[int, Span]]:
    """The marks of an excerpt that is the row of these cells, by cell; [] where it is not that row."""
    if len(texts) < 2 or finding.excerpt != JOINED.join(text.replace("\n", " ") for text in texts):
        return []
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + len(JOINED))
    found = []
    for mark in finding.marks:
        for index, (start, after) in enumerate(pairwise(starts)):
            end = after - len(JOINED)
            if mark.start <= end and mark.end >= start and (mark.end > start or mark.start == mark.end):
                found.append((index, Span(max(mark.start, start) - start, min(mark.end, end) - start)))
    return found


def difference(actual: str | None, expected: str | None, say: Words) -> str | None:
    """What an amount or rate lacks or has too much, in its own unit; None for what is no amount."""
    one, other = _AMOUNT.fullmatch(actual or ""), _AMOUNT.fullmatch(expected or "")
    if one is None or other is None or one[2] != other[2] or not (one[2] or "." in one[1] + other[1]):
        return None
    gap = abs(_decimal(one[1]) - _decimal(other[1]))
    return f"{gap:,f} {say('points') if one[2] == '%' else one[2]}".strip() if gap else None


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub("[,，]", "", text).replace("−", "-"))
