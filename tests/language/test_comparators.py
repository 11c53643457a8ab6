"""Comparators are composed: negation × modal × comparative × 或等于, and each is read as it is meant."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product

import pytest

from linter.language import comparators
from linter.values import parse

ABOVE = ["高于", "大于", "多于", "超过", "超出", "突破", "逾"]
BELOW = ["低于", "小于", "少于"]
NEGATIONS = ["不", "未", "没有", "不得", "不应", "不能", "不宜", "不可", "不许", "不准"]
NEGATIONS += ["不会", "不应当", "不允许", "应不", "须不", "原则上不", "避免", "严禁"]
EQUAL = ["", "等于", "或等于", "或者等于"]
NINETY = Decimal(90)


def composed() -> list[tuple[str, str]]:
    negated = [
        (negation + word + equal, sign)
        for words, sign in ((ABOVE, "≤"), (BELOW, "≥"))
        for negation, word, equal in product(NEGATIONS, words, EQUAL)
    ]
    plain = [(word, sign) for words, sign in ((ABOVE, ">"), (BELOW, "<")) for word in words]
    closed = [
        (word + equal, sign)
        for words, sign in ((ABOVE, "≥"), (BELOW, "≤"))
        for word, equal in product(words, EQUAL[1:])
    ]
    return [*negated, *plain, *closed]


@pytest.mark.parametrize("unit", ["%", "人", "万元"])
def test_every_composition_is_read_as_it_is_meant(unit: str) -> None:
    factor = 10_000 if unit == "万元" else 1
    wrong = []
    for words, sign in composed():
        value = parse(f"{words}90{unit}")
        low = NINETY * factor if sign in "≥>" else None
        high = NINETY * factor if sign in "≤<" else None
        if (value.comparator, value.low, value.high, value.problems) != (sign, low, high, ()):
            wrong.append((words, value.comparator))
    assert wrong == []


def test_every_composition_is_read_in_a_sentence() -> None:
    wrong = []
    for words, sign in composed():
        value = parse(f"抽查合格率{words}90%")
        if (value.comparator, value.low is not None, value.high is not None) != (sign, sign in "≥>", sign in "≤<"):
            wrong.append((words, value.comparator))
    assert wrong == []


@pytest.mark.parametrize("words", ["不一定低于", "不得不低于", "没有长期超过", "不等于", "未必高于"])
def test_a_negation_that_is_not_known_gives_no_bound(words: str) -> None:
    value = parse(f"抽查合格率{words}90%")
    assert (value.comparator, value.low, value.high) == ("", None, None)


@pytest.mark.parametrize("words", ["不断提升，达到", "不良率低于", "未来三年超过", "不仅超过"])
def test_a_word_that_begins_like_a_negation_turns_nothing(words: str) -> None:
    assert parse(f"{words}90%").comparator in (">", "<", "≥")


@pytest.mark.parametrize(
    ("text", "sign", "closed"),
    [
        ("90%以上（不含90%）", ">", False),
        ("90%以上（含90%）", "≥", True),
        ("≥90%（不含）", ">", False),
        ("超过90%（含）", "≥", True),
        ("90%及以上", "≥", True),
        ("90%之上", "≥", True),
        ("超过了90%", ">", False),
        ("至少有90%", "≥", True),
    ],
)
def test_whether_the_bound_belongs_to_it(text: str, sign: str, closed: bool) -> None:
    value = parse(text)
    assert (value.comparator, value.low, value.low_closed) == (sign, NINETY, closed)


@pytest.mark.parametrize(
    ("symbol", "sign"),
    [("≧", "≥"), (">=", "≥"), ("＞=", "≥"), ("=>", "≥"), ("≦", "≤"), ("=<", "≤"), ("═", "="), ("＝", "="), ("＜", "<")],
)
def test_symbols_in_every_shape(symbol: str, sign: str) -> None:
    value = parse(f"{symbol}90%")
    assert (value.comparator, value.problems) == (sign, ())


def test_what_leads_up_to_a_figure_holds_every_comparator() -> None:
    for words, _ in composed():
        assert re.sub(f"{comparators.leading_up()}$", "", f"接待观众{words}") == "接待观众", words


def test_what_announces_a_target() -> None:
    for text in ("达到", "不低于", "不应少于", "不得超过", "控制在", "计划完成"):
        assert re.fullmatch(comparators.announcing(), text), text
    for text in ("超过", "低于", "至少", "最高"):
        assert not re.fullmatch(comparators.announcing(), text), text
