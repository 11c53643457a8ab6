"""Titles of performance forms, the years that texts name, and the unit that a form's head prints."""

from __future__ import annotations

import re

from linter.budget.forms.words import FormWords
from linter.language.dates import is_fiscal, title_years, year_value
from linter.language.folding import fold, plain
from linter.language.list_numbers import unnumbered
from linter.language.pieces import compiled

_CODED_UNIT = re.compile(r"[\[【(（]?(\d{3,12})[\]】)）]?\s*[-—]?\s*([\u4e00-\u9fff][\u4e00-\u9fff（）()·]+)")
_TITLE_LENGTH = 90


def form_title(text: str, words: FormWords) -> bool:
    """Whether a line is the title of a performance form."""
    line = plain(text)
    return len(line) <= _TITLE_LENGTH and any(line.endswith(end) for end in words.title_ends)


def whole_unit_title(text: str, words: FormWords) -> bool:
    return any(word in plain(text) for word in words.title_whole)


def name_in_title(title: str, words: FormWords) -> str:
    """The project's name as the title prints it ("3、桥梁养护经费绩效目标表" -> 桥梁养护经费); "" for a general title."""
    name = unnumbered(title).strip()
    for end in sorted(words.title_ends, key=len, reverse=True):
        if fold(name).endswith(fold(end)):
            name = name[: -len(end)].strip()
            break
    bare = compiled("^{year}").sub("", plain(name))
    return "" if not bare or bare in words.title_generic else name


def year_of(text: str) -> int | None:
    """The first year that a text names ("2024年部门预算", "二〇二四年度", "2024部门预算"), or None."""
    found = next(title_years(fold(text)), None)
    return found.value if found is not None else budget_year(text)


def budget_year(text: str) -> int | None:
    """The year that a line states as that of its form or table ("预算年度：2024", "（2024 年度）"), or None."""
    match = compiled("年度[:：]({any_year})").search(fold(text))
    return _fiscal(match.group(1)) if match else year_line(text)


def year_line(text: str) -> int | None:
    """The year of a line that holds nothing but a year ("（2024 年度）"), or None."""
    match = compiled("[(（]?({any_year})度?[)）]?").fullmatch(fold(text))
    return _fiscal(match.group(1)) if match else None


def _fiscal(printed: str) -> int | None:
    year = year_value(printed)
    return year if is_fiscal(year) else None


def coded_unit(text: str) -> tuple[str, str] | None:
    """(code, name) of a unit printed with its code in front ("201003桥东区水务局", "[201]水务局"), or None."""
    match = _CODED_UNIT.fullmatch(fold(text))
    return (match.group(1), match.group(2)) if match else None
