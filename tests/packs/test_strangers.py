"""Rule files come from strangers: whatever is in them, there is an answer, and no other exception."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from packs_made import subject

from linter.packs.condition import BadConditionError, compile_condition
from linter.packs.patterns import pattern_fault
from linter.packs.source import parse_source

_ATOMS = {'名称 = "养护里程"': True, '名称 = "其他"': False, '描述 = "任何"': None}
_WORDS = ["指标", ".", "名称", "描述", "项目", "预算数", "有值", "为空", "且", "或", "非", "(", ")", "=", ">", "包含", "匹配",
          '"甲"', "“(a+)+”", "5万元", "90%", "计数", "任一", ",", "[", "]", "+", "-", "*", "/", "in", "not", "is"]  # fmt: skip


def _both(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _joined(parts: st.SearchStrategy[tuple[str, bool | None]]) -> st.SearchStrategy[tuple[str, bool | None]]:
    def both(pair: tuple[tuple[str, bool | None], tuple[str, bool | None]]) -> tuple[str, bool | None]:
        (left, a), (right, b) = pair
        return f"({left}) 且 ({right})", _both(a, b)

    def either(pair: tuple[tuple[str, bool | None], tuple[str, bool | None]]) -> tuple[str, bool | None]:
        (left, a), (right, b) = pair
        neither = _both(None if a is None else not a, None if b is None else not b)
        return f"({left}) or ({right})", None if neither is None else not neither

    def inverted(part: tuple[str, bool | None]) -> tuple[str, bool | None]:
        text, answer = part
        return f"非 ({text})", None if answer is None else not answer

    pairs = st.tuples(parts, parts)
    return st.one_of(pairs.map(both), pairs.map(either), parts.map(inverted))


@settings(deadline=None)
@given(st.recursive(st.sampled_from(sorted(_ATOMS.items(), key=str)), _joined, max_leaves=12))
def test_every_expression_gives_what_kleenes_logic_gives(made: tuple[str, bool | None]) -> None:
    text, answer = made
    assert compile_condition(text, "indicator")(subject()) is answer


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join)))
def test_any_text_is_a_condition_or_a_mistake_with_a_place(text: str) -> None:
    try:
        compile_condition(text, "indicator")
    except BadConditionError as found:
        assert all(0 <= error.start <= len(text) and error.message for error in found.errors)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=40), st.text(alphabet="ab.*+?(|)[]{}2,\\d^$-", max_size=24)))
def test_any_text_is_a_pattern_or_a_fault(text: str) -> None:
    if pattern_fault(text) is None:
        re.compile(text)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(alphabet="ab:- \n[]{},'\"#&*!|>?%@`", max_size=60)))
def test_any_text_is_a_file_or_has_a_problem(text: str) -> None:
    source = parse_source(text.encode(errors="replace"), "x.yaml")
    assert source.problems or isinstance(source.data, (dict, list, str, int, type(None)))
    for route in list(source.places):
        line, column = source.position(route)
        assert line >= 1 and column >= 1
