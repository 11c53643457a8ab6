"""A table, a title or a statement of the budget that names another year than the document's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linter.checks.shared.texts import Text, texts
from linter.document import Cell, Location
from linter.language.dates import year_value, years_in
from linter.language.folding import fold
from linter.language.pieces import compiled
from linter.packs.hits import Check, Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Kind, Resources

_LABELLED = "(?:预算|决算|填报|所属)?年度[:：]({any_year})度?$"
_ALONE = "[(（]({any_year})度?[)）]|({bare_year})年度"
_TITLE_ROWS = 4


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(
        default="years", metadata={"doc": "说明他年的词表 / the lexicon of words that explain another year"}
    )


@dataclass(frozen=True, slots=True)
class _YearWords:
    explained: re.Pattern[str]
    title: re.Pattern[str]
    subjects: tuple[str, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> _YearWords:
        def either(words: Sequence[str]) -> str:
            return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

        return cls(
            re.compile(either(data["explained"])),
            compiled(rf"({{year}})(?:{either(data['title'])}|[“”（）()、的和及与])+"),
            tuple(data["subjects"]),
        )


def build(params: Params, resources: Resources) -> Check:
    words = _YearWords.of(resources.lexicon(params.lexicon))
    return lambda subject: _check(subject, words)


def _check(subject: Subject, words: _YearWords) -> Iterator[Outcome]:
    year = subject.budget.fiscal_year
    found = list(texts(subject.budget))
    named = [
        (text, other) for text in found if (other := _own_year(text, subject.budget.unit or "", words)) is not None
    ]
    if year is None:
        if named:
            yield Unsettled(named[0][0].place(), "未能确定预算年度 / the budget year is unknown")
        return
    places: set[tuple[object, ...]] = set()
    for text, other in named:
        if other != year:
            place = _with_title(text, found)
            key = (place.line, place.end_line, place.page, place.paragraph, place.table, place.row)
            if key not in places:
                places.add(key)
                found_years = compiled("{any_year}").finditer(text.text)
                start = next((each.start() for each in found_years if year_value(each.group()) == other), 0)
                yield _hit(text, start, other, year, place)
    whole = "\n".join(fold(text.text) for text in found)
    for text in found:
        if text.kind == "narrative":
            yield from _statements(text, year, whole, words)


def _own_year(text: Text, unit: str, words: _YearWords) -> int | None:
    """The year that a text states as the table's, the form's or the document's own, or None."""
    line = fold(text.text)
    if len(line) > 80:
        return None
    match = compiled(_LABELLED).search(line) or compiled(_ALONE).fullmatch(line)
    if match is not None:
        return year_value(match.group(1) or match.group(2))
    body = line.removeprefix(fold(unit))
    title = words.title.fullmatch(body) if text.kind in ("narrative", "title", "cell") else None
    # A heading of a column (2019年度预算) compares years; a title stands in a row or a paragraph of its own.
    alone = not isinstance(text.block, Cell) or sum(not cell.blank for cell in text.row) == 1
    return year_value(title.group(1)) if title and alone else None


def _with_title(text: Text, found: Sequence[Text]) -> Location:
    """The place of a year in a table's head, from the table's title on."""
    place = text.place()
    if text.table is None or not isinstance(text.block, Cell):
        return place
    index = next((i for i, row in enumerate(text.table.rows) if row and row[0].row == text.block.row), 0)
    for row in reversed(text.table.rows[max(0, index - _TITLE_ROWS) : index]):
        filled = [cell for cell in row if not cell.blank]
        if len(filled) == 1 and filled[0].text.strip().endswith("表"):
            return filled[0].location.through(place)
    if index < _TITLE_ROWS:
        before = found[max(0, found.index(text) - _TITLE_ROWS * 2) : found.index(text)]
        for other in reversed(before):
            if other.table is None and other.text.strip().endswith("表"):
                return other.place().through(place)
    return place


def _statements(text: Text, year: int, whole: str, words: _YearWords) -> Iterator[Hit]:
    """Sentences that give the budget of another year as if it were this document's own."""
    for sentence in re.finditer(r"[^。；;！!\n]+", text.text):
        folded = fold(sentence.group())
        if words.explained.search(folded) or str(year) in folded:
            continue
        named = list(years_in(sentence.group(), fiscal=True))
        if not named or abs(named[0].value - year) > 2 or any(each.value == year for each in named):
            continue
        rest = fold(sentence.group()[named[0].end :])
        subject = next((word for word in words.subjects if rest.startswith(word)), None)
        if subject is None or re.search(rf"{year}年度?{re.escape(rest[:6])}", whole):
            continue
        start = sentence.start() + named[0].start
        yield _hit(text, start, named[0].value, year, text.place(start, start + 4))


def _hit(text: Text, start: int, other: int, year: int, place: Location) -> Hit:
    hit = text.hit(start, min(len(text.text), start + 4))
    return Hit(
        location=place,
        fields={"other": other, "year": year},
        excerpt=hit.excerpt,
        marks=hit.marks,
        actual=str(other),
        expected=str(year),
        key=fold(text.text)[:40],
        spot=hit.location,
    )


KIND = Kind(
    name="year-consistent",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"other", "year"}),
)
