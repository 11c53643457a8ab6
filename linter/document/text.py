"""Comparing texts as a reader compares them: width, blanks, punctuation and numbering aside."""

import re
import unicodedata
from functools import lru_cache

_NUMBERING = re.compile(
    r"^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．,，:：]+|目标\s*\d{1,2}\s*[:：.、]?|[①-⑳])\s*"
)
_NOT_WORD = re.compile(r"[^\w%‰+\-≥≤<>=]|_", re.UNICODE)
_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """NFKC with all white space removed: full-width and half-width forms compare equal."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def squash(text: str) -> str:
    """`fold` without punctuation, for "the same text, punctuation aside". Comparators and % are kept."""
    return _NOT_WORD.sub("", fold(text))


def unnumbered(text: str) -> str:
    """The text without a leading list number ("1.", "（二）", "目标3:")."""
    return _NUMBERING.sub("", text, count=1)


def unbracketed(text: str) -> str:
    """The text without its bracketed parts."""
    return _BRACKETED.sub("", text)
