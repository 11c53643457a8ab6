"""A text for people, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Bilingual:
    """The same said in Chinese and in English. As a string it is both, Chinese first, as the terminal prints errors."""

    zh: str
    en: str

    def get(self, lang: str) -> str:
        """The text in "zh" or "en"."""
        return self.en if lang == "en" else self.zh

    def __str__(self) -> str:
        return self.zh if self.zh == self.en else f"{self.zh} / {self.en}"


# TODO(messages): plain texts in both languages, until the last of them is a Bilingual.
_BOTH = re.compile(r"(?P<zh>.*[一-鿿].*?)\s*/ (?P<en>[^一-鿿]+)", re.DOTALL)


def in_language(text: Bilingual | str, lang: str) -> str:
    """A text in one language. Of a plain one that says the same in both ("中文 / English") the part that is asked for."""
    if isinstance(text, Bilingual):
        return text.get(lang)
    both = _BOTH.fullmatch(text)
    return text if both is None else both["en" if lang == "en" else "zh"]
