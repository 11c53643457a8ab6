"""Years, dates and periods in every spelling: 2026年, ２０２６年度, 二〇二六年, 2026.12.31, 2026年1月至2027年12月, 当年底.

The words are those of rules/language/dates.yaml. `years_in`, `dates_in` and `periods_in` read a text, printed or folded;
`year`, `bare_year` and `date` give regular expressions without groups to larger ones, `year_value` reads what they take;
`terminals` are those of grammar/value.lark, `calendar_date` the DATE of grammar/amount.lark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from linter.language.numbers import chinese
from linter.language.terminals import either
from linter.resources import data

_BLANK = r"[^\S\r\n]{0,2}"
_HAN = "一二三四五六七八九"
_DIGIT = r"\d"
# What NFKC or a keyboard make of a dot, a dash and a stroke.
_WIDTHS = {"-": "-－–—−", ".": ".．", "/": "/／", "~": "~～〜"}
_TO_31 = f"[二三]?十[{_HAN}]?|[{_HAN}]"
_TO_12 = "十[一二]?|[一二三四五六七八九]"


@dataclass(frozen=True, slots=True)
class Year:
    """A year at `start`..`end` of a text, its 年 or 年度 included."""

    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Date:
    """A date at `start`..`end` of a text as printed: it may not exist (13月), and any of its parts may be left out."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """A period from one date to another; the later one takes its year from the first if it names none, and vice versa."""

    first: Date
    last: Date

    @property
    def start(self) -> int:
        return self.first.start

    @property
    def end(self) -> int:
        return self.last.end


# -- years ---------------------------------------------------------------------------------------


def years_in(text: str, *, fiscal: bool = False) -> Iterator[Year]:
    """The years that a text names with 年 or 年度, in order; `fiscal` leaves out those that no budget is of (1998年)."""
    for match in _compiled(year()).finditer(text):
        value = year_value(match.group())
        if not fiscal or is_fiscal(value):
            yield Year(value, *match.span())


def title_years(text: str) -> Iterator[Year]:
    """The years of a title, which may leave 年 out before the words of a title: 2026部门预算."""
    for match in _compiled(f"{year()}|{_year_before_title()}").finditer(text):
        value = year_value(match.group())
        if is_fiscal(value):
            yield Year(value, *match.span())


def year_value(printed: str) -> int:
    """The year that a text prints which `year` or `bare_year` takes: ２０２６年度, 二〇二六 -> 2026."""
    zeros = _table()["year"]["zeros"]
    figures = []
    for char in unicodedata.normalize("NFKC", printed):
        if char.isdecimal():
            figures.append(str(int(char)))
        elif char in zeros:
            figures.append("0")
        elif char in _HAN:
            figures.append(str(_HAN.index(char) + 1))
    return int("".join(figures))


def is_fiscal(value: int) -> bool:
    """Whether a budget can be of that year."""
    return any(str(value).startswith(start) for start in _table()["year"]["fiscal"])


@cache
def year() -> str:
    """The regular expression of a year with what marks it as one: 2026年, 二〇二六年度. It has no groups."""
    return "(?:" + "|".join(_form(entry) for entry in _table()["year"]["forms"]) + ")"


@cache
def bare_year() -> str:
    """The regular expression of a year's figures, in whichever script, with no other figure beside them. No groups."""
    return f"(?<!{_DIGIT})(?:{_figures('arabic')}|{_figures('han')})(?!{_DIGIT})"


@cache
def any_year() -> str:
    """The regular expression of a year with or without 年. It has no groups."""
    return f"(?:{year()}|{bare_year()})"


@cache
def _year_before_title() -> str:
    return f"{bare_year()}(?={either(_table()['year']['bare_before'])})"


def _form(entry: dict[str, Any]) -> str:
    before, after = either(entry.get("before", ())), either(entry.get("after", ()))
    lead = before + _BLANK if before else f"(?<!{_DIGIT})"
    return lead + _figures(entry["figure"]) + (_BLANK + after if after else f"(?!{_DIGIT})")


def _figures(script: str) -> str:
    """The four figures of a year, from the first two that may be."""
    zeros = _table()["year"]["zeros"]
    scripts = {"arabic": ("0123456789", _DIGIT), "han": (f"{zeros[0]}{_HAN}", f"[{zeros}{_HAN}]")}
    digits, any_digit = scripts[script]

    def one(char: str) -> str:
        return f"[{char}{chr(ord(char) + 0xFEE0)}]" if script == "arabic" else (f"[{zeros}]" if char in zeros else char)

    starts = ("".join(one(digits[int(figure)]) for figure in start) for start in _table()["year"]["starts"])
    return f"(?:{'|'.join(starts)}){any_digit}{{2}}"


