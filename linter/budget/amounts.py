"""Amounts in running text: a paragraph's text made comparable (`Prose`), and the amounts and percentages in it (`Mention`).

The tokens and their order are those of grammar/amount.lark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from linter import lalr
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Amount
from linter.lalr import Token
from linter.language import comparators, dates, numbers, units
from linter.language.folding import full_marks, half_width
from linter.language.terminals import assembled

MONEY = "money"
BARE = "bare"
COUNT = "count"
RATE = "rate"
PERCENT = "percent"

# Units stand above bare scales, periods above counts: 个月 is no 个.
_PRIORITIES = {
    "DATE": 9,
    "ORDINAL": 9,
    "PERCENTAGE": 8,
    "SHARE": 8,
    "HAN": 7,
    "TIME": 6,
    "MONEY": 4,
    "COUNT": 4,
    "SCALE": 3,
}
SCALES: Mapping[str, Decimal] = units.table().scales
_FIGURES = ("NUMBER", "HAN")
_ABOUT = Decimal("0.1")
_UNSIGNED = re.compile(numbers.UNSIGNED)
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
# ① to ⒛ are list numbers, no digits.
_FIRST_CIRCLED, _LAST_CIRCLED = "\u2460", "\u249b"
_DECIMAL_POINT = re.compile(r"(?<=\d)[.．](?=\d)")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text without blanks, with half-width digits and full-width punctuation; `origin[i]` is where `flat[i]` came from.

    A comma between digits is kept as "," only where it separates thousands; a full stop of Latin print becomes 。.
    """

    text: str
    flat: str
    origin: tuple[int, ...]

    @classmethod
    @lru_cache(maxsize=1024)
    def of(cls, text: str) -> Prose:
        thousands = {m.start() for m in _THOUSANDS.finditer(text)}
        points = {m.start() for m in _DECIMAL_POINT.finditer(text)}
        marks = full_marks(text)
        flat: list[str] = []
        origin: list[int] = []
        for i, char in enumerate(text):
            if char.isspace() or char in "\u200b\ufeff":
                continue
            if i in thousands:
                char = ","
            elif i in points:
                char = "."
            elif _FIRST_CIRCLED <= char <= _LAST_CIRCLED:
                pass
            elif char in ".．":
                char = "。"
            else:
                wide = unicodedata.normalize("NFKC", char)
                char = wide if len(wide) == 1 and wide.isalnum() else marks[i]
            flat.append(char)
            origin.append(i)
        origin.append(len(text))
        return cls(text, "".join(flat), tuple(origin))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in `text` of flat[start:end]."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]


@dataclass(frozen=True, slots=True)
class Mention:
    """An amount or percentage at `start`..`end` of the flat text.

    `kind` is money, bare (no unit, or 万 without 元), count (人, 辆), rate (元/月, 元/人) or percent; `measure` its unit in single
    words ("元", "月"). `more` marks 余 and 多.
    """

    kind: str
    amount: Amount
    start: int
    end: int
    measure: tuple[str, ...]
    more: bool = False


@cache
def amount_parser() -> lalr.Parser:
    made = units.prose_terminals() | {
        "DATE": dates.calendar_date(),
        # The number of a document or a model; x is a sign of multiplication between two amounts (3台x2000元).
        "ORDINAL": rf"第\d+|\d{{2,}}(?=号)|(?!(?<=[\u4e00-\u9fff\d）])[xX]{numbers.UNSIGNED}(?:{units.behind_figure()}))"
        r"[A-Za-z]+\d+[A-Za-z\d]*",
        "PERCENTAGE": rf"{numbers.UNSIGNED}(?:{units.percent_signs()})",
        "SHARE": numbers.percent_pattern(),
        "HAN": numbers.money_pattern(),
    }
    starts = ["prose", "amount", "calculation", "product_only"]
    return lalr.load("amount.lark", assembled("amount.lark", made, _PRIORITIES), starts)


def tokens(prose: Prose) -> tuple[Token, ...]:
    """The text as tokens of grammar/amount.lark."""
    return _tokens(prose.flat)


