"""TXT006. Stops that are repeated, and half-width commas and full stops between Chinese characters. One hit a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.checks.shared.texts import Text, printed_lines, texts
from linter.document import Location
from linter.language.list_numbers import at_start
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, check

_HAN = "\u3400-\u9fff"
_STOPS = "，。、；：！？,;:!?．"
_REPEATED = re.compile(f"[{_STOPS}.][ \u3000]*[{_STOPS}]|[{_STOPS}][ \u3000]*[.](?!\\d)|(?<![.\\d])[.]{{2}}(?![.\\d])")
# ？！ and ！！ express tone; leaders of a contents page and dots of omission are longer than two.
_TONE = re.compile(r"[！？!?]\s*[！？!?]")
_MIXED = re.compile(f"(?<=[{_HAN}”》）])[ \u3000]*[,.][ \u3000]*(?=[{_HAN}“《（])")
_FULL_WIDTH = {",": "，", ".": "。"}
_HALF_WIDTH_USED = Bilingual("中文之间用了半角标点", "half-width mark between Chinese characters")
_TWO_STOPS = Bilingual("标点连用", "two stops in a row")


@check("punctuation", on=DOCUMENT, says=("around", "problem", "problem_en"))
def punctuation(budget: Budget, subject: Subject) -> Iterator[Hit]:
    seen: set[tuple[object, ...]] = set()
    for text in texts(budget):
        for offset, line in printed_lines(text.text):
            span = _fault(line)
            if span is None:
                continue
            start, end = offset + span[0], offset + span[1]
            key = _line_of(text.place(start, end))
            if key not in seen:
                seen.add(key)
                yield _hit(text, start, end)


def _line_of(place: Location) -> tuple[object, ...]:
    """The printed line of a place: several cells of one line (a row a line) are one line of the file."""
    if place.line is not None:
        return ("line", place.line)
    return (place.page, place.paragraph, place.table, place.row, place.cell, place.ref)


def _fault(line: str) -> tuple[int, int] | None:
    for match in _REPEATED.finditer(line):
        if not _TONE.fullmatch(match.group()):
            return match.span()
    number = at_start(line, loose=True)
    mixed = _MIXED.search(line, number.end if number is not None else 0)
    return mixed.span() if mixed else None


def _hit(text: Text, start: int, end: int) -> Hit:
    printed = text.text[start:end].strip()
    around = text.text[max(0, start - 4) : end + 4].replace("\n", " ")
    half_width = len(printed) == 1
    problem = _HALF_WIDTH_USED if half_width else _TWO_STOPS
    return text.hit(
        start,
        end,
        fields={"around": around, "problem": problem.zh, "problem_en": problem.en},
        suggestion=_FULL_WIDTH.get(printed) if half_width else None,
        key=around,
    )