# -- dates and periods -----------------------------------------------------------------------------


def dates_in(text: str) -> Iterator[Date]:
    """The dates that a text names, in order: years, months with or without a year, days of a month, 2026.12.31."""
    for match in _compiled(_dates()).finditer(text):
        named = match.groupdict()
        if named["dotted"] is not None:
            parts = [int(figure) for figure in re.findall(r"\d+", match.group("dotted"))]
            yield Date(parts[0], parts[1], parts[2] if len(parts) > 2 else None, *match.span())
            continue
        printed = named["year"] or named["bare"]
        value = year_value(printed) if printed else None
        month, day = named["month"] or named["month_alone"], named["day"] or named["day_alone"]
        yield Date(value, figure_value(month) if month else None, figure_value(day) if day else None, *match.span())


def periods_in(text: str) -> Iterator[Period]:
    """The periods that a text names: 2026年1月至2027年12月, 2023.07-2024.01, 2025-2026年."""
    joint = _compiled(rf"\s*(?:{either(_table()['edges']['ends'])})?{_between()}\s*")
    for first, last in pairwise(dates_in(text)):
        if joint.fullmatch(text, first.end, last.start):
            if last.year is None:
                last = Date(first.year, last.month, last.day, last.start, last.end)
            elif first.year is None:
                first = Date(last.year, first.month, first.day, first.start, first.end)
            yield Period(first, last)


def figure_value(printed: str) -> int:
    """The number of a month or day as printed: 12, １２, 十二, 三十一."""
    folded = unicodedata.normalize("NFKC", printed)
    return int(folded) if folded.isdigit() else int(chinese(folded) or 0)


@cache
def month() -> str:
    """The regular expression of a month with its 月, right or not (13月). It has no groups."""
    return f"(?:{_DIGIT}{{1,4}}|{_TO_12}){_BLANK}{_month_marks()}"


@cache
def day() -> str:
    """The regular expression of a day of a month with its 日. It has no groups."""
    return f"(?:{_DIGIT}{{1,2}}|{_TO_31}){_BLANK}{either(_table()['day']['marks'])}"


@cache
def dotted() -> str:
    """The regular expression of a date in figures: 2026.12, 2026-12-31. It has no groups."""
    one, two = "[0０]?[1-9１-９]|[1１][0-2０-２]", "[0０]?[1-9１-９]|[12１２][0-9０-９]|[3３][01０１]"
    ways = (
        f"{separator}(?:{one})(?!{_DIGIT})(?:{separator}(?:{two})(?!{_DIGIT}))?"
        for separator in map(_widths, _table()["separators"])
    )
    return f"(?<!{_DIGIT}){_figures('arabic')}(?:{'|'.join(ways)})"


@cache
def calendar_date() -> str:
    """The regular expression of what is a date and no amount in running text (2026年12月31日, 3月底). It has no groups."""
    ends = either([*_table()["edges"]["ends"], *_table()["edges"]["parts"]])
    whole = f"{year()}(?:{month()}(?:{day()})?)?"
    alone = (
        f"(?:{_DIGIT}{{1,2}}|{_TO_12})月(?:(?:{_DIGIT}{{1,2}}|{_TO_31}){either(_table()['day']['marks'])}|份|{ends})"
    )
    numbered = "[\\[〔【][12]\\d{3}[\\]〕】]\\d+号"
    # A month behind a point may be a decimal of an amount (2026.12万元).
    pointed = f"{dotted()}(?![.,]\\d|[万亿元%])"
    return f"(?:{whole}|{pointed}|{_figures('arabic')}(?=[〕】\\]])|{alone}|{numbered})"


@cache
def broken() -> str:
    """The regular expression of dates that lack a part: 12底前, 2026年月底, 年12月 at the start. The text is folded. No groups."""
    ends, ahead = either(_table()["edges"]["ends"]), either(_table()["edges"]["ahead"])
    marks, days = either(_table()["month"]["marks"]), either(_table()["day"]["marks"])
    no_month = rf"(?<![\d.月年季])(?:1[0-2]|[1-9])(?={ends}{ahead})|(?<![\d.月年季])(?:1[0-2]|[1-9])(?=底)"
    return rf"{no_month}|{year()}月(?={ends}|{ahead}|{days}|$)|^年\d{{1,2}}{marks}"


