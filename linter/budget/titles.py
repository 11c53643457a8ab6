"""Titles of performance forms, the years that texts name, and the unit that a line or a form's head prints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from linter.budget.figures import stated_unit
from linter.budget.forms.words import FormWords
from linter.language.dates import is_fiscal, periods_in, title_years, year_value
from linter.language.folding import fold, plain
from linter.language.list_numbers import unnumbered
from linter.language.pieces import compiled
from linter.resources import data

_CODED_UNIT = re.compile(
    r"(?P<open>[\[【(（])?(?P<code>\d{3,12})[\]】)）]?\s*[-—]?\s*(?P<name>[\u4e00-\u9fff][\u4e00-\u9fff（）()·]+)"
)
# A code of fewer figures may be a year or a quantity.
_SURE_CODE = 6
_QUANTITY = "年月日元万亿"
_TITLE_LENGTH = 90
_LOOSE_LENGTH = 40
_SENTENCE = re.compile("[。；，]")
_BEHIND = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]$")
_OFFICE_LENGTH = 40
_ONLY_YEAR = "[(（\\[【]({any_year})度?[)）\\]】]"
# What parts the fields of a line: two blanks, a tab, or the label of the next field.
_NEXT_FIELD = re.compile(r"[\t；;|]|\s{2,}|\s+(?=\d|[^\s:：]{2,12}[:：])")
_WIDE = re.compile(r"[\t\u3000]+|\s{2,}")
_SEAL = r"(?:[(（][^()（）]{0,8}[章称字名填][^()（）]{0,2}[)）])"
_NO_NAME = re.compile(r"[\d_＿*＊×xX。，；:：%]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_NAME = 3


def form_title(text: str, words: FormWords) -> bool:
    """Whether a line may be the title of a performance form: one of their words at its end, or a table or application that
    speaks of performance. What is behind it in brackets does not count: 绩效目标申报表（基础设施类）."""
    line = _bare_title(text)
    if len(line) > _TITLE_LENGTH or _SENTENCE.search(text):
        return False
    return sure_title(text, words) or (
        len(line) <= _LOOSE_LENGTH
        and line.endswith(words.title_kinds)
        and any(word in line for word in words.title_about)
    )


def sure_title(text: str, words: FormWords) -> bool:
    """Whether a line ends with words that only the title of a performance form ends with."""
    return _bare_title(text).endswith(words.title_ends) or plain(text).endswith(words.title_ends)


def _bare_title(text: str) -> str:
    """A title line without what is in brackets behind it, and without marks."""
    line = fold(text)
    while (match := _BEHIND.search(line)) is not None:
        line = line[: match.start()]
    return plain(line)


def whole_unit_title(text: str, words: FormWords) -> bool:
    return any(word in plain(text) for word in words.title_whole)


def name_in_title(title: str, words: FormWords) -> str:
    """The project's name as the title prints it ("3、桥梁养护经费绩效目标表" -> 桥梁养护经费); "" for a general title."""
    name = unnumbered(title).strip()
    if not fold(name).endswith(words.title_ends):
        name = _BEHIND.sub("", fold(name))
    for end in sorted(words.title_ends, key=len, reverse=True):
        if fold(name).endswith(fold(end)):
            name = name[: -len(end)].strip()
            break
    dated = compiled("^{year}").match(name)
    if dated is not None and dated.group().endswith("度"):
        # 2026年度 is the form's year; 2026年 may belong to the name.
        name = name[dated.end() :].strip()
    bare = compiled("^{year}").sub("", plain(name))
    return "" if not bare or bare in words.title_generic else name


def year_of(text: str) -> int | None:
    """The first year that a text names ("2024年部门预算", "二〇二四年度", "2024部门预算"), or None."""
    found = next(title_years(fold(text)), None)
    return found.value if found is not None else budget_year(text)


def title_year(text: str) -> int | None:
    """The year that a title line names, wherever it stands in it and in whichever figures; None where it names none or is
    not clear about it.

    "青石县2025年部门预算项目支出绩效目标表", "绩效目标申报表（2025年度）", "二○二六年部门预算", "预算年度：2026" each name one. Of
    several years the one that stands alone in brackets counts ("2024年结转资金绩效目标表（2025年度）"); the years of a period
    (2024—2026年) are nobody's. The caller says that the text is a title: a sentence is not asked.
    """
    line = fold(text)
    stated = budget_year(line)
    if stated is not None:
        return stated
    alone = {each for printed in compiled(_ONLY_YEAR).findall(line) if (each := _fiscal(printed)) is not None}
    periods = [period for period in periods_in(line) if period.first.year != period.last.year]
    named = {
        each.value
        for each in title_years(line)
        if not any(period.start < each.end and each.start < period.end for period in periods)
    }
    for years in (alone, named):
        if years:
            return years.pop() if len(years) == 1 else None
    return None


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
    """(code, name) of a unit printed with its code in front ("201003桥东区水务局", "[201]水务局"), or None.

    A year or a quantity in front of other words is no code: "2024年实际执行数", "2024部门预算", "300座以上".
    """
    match = _CODED_UNIT.fullmatch(fold(text))
    if match is None:
        return None
    code, name = match.group("code"), match.group("name")
    short = len(code) < _SURE_CODE and (not match.group("open") or _fiscal(code) is not None)
    return None if name[0] in _QUANTITY or (short and not is_office(name)) else (code, name)


