"""Counts that a sentence adds up or compares by itself, outside the lists of money: “甲库5万公斤、乙库4万公斤，合计9万公斤”,
“由85%提高到87.5%，提高2.5个百分点”. Words: rules/lexicons/narrative.yaml, `tallies`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from linter.budget.amounts import COUNT, PERCENT, Mention, Prose, mentions
from linter.budget.model import Comparison, Part, Statement
from linter.budget.narrative.clauses import is_limit
from linter.budget.narrative.lexicon import words
from linter.document import Paragraph, locate
from linter.language import numbers
from linter.language.terminals import either
from linter.resources import data

# Labels are no longer than that; so far behind a total or a comparison its figures stand.
_LABEL = 16
_GAP = 24
_MOST = 40
_STOP = re.compile(r"[，、；：。（）]")
_POINTS = "个百分点"
_LISTED, _TOLD = "、", "，"
_OPENS = "。；：（"


@dataclass(frozen=True, slots=True)
class _Words:
    """`total` is what stands before a total, `not_listed` what a list of plain parts does not hold; `start`, `moved`,
    `difference` and `rate` stand before the figures of 由…提高到…，提高…，增长…."""

    total: re.Pattern[str]
    not_listed: re.Pattern[str]
    start: re.Pattern[str]
    moved: re.Pattern[str]
    difference: re.Pattern[str]
    rate: re.Pattern[str]


@cache
def _words() -> _Words:
    raw = data("lexicons/narrative.yaml")
    own = raw["tallies"]
    verbs = either([*raw["increase"], *raw["decrease"], *own["moves"]])
    few = rf"(?:{either(own['these'])}|(?:{numbers.small_pattern()}|[两\d]){{1,2}}[\u4e00-\u9fff]{{1,2}}?)"
    return _Words(
        total=re.compile(rf"[，；、]?{few}?{either(raw['totals'] + own['totals'])}(?:{either(own['is'])})?"),
        not_listed=re.compile(either([*raw["openers"], *own["not_listed"]])),
        start=re.compile(rf"{either(raw['change_from'])}[^，；。、]{{0,10}}$"),
        moved=re.compile(rf"(?P<verb>{verbs}){either(own['to'])}"),
        difference=re.compile(rf"[，、（]?(?:{either(own['by'])})?(?P<verb>{verbs})了?"),
        rate=re.compile(
            rf"[，、（]?(?:{verbs}|{either(raw['rate_up'] + raw['rate_down'])})(?:率|幅度|幅)?(?:了|为|达|达到)?"
        ),
    )


def find_tallies(paragraph: Paragraph, fiscal_year: int | None, known: Sequence[Statement]) -> Iterator[Statement]:
    """The totals and changes of counts in a paragraph that `known`, its statements, do not tell already."""
    if not any(map(str.isdigit, paragraph.text)):
        return
    prose = Prose.of(paragraph.text)
    row = [each for each in mentions(prose) if each.kind in (COUNT, PERCENT)]
    told = {each.amount.start for each in known if each.parts}
    changed = {each.comparison.difference.start for each in known if each.comparison and each.comparison.difference}
    for place in range(1, len(row)):
        made = _total(paragraph, prose, row, place) if row[place].amount.start not in told else None
        made = made or _change(paragraph, prose, row, place, changed)
        if made is not None:
            yield _statement(paragraph, fiscal_year, made)


@dataclass(frozen=True, slots=True)
class _Made:
    mention: Mention
    label: str
    parts: tuple[Part, ...] = ()
    comparison: Comparison | None = None


def _statement(paragraph: Paragraph, fiscal_year: int | None, made: _Made) -> Statement:
    amount = made.mention.amount
    return Statement(
        subject=made.label,
        topic="",
        year=fiscal_year,
        amount=amount,
        parts=made.parts,
        complete=True,
        comparison=made.comparison,
        share=None,
        calculations=(),
        paragraph=paragraph,
        start=amount.start,
        end=amount.end,
        location=locate(paragraph, amount.start, amount.end),
    )


# -- totals ------------------------------------------------------------------------------------------------


def _total(paragraph: Paragraph, prose: Prose, row: Sequence[Mention], place: int) -> _Made | None:
    """A count that is said to be the total of those listed right before it, in the same unit."""
    total = row[place]
    gap = prose.flat[row[place - 1].end : total.start]
    if total.kind != COUNT or not _words().total.fullmatch(gap) or _vague(prose, total, gap):
        return None
    parts = _listed(prose, row, place)
    if len(parts) < 2 or any(part.amount.number > total.amount.number for part in parts):
        # What is more than the total is no part of it.
        return None
    labelled = tuple(Part(_label(prose, row, row.index(each)), each.amount) for each in parts)
    if any(sum(part.amount.number for part in parts[cut:]) == total.amount.number for cut in range(len(parts) - 1)):
        # Only the last ones were meant.
        return None
    return _Made(total, "合计", labelled)


def _listed(prose: Prose, row: Sequence[Mention], place: int) -> list[Mention]:
    """The counts of one list, right before a place. Between commas a list begins with its sentence."""
    found: list[Mention] = []
    mark = ""
    for at in range(place - 1, max(-1, place - 1 - _MOST), -1):
        each = row[at]
        before = row[at - 1].end if at else 0
        lead = prose.flat[max(before, each.start - _GAP) : each.start]
        stop = next((char for char in reversed(lead) if _STOP.match(char)), "")
        label = _STOP.split(lead)[-1]
        same = each.kind == COUNT and each.measure == row[place].measure and each.amount.unit == row[place].amount.unit
        if not same or not label or _vague(prose, each, label) or _words().not_listed.search(label):
            return [] if mark != _LISTED else found
        found.insert(0, each)
        if stop in _OPENS or (mark == _LISTED and stop == _TOLD):
            return found
        if stop not in (mark or stop):
            return []
        mark = stop
    return found if mark == _LISTED else []


def _label(prose: Prose, row: Sequence[Mention], place: int) -> str:
    before = row[place - 1].end if place else 0
    return _STOP.split(prose.flat[max(before, row[place].start - _LABEL) : row[place].start])[-1]


def _vague(prose: Prose, mention: Mention, lead: str) -> bool:
    return mention.amount.approximate or mention.more or is_limit(prose.flat, mention, lead)


# -- changes -----------------------------------------------------------------------------------------------


def _change(paragraph: Paragraph, prose: Prose, row: Sequence[Mention], place: int, changed: set[int]) -> _Made | None:
    """由85.0%提高到87.5%，提高2.5个百分点; 由110秒缩短到96秒，缩短14秒，缩短12.73%."""
    base, now = row[place - 1], row[place]
    start = _words().start.search(prose.flat[max(0, base.start - _LABEL) : base.start])
    moved = _words().moved.fullmatch(prose.flat[base.end : now.start])
    if start is None or moved is None or base.amount.unit != now.amount.unit or base.kind != now.kind:
        return None
    difference = _said(prose, row, place + 1, now, _POINTS if now.kind == PERCENT else now.amount.unit)
    after = place + 1 if difference is None else place + 2
    last = difference or now
    rate = None
    if now.kind == COUNT and after < len(row) and row[after].kind == PERCENT and row[after].amount.unit == "%":
        rate = row[after] if _words().rate.fullmatch(prose.flat[last.end : row[after].start]) else None
    if (difference is None and rate is None) or (difference is not None and difference.amount.start in changed):
        return None
    end = (rate or last).amount.end
    label = _STOP.split(prose.flat[max(0, base.start - 2 * _LABEL) : base.start])[-1]
    comparison = Comparison(
        base_year=None,
        base=base.amount,
        direction=_direction(moved.group("verb")),
        difference=difference.amount if difference is not None else None,
        rate=rate.amount.number if rate is not None else None,
        rate_decimals=rate.amount.decimals if rate is not None else 0,
        reason=None,
        start=base.amount.start,
        end=end,
    )
    return _Made(now, re.split("[由从]", label)[0], comparison=comparison)


def _said(prose: Prose, row: Sequence[Mention], place: int, now: Mention, unit: str) -> Mention | None:
    """The difference that stands right behind the second figure."""
    found = row[place] if place < len(row) else None
    if found is None or found.amount.unit != unit or found.amount.approximate:
        return None
    return found if _words().difference.fullmatch(prose.flat[now.end : found.start]) else None


def _direction(verb: str) -> str:
    lexicon = words()
    return lexicon.direction(verb) if lexicon.change_word.fullmatch(verb) else ""
