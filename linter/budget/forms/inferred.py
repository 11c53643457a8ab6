"""Indicators under heads that nobody knows: which column is which, by what stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from linter.budget.forms.columns import Heads
from linter.budget.forms.lines import Row, filled
from linter.budget.forms.words import FormWords
from linter.language.comparators import is_comparator
from linter.language.folding import fold
from linter.language.units import table

_LOOKED_AT = 12
_LEAST_ROWS = 2
_DIGIT = re.compile(r"\d")


def infer_heads(rows: Sequence[Row], start: int, words: FormWords) -> Heads | None:
    """The columns of indicators from row `start` on by what stands in them, where levels are known and heads are not.

    A column of comparators, one of units, one of figures and the first of other texts are told by most of their cells. None
    where the rows do not agree on it.
    """
    looked = [
        row for row in rows[start : start + _LOOKED_AT] if any(words.known_level(cell.text) for cell in filled(row))
    ]
    levels = dict(_level_columns(looked, words))
    if "level2" not in levels or len(looked) < _LEAST_ROWS:
        return None
    behind = (cell for row in looked for cell in filled(row) if cell.column > levels["level2"])
    if any(words.known_level(cell.text) for cell in behind):
        # Rows that a conversion has shifted against each other.
        return None
    texts: dict[int, list[str]] = {}
    for row in looked:
        for cell in filled(row):
            if cell.column > levels["level2"]:
                texts.setdefault(cell.column, []).append(fold(cell.text))
    kinds = {column: kind for column, found in texts.items() if (kind := _kind(found, len(looked)))}
    roles = dict(levels)
    for kind, role in (("text", "name"), ("comparator", "comparator"), ("figure", "value"), ("unit", "unit")):
        column = next((each for each in sorted(kinds) if kinds[each] == kind), None)
        if column is not None:
            roles[role] = column
    if not {"name", "value"} <= roles.keys() or roles["name"] > roles["value"]:
        return None
    return Heads(0, (roles,), (), (), (), frozenset())


def _level_columns(rows: Sequence[Row], words: FormWords) -> Iterator[tuple[str, int]]:
    """The columns in which most rows have the name of a second level, and of a first one left of it."""
    seconds = Counter(
        c.column for row in rows for c in filled(row) if words.category(c.text) and not words.group(c.text)
    )
    firsts = Counter(cell.column for row in rows for cell in filled(row) if words.group(cell.text))
    if not seconds:
        return
    second, count = seconds.most_common(1)[0]
    if 2 * count > len(rows):
        yield "level2", second
        first = max((column for column in firsts if column < second), key=lambda each: firsts[each], default=None)
        if first is not None:
            yield "level1", first


def _kind(texts: Sequence[str], rows: int) -> str | None:
    """What most of the texts of a column are: comparator, unit, figure or text; None where most rows have none in it."""
    kind, count = Counter(map(_kind_of, texts)).most_common(1)[0]
    return kind if 2 * count > len(texts) and 2 * len(texts) > rows else None


def _kind_of(text: str) -> str:
    if is_comparator(text):
        return "comparator"
    if text in table().spelled:
        return "unit"
    return "figure" if _DIGIT.search(text) or is_comparator(text[0]) else "text"
