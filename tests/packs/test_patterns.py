"""Regular expressions of rule files: what could run for ever is refused, what is plain is taken."""

from __future__ import annotations

import time

import pytest

from linter.packs.kinds import Pattern
from linter.packs.patterns import MAX_LENGTH, pattern_fault


@pytest.mark.parametrize(
    "text",
    [
        r"(a+)+",
        r"(a*)*",
        r"(\w+\s?)+$",
        r"(?:a|ab|b)*c",
        r"(?:\d+|\w)+",
        r"(.*a){12}",
        r"(a+){2,5}",
        r"(?:.{0,5}x)*",
        r"(a{1,50}){1,50}",
        r".*甲.*乙",
        r"\s*\s*",
        r"\d+\d*",
        r"[^，]*万元[^，]*元",
        r"(?=(a+)+)b",
        r".{0,40}a.{0,40}b.{0,40}c.{0,40}d",
        r"(x)\1",
    ],
)
def test_slow_patterns_are_refused(text: str) -> None:
    fault = pattern_fault(text)
    assert fault is not None


@pytest.mark.parametrize(
    "text",
    [
        r"\d+(?:\.\d+)?",
        r"(?:\d{1,3},)*\d",
        r"[^，。]*万元",
        r"\s*[:：]\s*元",
        r"^(?:数量|质量|时效|成本)(?:指标)?$",
        r"(?:第[一二三四]+条、?)+",
        r".{0,40}不.{0,20}",
        r"(?<!\d)1[3-9]\d{9}(?!\d)",
        r"^.*$",
        r"(?:[^，。]+[，。])+",
        r"(?i)[a-z]+\d+",
    ],
)
def test_plain_patterns_are_taken(text: str) -> None:
    assert pattern_fault(text) is None


@pytest.mark.parametrize("text", ["(", "[", "*", "", "(?P<a", "a" * (MAX_LENGTH + 1), "(" * 300 + ")" * 300 + "+"])
def test_what_is_no_pattern_is_refused_with_words(text: str) -> None:
    fault = pattern_fault(text)
    assert fault is None or fault.message


def test_a_fault_says_where() -> None:
    fault = pattern_fault("甲乙(丙")
    assert fault is not None
    assert fault.position == 2


def test_long_texts_are_searched_up_to_a_limit() -> None:
    pattern = Pattern(r"^.*终$")
    started = time.monotonic()
    assert pattern.search("长" * 10_000_000) is None
    assert time.monotonic() - started < 20
    assert pattern.search("至终") is not None
