"""Whose document it is, of which year and of which kind: what the document says of itself, weighed.

Its cover and title say most, then lines with a label, titles of its parts and heads of tables and forms. Years of comparisons are
nobody's, sentences are asked where nothing better is there, and what is tied is unknown.
The words are those of rules/forms/identity.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from linter.budget.model import BudgetTable, Project, UnitForm
from linter.budget.titles import identity_words, is_office, stated_office, title_year, year_line, year_of
from linter.document import Document, Paragraph, Table
from linter.language.dates import title_years, years_in
from linter.language.folding import fold, full_marks, unbracketed
from linter.language.list_numbers import unnumbered

_FINAL = "决算"
_TITLE_LENGTH = 60
_COVER_LINES, _COVER_PARTS, _BELOW = 15, 4, 2
_HEAD_ROWS, _HEAD_CELLS = 6, 6
_NEAR = 12
_LEAST_NAMED = 2
_LEAST_HAN = 3
# The document's own title says more than the titles of its parts, and these more than the head of one table.
_OF_COVER, _OF_TITLE, _OF_HEAD = 3, 2, 1
_SENTENCE_MARK = re.compile("[。；，\t]")
_HAN = re.compile("[\u4e00-\u9fff]")
_HAN_ONLY = re.compile("[\u4e00-\u9fff（）()·]{1,30}")
_WITH_PLACE = re.compile("[\u4e00-\u9fff]{2,7}?[省市县区旗州盟乡镇]")
_ATTACHED = re.compile(r"^附[件表]?[\d一二三四五六七八九十]{0,3}[:：.、]?")
_BRACKETED = re.compile(r"\(([^()]+)\)$")
_ABOUT = "关于"
_MARKS = re.compile("[《》“”\"'‘’]")

_Vote = TypeVar("_Vote")
Form = Project | UnitForm
Claimed = Callable[[Table, int], bool]


@dataclass(frozen=True, slots=True)
class Identity:
    """The unit, the year and the kind of a document, or what one title says of them; None and "" where it does not tell."""

    unit: str | None
    year: int | None
    kind: str


def identify(
    document: Document,
    narrative: Sequence[Paragraph],
    tables: Sequence[BudgetTable],
    forms: Sequence[Form],
    claimed: Claimed,
) -> Identity:
    """Weighs what the cover, the titles, the `tables` and `forms` and at last the sentences say.

    `narrative` are the paragraphs outside forms; `claimed` tells of a row of a table whether it belongs to a form.
    """
    lines = list(islice(_lines(document, claimed), _COVER_LINES))
    cover = _cover(lines)
    titles = [fold(each.text) for each in narrative if _is_title(each.text)]
    heads = [*(each.title for each in tables), *(each.title for each in forms)]
    kind = _kind(cover, [*titles, *heads])
    if kind is None:
        kind = _hinted_kind([*titles, *heads], narrative)
    labelled = [title_year(line) for line in lines if len(line) <= _TITLE_LENGTH and stated_office(line)]
    year = _year(cover, kind, titles, [*labelled, *(each.year for each in (*tables, *forms))])
    if year is None:
        year = _named_year([each.name for each in forms if isinstance(each, Project)])
    return Identity(_unit(cover.unit, lines, tables, forms), year or _said_year(narrative), kind)


# -- the cover ---------------------------------------------------------------------------------


def _lines(document: Document, claimed: Claimed) -> Iterator[str]:
    """The lines of a document from its beginning: paragraphs, those of one character as one, and the first rows of tables."""
    column = ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            text = block.text.strip()
            if len(text) == 1:
                column += text
                continue
            yield from filter(None, (column, text))
        else:
            yield from filter(None, (column, *_rows(block, claimed)))
        column = ""
    yield from filter(None, [column])


def _rows(table: Table, claimed: Claimed) -> Iterator[str]:
    for number, row in enumerate(table.rows[:_HEAD_ROWS]):
        texts = [cell.text.strip() for cell in row if not cell.blank]
        if texts and len(texts) <= _HEAD_CELLS and not claimed(table, number):
            yield "\t".join(texts)


def _cover(lines: Sequence[str]) -> Identity:
    """What the title of the document says: the first line that tells the year and the unit, or one of them, or the kind."""
    titles = [(_has(line, "past"), _title_at(lines, index)) for index, line in enumerate(lines) if _speaks(line)]
    ranked = sorted(titles, key=lambda each: (each[0], each[1].year is None, each[1].unit is None, not each[1].kind))
    return ranked[0][1] if ranked else Identity(None, None, "")


def _is_title(line: str) -> bool:
    """Whether a line may be a title: short, no sentence, and no row of several cells."""
    return len(line) <= _TITLE_LENGTH and _SENTENCE_MARK.search(line) is None


def _speaks(line: str) -> bool:
    """Whether a line may be the title of a document of this trade, or end one."""
    return _is_title(line) and _has(line, "title_words")


def _has(text: str, name: str) -> bool:
    folded = fold(text)
    return any(word in folded for word in identity_words()[name])


def _title_at(lines: Sequence[str], index: int) -> Identity:
    """What the title says that ends in a line, with the lines above that are parts of it and the name or year below."""
    text = lines[index]
    unit, year, kind = _unit_in(text), title_year(text), kind_in(text)
    above = lines[max(0, index - _COVER_PARTS) : index]
    below = lines[index + 1 : index + 1 + _BELOW]
    for part in reversed(above):
        if not _may_be_part(part):
            break
        text = part + text
        unit = _completed(unit, _unit_in(text))
        year, kind = year or title_year(text), kind or kind_in(text)
    unit = unit or next((fold(each).strip("()") for each in (*reversed(above), *below) if _names_office(each)), None)
    return Identity(full_marks(unit) if unit else None, year or next(filter(None, map(year_line, below)), None), kind)


def _may_be_part(line: str) -> bool:
    """Whether a line may be a part of the title that ends below it: a name or a piece of one, or a year."""
    folded = fold(line)
    if _speaks(line) or not _is_title(line):
        return False
    return _HAN_ONLY.fullmatch(folded) is not None or next(title_years(folded), None) is not None


def _completed(unit: str | None, longer: str | None) -> str | None:
    """The name with what the line above it adds: the region that it lacks."""
    if unit is None or longer is None or not longer.endswith(unit) or _WITH_PLACE.match(unit):
        return unit or longer
    return longer if _WITH_PLACE.match(longer) else unit


def _names_office(line: str) -> bool:
    """Whether a line holds nothing but the name of an office of some place."""
    folded = fold(line).strip("()") if _is_title(line) else ""
    return _HAN_ONLY.fullmatch(folded) is not None and is_office(folded) and _WITH_PLACE.match(folded) is not None


def _unit_in(title: str) -> str | None:
    """The unit that a title names before its year, between year and kind, or before the kind."""
    line = _ATTACHED.sub("", unnumbered(_MARKS.sub("", fold(title))))
    issuer, about, said = line.partition(_ABOUT)
    if not about:
        return _name_in(line)
    return _name_in(said) or (issuer if _is_name(issuer) else None)


def _name_in(line: str) -> str | None:
    for word in identity_words()["lead"]:
        line = line.removeprefix(word)
    year = next(title_years(line), None)
    before = line[: year.start] if year is not None else ""
    rest = line[year.end :] if year is not None else line
    ends = [at for word in _ends() if (at := rest.find(word)) > 0 and not _has(rest, "of_government")]
    names = [before, *(before + rest[:at] for at in sorted(ends, reverse=True)), *_BRACKETED.findall(line)]
    return next((name for name in map(_bare_name, names) if _is_name(name)), None)


def _is_name(text: str) -> bool:
    """Whether a text is the name of one office."""
    strange = text.startswith(tuple(identity_words()["not_names"]))
    return not strange and is_office(text) and _HAN_ONLY.fullmatch(text) is not None


def _ends() -> list[str]:
    words = identity_words()
    return [
        *words["title_words"],
        *(kind for kinds in words["kinds"].values() for kind in kinds),
        *words["about_office"],
    ]


def _bare_name(name: str) -> str:
    """A name without the words behind it that are none of it: 水务局关于, 水务局（部门）."""
    for word in identity_words()["behind"]:
        name = name.removesuffix(word).removesuffix(f"({word})")
    return name


# -- unit --------------------------------------------------------------------------------------


def _unit(title: str | None, lines: Sequence[str], tables: Sequence[BudgetTable], forms: Sequence[Form]) -> str | None:
    """The unit of the title, of a line with a label, of most tables, of a heading or of most forms."""
    candidates = [
        title,
        next(filter(None, map(stated_office, lines)), None),
        _most(each.unit for each in tables),
        next((unit for line in lines if _has(line, "about_office") and (unit := _unit_in(line))), None),
        _most(each.unit for each in forms),
    ]
    names = [name for name in candidates if name is not None]
    if not names:
        return None
    short = names[0]
    return next((name for name in names if _completed(short, name) != short), short)


def _most(units: Iterable[str | None]) -> str | None:
    """The unit named most often; None where two are named as often."""
    named = filter(None, units)
    return _winner(Counter(unit for unit in map(_without_fields, named) if len(_HAN.findall(unit)) >= _LEAST_HAN))


def _without_fields(unit: str) -> str:
    """A unit as a table's head prints it, without another field behind it."""
    return stated_office(f"单位名称：{unit}") or unit


