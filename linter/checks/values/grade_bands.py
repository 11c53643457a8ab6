"""VAL015. Grade bands (优、良、中、差) of an activity's indicator: each follows on the one before, none is blank or repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from linter.bilingual import Bilingual
from linter.budget.model import Activity, Band
from linter.language.folding import fold
from linter.packs.hits import Hit, Outcome, Subject, Unsettled, row_excerpt
from linter.packs.kinds import ACTIVITY, check
from linter.values import Value

_BLANK = Bilingual("分档空白", "a band is blank")
_REPEATED = Bilingual("分档重复", "two bands are the same")
_DISORDERED = Bilingual("分档没有依次递进", "the bands do not follow in order")
_OVERLAP = Bilingual("分档重叠", "bands overlap")
_GAP = Bilingual("分档之间有空档", "there is a gap between bands")
_MIXED = Bilingual("分档有文字也有数值，无法比较", "some bands are words, some figures")

_FIGURES = ("number", "range", "duration", "frequency")
_SYMBOLS = "≥≤><＞＜≧≦"


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong, and with which band."""

    said: Bilingual
    band: Band


@dataclass(frozen=True, slots=True)
class _Span:
    """What values a band takes; `low` or `high` is None where it is unbounded. `end` is an end that it has. `bare`: a single
    figure. `symbol`: its bound is written with a symbol."""

    low: Decimal | None
    high: Decimal | None
    low_closed: bool
    high_closed: bool
    end: Decimal
    bare: bool
    symbol: bool


@check("grade-bands", on=ACTIVITY, says={"name", "bands", "fault", "fault_en"})
def grade_bands(activity: Activity, subject: Subject) -> Iterator[Outcome]:
    bands = activity.bands
    if not any(band.text for band in bands):
        return
    fault = _blank(bands) or _repeated(bands)
    if fault is None:
        spans = [span for band in bands if (span := _span(band.parsed)) is not None]
        if 0 < len(spans) < len(bands):
            yield Unsettled(activity.location, _MIXED)
            return
        fault = _out_of_step(bands, spans)
    if fault is not None:
        yield _hit(activity, fault)


def _blank(bands: Sequence[Band]) -> _Fault | None:
    return next((_Fault(_BLANK, band) for band in bands if not band.text), None)


def _repeated(bands: Sequence[Band]) -> _Fault | None:
    seen: set[str] = set()
    for band in bands:
        if fold(band.text) in seen:
            return _Fault(_REPEATED, band)
        seen.add(fold(band.text))
    return None


def _span(value: Value) -> _Span | None:
    end = value.low if value.low is not None else value.high
    if value.kind not in _FIGURES or end is None:
        return None
    bare, symbol = value.low == value.high, any(symbol in value.text for symbol in _SYMBOLS)
    return _Span(value.low, value.high, value.low_closed, value.high_closed, end, bare, symbol)


def _out_of_step(bands: Sequence[Band], spans: Sequence[_Span]) -> _Fault | None:
    """The first band that does not follow on the one before. The first band says which way is better: the bands fall, or
    they rise and are mirrored."""
    if spans and spans[0].end <= spans[-1].end:
        spans = [_mirrored(span) for span in spans]
    for (upper, lower), band in zip(pairwise(spans), bands[1:], strict=False):
        said = _step(upper, lower)
        if said is not None:
            return _Fault(said, band)
    return None


def _step(upper: _Span, lower: _Span) -> Bilingual | None:
    """What is wrong between a band and the next one below it."""
    if upper.low is None:
        return _OVERLAP
    if lower.low is not None and lower.low >= upper.low:
        return _DISORDERED
    # "≥80%" below "≥90%" ends where the band above begins.
    if lower.high is None or lower.bare:
        return None
    if lower.high > upper.low:
        return _OVERLAP
    if lower.high < upper.low:
        return None if _next_whole(lower.high, upper.low) else _GAP
    return _shared_end(upper, lower)


def _next_whole(high: Decimal, low: Decimal) -> bool:
    """80-89 and 90-100 leave no gap where whole numbers are counted."""
    return low - high == 1 and high == high.to_integral_value() and low == low.to_integral_value()


def _shared_end(upper: _Span, lower: _Span) -> Bilingual | None:
    """Two ranges may share an end point (360-400, 320-360); what symbols say counts to the letter."""
    if upper.bare:
        return None
    if not lower.high_closed and not upper.low_closed:
        return _GAP
    both = lower.high_closed and upper.low_closed and lower.symbol and upper.symbol
    return _OVERLAP if both else None


def _mirrored(span: _Span) -> _Span:
    low, high = (None if bound is None else -bound for bound in (span.high, span.low))
    return _Span(low, high, span.high_closed, span.low_closed, -span.end, span.bare, span.symbol)


def _hit(activity: Activity, fault: _Fault) -> Hit:
    printed = " / ".join(f"{each.grade} {each.text or '—'}" for each in activity.bands)
    cell = fault.band.cell
    excerpt, marks = row_excerpt(activity.row, cell)
    return Hit(
        location=activity.location,
        fields={"name": activity.indicator, "bands": printed, "fault": fault.said.zh, "fault_en": fault.said.en},
        excerpt=excerpt,
        marks=marks,
        actual=printed,
        key=f"{activity.indicator}|{printed}",
        spot=cell.location,
    )
