"""Titles of performance forms, the years that texts name, and the unit that a form's head prints."""

from __future__ import annotations

import re

from linter.budget.forms.words import FormWords
from linter.language.folding import fold, plain
from linter.language.list_numbers import unnumbered

_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年?\s*(?:度|年)")
_YEAR_ONLY = re.compile(r"[(（]?\s*(20\d{2})\s*年?\s*度?\s*[)）]?")
_BUDGET_YEAR = re.compile(r"(?:预算|决算)?年度[:：]\s*(20\d{2})")
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
    bare = re.sub(r"^(?:20\d{2}\s*年度?)", "", plain(name))
    return "" if not bare or bare in words.title_generic else name


def year_of(text: str) -> int | None:
    """The first year that a text names ("2024年部门预算", "（2024 年度）"), or None."""
    match = _YEAR.search(fold(text))
    return int(match.group(1)) if match else budget_year(text)


def budget_year(text: str) -> int | None:
    """The year that a line states as that of its form or table ("预算年度：2024", "（2024 年度）"), or None."""
    match = _BUDGET_YEAR.search(fold(text))
    return int(match.group(1)) if match else year_line(text)


def year_line(text: str) -> int | None:
    """The year of a line that holds nothing but a year ("（2024 年度）"), or None."""
    match = _YEAR_ONLY.fullmatch(fold(text))
    return int(match.group(1)) if match else None


def coded_unit(text: str) -> tuple[str, str] | None:
    """(code, name) of a unit printed with its code in front ("201003桥东区水务局", "[201]水务局"), or None."""
    match = _CODED_UNIT.fullmatch(fold(text))
    return (match.group(1), match.group(2)) if match else None
