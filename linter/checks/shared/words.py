"""Words of a lexicon or a rule as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOTHING = "(?!)"


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, as they are, the longest that fits first; for no words one that never matches."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True))) or _NOTHING})"


def without_ending(text: str, endings: Iterable[str]) -> str:
    """The text without the longest of the endings that it has."""
    return text.removesuffix(max(filter(text.endswith, endings), key=len, default=""))
