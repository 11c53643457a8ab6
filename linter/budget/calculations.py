"""Arithmetic that a text works out: 2人/次*5趟*20天=200人次, or 260人，1450元/月，每月需37.70万元 without signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from linter.budget.amounts import (
    COUNT,
    MONEY,
    RATE,
    SCALES,
    Mention,
    Prose,
    amount_parser,
    factor_of,
    mentions,
    percent_figure,
    read_amount,
    scale_of,
    tokens,
)
from linter.budget.intervals import Interval
from linter.budget.model import Amount
from linter.lalr import Token

_HUNDRED = Decimal(100)
_OPERATORS = frozenset({"TIMES", "PLUS", "DIVIDE"})
_NO_START = _OPERATORS | {"MINUS", "CLOSE", "PER"}
_STARTS = frozenset({"NUMBER", "HAN", "OPEN", "PERCENTAGE", "SHARE"})
_RESULT = re.compile(
    r"[，。：]?(?:测算|计算|核算)?[，。：]?(?:全年|年度|每年|每月)?(?:预计)?(?:共计|合计|总计|共需|共|需要|需|计|小计|总|金额|约|资金|经费|费用|支出|为|是)+$"
)
_APPROXIMATE = re.compile(r"(?:约|近|大约|大概|接近|超过|不足)$")
_ROUGHLY = ("左右", "上下")
# 约 leaves this much room, beside the rounding of the print.
_ROOM = Decimal("0.05")

# Between the figures of a calculation in words nothing else may stand, or they need not belong together.
_PERIOD = r"(?P<year>全年|每年|年度|一年|年)|(?P<month>每个月|每月|月均|月)"
_GLUE = re.compile(
    rf"(?:[，、：]|{_PERIOD}|预计|大约|约|共计|合计|总计|共|总|需要|所需|需|支付|支出|发放|发|补助|补贴|工资|资金|经费|费用|金额|人数|为|是|计|标准|按|按照|计算|的|每人|人均|每户|户均)*"
)
_PER_PERSON = re.compile(r"(?:每人|人均|每名|每位)")
_PER_HOUSE = re.compile(r"(?:每户|户均)")
_PERSONS = frozenset({"人", "名", "位"})
_MONTHS = frozenset({"个月", "月"})
_TOTAL = re.compile(r"[共总需]|合计")
_LEAD = 8
_TWELVE = Decimal(12)
_MONTH = "月"
_YEAR = "年"


@dataclass(frozen=True, slots=True)
class Calculation:
    """An arithmetic claim in prose: the factors as printed (number, unit), and the figure stated as their product.

    `result` is the stated figure; `computed` what the terms give, in the result's base unit (元 for money). `allowed` is
    where `computed` may lie for the result to be right, given how result and terms are rounded. `start`, `end` are offsets in the text.
    """

    text: str
    computed: Decimal
    result: Amount
    approximate: bool
    start: int
    end: int
    allowed: tuple[Decimal, Decimal]

    @property
    def holds(self) -> bool:
        return self.allowed[0] <= self.computed <= self.allowed[1]


def find_calculations(text: str) -> tuple[Calculation, ...]:
    """The calculations of a text, in reading order, right and wrong ones alike."""
    if not any(map(str.isdigit, text)):
        return ()
    prose = Prose.of(text)
    found = [*_written(prose), *_worded(prose)]
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


@dataclass(frozen=True, slots=True)
class _Value:
    """A term of a calculation: what it gives, exactly and as an interval, and whether it is money (then in yuan)."""

    number: Decimal
    stands: Interval
    money: bool


def _written(prose: Prose) -> list[Calculation]:
    stream = tokens(prose)
    found: list[Calculation] = []
    i = 0
    while i < len(stream):
        if stream[i].type not in _STARTS or (i and stream[i - 1].type in _NO_START):
            i += 1
            continue
        end = amount_parser().longest(stream, i, "calculation")
        if end > i:
            made, next_start = _equation(prose, stream, i, end)
            if made:
                found.append(made)
            i = next_start
            continue
        end = amount_parser().longest(stream, i, "product_only")
        if end > i and any(token.type in _OPERATORS for token in stream[i:end]):
            made = _announced(prose, stream, i, end)
            if made:
                found.append(made)
            i = end
            continue
        i = max(end, i + 1)
    return found


def _equation(prose: Prose, stream: Sequence[Token], start: int, end: int) -> tuple[Calculation | None, int]:
    """The calculation of stream[start:end], and where to go on: at its result, which may be a term of the next."""
    equals = max(k for k in range(start, end) if stream[k].type == "EQUALS")
    low, high = stream[start].start_pos, stream[end - 1].end_pos
    if not any(token.type in _OPERATORS for token in stream[start:equals]):
        return None, equals + 1
    tree = amount_parser().tree(stream[start:end], "calculation")
    assert tree is not None
    value = _sum(prose, tree.children[0])
    result = read_amount(prose, stream[equals + 1 : end])
    rough = str(stream[equals]) == "≈" or prose.flat.startswith(_ROUGHLY, high) or result.more
    return _compare(prose, low, high, value, result, rough), equals + 1


def _announced(prose: Prose, stream: Sequence[Token], start: int, end: int) -> Calculation | None:
    """A product whose result follows in words: 260人×1450元×12个月，共需452.40万元."""
    low, high = stream[start].start_pos, stream[end - 1].end_pos
    following = next((m for m in mentions(prose) if m.start >= high), None)
    if following is None or following.kind != MONEY or following.start - high > 12:
        return None
    gap = prose.flat[high : following.start]
    if not _RESULT.fullmatch(gap):
        return None
    tree = amount_parser().tree(stream[start:end], "product_only")
    assert tree is not None
    value = _product(prose, tree.children[0])
    rough = bool(_APPROXIMATE.search(gap)) or following.more or prose.flat.startswith(_ROUGHLY, following.end)
    return _compare(prose, low, following.end, value, following, rough)


def _sum(prose: Prose, tree: Any) -> _Value | None:
    terms = [_product(prose, child) for child in tree.children if getattr(child, "data", "") == "product"]
    known = [term for term in terms if term is not None]
    if len(known) < len(terms) or len({term.money for term in known}) > 1:
        return None
    return _Value(
        sum((term.number for term in known), Decimal(0)), Interval.total(t.stands for t in known), known[0].money
    )


def _product(prose: Prose, tree: Any) -> _Value | None:
    number, stands, money = Decimal(1), Interval.exact(Decimal(1)), False
    divide = False
    for child in tree.children:
        if getattr(child, "type", "") in ("TIMES", "DIVIDE"):
            divide = child.type == "DIVIDE"
            continue
        if getattr(child, "type", "") in ("OPEN", "CLOSE"):
            continue
        factor = _factor(prose, child)
        if factor is None or (money and factor.money):
            return None
        money = money or factor.money
        if divide:
            if factor.stands.holds(Decimal(0)):
                return None
            number, stands = number / factor.number, stands / factor.stands
        else:
            number, stands = number * factor.number, stands * factor.stands
    return _Value(number, stands, money)


def _factor(prose: Prose, child: Any) -> _Value | None:
    kind = getattr(child, "data", None) or getattr(child, "type", "")
    if kind == "factor":
        inner = next(each for each in child.children if getattr(each, "data", "") == "sum")
        return _sum(prose, inner)
    if kind in ("PERCENTAGE", "SHARE"):
        number, unit, decimals = percent_figure(child)
        return _term(number, decimals, 1 / _HUNDRED, False) if unit == "%" else None
    leaves = list(child.tokens())
    return _mention_value(read_amount(Prose.of("".join(leaves)), _placed(leaves)))


def _placed(leaves: Sequence[Token]) -> list[Token]:
    """The tokens of one amount with offsets counted from its first."""
    placed, offset = [], 0
    for leaf in leaves:
        placed.append(Token(leaf.type, leaf, offset, offset + len(leaf)))
        offset += len(leaf)
    return placed


def _mention_value(mention: Mention) -> _Value:
    amount = mention.amount
    if mention.kind in (MONEY, RATE):
        return _term(amount.number, amount.decimals, factor_of(amount.unit.split("/")[0]), True)
    return _term(amount.number, amount.decimals, scale_of(amount.unit), False)


def _term(number: Decimal, decimals: int, factor: Decimal, money: bool) -> _Value:
    """Whole numbers are meant exactly; what is printed with decimals has been rounded."""
    stands = Interval.exact(number * factor) if decimals == 0 else Interval.printed(number, decimals, factor)
    return _Value(number * factor, stands, money)


def _compare(
    prose: Prose, low: int, high: int, value: _Value | None, result: Mention, rough: bool
) -> Calculation | None:
    if value is None or (value.money and result.kind == COUNT):
        return None
    amount = result.amount
    unit = amount.unit.split("/")[0]
    priced = result.kind in (MONEY, RATE)
    factor = factor_of(unit) if priced else scale_of(unit)
    # (what one of the terms' units is, what one of the result's units is), in the base unit
    readings = [(Decimal(1), factor)]
    if priced and not value.money:
        readings.append((factor, factor))
    elif value.money and unit == "":
        readings.append((Decimal(1), SCALES["万"]))
    outcomes = [_outcome(value, amount, scale, each, rough, priced or value.money) for scale, each in readings]
    # Where a unit is written on one side only, the reading that comes nearest is meant.
    computed, room = min(outcomes, key=lambda o: (not o[1].holds(o[0]), abs(o[0] - (o[1].low + o[1].high) / 2)))
    start, end = prose.span(low, high)
    return Calculation(
        text=prose.text[start:end],
        computed=computed,
        result=amount,
        approximate=rough,
        start=start,
        end=end,
        allowed=(room.low, room.high),
    )


def _outcome(
    value: _Value, amount: Amount, scale: Decimal, factor: Decimal, rough: bool, rounded: bool
) -> tuple[Decimal, Interval]:
    """What the terms give, and where that may lie for the stated result to be right; both in the base unit.

    A stated sum may have been rounded either way, or cut off; a whole number of persons may not.
    """
    stated = amount.number * factor
    room = Decimal(1).scaleb(-amount.decimals) * factor if rounded or amount.decimals or factor != 1 else Decimal(0)
    if rough:
        room = max(room, abs(stated) * _ROOM)
    low = stated - room - (value.stands.high - value.number) * scale
    high = stated + room + (value.number - value.stands.low) * scale
    return value.number * scale, Interval(low, high)


# -- in words --------------------------------------------------------------------------------------------------------


def _worded(prose: Prose) -> list[Calculation]:
    """Number × rate = sum, said in a row: 260人，1450元/月，每月预计需37.70万元，全年预计452.40万元."""
    found: list[Calculation] = []
    row = [m for m in mentions(prose) if m.kind in (MONEY, COUNT, RATE)]
    for i in range(len(row) - 2):
        made = _rate_times_count(prose, row[i : i + 4])
        if made:
            found.append(made)
    for first, second in pairwise(row):
        made = _year_from_month(prose, first, second)
        if made:
            found.append(made)
    return found


def _gap(prose: Prose, first: Mention, second: Mention) -> tuple[re.Match[str] | None, str]:
    text = prose.flat[first.end : second.start]
    return _GLUE.fullmatch(text), text


def _rate_times_count(prose: Prose, row: Sequence[Mention]) -> Calculation | None:
    """The first two of the row are a count and a rate of it; perhaps a number of months follows, then their product."""
    pair = _count_and_rate(prose, row[0], row[1])
    if pair is None:
        return None
    count, rate, per = pair
    before, rest, months = row[1], row[2:], Decimal(1)
    if len(rest) > 1 and rest[0].kind == COUNT and rest[0].measure[0] in _MONTHS:
        if _gap(prose, before, rest[0])[0] is None:
            return None
        before, rest, months = rest[0], rest[1:], rest[0].amount.number
    if not rest or rest[0].kind != MONEY:
        return None
    result = rest[0]
    glue, text = _gap(prose, before, result)
    if glue is None or not text:
        return None
    times = _times(text, months, monthly=bool(per & _MONTHS))
    if times is None:
        return None
    price, factor = _mention_value(rate), _mention_value(count)
    value = _Value(price.number * factor.number * times, (price.stands * factor.stands).scaled(times), True)
    rough = bool(_APPROXIMATE.search(text)) or result.more or prose.flat.startswith(_ROUGHLY, result.end)
    return _compare(prose, row[0].start, result.end, value, result, rough)


def _count_and_rate(prose: Prose, first: Mention, second: Mention) -> tuple[Mention, Mention, set[str]] | None:
    """A count and an amount for each of what is counted, in either order, and all units that the amount is for each of."""
    count, rate = (first, second) if first.kind == COUNT else (second, first)
    if count.kind != COUNT or rate.kind not in (MONEY, RATE) or len(count.measure) != 1:
        return None
    glue, text = _gap(prose, first, second)
    if glue is None or (second is rate and _TOTAL.search(text)):
        return None
    per = set(rate.measure[1:]) | _said_per(prose.flat[max(0, rate.start - _LEAD) : rate.start])
    things = per - _MONTHS - {_YEAR}
    person = count.measure[0] in _PERSONS
    counted = things == {count.measure[0]} or (person and things <= _PERSONS)
    return (count, rate, per) if per and counted and (things or person) else None


def _said_per(lead: str) -> set[str]:
    """What the words before an amount say that it is for each of: 每人每月."""
    said = {unit for unit, pattern in (("人", _PER_PERSON), ("户", _PER_HOUSE)) if pattern.search(lead)}
    return said | {unit for unit, word in ((_MONTH, "每月"), (_YEAR, "每年")) if word in lead}


def _times(text: str, months: Decimal, *, monthly: bool) -> Decimal | None:
    """How often the rate is paid, by the words before the result; None where they do not fit the rate."""
    if not monthly:
        return months if months == 1 and _MONTH not in text else None
    if months != 1:
        return months
    if _YEAR in text:
        return _TWELVE
    return months if _MONTH in text else None


def _year_from_month(prose: Prose, first: Mention, second: Mention) -> Calculation | None:
    if first.kind != MONEY or second.kind != MONEY:
        return None
    glue, text = _gap(prose, first, second)
    lead = re.split(r"[，；。]", prose.flat[max(0, first.start - 12) : first.start])[-1]
    if glue is None or not re.search(r"全年|每年|一年", text) or not re.search(r"每个?月", lead):
        return None
    month = first.amount
    assert month.low is not None and month.high is not None and month.yuan is not None
    value = _Value(month.yuan * _TWELVE, Interval(month.low, month.high).scaled(_TWELVE), True)
    rough = bool(_APPROXIMATE.search(text)) or second.more or prose.flat.startswith(_ROUGHLY, second.end)
    return _compare(prose, first.start, second.end, value, second, rough)