@lru_cache(maxsize=1024)
def _tokens(flat: str) -> tuple[Token, ...]:
    return tuple(amount_parser().lex(flat))


def mentions(prose: Prose) -> list[Mention]:
    """The amounts and percentages of a text in reading order. Years, days, list numbers and ordinals are none."""
    if not holds_figure(prose.flat):
        return []
    stream = tokens(prose)
    found: list[Mention] = []
    i = last = 0
    while i < len(stream):
        token = stream[i]
        if token.type in ("PERCENTAGE", "SHARE"):
            found.append(_percent(prose, token))
            i += 1
        elif token.type in _FIGURES or (
            token.type == "MINUS"
            and i + 1 < len(stream)
            and stream[i + 1].type in _FIGURES
            and not _dash(stream, i, last)
        ):
            end = amount_parser().longest(stream, i, "amount")
            second = next((j for j in range(i + 2, end) if stream[j].type == "NUMBER"), end)
            if second < end and _two_scales(stream[i:end]) is None:
                end = second
            found.append(read_amount(prose, stream[i:end]))
            i = last = end
        else:
            i += 1
    return found


def holds_figure(flat: str) -> bool:
    """Whether there can be an amount or a percentage in a text: it has digits, or numerals with 元 or a word for a share."""
    return any(char.isdigit() for char in flat) or "元" in flat or numbers.may_hold_share(flat)


def _dash(stream: Sequence[Token], i: int, last: int) -> bool:
    """Whether the minus at `i` is the dash of a range, which begins with the amount that ends at `last`."""
    return i > 0 and (i == last or stream[i - 1].type in ("DATE", "PERCENTAGE", "NUMBER", "ORDINAL", "CLOSE"))


def _is_rough(prose: Prose, start: int, end: int) -> bool:
    """Whether words beside a figure say that it is about so much: 约59万元, 59万元左右."""
    before = prose.flat[max(0, start - 4) : start]
    return comparators.is_roughly(before) or _about_behind().match(prose.flat, end) is not None


@cache
def _about_behind() -> re.Pattern[str]:
    return re.compile(comparators.about_behind())


def _known_decimals(number: Decimal, decimals: int) -> int:
    """The decimals of an approximate percentage that may be relied on: not those of its last digit that is no zero."""
    digits = number.normalize().as_tuple()
    known = -int(digits.exponent) if number else decimals
    return known - 1 if len(digits.digits) > 1 else known


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


def _percent(prose: Prose, token: Token) -> Mention:
    number, unit, decimals = percent_figure(token)
    start, end = prose.span(token.start_pos, token.end_pos)
    rough = _is_rough(prose, token.start_pos, token.end_pos)
    if rough:
        decimals = _known_decimals(number, decimals)
    amount = Amount(prose.text[start:end], number, unit, decimals, start, end, None, None, None, rough)
    return Mention(PERCENT, amount, token.start_pos, token.end_pos, ())


def percent_figure(token: Token) -> tuple[Decimal, str, int]:
    """What a percentage prints: its figure, %, ‰ or 个百分点, and its decimals. 两成 is 20 % to the nearest ten."""
    if token.type == "SHARE":
        share = numbers.percent(token) or Decimal(0)
        return share, "%", numbers.share_decimals(token, share)
    printed = _UNSIGNED.match(token)
    assert printed is not None
    number = numbers.arabic(printed.group())
    return number, str(token)[printed.end() :], _decimals(printed.group())


