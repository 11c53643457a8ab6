"""Figures in digits and in words: what a pattern takes, its converter takes."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linter.language import numbers
from linter.values import parse


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三百二十", "320"), ("叁佰贰拾", "320"), ("十五", "15"), ("两千五", "2500"), ("三百二", "320"), ("一百零二", "102"),
        ("三万五", "35000"), ("三万零五百", "30500"), ("一亿二千万", "120000000"), ("两万亿", "2000000000000"), ("半", "0.5"),
        ("九十五点五", "95.5"), ("六点五万", "65000"), ("二〇二六", "2026"), ("二○二六", "2026"), ("一九九八", "1998"), ("零", "0"),
        ("肆拾万", "400000"), ("一千二百三十四万五千六百", "12345600"),
    ],
)  # fmt: skip
def test_numerals(text: str, number: str) -> None:
    assert numbers.chinese(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "三五", "七八九", "百", "万", "三千四千", "五十六十", "二点", "点五", "几十", "一亿万"]
)
def test_what_is_no_numeral(text: str) -> None:
    assert numbers.chinese(text) is None


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("百分之二十", "20"), ("百分之95.5", "95.5"), ("百分之百", "100"), ("千分之五", "0.5"), ("万分之三", "0.03"), ("两成", "20"),
        ("9成", "90"), ("7.2成", "72"), ("六成五", "65"), ("七成半", "75"), ("六点五成", "65"), ("四分之一", "25"), ("三分之二", "66.67"),
        ("半数", "50"), ("一半", "50"),
    ],
)  # fmt: skip
def test_shares_in_words(text: str, percent: str) -> None:
    assert numbers.percent(text) == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234.5", "1234.5"), ("１，２３４．５", "1234.5"), ("负3.9", "-3.9"), ("-3", "-3"), ("+7", "7")],
)
def test_digits(text: str, number: str) -> None:
    assert numbers.arabic(text) == Decimal(number)


def _texts(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(re.compile(pattern), fullmatch=True)


@settings(deadline=None, max_examples=200)
@given(_texts(numbers.chinese_pattern()))
def test_every_numeral_that_the_pattern_takes_is_converted(text: str) -> None:
    assert numbers.chinese(text) is not None


@settings(deadline=None, max_examples=200)
@given(_texts(numbers.percent_pattern(behind=False)))
def test_every_share_that_the_pattern_takes_is_converted(text: str) -> None:
    assert numbers.percent(text) is not None


@settings(deadline=None, max_examples=100)
@given(_texts(numbers.signed_pattern()))
def test_every_figure_that_the_pattern_takes_is_converted(text: str) -> None:
    assert isinstance(numbers.arabic(text), Decimal)


_DIGITS = "零一二三四五六七八九"


def _read_aloud(number: int) -> str:
    """A number below a hundred million, as it is read aloud."""
    if number >= 10_000:
        rest = number % 10_000
        zero = "零" if 0 < rest < 1000 else ""
        return f"{_read_aloud(number // 10_000)}万{zero}{_read_aloud(rest) if rest else ''}"
    text, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text


@settings(deadline=None)
@given(st.integers(1, 99_999_999))
def test_numbers_that_are_read_aloud_come_back(number: int) -> None:
    assert numbers.chinese(_read_aloud(number)) == number


@settings(deadline=None)
@given(st.integers(1, 999_999))
def test_values_and_numerals_agree(number: int) -> None:
    assume(f"{number:06}"[:3] != f"{number:06}"[3:])  # 255255 may be 255 printed twice.
    assert parse(f"不少于{_read_aloud(number)}人").low == parse(f"≥{number}人").low == number


@pytest.mark.parametrize("text", ["三成员国", "完成情况", "一成不变", "促成合作"])
def test_a_word_with_cheng_is_no_share(text: str) -> None:
    assert re.search(numbers.percent_pattern(), text) is None
