"""Stops that are repeated, and half-width commas and full stops between Chinese characters. One hit a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linter.checks.shared.texts import Text, printed_lines, texts
from linter.language.list_numbers import at_start
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_HAN = "\u3400-\u9fff"
_STOPS = "，。、；：！？,;:!?．"
_REPEATED = re.compile(f"[{_STOPS}.][ \u3000]*[{_STOPS}]|[{_STOPS}][ \u3000]*[.](?!\\d)|(?<![.\\d])[.]{{2}}(?![.\\d])")
# ？！ and ！！ express tone; leaders of a contents page and dots of omission are longer than two.
_TONE = re.compile(r"[！？!?]\s*[！？!?]")
_MIXED = re.compile(f"(?<=[{_HAN}”》）])[ \u3000]*[,.][ \u3000]*(?=[{_HAN}“《（])")
_TIME = re.compile(r"\d\s*[:：]\s*\d")


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    return _check


def _check(subject: Subject) -> Iterator[Hit]:
    seen: set[tuple[object, ...]] = set()
    for text in texts(subject.budget):
        for offset, line in printed_lines(text.text):
            span = _fault(line)
            if span is None:
                continue
            start, end = offset + span[0], offset + span[1]
            place = text.place(start, end)
            key = (place.line, place.page, place.paragraph, place.table, place.row, place.cell, place.ref)
            # Several cells of one printed line (a row a line) are one line of the file.
            line_key = ("line", place.line) if place.line is not None else key
            if line_key not in seen:
                seen.add(line_key)
                yield _hit(text, start, end)


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
    mixed = len(printed) == 1
    right = {",": "，", ".": "。"}.get(printed) if mixed else None
    return text.hit(
        start,
        end,
        fields={
            "around": around,
            "problem": "中文之间用了半角标点" if mixed else "标点连用",
            "problem_en": "half-width mark between Chinese characters" if mixed else "two stops in a row",
        },
        suggestion=right,
        key=around,
    )


KIND = Kind(
    name="punctuation",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"around", "problem", "problem_en"}),
)
