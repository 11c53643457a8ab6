"""A text for people, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Bilingual:
    """The same said in Chinese and in English. As a string it is both, Chinese first, as the terminal prints errors.

    `both` is that string, where it is not made of the two texts: what they share is said once in it.
    """

    zh: str
    en: str
    both: str = ""

    @classmethod
    def naming(cls, zh: str, en: str, named: object) -> Bilingual:
        """A text that ends in what is the same in both languages, after a colon: a name, a list, an example."""
        what = named if isinstance(named, Bilingual) else cls.of(str(named))
        return cls(f"{zh}：{what.zh}", f"{en}: {what.en}", f"{cls(zh, en)}: {what}")

    @classmethod
    def joined(cls, *parts: Bilingual) -> Bilingual:
        """Several texts in a row, parted by semicolons; empty ones are left out."""
        said = [each for each in parts if each]
        return cls("；".join(each.zh for each in said), "; ".join(each.en for each in said), "；".join(map(str, said)))

    @classmethod
    def of(cls, text: Bilingual | str) -> Bilingual:
        """A text as it is; a plain one says the same in both languages."""
        return text if isinstance(text, Bilingual) else cls(text, text)

    def get(self, lang: str) -> str:
        """The text in "zh" or "en"."""
        return self.en if lang == "en" else self.zh

    def after(self, lead: str) -> Bilingual:
        """This text behind a lead that is the same in both languages, such as the name of a file."""
        return Bilingual(lead + self.zh, lead + self.en, lead + str(self))

    def then(self, more: Bilingual) -> Bilingual:
        """This sentence and another one behind it."""
        return (
            Bilingual(_sentences("。", "", self.zh, more.zh), _sentences(".", " ", self.en, more.en)) if more else self
        )

    def format(self, **fields: object) -> Bilingual:
        """This text with its fields in braces filled in."""
        return Bilingual(self.zh.format(**fields), self.en.format(**fields), self.both.format(**fields))

    def __contains__(self, text: str) -> bool:
        return text in str(self)

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def __str__(self) -> str:
        if self.both or self.zh == self.en:
            return self.both or self.zh
        return f"{self.zh}{'' if self.zh.endswith(_WIDE) else ' '}/ {self.en}"


_WIDE = ("。", "）")
"""Signs that bring a blank of their own: none is wanted before the stroke."""

NOTHING = Bilingual("", "")


def _sentences(stop: str, blank: str, one: str, other: str) -> str:
    """Two sentences in a row; a full stop between them where the first has none."""
    return f"{one.rstrip(stop)}{stop}{blank}{other}"


_BOTH = re.compile(r"(?P<zh>.*[一-鿿].*?)\s*/ (?P<en>[^一-鿿]+)", re.DOTALL)


def in_language(text: Bilingual | str, lang: str) -> str:
    """A text in one language.

    Plug-ins of the previous release give plain texts that say the same in both ("中文 / English"): of such a one, the part
    that is asked for. Nothing of ours does.
    """
    if isinstance(text, Bilingual):
        return text.get(lang)
    both = _BOTH.fullmatch(text)
    return text if both is None else both["en" if lang == "en" else "zh"]
