"""Arithmetic that a text works out: 2人/次*5趟*20天=200人次. What is said in words is `worded`."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from linter.budget.amounts import (
    MONEY,
    Mention,
    Prose,
    amount_parser,
    mentions,
    percent_figure,
    read_amount,
    tokens,
)
from linter.budget.intervals import Interval
from linter.budget.products import Calculation as Calculation
from linter.budget.products import Value, compare, mention_value, term
from linter.budget.spans import spans
from linter.budget.worded import announces_result, worded
from linter.lalr import Token

_HUNDRED = Decimal(100)
_OPERATORS = frozenset({"TIMES", "PLUS", "DIVIDE"})
_NO_START = _OPERATORS | {"MINUS", "CLOSE", "PER"}
_STARTS = frozenset({"NUMBER", "HAN", "OPEN", "PERCENTAGE", "SHARE"})
# Brackets may be nested so deep; how far behind a product its result may stand.
_DEEPEST = 8
_NEAR = 12


def find_calculations(text: str) -> tuple[Calculation, ...]:
    """The calculations of a text, in reading order, right and wrong ones alike."""
    if not any(map(str.isdigit, text)):
        return ()
    prose = Prose.of(text)
    amounts = mentions(prose)
    found = [*_written(prose, amounts), *worded(prose, amounts), *spans(prose, amounts)]
    return tuple(sorted(found, key=lambda c: (c.start, c.end)))


class _Reach:
    """How far a calculation may go from each token on: not into brackets that are nested too deep."""

    def __init__(self, stream: Sequence[Token]) -> None:
        self.depths: list[int] = []
        self.opened: dict[int, list[int]] = defaultdict(list)
        self.length = len(stream)
        depth = 0
        for index, token in enumerate(stream):
            self.depths.append(depth)
            if token.type == "OPEN":
                depth += 1
                self.opened[depth].append(index)
            elif token.type == "CLOSE":
                depth -= 1

    def of(self, index: int) -> int:
        too_deep = self.opened.get(self.depths[index] + _DEEPEST + 1, [])
        place = bisect_left(too_deep, index)
        return too_deep[place] if place < len(too_deep) else self.length


def _written(prose: Prose, amounts: Sequence[Mention]) -> list[Calculation]:
    stream = tokens(prose)
    found: list[Calculation] = []
    reach = _Reach(stream)
    i = 0
    while i < len(stream):
        if stream[i].type not in _STARTS or (i and stream[i - 1].type in _NO_START):
            i += 1
            continue
        end = amount_parser().longest(stream, i, "calculation", reach.of(i))
        if end > i:
            made, next_start = _equation(prose, stream, i, end)
            if made:
                found.append(made)
            i = next_start
            continue
        end = amount_parser().longest(stream, i, "product_only", reach.of(i))
        if end > i and any(token.type in _OPERATORS for token in stream[i:end]):
            made = _announced(prose, amounts, stream[i:end])
            if made:
                found.append(made)
            i = end
            continue
        i = max(end, i + 1)
    return found


def _equation(prose: Prose, stream: Sequence[Token], start: int, end: int) -> tuple[Calculation | None, int]:
    """The calculation of stream[start:end], and where to go on: at its result, which may be a term of the next."""
    equals = max(k for k in range(start, end) if stream[k].type == "EQUALS")
    low, high = stream[start].start_pos, stream[end - 1].end_pos
    if not any(token.type in _OPERATORS for token in stream[start:equals]):
        return None, equals + 1
    tree = amount_parser().tree(stream[start:end], "calculation")
    assert tree is not None
    value = _sum(prose, tree.children[0])
    result = read_amount(prose, stream[equals + 1 : end])
    rough = str(stream[equals]) == "≈" or result.amount.approximate
    return compare(prose, low, high, value, result, rough), equals + 1


def _announced(prose: Prose, amounts: Sequence[Mention], stream: Sequence[Token]) -> Calculation | None:
    """A product whose result follows in words: 260人×1450元×12个月，共需452.40万元."""
    low, high = stream[0].start_pos, stream[-1].end_pos
    place = bisect_left(amounts, high, key=lambda mention: mention.start)
    following = amounts[place] if place < len(amounts) else None
    if following is None or following.kind != MONEY or following.start - high > _NEAR:
        return None
    if not announces_result(prose.flat[high : following.start]):
        return None
    tree = amount_parser().tree(stream, "product_only")
    assert tree is not None
    value = _product(prose, tree.children[0])
    return compare(prose, low, following.end, value, following, following.amount.approximate)


def _sum(prose: Prose, tree: Any) -> Value | None:
    terms = [_product(prose, child) for child in tree.children if getattr(child, "data", "") == "product"]
    known = [term for term in terms if term is not None]
    if len(known) < len(terms) or len({term.money for term in known}) > 1:
        return None
    return Value(
        sum((term.number for term in known), Decimal(0)), Interval.total(t.stands for t in known), known[0].money
    )


def _product(prose: Prose, tree: Any) -> Value | None:
    number, stands, money = Decimal(1), Interval.exact(Decimal(1)), False
    divide = False
    for child in tree.children:
        if getattr(child, "type", "") in ("TIMES", "DIVIDE"):
            divide = child.type == "DIVIDE"
            continue
        if getattr(child, "type", "") in ("OPEN", "CLOSE"):
            continue
        factor = _factor(prose, child)
        if factor is None or (money and factor.money):
            return None
        money = money or factor.money
        if divide:
            if factor.stands.holds(Decimal(0)):
                return None
            number, stands = number / factor.number, stands / factor.stands
        else:
            number, stands = number * factor.number, stands * factor.stands
    return Value(number, stands, money)


def _factor(prose: Prose, child: Any) -> Value | None:
    kind = getattr(child, "data", None) or getattr(child, "type", "")
    if kind == "factor":
        inner = next(each for each in child.children if getattr(each, "data", "") == "sum")
        return _sum(prose, inner)
    if kind in ("PERCENTAGE", "SHARE"):
        number, unit, decimals = percent_figure(child)
        return term(number, decimals, 1 / _HUNDRED, False) if unit == "%" else None
    leaves = list(child.tokens())
    return mention_value(read_amount(Prose.of("".join(leaves)), _placed(leaves)))


def _placed(leaves: Sequence[Token]) -> list[Token]:
    """The tokens of one amount with offsets counted from its first."""
    placed, offset = [], 0
    for leaf in leaves:
        placed.append(Token(leaf.type, leaf, offset, offset + len(leaf)))
        offset += len(leaf)
    return placed
