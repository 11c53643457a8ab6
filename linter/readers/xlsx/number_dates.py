"""Dates and times that a spreadsheet keeps as numbers, and Chinese numerals, as its number formats show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from linter.readers.numerals import numeral

_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_DAY = 2_958_466
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEK = "一二三四五六日"
_DIGITS = {"1": "〇一二三四五六七八九", "2": "零壹贰叁肆伍陆柒捌玖", "3": "０１２３４５６７８９"}
_NUMERALS = {"1": "chineseCounting", "2": "chineseLegalSimplified", "3": "decimalFullWidth"}


def show_date(
    serial: Decimal, tokens: Sequence[tuple[str, str]], numerals: str = "", *, date1904: bool = False
) -> str | None:
    """The text of a serial day number under the tokens of a date format; None for a number that is no date.

    Day 1 is 1 January 1900, and 29 February 1900 is counted although it never was (ECMA-376 part 1, 18.17.4.1), or
    day 0 is 1 January 1904.
    """
    if not 0 <= serial < _LAST_DAY:
        return None
    moment = _moment(serial, date1904)
    half = any(kind == "ampm" for kind, _ in tokens)
    out = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "date":
            part = _part(text, moment, half, minutes=text[0] == "m" and len(text) < 3 and _by_hours(tokens, index))
            out.append(_digits(part, text, numerals) if numerals else part)
        elif kind == "elapsed":
            size = {"h": 24, "m": 1440, "s": 86400}[text[0]]
            out.append(str(int(serial * size)).zfill(len(text)))
        elif kind == "ampm":
            names = {"AM/PM": ("AM", "PM"), "A/P": ("A", "P")}.get(text.upper(), ("上午", "下午"))
            out.append(names[moment.hour >= 12])
        elif kind == "digit":
            out.append(str(moment.microsecond // 100_000))
        elif kind in ("literal", ".", ","):
            out.append(text)
    return "".join(out).strip()


def _moment(serial: Decimal, date1904: bool) -> datetime:
    epoch = _EPOCH_1904 if date1904 else _EPOCH
    if not date1904 and serial < 60:
        serial += 1
    # To the tenth of a second: a binary fraction of a day misses the full second by a little.
    return epoch + timedelta(milliseconds=100 * round(serial * 864_000))


def _by_hours(tokens: Sequence[tuple[str, str]], index: int) -> bool:
    """Whether an m means minutes: the date token before it is of hours, or the one behind it of seconds."""
    before = next((t for k, t in reversed(tokens[:index]) if k in ("date", "elapsed")), "")
    behind = next((t for k, t in tokens[index + 1 :] if k in ("date", "elapsed")), "")
    return before.startswith("h") or behind.startswith("s")


def _part(text: str, moment: datetime, half: bool, *, minutes: bool) -> str:
    size = len(text)
    match text[0]:
        case "y":
            return f"{moment.year % 100:02}" if size <= 2 else str(moment.year)
        case "m" if minutes:
            return str(moment.minute).zfill(min(size, 2))
        case "m":
            name = _MONTHS[moment.month - 1]
            return str(moment.month).zfill(size) if size < 3 else {3: name[:3], 5: name[0]}.get(size, name)
        case "d":
            name = _DAYS[moment.weekday()]
            return str(moment.day).zfill(size) if size < 3 else name[:3] if size == 3 else name
        case "h":
            hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
            return str(hour).zfill(min(size, 2))
        case "s":
            return str(moment.second).zfill(min(size, 2))
    return ("星期" if size == 4 else "") + _WEEK[moment.weekday()]


def _digits(part: str, text: str, numerals: str) -> str:
    if not part.isdigit():
        return part
    if text.startswith("y"):
        return "".join(_DIGITS.get(numerals, "0123456789")[int(digit)] for digit in part)
    return chinese(part, numerals)


def chinese(number: str, numerals: str) -> str:
    """Digits in Chinese numerals: "1" 一百二十三, "2" 壹佰贰拾叁, "3" full-width digits; anything else as it is."""
    if numerals not in _NUMERALS:
        return number
    whole, point, fraction = number.partition(".")
    if not whole.removeprefix("-").isdigit():
        return number
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    tail = point + "".join(_DIGITS[numerals][int(digit)] for digit in fraction)
    return sign + numeral(int(whole), _NUMERALS[numerals]) + tail


def serial_of(text: str, *, date1904: bool = False) -> Decimal | None:
    """The serial day number of a date in ISO 8601, as strict files may store it; None for anything else."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    passed = moment - (_EPOCH_1904 if date1904 else _EPOCH)
    return Decimal(passed.days) + Decimal(passed.seconds) / 86400
