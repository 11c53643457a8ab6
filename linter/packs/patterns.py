"""Checks the regular expressions of rule files: none may take more than quadratic time, whatever text it meets.

Python's engine backtracks, so an expression that can match one text in many ways can run for ever. The expression's
parse tree is turned into its position automaton (Glushkov), and the two classical tests are made on it (Weber and Seidl,
"On the degree of ambiguity of finite automata", 1991): exponential if a loop can read one text in two ways, polynomial
if one loop can hand over to a later one at any place of a text that both read.
Characters stand for classes: every literal, the ends and middles of ranges, and a few of each category.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from linter.bilingual import NOTHING, Bilingual

MAX_LENGTH = 600
MAX_POSITIONS = 600
MAX_WORK = 300_000
MAX_WIDTH = 20_000
"""How many ways bounded repeats such as .{0,40} may take together."""
_UNROLLED = 3
_SAMPLES = "037９ \n\tazAZ_中一龥-☃"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an expression, at which of its characters."""

    position: int
    message: Bilingual
    hint: Bilingual = NOTHING


class _RefusedError(Exception):
    def __init__(self, message: Bilingual, hint: Bilingual = NOTHING) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


_SLOW = Bilingual("此正则表达式可能极慢", "this pattern may take forever")


def pattern_fault(text: str) -> Fault | None:
    """What keeps a regular expression from being used in a rule, or None."""
    if len(text) > MAX_LENGTH:
        return Fault(
            MAX_LENGTH,
            Bilingual(f"正则表达式超过 {MAX_LENGTH} 字", f"the pattern is longer than {MAX_LENGTH} characters"),
        )
    if not text:
        return Fault(0, Bilingual("正则表达式为空", "the pattern is empty"))
    from re import _parser

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(text)
            re.compile(text)
    except re.error as error:
        return Fault(error.pos or 0, Bilingual.naming("正则表达式有误", "the pattern is wrong", error.msg))
    except (RecursionError, OverflowError):
        return Fault(0, Bilingual("正则表达式过于复杂", "the pattern is too complex"))
    try:
        _Automaton(tree).check()
    except _RefusedError as refused:
        return Fault(0, refused.message, refused.hint)
    return None


@dataclass(slots=True)
class _Fragment:
    """A part of the automaton: ways in and ways out by position, each with how many ways there are; and past it."""

    first: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)
    empty: int = 1


def _merged(one: dict[int, int], other: dict[int, int], times: int = 1) -> dict[int, int]:
    result = dict(one)
    for position, ways in other.items():
        result[position] = min(2, result.get(position, 0) + ways * times)
    return {position: ways for position, ways in result.items() if ways}


