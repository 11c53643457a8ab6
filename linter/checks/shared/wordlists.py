"""Word lists of lexicons and parameters as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NEVER = r"(?!)"


def alternation(words: Iterable[str]) -> str:
    """The text of a pattern that matches any of the words as they are written, the longest first; none where there is none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or _NEVER


def any_of(words: Iterable[str]) -> str:
    """The same as a part of a larger pattern."""
    return f"(?:{alternation(words)})"


def any_word(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches any of the words as they are written."""
    return re.compile(alternation(words))


def any_pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches what any of the given ones matches, the first of them first."""
    return re.compile("|".join(patterns) or _NEVER)


def without_ending(text: str, endings: Iterable[str]) -> str:
    """The text without the longest of the endings that it has."""
    return text.removesuffix(max(filter(text.endswith, endings), key=len, default=""))
