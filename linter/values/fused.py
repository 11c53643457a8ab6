"""Digits that are two figures run together.

They come from forms that print a comparator, a number and a unit column as one string when the figure
was typed into the unit column once more: 95 and 95% give 9595%. A repetition alone proves nothing, 1212 persons are a
plausible count. So a count or an amount is fused only where a block of three or more digits is printed twice (127127,
100100; one digit all through, such as 666666, is not), and a percentage or a score where the whole is impossible for it:
a thousand and above that splits into two figures of at most a hundred. 1000% and 1200% do not split, 150% is growth.
"""

from __future__ import annotations

from decimal import Decimal

from linter.values.parts import Amount

_MOST = 100
_IMPOSSIBLE = 1000
_LEAST_BLOCK = 3


def unfused(amount: Amount) -> tuple[bool, Decimal | None]:
    """Whether the digits are fused, and the figure that is meant, where both halves agree."""
    digits = amount.digits.lstrip("0")
    if not digits.isdigit():
        return False, None
    half = digits[: len(digits) // 2]
    doubled = half * 2 == digits
    if amount.unit is not None and amount.unit.base in ("%", "分") and not amount.scale:
        if int(digits) < _IMPOSSIBLE:
            return False, None
        if doubled and int(half) <= _MOST:
            return True, Decimal(half)
        return any(_two(digits[:cut], digits[cut:]) for cut in range(1, len(digits))), None
    if doubled and len(half) >= _LEAST_BLOCK and len(set(digits)) > 1:
        return True, Decimal(half)
    return False, None


def _two(first: str, second: str) -> bool:
    return not second.startswith("0") and int(first) <= _MOST and int(second) <= _MOST
