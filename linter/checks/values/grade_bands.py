"""Grade bands (优、良、中、差) of an activity's indicator: each follows on the one before, none is blank or repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from linter.budget.model import Activity, Band
from linter.language.folding import fold
from linter.packs.hits import Check, Hit, Outcome, Subject, Unsettled, row_excerpt
from linter.packs.kinds import ACTIVITY, Kind, Resources
from linter.values import Value

BLANK, REPEATED, DISORDERED, OVERLAP, GAP = "blank", "repeated", "disordered", "overlap", "gap"
_SAID = {
    BLANK: "分档空白 / a band is blank",
    REPEATED: "分档重复 / two bands are the same",
    DISORDERED: "分档没有依次递进 / the bands do not follow in order",
    OVERLAP: "分档重叠 / bands overlap",
    GAP: "分档之间有空档 / there is a gap between bands",
}


@dataclass(frozen=True, slots=True)
class Params:
    pass


@dataclass(frozen=True, slots=True)
class _Span:
    """What values a band takes; None where unbounded. `bare`: a single figure."""

    low: Decimal | None
    high: Decimal | None
    low_closed: bool
    high_closed: bool
    bare: bool
    symbol: bool


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        activity = subject.item
        assert isinstance(activity, Activity)
        verdict = _fault(activity.bands)
        if isinstance(verdict, str):
            yield Unsettled(activity.location, verdict)
        elif verdict is not None:
            fault, band = verdict
            printed = " / ".join(f"{each.grade} {each.text or '—'}" for each in activity.bands)
            excerpt, marks = row_excerpt(activity.row, band.cell)
            yield Hit(
                location=activity.location,
                fields={"name": activity.indicator, "bands": printed, "fault": _SAID[fault]},
                excerpt=excerpt,
                marks=marks,
                actual=printed,
                key=f"{activity.indicator}|{printed}",
                spot=band.cell.location if band.cell is not None else None,
            )

    return check


def _fault(bands: Sequence[Band]) -> tuple[str, Band] | str | None:
    """What is wrong and with which band; a reason where the bands cannot be compared; None where nothing is."""
    filled = [band for band in bands if band.text]
    if not filled:
        return None
    for band in bands:
        if not band.text:
            return BLANK, band
    seen: dict[str, Band] = {}
    for band in bands:
        if fold(band.text) in seen:
            return REPEATED, band
        seen[fold(band.text)] = band
    spans = [_span(band.parsed) for band in bands]
    known = [span for span in spans if span is not None]
    if not known:
        return None
    if len(known) < len(spans):
        return "分档有文字也有数值，无法比较 / some bands are words, some figures"
    return _compared(bands, known)


def _span(value: Value) -> _Span | None:
    if value.kind not in ("number", "range", "duration", "frequency") or (value.low is None and value.high is None):
        return None
    bare = value.low == value.high
    return _Span(
        value.low,
        value.high,
        value.low_closed,
        value.high_closed,
        bare,
        any(symbol in value.text for symbol in "≥≤><＞＜≧≦"),
    )


def _compared(bands: Sequence[Band], spans: list[_Span]) -> tuple[str, Band] | None:
    # The first band says which way is better: the bands fall (higher is better) or rise.
    falling = _best(spans[0]) > _best(spans[-1])
    if not falling:
        spans = [_mirrored(span) for span in spans]
    if all(span.bare for span in spans):
        return next(
            ((DISORDERED, bands[i + 1]) for i, (a, b) in enumerate(pairwise(spans)) if not _low(a) > _low(b)), None
        )
    for index, (upper, lower) in enumerate(pairwise(spans)):
        band = bands[index + 1]
        if upper.low is None:
            return OVERLAP, band
        if lower.low is not None and lower.low >= upper.low:
            return DISORDERED, band
        if lower.high is None:
            # "≥80%" below "≥90%" ends where the band above begins.
            continue
        if lower.bare:
            continue
        if lower.high > upper.low:
            return OVERLAP, band
        if lower.high < upper.low and not _next_whole(lower.high, upper.low):
            return GAP, band
        if lower.high == upper.low:
            if not lower.high_closed and not upper.low_closed and not upper.bare:
                return GAP, band
            if lower.high_closed and upper.low_closed and lower.symbol and upper.symbol and not upper.bare:
                return OVERLAP, band
    return None


def _best(span: _Span) -> Decimal:
    bound = span.low if span.low is not None else span.high
    assert bound is not None
    return bound


def _low(span: _Span) -> Decimal:
    assert span.low is not None
    return span.low


def _mirrored(span: _Span) -> _Span:
    def turned(bound: Decimal | None) -> Decimal | None:
        return None if bound is None else -bound

    return _Span(turned(span.high), turned(span.low), span.high_closed, span.low_closed, span.bare, span.symbol)


def _next_whole(high: Decimal, low: Decimal) -> bool:
    """80-89 and 90-100 leave no gap where whole numbers are counted."""
    return low - high == 1 and high == high.to_integral_value() and low == low.to_integral_value()


KIND = Kind("grade-bands", frozenset({ACTIVITY}), Params, build, frozenset({"name", "bands", "fault"}))