def _winner(votes: Counter[_Vote]) -> _Vote | None:
    best = votes.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


# -- year --------------------------------------------------------------------------------------


def _year(cover: Identity, kind: str, titles: Sequence[str], stated: Iterable[int | None]) -> int | None:
    """The year that cover, titles, tables and forms name with most weight; None where two weigh the same."""
    from linter.budget.narrative.lexicon import words

    compared_with = words().compare
    votes = Counter({year: _OF_HEAD * count for year, count in Counter(filter(None, stated)).items()})
    for title in titles:
        # A heading may compare (与2025年预算持平): what it compares with is not its year.
        title = compared_with.sub("", title)
        other = kind_in(title)
        if _has(title, "own_words") and not (kind and other and (kind == _FINAL) != (other == _FINAL)):
            year = None if _has(title, "past") else title_year(title)
            if year is not None:
                votes[year] += _OF_TITLE
    if cover.year is not None and (cover.unit or cover.kind or not votes):
        votes[cover.year] += _OF_COVER
    return _winner(votes)


def _named_year(names: Sequence[str]) -> int | None:
    """The year that most dated names of projects hold: a single one may speak of money carried over from another year."""
    named = Counter(year for name in names if (year := year_of(name)) is not None)
    likeliest = _winner(named)
    return (
        likeliest if likeliest and named[likeliest] >= _LEAST_NAMED and 2 * named[likeliest] > named.total() else None
    )


