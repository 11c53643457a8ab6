"""Years, dates and periods in every spelling."""

from __future__ import annotations

import re

import pytest

from linter.language import dates
from linter.language.dates import dates_in, periods_in, title_years, year_value, years_in


@pytest.mark.parametrize("year", [1998, 2000, 2009, 2010, 2026, 2031])
@pytest.mark.parametrize("mark", ["年", "年度", " 年"])
def test_a_year_in_every_spelling(year: int, mark: str) -> None:
    figures = str(year)
    for printed in (
        figures,
        figures.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)}),
        *("".join((zero + "一二三四五六七八九")[int(figure)] for figure in figures) for zero in "〇零○OＯ0０"),
    ):
        (found,) = years_in(f"截至{printed}{mark}安排")
        assert (found.value, found.start, found.end) == (year, 2, 2 + len(printed + mark))
        assert year_value(printed) == year
        assert re.fullmatch(dates.any_year(), printed)


@pytest.mark.parametrize(
    "text", ["12026年", "20261年", "1826年", "2126年", "2026万元", "202年", "二百年", "二十年", "三〇二六年"]
)
def test_what_is_no_year(text: str) -> None:
    assert list(years_in(text)) == []


def test_a_budget_is_of_no_year_of_the_last_century() -> None:
    assert [year.value for year in years_in("1998年设立，2026年改造", fiscal=True)] == [2026]


@pytest.mark.parametrize(
    "title",
    ["云坪市渡口所2026部门预算", "二〇二六年度部门预算", "２０２６单位预算", "2026年“三公”经费", "渡口所2026年度决算"],
)
def test_the_year_of_a_title(title: str) -> None:
    assert [year.value for year in title_years(title)] == [2026]


@pytest.mark.parametrize("title", ["云坪市部门预算", "2026号文件", "预算2026人", "201部门预算", "20266部门预算"])
def test_a_title_without_a_year(title: str) -> None:
    assert list(title_years(title)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年12月31日前", (2026, 12, 31)),
        ("２０２６年３月底", (2026, 3, None)),
        ("二〇二六年十二月三十一日", (2026, 12, 31)),
        ("6月30日", (None, 6, 30)),
        ("十一月", (None, 11, None)),
        ("2026.12.31", (2026, 12, 31)),
        ("2026-7", (2026, 7, None)),
        ("2026／07／01", (2026, 7, 1)),
        ("2026年13月", (2026, 13, None)),
    ],
)
def test_dates(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    (found,) = dates_in(text)
    assert (found.year, found.month, found.day) == expected


@pytest.mark.parametrize("text", ["2026.12万元", "3月均值", "1.5月"])
def test_what_is_no_date_of_a_text_of_amounts(text: str) -> None:
    found = re.match(dates.calendar_date(), text)
    assert found is None or found.end() < 5


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026年1月至2027年12月", (2026, 1), (2027, 12)),
        ("2023.07-2024.01", (2023, 7), (2024, 1)),
        ("2026年3月～5月", (2026, 3), (2026, 5)),
        ("2025-2026年", (2025, None), (2026, None)),
        ("２０２６年１月１日—２０２６年６月３０日", (2026, 1), (2026, 6)),
        ("二〇二六年一月至三月底", (2026, 1), (2026, 3)),
    ],
)
def test_periods(text: str, first: tuple[int, int | None], last: tuple[int, int | None]) -> None:
    (found,) = periods_in(f"工期为{text}。")
    assert (found.first.year, found.first.month) == first
    assert (found.last.year, found.last.month) == last


@pytest.mark.parametrize("text", ["5年", "十年", "二十年", "10个月", "３年", "六个月", "长期", "三十日"])
def test_terms(text: str) -> None:
    assert re.fullmatch(dates.term(), text)


def test_a_term_of_several_years_is_told_from_a_year_and_a_grade() -> None:
    for text in ("三年内疏浚完毕", "分5年实施", "近两年", "用时十年", "１２年"):
        assert dates.of_several_years(text), text
    for text in ("2026年", "二〇二六年", "一年内", "1年", "半年", "三年级", "第三年", "全年", "每年", "3个月"):
        assert not dates.of_several_years(text), text
