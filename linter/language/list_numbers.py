"""List numbers (序号): 一、 （二） 3. （4） ⑤ 第六， 七是. Their styles are those of rules/language/list_numbers.yaml.

Ask `at_start` what number opens a text, `inside` for the numbers behind a stop in it, `continues` whether one number goes
on from another, `unnumbered` for the text without its number; `pattern` gives a style to a larger regular expression.
All take half-width and full-width marks and digits, in printed text and in text that was made comparable ("1。" for "1.").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from linter.language.numbers import chinese
from linter.resources import data

_BLANK = "[ \\t\u3000\u00a0]{0,3}"
_HAN = "一二三四五六七八九"
_DIGIT = r"\d"
_FIGURES = {
    "han": f"[{_HAN}]?十[{_HAN}]?|[{_HAN}]",
    "arabic": r"(?![0０]+\D|[0０]+$)\d{1,2}",
    "latin_upper": "[A-ZＡ-Ｚ]",
    "latin_lower": "[a-zａ-ｚ]",
}
# Marks of one meaning; what the text of the table writes stands for all of its row. A comparable text has 。 for a point.
_SAME_MARK = ("、﹑", ".．。", "，,﹐", "：:﹕", "（(﹙", "）)﹚")
_POINT = "."
# Behind a point stands no digit (1.5万元) unless a year follows (1.2026年……).
_NO_DECIMAL = f"(?:(?!{_DIGIT})|(?=(?:19|20|１９|２０){_DIGIT}{{2}}年))"
_TAIL = f"(?:{_BLANK}[、.．](?!{_DIGIT}))?"
_STOPS = "。；;：:！？!?\n"
_COMMAS = "，,"
_SKIPPED = " \t\u3000\u00a0\n\r"
_STOP = re.compile(f"[{_STOPS}{_COMMAS}][{_SKIPPED}]{{0,8}}")
_COUNTS: Mapping[str, Callable[[str], bool]] = {
    "han": lambda character: character in _HAN or character == "十",
    "arabic": str.isdecimal,
    "latin_upper": str.isupper,
    "latin_lower": str.islower,
}
"""Whether a character may begin a figure of that count."""


@dataclass(frozen=True, slots=True)
class ListNumber:
    """A list number at `start`..`end` of a text: the style's name, its value (3 for 三、 and ③) and what it opens.

    `level` is that of official documents (GB/T 9704): 0 for 第一部分, 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, None for
    styles without one; `opens` is part, heading, item, point or label.
    """

    style: str
    value: int
    start: int
    end: int
    level: int | None
    opens: str

    @property
    def heading(self) -> bool:
        """Whether the style can number a heading (第一部分, 一、, （一）)."""
        return self.opens in ("part", "heading")


@dataclass(frozen=True)
class _Style:
    name: str
    opens: str
    level: int | None
    loose: bool
    source: str
    values: Mapping[str, int]
    before: tuple[str, ...]
    counts: tuple[str, ...]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.source)

    def value(self, figure: str) -> int:
        return self.values.get(figure) or _value(figure)

    def may_begin(self, character: str) -> bool:
        if self.before:
            return any(character in _widths(word[0]) for word in self.before)
        if self.values:
            return any(word.startswith(character) for word in self.values)
        return any(_COUNTS[count](character) for count in self.counts)


@cache
def styles() -> tuple[str, ...]:
    """The names of the styles, the highest level first."""
    return tuple(_styles())


def at_start(text: str, position: int = 0, *, loose: bool = False) -> ListNumber | None:
    """The list number that opens the text (or what stands from `position` on), blanks before it skipped; None if none does.

    `loose` takes marks as well that a sentence may begin with ("1，"): for texts that are compared without their numbers.
    """
    while position < len(text) and text[position] in _SKIPPED:
        position += 1
    for style in _by_first(text[position : position + 1]):
        if loose or not style.loose:
            match = style.compiled.match(text, position)
            if match is not None:
                value = style.value(match.group("figure"))
                return ListNumber(style.name, value, match.start(), match.end(), style.level, style.opens)
    return None


def inside(text: str) -> Iterator[ListNumber]:
    """The list numbers behind a stop or a line break inside a text, in order; a point (二是) also behind a comma.

    The one that opens the text is not among them.
    """
    opening = at_start(text)
    last = opening.end if opening is not None else 0
    for stop in _STOP.finditer(text, last):
        found = at_start(text, stop.end()) if stop.start() >= last else None
        if found is None:
            continue
        last = found.end
        behind_comma = stop.group()[0] in _COMMAS and "\n" not in text[stop.start() : found.start]
        if not behind_comma or found.opens == "point":
            yield found


def in_order(text: str) -> Iterator[ListNumber]:
    """The number that opens a text and those inside it."""
    opening = at_start(text)
    if opening is not None:
        yield opening
    yield from inside(text)


def labels(text: str) -> Iterator[ListNumber]:
    """The labels with a number (目标1：), wherever they stand in a text."""
    for style in _styles().values():
        if style.opens == "label" and any(word in text for word in style.before):
            for match in style.compiled.finditer(text):
                value = style.value(match.group("figure"))
                yield ListNumber(style.name, value, match.start(), match.end(), style.level, style.opens)


def continues(number: ListNumber, before: ListNumber) -> bool:
    """Whether a number goes on from the one before: （十） from （九）."""
    return number.style == before.style and number.value == before.value + 1


def unnumbered(text: str) -> str:
    """The text without a leading list number ("1.", "（二）", "目标3:")."""
    found = at_start(text, loose=True)
    return text if found is None else text[found.end :].lstrip()


def level_of(text: str) -> int | None:
    """The level of the number that opens a text (see `ListNumber`); None where none does."""
    found = at_start(text)
    return found.level if found is not None else None


def opens_chapter(text: str) -> bool:
    """Whether a text begins as a heading of the two highest levels does: 第一部分, 一、."""
    found = at_start(text)
    return found is not None and found.heading and found.level in (0, 1)


def bullet_at_start(text: str) -> int | None:
    """Where the bullets that open a text (●, —) end; None where none do."""
    match = _bullets().match(text)
    return match.end() if match is not None else None


@cache
def pattern(*names: str) -> str:
    """The regular expression of the whole marks of these styles, of all of them if none is named. It has no groups."""
    chosen = [style for style in _styles().values() if (style.name in names if names else not style.loose)]
    return "(?:" + "|".join(style.source.replace("(?P<figure>", "(?:") for style in chosen) + ")"


@cache
def figure() -> str:
    """The regular expression of a figure that counts items, in either script: 十二, 12, １２. It has no groups."""
    return f"(?:{_FIGURES['han']}|{_FIGURES['arabic']})"


@cache
def opening(*opens: str) -> str:
    """The regular expression of the marks that open such things (part, heading, item, point, label). It has no groups."""
    return pattern(*(style.name for style in _styles().values() if style.opens in opens and not style.loose))


@cache
def half_bracketed() -> str:
    """The regular expression of the marks whose closing bracket has no partner: 1), 一）. It has no groups."""
    return pattern(*(e["style"] for e in _table()["styles"] if e.get("after") == ["）"] and not e.get("before")))


@cache
def _bullets() -> re.Pattern[str]:
    return re.compile(rf"\s*[{re.escape(_table()['bullets'])}]{{1,3}}\s*")


@cache
def _by_first(character: str) -> tuple[_Style, ...]:
    """The styles that a mark with this first character may be of: patterns of the others are never made."""
    return tuple(style for style in _styles().values() if character and style.may_begin(character))


@cache
def _styles() -> dict[str, _Style]:
    run_on: dict[str, list[str]] = _table()["run_on"]
    return {
        entry["style"]: _Style(
            name=entry["style"],
            opens=entry["opens"],
            level=entry.get("level"),
            loose=bool(entry.get("loose")),
            source=_source(entry, run_on),
            values={word: value for value, word in enumerate(_listed(entry), 1)},
            before=tuple(entry.get("before", ())),
            counts=tuple(entry.get("count", ())),
        )
        for entry in _table()["styles"]
    }


def _source(entry: dict[str, Any], run_on: dict[str, list[str]]) -> str:
    figure = "|".join([_FIGURES[count] for count in entry.get("count", ())] or map(re.escape, _listed(entry)))
    before, after = _any(entry.get("before", ())), entry.get("after", ())
    lead = before + _BLANK if before else ""
    marks: list[str] = []
    for mark in after:
        marks.append(_mark(mark) + _guard(mark, entry, before, figure, run_on))
    behind = _BLANK + "(?:" + "|".join(marks) + ")" if marks else ""
    if not after or after == ["）"] or entry["opens"] == "part":
        behind += _TAIL
    if entry["opens"] == "point":
        behind += f"(?!(?:{figure})(?:[，,。；;、]|$))"  # 一是一，二是二
    unless = _any(entry.get("unless", ()))
    return f"{lead}(?P<figure>{figure}){behind}" + (f"(?!{unless})" if unless else "")


def _guard(mark: str, entry: dict[str, Any], before: str, figure: str, run_on: dict[str, list[str]]) -> str:
    """What must not stand behind a mark for the figure before it to be a list number."""
    if mark == _POINT:
        return _NO_DECIMAL
    if mark == "、":
        return _no_run(entry, before, figure, run_on)
    return f"(?!{_DIGIT})" if mark == "，" else ""


def _no_run(entry: dict[str, Any], before: str, figure: str, run_on: dict[str, list[str]]) -> str:
    """A look-ahead for no second number of a row (一、二级; 第一、第二季度)."""
    words: list[str] = []
    for count in entry.get("count", ()):
        words += run_on.get(count.partition("_")[0], ())
    if not words:
        return ""
    again = f"(?:{before})?" if before else ""
    return f"(?!{_BLANK}{again}(?:{figure})(?:{'|'.join(map(_mark, words))}))"


def _listed(entry: dict[str, Any]) -> Iterable[str]:
    return entry.get("words") or entry.get("characters") or ()


def _any(words: Iterable[str]) -> str:
    found = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(map(_mark, found)) + ")" if found else ""


def _mark(text: str) -> str:
    """What the table writes, its marks in all their widths."""
    rows = map(_widths, text)
    return "".join(f"[{row}]" if len(row) > 1 else re.escape(row) for row in rows)


def _widths(character: str) -> str:
    """The marks that stand for a character of the table."""
    return next((row for row in _SAME_MARK if character in row), character)


def _value(figure: str) -> int:
    """The value of what the counts of `_FIGURES` take: 十一, 12, １２, C."""
    folded = unicodedata.normalize("NFKC", figure)
    if folded.isdigit():
        return int(folded)
    if folded.isascii():
        return ord(folded.upper()) - ord("A") + 1
    return int(chinese(folded) or 0)


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = data("language/list_numbers.yaml")
    return found
