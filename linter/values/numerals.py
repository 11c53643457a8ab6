"""Figures in Arabic and in Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}


def arabic(text: str) -> Decimal:
    """ "1,234.5" -> 1234.5."""
    return Decimal(text.replace(",", ""))


def chinese(text: str) -> Decimal | None:
    """ "三百二十" -> 320, "两万" -> 20000, "九十五点五" -> 95.5, "半" -> 0.5; None where it is no well-formed numeral."""
    if text == "半":
        return Decimal("0.5")
    whole, point, fraction = text.partition("点")
    if point and (not fraction or any(c not in _DIGITS for c in fraction)):
        return None
    value = _whole(whole)
    if value is None:
        return None
    return Decimal(f"{value}.{''.join(str(_DIGITS[c]) for c in fraction)}") if point else Decimal(value)


def _whole(text: str) -> int | None:
    if not text:
        return None
    if all(c in _DIGITS for c in text):
        # Digit by digit (二〇二四); two in a row are an enumeration ("三五个"), no number.
        return int("".join(str(_DIGITS[c]) for c in text)) if len(text) == 1 or "〇" in text or "零" in text else None
    total, section, digit = 0, 0, None
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (1 if digit is None or digit == 0 else digit) * _TENS[char]
            digit = None
        elif char in _GROUPS:
            section += digit or 0
            if not section and not total:
                return None
            total = (total + section) * _GROUPS[char] if _GROUPS[char] > 10_000 else total + section * _GROUPS[char]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
