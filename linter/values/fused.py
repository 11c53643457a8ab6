"""Digits that are two figures run together.

They come from forms that print a comparator, a number and a unit column as one string when the figure
was typed into the unit column once more: 95 and 95% give 9595%. A repetition alone proves nothing, 1212 persons are a
plausible count. So a count or an amount is fused only where a block of three or more digits is printed twice (127127,
100100; one digit all through, such as 666666, is not), and a percentage or a score where the whole is impossible for it:
a thousand and above that splits into two figures of at most a hundred. 1000% and 1200% do not split, 150% is growth.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from linter.language import units
from linter.language.dates import is_calendar_unit
from linter.language.terminals import either
from linter.values import grammar
from linter.values.parts import LONGEST_FIGURE, Amount

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


def said_again(text: str) -> int | None:
    """Where a value ends that says its unit, or its figure, once more behind itself: 300天天, 4000元4000. None where none does.

    3月3 and 5年5 are dates and periods that lack a part.
    """
    match = _again().fullmatch(text)
    if match is None or (match["figure"] and is_calendar_unit(match["unit"])):
        return None
    spelled = match["unit"] * 2 in units.table().spelled
    return None if match["twice"] and spelled else match.end("unit")


@cache
def _again() -> re.Pattern[str]:
    number = rf"\d[\d,]{{0,{LONGEST_FIGURE}}}(?:\.\d{{1,{LONGEST_FIGURE}}})?"
    unit = f"(?:{grammar.pattern('SCALE')})?(?:{either(units.table().spelled)})"
    return re.compile(rf"\D{{0,8}}(?P<number>{number})(?P<unit>{unit})(?:(?P<twice>(?P=unit))|(?P<figure>(?P=number)))")


def _two(first: str, second: str) -> bool:
    return not second.startswith("0") and int(first) <= _MOST and int(second) <= _MOST