def _said_year(narrative: Sequence[Paragraph]) -> int | None:
    """The one year whose budget sentences give, comparisons aside; None where they give those of several."""
    from linter.budget.narrative.lexicon import words

    said = set()
    for paragraph in narrative:
        text = words().compare.sub("", fold(paragraph.text))
        for year in years_in(text, fiscal=True):
            behind = text[year.end : year.end + _NEAR]
            if _has(behind, "title_words") and not _has(behind, "past"):
                said.add(year.value)
    return said.pop() if len(said) == 1 else None


# -- kind --------------------------------------------------------------------------------------


def _kind(cover: Identity, titles: Sequence[str]) -> str | None:
    """部门预算, 单位预算 or 决算: that of the cover, or what most titles say; "" where two say as often, None where none does."""
    if cover.kind and (cover.unit or cover.year):
        return cover.kind
    named = Counter(kind for title in titles if (kind := kind_in(title)))
    return (_winner(named) or "") if named else None


def kind_in(title: str) -> str:
    """The one kind that a title names, its year and brackets aside; "" where it names none or several."""
    line = _undated(unbracketed(fold(title)))
    for word in identity_words()["not_kinds"]:
        line = line.replace(word, "")
    named = [kind for kind, words in identity_words()["kinds"].items() if any(word in line for word in words)]
    return named[0] if len(named) == 1 else ""


def _undated(line: str) -> str:
    for year in reversed(list(title_years(line))):
        line = line[: year.start] + line[year.end :]
    return line


def _hinted_kind(titles: Sequence[str], narrative: Sequence[Paragraph]) -> str:
    """The kind that titles of parts hint at (部门概况, 单位职责), where all hint at one and no sentence names another."""
    words = identity_words()
    hinted: set[str] = {
        kind for kind, hints in words["weak_kinds"].items() if any(hint in t for t in titles for hint in hints)
    }
    others = [word for kind, named in words["kinds"].items() if kind not in hinted for word in named]
    if len(hinted) != 1 or any(word in each.text for each in narrative for word in others):
        return ""
    return hinted.pop()
