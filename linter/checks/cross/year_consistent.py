"""XRF003. A table, a title or a statement of the budget that names another year than the document's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from linter.budget.model import Budget
from linter.budget.narrative.lexicon import words as narrative_words
from linter.checks.cross.year_of_work import WorkWords, of_accounts, of_forms, of_periods, unknown
from linter.checks.shared.narrative import FINAL_ACCOUNTS
from linter.checks.shared.texts import SENTENCE, Text, texts
from linter.checks.shared.wordlists import any_of
from linter.checks.shared.years import NO_YEAR
from linter.document import Cell, Location
from linter.language.dates import Year, year_value, years_in
from linter.language.folding import fold
from linter.language.list_numbers import unnumbered
from linter.language.pieces import compiled
from linter.packs.hits import Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Resources, check

_LABELLED = "(?:预算|决算|填报|所属)?年度[:：]({any_year})度?(?!\\d)"
_ALONE = "[(（]({any_year})度?[)）]|({bare_year})年度"
_TABLE = "表"
_TITLE_ROWS, _TITLE_LENGTH = 4, 80
_NEAR = 2
_OF_BUDGETS = ("预算", "决算")
_SAME_WORDS = 6


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(
        default="years", metadata={"doc": "说明他年的词表 / the lexicon of words that explain another year"}
    )


@dataclass(frozen=True, slots=True)
class _YearWords:
    """What explains another year in a sentence, what a title of a document's own year consists of, and what budgets give."""

    explained: re.Pattern[str]
    title: re.Pattern[str]
    final_title: re.Pattern[str]
    subjects: tuple[str, ...]
    work: WorkWords


def _words(params: Params, resources: Resources) -> _YearWords:
    lexicon = resources.lexicon(params.lexicon)
    final = [*lexicon["title"], FINAL_ACCOUNTS]
    return _YearWords(
        explained=re.compile(any_of(lexicon["explained"])),
        title=_made_of(lexicon["title"]),
        final_title=_made_of(final),
        subjects=tuple(lexicon["subjects"]),
        work=WorkWords.of(lexicon, resources.lexicon("achievements")),
    )


def _made_of(words: Sequence[str]) -> re.Pattern[str]:
    """A year and nothing but these words behind it."""
    return compiled(rf"({{year}})(?:{any_of(words)}|[“”（）()、的和及与])+")


@check("year-consistent", on=DOCUMENT, says=("other", "year"), params=Params, prepare=_words)
def year_consistent(budget: Budget, words: _YearWords, subject: Subject) -> Iterator[Outcome]:
    found, year = texts(budget), budget.fiscal_year
    named = _named_years(budget, found, words)
    if year is not None:
        yield from _titles(named, found, year)
        yield from _statements(found, {index for index, _ in named}, year, words)
        if budget.kind == FINAL_ACCOUNTS:
            yield from (_hit(*each, year) for each in of_accounts(found, year, words.work))
    elif named:
        yield Unsettled(found[named[0][0]].place(), NO_YEAR)
    else:
        yield from (Unsettled(text.place(), NO_YEAR) for text in unknown(budget, found, words.work))
    for text, start, other, own in (*of_forms(budget, words.work), *of_periods(budget, found, words.work)):
        yield _hit(text, start, other, own)


# -- tables, forms and titles ---------------------------------------------------------------------------------


def _named_years(budget: Budget, found: Sequence[Text], words: _YearWords) -> list[tuple[int, int]]:
    """The texts, by index, that state a year as the table's, the form's or the document's own, and the year."""
    unit = fold(budget.unit or "")
    filled = Counter(id(text.row) for text in found if text.row)
    years = []
    for index, text in enumerate(found):
        # A heading of a column (2019年度预算) compares years; a title stands in a row or a paragraph of its own.
        alone = not isinstance(text.block, Cell) or filled[id(text.row)] == 1
        title = words.final_title if budget.kind == FINAL_ACCOUNTS else words.title
        year = _own_year(text, unit, title, alone=alone)
        if year is not None:
            years.append((index, year))
    return years


def _own_year(text: Text, unit: str, titles: re.Pattern[str], *, alone: bool) -> int | None:
    line = fold(text.text)
    if len(line) > _TITLE_LENGTH:
        return None
    match = compiled(_LABELLED).search(line) or compiled(_ALONE).fullmatch(line)
    if match is not None:
        return year_value(match.group(1) or match.group(2))
    if not alone or text.kind not in ("narrative", "title", "cell"):
        return None
    bare = unnumbered(line)
    if bare != line and not any(word in bare for word in _OF_BUDGETS):
        return None  # 三、2025年政府采购情况 may be told in the next year's budget
    title = titles.fullmatch(bare.removeprefix(unit))
    return year_value(title.group(1)) if title else None