def read_amount(prose: Prose, parts: Sequence[Token]) -> Mention:
    """The amount that the tokens `parts` print."""
    named = {token.type: str(token) for token in reversed(parts)}
    two = _two_scales(parts)
    number = _figure(named) if two is None else two[0]
    decimals = _decimals(number)
    value = -Decimal(number) if "MINUS" in named else Decimal(number)
    units_printed = [str(token) for token in parts if token.type in ("MONEY", "COUNT", "TIME")]
    measure = [unit.replace("余", "") for unit in units_printed]
    more = "MORE" in named or any("余" in unit for unit in units_printed)
    scale = named.get("SCALE", "") if two is None else two[1]
    money = bool(measure) and measure[0] in MONEY_UNITS
    unit = scale + "/".join(measure)
    if money:
        # 3百万元: the scale belongs to the unit.
        measure[0] = scale + measure[0]
    kind = BARE if not measure else COUNT if not money else RATE if len(measure) > 1 else MONEY
    first, last = parts[0].start_pos, parts[-1].end_pos
    start, end = prose.span(first, last)
    rough = more or _is_rough(prose, first, last)
    amount = Amount(prose.text[start:end], value, unit, decimals, start, end, None, None, None, rough)
    if money:
        amount = priced(amount, factor_of(measure[0]))
        measure[0] = "元"
    return Mention(kind, amount, first, last, tuple(measure), more)


def _two_scales(parts: Sequence[Token]) -> tuple[str, str] | None:
    """Figure and scale of what is printed in two: 12000 of 1亿2000万元, 35 of 3万5千元; None where it is one, or two amounts."""
    figures = [index for index, token in enumerate(parts) if token.type == "NUMBER"]
    if len(figures) < 2:
        return None
    first, second = figures
    scale = next((str(token) for token in parts[second + 1 :] if token.type in ("SCALE", "MONEY")), "")
    own = factor_of(scale) if scale in MONEY_UNITS else SCALES.get(scale, Decimal(1))
    above, rest = SCALES[str(parts[first + 1])], numbers.arabic(parts[second])
    whole = numbers.with_rest(numbers.arabic(parts[first]), above, rest * own)
    if whole is None:
        return None
    return format(whole * above / own, "f"), scale if scale in SCALES else ""


def _figure(named: Mapping[str, str]) -> str:
    """The figure of an amount as Decimal takes it, with the decimals that are printed."""
    if "HAN" in named:
        return format(numbers.chinese(named["HAN"]) or Decimal(0), "f")
    return numbers.arabic_digits(named["NUMBER"])


def factor_of(unit: str) -> Decimal:
    """What one `unit` of money is in yuan: 万元, 万 (元 left out), 百万元, 千万元."""
    if unit in MONEY_UNITS:
        return MONEY_UNITS[unit]
    factor = Decimal(1)
    for char in unit.removesuffix("元"):
        factor *= SCALES[char]
    return factor


def scale_of(unit: str) -> Decimal:
    """What the scale before a unit that is no money multiplies by: 万 in 万人次 and 万; 1 in 人次, and in 千克, which is a unit."""
    first = unit.split("/")[0]
    if half_width(first) in units.table().spelled:
        return Decimal(1)
    return next(
        (SCALES[scale] for scale in sorted(SCALES, key=len, reverse=True) if first.startswith(scale)), Decimal(1)
    )


def priced(amount: Amount, factor: Decimal) -> Amount:
    """`amount` read as money in a unit of `factor` yuan. A printed zero says that there is none: it has not been rounded."""
    stands = _printed(amount, factor)
    return replace(amount, yuan=amount.number * factor, low=stands.low, high=stands.high)


def _printed(amount: Amount, factor: Decimal) -> Interval:
    if not amount.number:
        return Interval.exact(amount.number)
    stands = Interval.printed(amount.number, amount.decimals, factor)
    if not amount.approximate:
        return stands
    # About so much: one unit of the last digit that is no zero, and a tenth in any case.
    last = Decimal(1).scaleb(int(amount.number.normalize().as_tuple().exponent))
    return stands.widened(max(last, abs(amount.number) * _ABOUT) * factor)


def interval(amount: Amount) -> Interval | None:
    """What a printed amount of money stands for, in yuan; None for what is no money."""
    if amount.low is None or amount.high is None:
        return None
    return Interval(amount.low, amount.high)


def figure_interval(amount: Amount) -> Interval:
    """What a printed amount stands for: in yuan for money, else in its own unit, whole counts exactly."""
    stands = interval(amount)
    if stands is not None:
        return stands
    if amount.decimals == 0 and not amount.approximate:
        return Interval.exact(amount.number)
    return _printed(amount, Decimal(1))