class _Automaton:
    """Positions are the expression's characters; `follow[p][q]` counts (up to 2) the ways from p to q."""

    def __init__(self, tree: Any) -> None:
        self._ignore_case = bool(tree.state.flags & re.IGNORECASE)
        self._alphabet = sorted(set(_SAMPLES) | set(_characters(tree)))
        self._sets: list[frozenset[str]] = []
        self._follow: list[dict[int, int]] = []
        self._apart: list[Any] = []
        self._width = 1
        self._work = 0
        self._sequence(tree)

    # -- construction ----------------------------------------------------------------------------

    def _position(self, characters: frozenset[str]) -> _Fragment:
        if len(self._sets) >= MAX_POSITIONS:
            raise _RefusedError(
                Bilingual("正则表达式过于复杂", "the pattern is too complex"),
                Bilingual("拆成几条规则，或改用词表", "use a word list"),
            )
        index = len(self._sets)
        self._sets.append(characters)
        self._follow.append({})
        return _Fragment({index: 1}, {index: 1}, 0)

    def _link(self, last: dict[int, int], first: dict[int, int]) -> None:
        for position, ways in last.items():
            self._follow[position] = _merged(self._follow[position], first, ways)

    def _joined(self, one: _Fragment, other: _Fragment) -> _Fragment:
        self._link(one.last, other.first)
        return _Fragment(
            _merged(one.first, other.first, one.empty),
            _merged(other.last, one.last, other.empty),
            min(2, one.empty * other.empty),
        )

    def _sequence(self, items: Iterable[tuple[Any, Any]]) -> _Fragment:
        result = _Fragment()
        for operator, argument in items:
            result = self._joined(result, self._item(str(operator), argument))
        return result

    def _item(self, operator: str, argument: Any) -> _Fragment:
        if operator in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self._position(self._characters_of(operator, argument))
        if operator == "BRANCH":
            return self._branch([self._sequence(each) for each in argument[1]])
        if operator == "SUBPATTERN":
            return self._sequence(argument[-1])
        if operator == "ATOMIC_GROUP":
            return self._sequence(argument)
        if operator in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            return self._repeat(*argument)
        if operator == "AT":
            return _Fragment()
        if operator in ("ASSERT", "ASSERT_NOT"):
            self._apart.append(argument[1])
            return _Fragment()
        raise _RefusedError(Bilingual("不支持反向引用", "back references are not supported"))

    def _branch(self, parts: Sequence[_Fragment]) -> _Fragment:
        result = _Fragment(empty=0)
        for part in parts:
            result.first = _merged(result.first, part.first)
            result.last = _merged(result.last, part.last)
            result.empty = min(2, result.empty + part.empty)
        return result

    def _repeat(self, low: int, high: int, body: Any) -> _Fragment:
        from re import _constants

        simple = len(body) == 1 and str(body[0][0]) in ("LITERAL", "NOT_LITERAL", "ANY", "IN")
        unbounded = high is _constants.MAXREPEAT or high > 200 or (high > _UNROLLED and not simple)
        if not unbounded:
            self._width *= high - low + 1
            if self._width > MAX_WIDTH:
                raise _RefusedError(_SLOW, Bilingual("缩小 {m,n} 的范围", "narrow the ranges {m,n}"))
            return self._unrolled(min(low, _UNROLLED), min(high, _UNROLLED), body)
        result = _Fragment()
        for _ in range(min(max(low, 1), _UNROLLED)):
            part = self._sequence(body)
            result = self._joined(result, part)
        if part.empty:
            hint = Bilingual("括号里至少要有一个必有的字符", "what is repeated must hold at least one character")
            raise _RefusedError(_SLOW, hint)
        self._link(part.last, part.first)
        if low == 0:
            result.empty = min(2, result.empty + 1)
        return result

    def _unrolled(self, low: int, high: int, body: Any) -> _Fragment:
        """low times the body, then optional ones inside each other: one way to read each count."""
        tail = _Fragment()
        for _ in range(high - low):
            tail = self._joined(self._sequence(body), tail)
            tail.empty = min(2, tail.empty + 1)
        head = _Fragment()
        for _ in range(low):
            head = self._joined(head, self._sequence(body))
        return self._joined(head, tail)

    def _characters_of(self, operator: str, argument: Any) -> frozenset[str]:
        return frozenset(char for char in self._alphabet if self._takes(operator, argument, char))

    def _takes(self, operator: str, argument: Any, char: str) -> bool:
        forms = {char, char.lower(), char.upper()} if self._ignore_case else {char}
        if operator == "ANY":
            return True
        if operator == "LITERAL":
            return chr(argument) in forms
        if operator == "NOT_LITERAL":
            return chr(argument) not in forms
        negative, found = False, False
        for kind, value in argument:
            if str(kind) == "NEGATE":
                negative = True
            else:
                found = found or any(_in_set(str(kind), value, form) for form in forms)
        return found != negative

    # -- the two tests ---------------------------------------------------------------------------

    def check(self) -> None:
        loops = self._loops()
        for loop in loops:
            if self._reads_twice(loop):
                hint = Bilingual(
                    "重复里不要再套重复；几个选择不要以相同的字开头", "do not repeat what is repeated already"
                )
                raise _RefusedError(_SLOW, hint)
        for one in loops:
            for other in loops:
                if one is not other and self._hands_over(one, other):
                    hint = Bilingual(
                        "两个不限长的部分可以吃同样的字：去掉开头的 .*，中间改用 .{0,40}",
                        "drop a leading .*, bound the gap",
                    )
                    raise _RefusedError(_SLOW, hint)
        for apart in self._apart:
            _Automaton(apart).check()

    def _spend(self, amount: int = 1) -> None:
        self._work += amount
        if self._work > MAX_WORK:
            raise _RefusedError(
                Bilingual("正则表达式过于复杂", "the pattern is too complex"),
                Bilingual("拆成几条规则，或改用词表", "use a word list"),
            )

    def _loops(self) -> list[frozenset[int]]:
        """The strongly connected parts that hold an edge (Tarjan would do; positions are few)."""
        reach = [self._reachable(position) for position in range(len(self._sets))]
        loops: list[frozenset[int]] = []
        done: set[int] = set()
        for position in range(len(self._sets)):
            if position in reach[position] and position not in done:
                loop = frozenset(each for each in reach[position] if position in reach[each])
                done |= loop
                loops.append(loop)
        return loops

    def _reachable(self, start: int) -> set[int]:
        seen: set[int] = set()
        waiting = list(self._follow[start])
        while waiting:
            position = waiting.pop()
            if position not in seen:
                seen.add(position)
                waiting.extend(self._follow[position])
        return seen

    def _reads_twice(self, loop: frozenset[int]) -> bool:
        """Whether two different ways round the loop read the same text."""
        edges = {p: [q for q in self._follow[p] if q in loop] for p in loop}
        if any(self._follow[p][q] > 1 for p in loop for q in edges[p]):
            return True
        back: dict[tuple[int, int], list[tuple[int, int]]] = {}
        seen: set[tuple[int, int]] = {(p, p) for p in loop}
        waiting = list(seen)
        while waiting:
            pair = waiting.pop()
            for q in edges[pair[0]]:
                for r in edges[pair[1]]:
                    self._spend()
                    if self._sets[q] & self._sets[r]:
                        back.setdefault((q, r), []).append(pair)
                        if (q, r) not in seen:
                            seen.add((q, r))
                            waiting.append((q, r))
        # Pairs of different positions that lead back to a common one.
        waiting = [(p, p) for p in loop]
        closed = set(waiting)
        while waiting:
            for pair in back.get(waiting.pop(), ()):
                if pair[0] != pair[1]:
                    return True
                if pair not in closed:
                    closed.add(pair)
                    waiting.append(pair)
        return False

    def _hands_over(self, one: frozenset[int], other: frozenset[int]) -> bool:
        """Whether some text leads round `one`, from `one` to `other`, and round `other` alike."""
        if not any(position in self._reachable(next(iter(one))) for position in other):
            return False
        return any(self._common_text(p, q, one, other) for p in one for q in other)

    def _common_text(self, p: int, q: int, one: frozenset[int], other: frozenset[int]) -> bool:
        start = (p, p, q)
        seen = {start}
        waiting = [start]
        while waiting:
            a, b, c = waiting.pop()
            for x in self._follow[a]:
                if x not in one:
                    continue
                for z in self._follow[c]:
                    common = self._sets[x] & self._sets[z]
                    if z not in other or not common:
                        continue
                    for y in self._follow[b]:
                        self._spend()
                        if common & self._sets[y]:
                            if (x, y, z) == (p, q, q):
                                return True
                            if (x, y, z) not in seen:
                                seen.add((x, y, z))
                                waiting.append((x, y, z))
        return False


def _in_set(kind: str, value: Any, char: str) -> bool:
    if kind == "LITERAL":
        return ord(char) == int(value)
    if kind == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    name = str(value).removeprefix("CATEGORY_")
    member = {"DIGIT": char.isdecimal(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}
    return member[name.removeprefix("NOT_")] != name.startswith("NOT_")


def _characters(tree: Any) -> Iterator[str]:
    """Every character that the expression names: literals, and the ends and middles of ranges."""
    for operator, argument in tree:
        name = str(operator)
        if name in ("LITERAL", "NOT_LITERAL"):
            yield chr(argument)
        elif name == "IN":
            yield from _characters(argument)
        elif name == "RANGE":
            yield from (chr(argument[0]), chr(argument[1]), chr((argument[0] + argument[1]) // 2))
        elif name == "BRANCH":
            for each in argument[1]:
                yield from _characters(each)
        elif name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT", "MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield from _characters(argument[-1])
        elif name == "ATOMIC_GROUP":
            yield from _characters(argument)
