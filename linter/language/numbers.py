"""Figures in Arabic digits and in Chinese numerals (rules/language/numbers.yaml).

For each form there is a pattern and a converter, and the converter takes every text that the pattern takes:
`ARABIC` and `arabic`, `chinese_pattern` and `chinese`, `percent_pattern` and `percent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from linter import resources
from linter.language.terminals import either

_DIGIT = r"\d"
UNSIGNED = rf"(?:{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+|{_DIGIT}+)(?:[.．]{_DIGIT}+)?"
"""A figure in digits, half-width or full-width, with or without separators of thousands."""

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．＋－", "0123456789.+-", ",，")
_HUNDRED = Decimal(100)
_CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Words:
    digits: dict[str, int]
    tens: dict[str, int]
    groups: dict[str, int]
    parts: dict[str, Decimal]
    point: str
    negative: tuple[str, ...]
    half: str
    tenth: str
    fractions: str
    halves: tuple[str, ...]
    after_tenth: tuple[str, ...]
    not_none: tuple[str, ...]
    not_after: str


@cache
def _words() -> _Words:
    data: dict[str, Any] = resources.data("language/numbers.yaml")

    def values(key: str) -> dict[str, int]:
        return {char: int(value) for value, chars in data[key].items() for char in chars}

    return _Words(
        values("digits"),
        values("tens"),
        values("groups"),
        {word: Decimal(str(value)) for word, value in data["parts"].items()},
        either(data["point"]),
        tuple(data["negative"]),
        either(data["half"]),
        either(data["tenth"]),
        either(data["fractions"]),
        tuple(data["halves"]),
        tuple(data["after_tenth"]),
        tuple(data["not_none"]),
        "".join(data["not_after"]),
    )


# --- digits


@cache
def signed_pattern() -> str:
    """A figure in digits with a sign before it: +, - or 负."""
    return rf"(?:[+-]|{either(_words().negative)})?{UNSIGNED}"


def arabic(text: str) -> Decimal:
    """ "1,234.5" and "１２３４．５" -> 1234.5; "负3" -> -3."""
    for word in _words().negative:
        if text.startswith(word):
            return -arabic(text[len(word) :])
    return Decimal(text.translate(_HALF_WIDTH))


def arabic_digits(text: str) -> str:
    """The digits and the point of a figure as Decimal takes them, without separators and sign."""
    for word in _words().negative:
        text = text.removeprefix(word)
    return text.translate(_HALF_WIDTH).lstrip("+-")


def with_rest(whole: Decimal, scale: Decimal, rest: Decimal) -> Decimal | None:
    """1亿 and the rest of it, 2000万, in the scale of the first (1.2); None where that cannot be its rest (3万 and 50000)."""
    fits = whole >= 0 and whole == whole.to_integral_value() and 0 < rest < scale
    return whole + rest / scale if fits else None


# --- numerals


@cache
def chinese_pattern() -> str:
    """A well-formed Chinese numeral: 三百二十, 叁拾万, 两千五, 九十五点五, 二〇二六, 半."""
    half = _words().half
    return f"(?:{_read_pattern()}|{_spelled_pattern()}|{half})"


@cache
def small_pattern() -> str:
    """A numeral below ten thousand, what stands before 万元: 三百二十, 五点六, 零点五."""
    _, zero, section = _sections()
    return f"(?:{section}(?:{_words().point}{_some_digits()})?|{zero}{_words().point}{_some_digits()})"


@cache
def chinese_characters() -> str:
    """All characters of numerals, for the inside of a character class."""
    words = _words()
    return "".join(sorted({*words.digits, *words.tens, *words.groups}))


@cache
def _sections() -> tuple[str, str, str]:
    """A digit from one to nine, a zero, and a numeral below ten thousand, as patterns."""
    words = _words()
    digit = _class(char for char, value in words.digits.items() if value)
    zero = _class(char for char, value in words.digits.items() if not value)
    ten, hundred, thousand = (_class(c for c, v in words.tens.items() if v == power) for power in (10, 100, 1000))
    upper = f"(?:{thousand}(?:{zero}?{digit}{hundred})?|{hundred})(?:{zero}?{digit}?{ten})?(?:{zero}?{digit})?"
    return digit, zero, f"(?:{digit}(?:{upper}|{ten}{digit}?)?|{ten}{digit}?)"


def _some_digits() -> str:
    return f"[{''.join(_words().digits)}]+"


def _read_pattern() -> str:
    """As it is read aloud: 一亿二千万, 三万零五百, 六点五."""
    words = _words()
    _, zero, section = _sections()
    myriad, yi = (_class(c for c, v in words.groups.items() if v == power) for power in (10_000, 100_000_000))
    rest = f"{zero}?{section}"
    decimal = f"{words.point}{_some_digits()}(?:{myriad}?{yi}|{myriad})?"
    groups = f"{yi}(?:{rest}(?:{myriad}(?:{rest})?)?)?|{myriad}(?:{yi}|{rest})?"
    return f"(?:(?:{section}|{zero}(?={words.point}))(?:{decimal}|{groups})?|{zero})"


def _spelled_pattern() -> str:
    """Digit by digit: 二〇二六, 一九九八. Two or three digits without a zero are an enumeration (三五个), no number."""
    digit, zero, _ = _sections()
    either = f"[{''.join(_words().digits)}]"
    return f"(?:{digit}{{1,3}}{zero}{either}{{0,6}}|{digit}{{4,8}})"


def _class(chars: Iterable[str]) -> str:
    return f"[{''.join(sorted(chars))}]"


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(f"(?:{_spelled_pattern()}|{_read_pattern()}|(?P<half>{_words().half}))")


@cache
def _spelled() -> re.Pattern[str]:
    return re.compile(_spelled_pattern())


def chinese(text: str) -> Decimal | None:
    """ "三百二十" -> 320, "两万" -> 20000, "两千五" -> 2500, "九十五点五" -> 95.5, "二〇二六" -> 2026, "半" -> 0.5; None for no numeral."""
    match = _chinese().fullmatch(text)
    if match is None:
        return None
    if match["half"]:
        return Decimal("0.5")
    words = _words()
    if _spelled().fullmatch(text):
        return Decimal("".join(str(words.digits[char]) for char in text))
    point = re.search(words.point, text)
    if point is None:
        return Decimal(_whole(text))
    fraction, factor = text[point.end() :], 1
    while fraction[-1] in words.groups:
        factor *= words.groups[fraction[-1]]
        fraction = fraction[:-1]
    digits = "".join(str(words.digits[char]) for char in fraction)
    return Decimal(f"{_whole(text[: point.start()])}.{digits}") * factor


def _whole(text: str) -> int:
    """A well-formed numeral without a point. The last digit may leave out its power: 三百二 is 320, 两万五 is 25000."""
    words = _words()
    total, section, digit, power, zero = 0, 0, 0, 1, False
    for char in text:
        if char in words.digits:
            digit, zero = words.digits[char], zero or not words.digits[char]
        elif char in words.tens:
            power = words.tens[char]
            section, digit, zero = section + (digit or 1) * power, 0, False
        else:
            power = words.groups[char]
            section += digit
            # 万亿 is ten thousand times 亿; in 三亿二千万 the 亿 is done.
            total = (total + section) * power if not section else total + section * power
            section, digit, zero = 0, 0, False
    return total + section + (digit * power // 10 if power > 10 and not zero else digit)


def none_pattern() -> str:
    """None of something: 0投诉, 零事故."""
    words = _words()
    zeros = "".join(char for char, value in words.digits.items() if not value)
    return rf"(?!{either(words.not_none)})[0{zeros}][\u4e00-\u9fff]{{2,6}}"


def money_pattern() -> str:
    """A numeral that stands before money in running text: 叁拾 before 万元, 五百 before 元. Not 几十元 and not 成千上万元."""
    words = _words()
    _, _, section = _sections()
    myriads = _class(words.groups)
    before = f"(?<![0-9{words.not_after}{chinese_characters()}])"
    return f"{before}(?:{section}(?={myriads}?余?元)|{_read_pattern()}(?=余?元))"


# --- shares


@cache
def percent_pattern(behind: bool = True) -> str:
    """A share in words: 百分之二十, 千分之5, 两成, 6.5成, 六成五, 七成半, 三分之二, 半数.

    With `behind` no word may run on from 成; without, whatever stands there.
    """
    words = _words()
    digit, _, _ = _sections()
    ten, hundred = (_class(c for c, v in words.tens.items() if v == power) for power in (10, 100))
    figure = f"(?:{small_pattern()}|{words.half}|{UNSIGNED}|{hundred})"
    small = f"(?:{digit}?{ten}{digit}?|{digit})"
    parts = f"{either(words.parts)}{figure}"
    tenth = f"(?:{ten}|{digit}(?:{words.point}{_some_digits()})?|{_DIGIT}(?:[.．]{_DIGIT}+)?){words.tenth}(?:{words.half}|{digit})?"
    if behind:
        tenth += rf"(?:(?![\u4e00-\u9fff])|(?={either(words.after_tenth)}))"
    fraction = f"{small}{words.fractions}{small}"
    return f"(?:{parts}|{tenth}|{fraction}|{either(words.halves)})"


def percent(text: str) -> Decimal | None:
    """A share in words in per cent: "千分之五" -> 0.5, "六成五" -> 65; what has no end is rounded to two decimals. None for no share."""
    words = _words()
    if text in words.halves:
        return Decimal(50)
    for word in sorted(words.parts, key=len, reverse=True):
        if text.startswith(word):
            number = _figure(text[len(word) :])
            return None if number is None else number * words.parts[word]
    fraction = re.search(words.fractions, text)
    if fraction is not None:
        return _share(chinese(text[fraction.end() :]), chinese(text[: fraction.start()]))
    tenth = re.search(words.tenth, text)
    if tenth is None:
        return None
    whole, rest = _figure(text[: tenth.start()]), text[tenth.end() :]
    ones = Decimal(5) if re.fullmatch(words.half, rest) else _figure(rest) if rest else Decimal(0)
    return None if whole is None or ones is None else whole * 10 + ones


def share_decimals(text: str, share: Decimal) -> int:
    """How exactly a share in words is meant, as decimals of its percentage: 两成 to the nearest ten, 六成五 to one."""
    words = _words()
    tenth = re.search(words.tenth, text)
    if tenth is not None and tenth.end() == len(text) and not re.search(rf"{words.point}|[.．]", text):
        return -1
    if text in words.halves or (re.search(words.fractions, text) and not text.startswith(tuple(words.parts))):
        return -1
    return max(0, -int(share.normalize().as_tuple().exponent))


def may_hold_share(text: str) -> bool:
    """A quick look: whether a text can hold a share in words at all."""
    words = _words()
    return "成" in text or any(word in text for word in words.parts) or re.search(words.fractions, text) is not None


@cache
def slash_pattern() -> str:
    """A proper share printed with a stroke: 2/3."""
    return r"[1-9]\d?/[1-9]\d?"


def slash(text: str) -> Decimal | None:
    """ "2/3" -> 66.67 per cent; None where it is no proper share (3/2)."""
    part, _, whole = text.partition("/")
    return _share(Decimal(part), Decimal(whole)) if int(part) < int(whole) else None


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    if part is None or not whole:
        return None
    exact = part * _HUNDRED / whole
    return exact if exact == exact.quantize(_CENTS) else exact.quantize(_CENTS, ROUND_HALF_UP)


def _figure(text: str) -> Decimal | None:
    if text in _words().tens:
        return Decimal(_words().tens[text])  # 百分之百
    return arabic(text) if re.fullmatch(UNSIGNED, text) else chinese(text)
