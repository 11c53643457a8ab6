"""Numbers as a spreadsheet shows them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.readers.xlsx.number_format import BUILTIN, general, show_number, show_text


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.95", "0%", "95%"),
        ("0.9512", "0.00%", "95.12%"),
        ("16.5", "0.00", "16.50"),
        ("0", "0.00", "0.00"),
        ("1.005", "0.00", "1.01"),
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("1234567", "#,##0", "1,234,567"),
        ("16.5", "#,##0.00_ ", "16.50"),
        ("5", "#,##0", "5"),
        ("12345", "#,##0", "12,345"),
        ("7", "0,000", "0,007"),
        ("12", "0_ ", "12"),
        ("5", "#.##", "5."),
        ("7", "000", "007"),
        ("3", '0"人"', "3人"),
        ("95", '"≥"0"%"', "≥95%"),
        ("1234", "#,##0.00元", "1,234.00元"),
        ("13500000000", "000-0000-0000", "135-0000-0000"),
        ("8", "@", "8"),
        ("8", "G/通用格式", "8"),
        ("0.25", "# ?/?", "0.25"),
        ("12345.678", "0.00E+00", "1.23E+04"),
        ("5", ";;;", ""),
    ],
)
def test_digits_literals_and_percent(value: str, code: str, shown: str) -> None:
    assert show_number(Decimal(value), code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("123456", "0!.0,", "12.3"),
        ("100000", '0.0,"千"', "100.0千"),
        ("123456789", "0!.0000", "12345.6789"),
        ("120000000", '0.00,,"百万"', "120.00百万"),
    ],
)
def test_scaling(value: str, code: str, shown: str) -> None:
    assert show_number(Decimal(value), code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("-5.2", "0.00", "-5.20"),
        ("-5.2", "0.00;[Red]-0.00", "-5.20"),
        ("-5.2", "0.00_);(0.00)", "(5.20)"),
        ("-5.2", "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "-5.20"),
        ("0", '0.00;-0.00;"—"', "—"),
        ("120", '[>100]"大"0;"小"0', "大120"),
        ("20", '[>100]"大"0;"小"0', "小20"),
        ("0", BUILTIN[43], "-"),
        ("-1234.5", BUILTIN[43], "-1,234.50"),
        ("5", "[$¥-804]#,##0.00", "¥5.00"),
        ("1234.5", "¥* #,##0.00", "¥1,234.50"),
    ],
)
def test_sections_conditions_and_currency(value: str, code: str, shown: str) -> None:
    assert show_number(Decimal(value), code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("45000", 'yyyy"年"m"月"', "2023年3月"),
        ("45000", BUILTIN[31], "2023年3月15日"),
        ("45000", BUILTIN[14], "2023/3/15"),
        ("45000.5", "yyyy/m/d h:mm", "2023/3/15 12:00"),
        ("45000.75", "上午/下午h:mm", "下午6:00"),
        ("0.5208333333333334", "h:mm:ss", "12:30:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("45000", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二三年三月十五日"),
        ("-1", "yyyy/m/d", "-1"),
    ],
)
def test_dates(value: str, code: str, shown: str) -> None:
    assert show_number(Decimal(value), code) == shown


def test_days_may_be_counted_from_1904() -> None:
    assert show_number(Decimal(43538), "yyyy/m/d", date1904=True) == "2023/3/15"


def test_chinese_capital_numerals() -> None:
    assert show_number(Decimal(10203), '[DBNum2]General"元整"') == "壹万零贰佰零叁元整"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0.30000000000000004", "0.3"),
        ("33.333333333333336", "33.33333333"),
        ("463.85", "463.85"),
        ("16.50", "16.5"),
        ("1E+3", "1000"),
        ("202401010000123", "202401010000123"),
        ("2.8421709430404007E-14", "0"),
        ("0.000012345", "1.2345E-05"),
        ("-0.1", "-0.1"),
    ],
)
def test_general_has_no_debris_of_binary_arithmetic(value: str, shown: str) -> None:
    assert show_number(Decimal(value), "General") == shown


def test_general_of_a_whole_number_prints_all_digits() -> None:
    assert general(Decimal("123456789012")) == "123456789012"


def test_texts_take_the_section_with_an_at_sign() -> None:
    assert show_text("路灯所", '@"（本级）"') == "路灯所（本级）"
    assert show_text("路灯所", "_ @_ ") == "路灯所"
    assert show_text("路灯所", "0.00") == "路灯所"


@pytest.mark.parametrize("code", ["", ";", "[", '"', "\\", "0" * 5000, "[>]0", "y" * 300, "0.0.0.0,,%%", "[$-]", "*"])
def test_odd_formats_break_nothing(code: str) -> None:
    for value in ("0", "-1.5", "45000.123", "1E+300", "1E-300"):
        show_number(Decimal(value), code)


@given(st.decimals(-(10**11), 10**11, places=6), st.integers(0, 4))
def test_grouped_digits_are_those_of_the_number(value: Decimal, places: int) -> None:
    rounded = abs(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    code = "#,##0" + ("." + "0" * places if places else "")
    if len(value.as_tuple().digits) <= 15:
        assert show_number(value, code) == f"{'-' if value < 0 else ''}{rounded:,f}"