def stated_office(text: str) -> str | None:
    """The unit that a line states behind its label ("填报单位（盖章）：青石县水务局", "编 制 单 位：[201]青石县水务局"), or None.

    The label may stand behind other fields of the line, and others may follow ("单位名称：青石县水务局  金额单位：万元"). A
    code in front of the name, words about a seal and blanks within the name are left out; "单位：万元" and an unfilled
    line state none.
    """
    label, short = _labels()
    for pattern, strict in ((label, False), (short, True)):
        for match in pattern.finditer(text):
            name = _office(_NEXT_FIELD.split(text[match.end() :].strip(), maxsplit=1)[0])
            if name is not None and (not strict or is_office(name)):
                return name
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """What a line above a form or table says of it."""

    unit: str | None
    year: int | None
    currency: str | None

    @property
    def known(self) -> bool:
        return self.unit is not None or self.year is not None or self.currency is not None


def wide_parts(text: str) -> list[str]:
    """What wide blanks part in a line."""
    return [part for part in _WIDE.split(text.strip()) if part]


def read_line(text: str) -> Line:
    """The unit, the year and the currency of a line that holds nothing else: “填报单位：青石县水务局”, “（2026年度）”, or all of them
    with wide blanks between (“青石县水务局　　2026年度　　单位：万元”)."""
    parts = wide_parts(text)
    coded, unit = coded_unit(text), stated_office(text)
    if coded is not None:
        unit = coded[1]
    if unit is None and len(parts) > 1:
        unit = next((fold(part) for part in parts if is_office(part) and "：" not in part and ":" not in part), None)
    year = next((year for part in (text, *parts) if (year := budget_year(part)) is not None), None)
    return Line(unit, year, stated_unit(text))


def is_office(text: str) -> bool:
    """Whether a name ends like that of an office, school, hospital, committee, town …: 青石县水务局（本级）, 云川区第二小学."""
    name = re.sub(r"[(（][^()（）]*[)）]$", "", fold(text))
    for head in identity_words()["head_units"]:
        name = name.removesuffix(head)
    return len(name) >= _LEAST_NAME and name.endswith(_offices())


def _office(printed: str) -> str | None:
    """The name of an office as a field prints it, without its code and without words about a seal."""
    value = re.sub(_SEAL, "", fold(printed))
    coded = coded_unit(value)
    name = coded[1] if coded is not None else value
    if len(_HAN.findall(name)) < _LEAST_NAME or len(name) > _OFFICE_LENGTH or _NO_NAME.search(name):
        return None
    return name if stated_unit(f"单位：{name}") is None else None


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before the name of a unit: a label that is surely one, and one that may be of something else."""
    words = identity_words()
    codes = f"(?:{_spaced(words['codes'])})?"
    verbs, nouns = words["label_verbs"], words["label_nouns"]
    sure = [f"{verb}{noun}" for verb in verbs for noun in nouns]

    def pattern(labels: list[str], parted: str) -> re.Pattern[str]:
        return re.compile(
            rf"(?:^|(?<=[\s)）:：]))(?:{_spaced(labels)})[)）]?{codes}\s{{0,4}}{_SEAL}{{0,2}}\s{{0,4}}{parted}"
        )

    sure += [f"{noun}名称" for noun in [*sure, *nouns]]
    return pattern(sure, r"(?:[:：]|(?<=[)）\s]))\s*"), pattern(nouns, r"[:：]\s*")


def _spaced(words: list[str]) -> str:
    """Any of the words, blanks between their characters or not; a part may stand in brackets: 单位（部门）名称."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join("[ \u3000（()）]{0,3}".join(map(re.escape, word)) for word in longest)


@cache
def _offices() -> tuple[str, ...]:
    return tuple(identity_words()["offices"])


def identity_words() -> dict[str, Any]:
    """The words of rules/forms/identity.yaml."""
    found: dict[str, Any] = data("forms/identity.yaml")
    return found
