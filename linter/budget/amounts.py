"""Amounts in running text: a paragraph's text made comparable (`Prose`), and the amounts and percentages in it (`Mention`).

The tokens and their order are those of grammar/amount.lark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from linter import lalr, resources
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Amount
from linter.lalr import Token
from linter.language.folding import full_marks

MONEY = "money"
BARE = "bare"
COUNT = "count"
RATE = "rate"
PERCENT = "percent"

SCALES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
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
    starts = ["prose", "amount", "calculation", "product_only"]
    return lalr.load("amount.lark", resources.grammar("amount.lark"), starts)


def tokens(prose: Prose) -> tuple[Token, ...]:
    """The text as tokens of grammar/amount.lark."""
    return _tokens(prose.flat)


@lru_cache(maxsize=1024)
def _tokens(flat: str) -> tuple[Token, ...]:
    return tuple(amount_parser().lex(flat))


def mentions(prose: Prose) -> list[Mention]:
    """The amounts and percentages of a text in reading order. Years, days, list numbers and ordinals are none."""
    if not any(char.isdigit() for char in prose.flat):
        return []
    stream = tokens(prose)
    found: list[Mention] = []
    i = 0
    while i < len(stream):
        token = stream[i]
        if token.type == "PERCENTAGE":
            found.append(_percent(prose, token))
            i += 1
        elif token.type == "NUMBER" or (
            token.type == "MINUS" and i + 1 < len(stream) and stream[i + 1].type == "NUMBER" and _signs(stream, i)
        ):
            end = amount_parser().longest(stream, i, "amount")
            found.append(read_amount(prose, stream[i:end]))
            i = end
        else:
            i += 1
    return found


def _signs(stream: Sequence[Token], i: int) -> bool:
    """Whether the minus at `i` is a sign rather than the dash of a range."""
    return i == 0 or stream[i - 1].type == "OTHER"


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


def _percent(prose: Prose, token: Token) -> Mention:
    match = re.match(r"[\d.]+", token)
    assert match is not None
    printed = match.group()
    start, end = prose.span(token.start_pos, token.end_pos)
    amount = Amount(
        text=prose.text[start:end],
        number=Decimal(printed),
        unit=str(token)[len(printed) :],
        decimals=_decimals(printed),
        start=start,
        end=end,
        yuan=None,
        low=None,
        high=None,
    )
    return Mention(PERCENT, amount, token.start_pos, token.end_pos, ())


def read_amount(prose: Prose, parts: Sequence[Token]) -> Mention:
    """The amount that the tokens `parts` print."""
    sign, number, scale, more = Decimal(1), "", "", False
    measure: list[str] = []
    for token in parts:
        if token.type == "MINUS":
            sign = Decimal(-1)
        elif token.type == "NUMBER":
            number = str(token).replace(",", "")
        elif token.type == "SCALE":
            scale = str(token)
        elif token.type == "MORE":
            more = True
        elif token.type in ("MONEY", "COUNT", "TIME"):
            more = more or "余" in token
            measure.append(str(token).replace("余", ""))
    value = sign * Decimal(number)
    decimals = _decimals(number)
    first, last = parts[0].start_pos, parts[-1].end_pos
    start, end = prose.span(first, last)
    money = bool(measure) and measure[0] in MONEY_UNITS
    if money and scale:
        # 3百万元: the scale belongs to the number.
        measure[0] = scale + measure[0]
    unit = "/".join([measure[0] if money else scale + measure[0], *measure[1:]]) if measure else scale
    kind = BARE if not measure else COUNT if not money else RATE if len(measure) > 1 else MONEY
    amount = Amount(prose.text[start:end], value, unit, decimals, start, end, None, None, None)
    if money:
        amount = priced(amount, factor_of(measure[0]))
        measure[0] = "元"
    return Mention(kind, amount, first, last, tuple(measure), more)


def factor_of(unit: str) -> Decimal:
    """What one `unit` of money is in yuan: 万元, 万 (元 left out), 百万元."""
    if unit in MONEY_UNITS:
        return MONEY_UNITS[unit]
    factor = Decimal(1)
    for char in unit.removesuffix("元"):
        factor *= SCALES[char]
    return factor


def priced(amount: Amount, factor: Decimal) -> Amount:
    """`amount` read as money in a unit of `factor` yuan. A printed zero says that there is none: it has not been rounded."""
    stands = (
        Interval.printed(amount.number, amount.decimals, factor) if amount.number else Interval.exact(amount.number)
    )
    return replace(amount, yuan=amount.number * factor, low=stands.low, high=stands.high)


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
    if amount.decimals == 0:
        return Interval.exact(amount.number)
    return Interval.printed(amount.number, amount.decimals)
