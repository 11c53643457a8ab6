"""Forms that a conversion glued into one paragraph: nobody can tell their cells apart any more, and that is said.

A sign of one is what no sentence holds: the heads of the indicator levels one right behind the other, or the title of a form
with labels of its fields behind it and no mark of a sentence between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from linter.bilingual import Bilingual
from linter.budget.forms.words import FormWords, form_words
from linter.budget.model import Unrecognised
from linter.document import Paragraph
from linter.language.folding import fold, unspaced
from linter.language.pieces import compiled
from linter.language.units import money

_WHY = Bilingual(
    "绩效目标表连成了一段，表格已不可辨，没有检查",
    "a form has become one paragraph; its cells cannot be told apart and were not checked",
)
_LEVELS = ("level1", "level2", "name")
_LABELS = frozenset(("name", "department", "unit", "code", "budget", "goals"))
_LEAST_LABELS = 2
_LEAST_WORD = 4
_LONGEST_TITLE = 60
_WITHIN = 400
"""How far behind the title its labels may stand."""
_HEAD_LINE = r"[（(][^（）()]{0,30}[）)]|(?:金额)?单位[:：]|{year}度?|[:：]"
"""What stands between a title and the first row: a year, the unit of the figures."""
_ENUMERATED = "、，,和及与或等的“”《》"


def glued_forms(paragraphs: Iterable[Paragraph]) -> Iterator[Unrecognised]:
    """The paragraphs that hold a form."""
    heads, titles, labels = _patterns()
    for paragraph in paragraphs:
        text = fold(unspaced(paragraph.text))
        if heads.search(text) or _titled(text, titles, labels):
            yield Unrecognised(paragraph.location, _WHY)


def _titled(text: str, titles: re.Pattern[str], labels: re.Pattern[str]) -> bool:
    """Whether a paragraph begins with a title and goes on with labels that no list of a sentence puts in a row."""
    title = titles.search(text, 0, _LONGEST_TITLE)
    if title is None or any(mark in text[: title.end()] for mark in "。；，"):
        return False
    first = labels.search(text, title.end(), title.end() + _WITHIN)
    if first is None:
        return False
    between = compiled(_HEAD_LINE).sub("", text[title.end() : first.start()])
    if between and between not in money():
        return False
    found = {
        label.group()
        for label in labels.finditer(text, title.end(), title.end() + _WITHIN)
        if text[label.end() : label.end() + 1] not in _ENUMERATED and text[label.start() - 1] not in _ENUMERATED
    }
    return len(found) >= _LEAST_LABELS


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = form_words()
    heads = "".join(_any(_heads(words, role)) for role in _LEVELS)
    labels = (label for label, role in words.fields.items() if role in _LABELS and len(label) >= _LEAST_WORD)
    return re.compile(heads), re.compile(_any(words.title_ends)), re.compile(_any(labels))


def _heads(words: FormWords, role: str) -> Iterator[str]:
    return (head for head, meant in words.columns.items() if meant == role and len(head) >= _LEAST_WORD)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