def _titles(named: Sequence[tuple[int, int]], found: Sequence[Text], year: int) -> Iterator[Hit]:
    """One hit for each place that names another year as its own."""
    places: set[tuple[object, ...]] = set()
    whole = "\n".join(fold(found[index].text) for index, own in named if own == year)
    for index, other in named:
        # One part about each of two years (一、2026年收支情况 / 二、2025年收支情况) compares them.
        if other == year or _has_sister(fold(found[index].text), other, year, whole):
            continue
        place = _with_title(found, index)
        key = (place.line, place.end_line, place.page, place.paragraph, place.table, place.row)
        if key not in places:
            places.add(key)
            yield _hit(found[index], _start_of(other, found[index].text), other, year, place)


def _has_sister(title: str, other: int, year: int, whole: str) -> bool:
    """Whether a numbered title stands in the document for its own year as well."""
    bare = unnumbered(title)
    return bare != title and str(other) in bare and bare.replace(str(other), str(year)) in whole


def _start_of(year: int, text: str) -> int:
    """Where a text names a year, in whichever spelling."""
    years = compiled("{any_year}").finditer(text)
    return next((match.start() for match in years if year_value(match.group()) == year), 0)


def _with_title(found: Sequence[Text], index: int) -> Location:
    """The place of a year in a table's head, from the table's title on."""
    text = found[index]
    place = text.place()
    if text.table is None or not isinstance(text.block, Cell):
        return place
    own = text.block.row
    at = next((i for i, row in enumerate(text.table.rows) if row and row[0].row == own), 0)
    for row in reversed(text.table.rows[max(0, at - _TITLE_ROWS) : at]):
        filled = [cell for cell in row if not cell.blank]
        if len(filled) == 1 and filled[0].text.strip().endswith(_TABLE):
            return filled[0].location.through(place)
    if at < _TITLE_ROWS:
        for other in reversed(found[max(0, index - _TITLE_ROWS * 2) : index]):
            if other.table is None and other.text.strip().endswith(_TABLE):
                return other.place().through(place)
    return place


# -- sentences -----------------------------------------------------------------------------------------------


def _statements(found: Sequence[Text], titles: Collection[int], year: int, words: _YearWords) -> Iterator[Hit]:
    """Sentences but `titles` that give the budget of another year as if it were this document's own."""
    whole = "\n".join(fold(text.text) for text in found)
    for index, text in enumerate(found):
        for sentence in SENTENCE.finditer(text.text) if text.kind == "narrative" and index not in titles else ():
            other = _unexplained(sentence.group(), year, words)
            if other is None or _said_of(year, sentence.group()[other.end :], whole):
                continue
            start = sentence.start() + other.start
            yield _hit(text, start, other.value, year, text.place(start, start + 4))


def _unexplained(sentence: str, year: int, words: _YearWords) -> Year | None:
    """The near year that a sentence names alone, without a word that explains it, and right before what budgets give."""
    named = list(years_in(sentence, fiscal=True))
    if not named or abs(named[0].value - year) > _NEAR or any(each.value == year for each in named):
        return None
    folded = fold(sentence)
    # 2025年收入预算……，比上年增加……: that it is compared with the year before explains nothing of the year itself.
    behind = fold(_compared(sentence[named[0].end :]))
    before = folded.partition(behind)[0] if behind else folded
    if words.explained.search(before) or str(year) in folded:
        return None
    return named[0] if fold(sentence[named[0].end :]).startswith(words.subjects) else None


def _compared(rest: str) -> str:
    """A sentence from where it compares its amount with last year's, "" where it does not."""
    lexicon = narrative_words()
    found = next(
        (each for each in lexicon.compare.finditer(rest) if lexicon.last_year.search(each.group("base"))), None
    )
    if found is None or lexicon.this_year.search(rest, 0, found.start()):
        # 2025年收入预算……，今年比上年增加…… gives the base.
        return ""
    return rest[found.start() :]


def _said_of(year: int, rest: str, whole: str) -> bool:
    """Whether the document says the same of its own year as well."""
    start = fold(rest)[:_SAME_WORDS]
    return f"{year}年{start}" in whole or f"{year}年度{start}" in whole


def _hit(text: Text, start: int, other: int, year: int, place: Location | None = None) -> Hit:
    place = place or text.place()
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