@cache
def term() -> str:
    """The regular expression of a term (5年, 十个月, 长期). It has no groups."""
    entry = _table()["term"]
    figure = f"{_DIGIT}{{1,3}}|[{_HAN}]?十[{_HAN}]?|[{_HAN}两半]"
    return f"(?:(?:{figure}){_BLANK}{either(entry['units'])}|{either(entry['words'])})"


def of_several_years(text: str) -> bool:
    """Whether a text speaks of a term of several years (三年内, 分5年); a grade (三年级) and the third year (第三年) are none."""
    terms = _compiled(
        rf"(?<![\d.第{_HAN}十])({_DIGIT}{{1,2}}|[{_HAN}]?十[{_HAN}]?|[{_HAN}两]){_BLANK}年(?![级度])"
    ).finditer(text)
    return any(figure_value(term.group(1).replace("两", "二")) > 1 for term in terms)


def words(name: str) -> tuple[str, ...]:
    """A list of words of the table: this_year, last_year, next_year."""
    return tuple(_table()[name])


@cache
def is_calendar_unit(unit: str) -> bool:
    """Whether a unit behind a figure may as well name a part of a date: 年, 月份, 日."""
    table = _table()
    return unit in ("年", "年度", *table["month"]["marks"], *table["day"]["marks"])


@cache
def terminals() -> dict[str, str]:
    """The regular expressions of the terminals of grammar/value.lark that tell of dates, by name. The text is folded."""
    table = _table()
    edges, relative = table["edges"], table["relative"]
    owner, span, edge = either(relative["owners"]), either(relative["spans"]), either(relative["edges"])
    between = "[-~至]"
    bare = f"(?:{_figures('arabic')}|{_figures('han')})"
    marks = either(sorted({mark for form in table["year"]["forms"] for mark in form.get("after", ())}))
    starts = "|".join(table["year"]["starts"])
    return {
        "YEAR": year(),
        "YEAR_MARK": r"年(?=\d{1,2}月)",
        "BAD_YEAR": rf"(?<!\d)(?:{starts})(?:\d|\d{{3,4}}){marks}(?=\d{{1,2}}月|[底末])",
        "MONTH": month(),
        "MONTH_MARK": rf"(?<=[\d{_HAN}{table['year']['zeros']}]年)月(?!{either(table['month']['not_before'])})",
        "DAY": day(),
        "COMPACT": rf"(?<!\d)(?:{starts})\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=$|{either(edges['ahead'])}|完成)",
        "DOTTED": f"{dotted()}(?=$|[-~至到前底之,;、]|完成|以前)",
        "MONTH_DAY": r"(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])(?!\d)",
        "YEARS": f"{bare}{between}{bare}{marks}?",
        "MONTHS": rf"(?:\d{{1,2}}|{_TO_12}){between}(?:\d{{1,2}}|{_TO_12}){either(table['month']['marks'])}",
        "RELATIVE": f"(?:{owner}|每)?{span}年?{edge}|{owner}{span}|{either(relative['words'])}",
        "END": either(edges["ends"]),
        "PART": either(edges["parts"]),
        "AHEAD": either(edges["ahead"]),
        "WITHIN": either(edges["within"]),
    }


@cache
def _dates() -> str:
    """Dates with their parts as groups."""
    months, days = _month_marks(), either(_table()["day"]["marks"])
    one, two = f"{_DIGIT}{{1,2}}|{_TO_12}", f"{_DIGIT}{{1,2}}|{_TO_31}"
    of_month = f"{_BLANK}(?P<day>{two}){_BLANK}{days}"
    with_year = f"(?P<year>{year()})(?:{_BLANK}(?P<month>{one}){_BLANK}{months}(?:{of_month})?)?"
    alone = (
        f"(?<![0-9０-９.．{_HAN}十])(?P<month_alone>{one}){_BLANK}{months}"
        f"(?:{_BLANK}(?P<day_alone>{two}){_BLANK}{days})?"
    )
    # 2025-2026年: the first of two years without its own 年.
    bare = f"(?P<bare>{bare_year()})(?={_between()}{year()})"
    return f"(?P<dotted>{dotted()})|{with_year}|{bare}|{alone}"


@cache
def _month_marks() -> str:
    entry = _table()["month"]
    return f"{either(entry['marks'])}(?!{either(entry['not_before'])})"


@cache
def _between() -> str:
    return "(?:" + "|".join(map(_widths, _table()["between"])) + ")+"


def _widths(mark: str) -> str:
    return f"[{re.escape(_WIDTHS[mark])}]" if mark in _WIDTHS else re.escape(mark)


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = data("language/dates.yaml")
    return found


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)
