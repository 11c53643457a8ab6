"""The parts of a quantity, read from the parse tree: comparators, units, amounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from linter.lalr import Token, Tree
from linter.language.folding import Folded
from linter.values import numerals, units
from linter.values.messages import report
from linter.values.model import Problem

Node = Tree

_WORD_COMPARATORS = {"GE": "≥", "LE": "≤", "GT": ">", "LT": "<", "EQ": "="}
_NEUTRAL = {"控制在": "≤", "限于": "≤", "达到": "≥", "达": "≥"}
_MISTYPED = {"》": "≥", "〉": "≥", "《": "≤", "〈": "≤"}
_LETTERS = {"ge": "≥", "le": "≤", "gt": ">", "lt": "<", "eq": "="}
# Longer figures are no target, and past the precision of Decimal.
LONGEST_FIGURE = 24
_SYMBOLS = frozenset("≥≤<>=")


class NotAValueError(Exception):
    """The grammar takes the text, but its meaning is no target value; the diagnosis goes on."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as it stands: `name` in standard spelling, `base` and `dimension` joined by "/" for compound ones."""

    name: str
    base: str
    factor: Decimal
    dimension: str
    start: int
    end: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its scale (万) and unit; `places` are the folded characters of the figure."""

    number: Decimal
    places: tuple[int, int]
    end: int
    scale: str = ""
    unit: Measure | None = None
    vague: tuple[int, int] | None = None
    digits: str = ""

    @property
    def factor(self) -> Decimal:
        return units.table().scales.get(self.scale, Decimal(1)) * (self.unit.factor if self.unit else 1)

    @property
    def value(self) -> Decimal:
        """In base units."""
        return plain(self.number * self.factor)

    @property
    def unit_name(self) -> str:
        return self.scale + (self.unit.name if self.unit else "")


@dataclass(slots=True)
class Comparison:
    """The comparators before a figure, taken together."""

    sign: str = ""
    symbol: bool = False
    neutral: bool = True
    start: int = 0
    end: int = 0
    letter: bool = False
    mistyped: tuple[int, int] | None = None
    repeated: tuple[int, int] | None = None


def plain(number: Decimal) -> Decimal:
    """Without trailing zeros, and without an exponent for whole numbers."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def show(number: Decimal) -> str:
    return format(plain(number), "f")


def tokens(node: Node | Token) -> Iterator[Token]:
    return iter((node,)) if isinstance(node, Token) else node.tokens()


def place(token: Token) -> tuple[int, int]:
    return token.start_pos, token.end_pos


def parts(node: Node, name: str) -> list[Node]:
    return [child for child in node.children if isinstance(child, Tree) and child.data == name]


def part(node: Node, name: str) -> Node | None:
    return next(iter(parts(node, name)), None)


def read_comparators(node: Node | None) -> Comparison:
    found = Comparison()
    if node is None:
        return found
    signs: list[tuple[str, Token]] = []
    for token in tokens(node):
        kind = token.type
        if kind == "NEUTRAL":
            signs.append((_NEUTRAL.get(token, "="), token))
        elif kind == "MISTYPED":
            signs.append((_MISTYPED.get(token, ""), token))
            found.mistyped = place(token)
        elif kind == "LETTER":
            signs.append((_LETTERS.get(token.lower(), ""), token))
            found.mistyped, found.letter = place(token), True
        else:
            signs.append((_WORD_COMPARATORS[kind], token))
            found.symbol = found.symbol or token[0] in _SYMBOLS
    firm = [(sign, token) for sign, token in signs if token.type != "NEUTRAL"]
    found.neutral = not firm
    found.sign = (firm or signs)[0][0]
    found.start, found.end = place(signs[0][1])[0], place(signs[-1][1])[1]
    if len(firm) > 1 and found.symbol and not found.mistyped:
        found.repeated = place(firm[1][1])
    return found


def read_unit(folded: Folded, node: Node) -> Measure:
    """`unit` of the grammar. A wrong joint or spelling is a problem of the unit; NotAValueError where two units merely touch."""
    base = part(node, "base")
    assert base is not None
    measure = _base(folded, base)
    joint: Token | None = None
    for child in node.children[1:]:
        assert isinstance(child, Tree)
        if child.data == "per":
            joint = next(tokens(child))
        elif child.data == "under":
            measure = _joined(folded, measure, _under(folded, child), joint)
        else:
            measure = _badly_joined(folded, measure, child)
    return measure


def _base(folded: Folded, node: Node) -> Measure:
    token = next(tokens(node))
    start, end = place(token)
    table = units.table()
    unit = table.spelled.get(str(token)) or units.measured(token)
    if unit is None:
        raise NotAValueError
    named = token.type == "COUNTED"
    if named and unit.dimension == "money":
        # 元人次 is a price with its stroke missing, 元资金 an amount with its name.
        behind = units.table().spelled.get(str(token).removeprefix(unit.name))
        if behind is not None:
            over = Measure(unit.name, unit.base, unit.factor, unit.dimension, start, end)
            under = Measure(behind.name, behind.base, behind.factor, behind.dimension, start, end)
            return replace(_joined(folded, over, under, None), problems=(report(folded, "VAL020", start, end),))
    problems = (report(folded, "VAL006", start, end),) if not named and str(token) in table.wrong else ()
    return Measure(str(token) if named else unit.name, unit.base, unit.factor, unit.dimension, start, end, problems)


def _under(folded: Folded, node: Node) -> Measure:
    """The unit under a stroke, perhaps in brackets: 元/(人·月)."""
    inner = parts(node, "under")
    if inner:
        joints = [next(tokens(per)) for per in parts(node, "per")]
        measure = _under(folded, inner[0])
        for joint, under in zip(joints, inner[1:], strict=True):
            measure = _joined(folded, measure, _under(folded, under), joint)
        return measure
    base = part(node, "base")
    assert base is not None
    measure = _base(folded, base)
    # /10万人: a figure and a scale belong to the unit.
    times = [child for child in node.children if isinstance(child, Token)]
    factor = measure.factor
    for token in times:
        factor *= numerals.arabic(token) if token.type == "NUMBER" else units.table().scales[str(token)]
    if not factor or any(len(token) > LONGEST_FIGURE for token in times):
        raise NotAValueError
    start = place(times[0])[0] if times else measure.start
    return replace(measure, name="".join([*times, measure.name]), factor=factor, start=start)


def _joined(folded: Folded, over: Measure, under: Measure, joint: Token | None) -> Measure:
    # 元/人月 is 元/人/月.
    time = units.table().spelled.get(under.base[1:]) if under.dimension == "work" and under.base[0] == "人" else None
    if time is not None:
        under = replace(under, name=f"人/{time.name}", base=f"人/{time.base}", dimension="persons/time")
    problems = over.problems + under.problems
    if joint is not None and joint.type == "DOT" and joint != "·":
        problems += (report(folded, "VAL020", over.start, under.end),)
    return Measure(
        f"{over.name}/{under.name}", f"{over.base}/{under.base}", over.factor / under.factor,
        f"{over.dimension}/{under.dimension}", over.start, under.end, problems,
    )  # fmt: skip


def _badly_joined(folded: Folded, over: Measure, node: Node) -> Measure:
    base = part(node, "base")
    if base is not None:
        under = _base(folded, base)
    else:
        token = next(tokens(node))
        under = _base(folded, Tree("base", [token]))
        # 元人次 can only mean 元/人次; other units that touch may be anything.
        if over.dimension != "money" or under.dimension not in ("persons", "count", "work"):
            raise NotAValueError
    joined = _joined(folded, over, under, None)
    return Measure(
        joined.name, joined.base, joined.factor, joined.dimension, joined.start, joined.end,
        (*joined.problems, report(folded, "VAL020", joined.start, joined.end)),
    )  # fmt: skip


def read_amount(folded: Folded, node: Node) -> Amount:
    first, *_ = tokens(node)
    unit_node = part(node, "unit")
    unit = read_unit(folded, unit_node) if unit_node is not None else None
    named = {token.type: token for token in node.children if isinstance(token, Token)}
    end = max(place(token)[1] for token in tokens(node))
    if "PERCENT_WORDS" in named or "TENTHS" in named:
        start, end = place(first)
        percent = Measure("%", "%", Decimal(1), "ratio", start, end)
        return Amount(_percent(first), (start, end), end, unit=percent)
    figure = named.get("NUMBER") or named["CN_NUMBER"]
    number = numerals.arabic(figure) if figure.type == "NUMBER" else numerals.chinese(figure)
    if figure == "一" and unit_node is not None and any(token.type == "COUNTED" for token in tokens(unit_node)):
        raise NotAValueError  # 一条龙服务, 一件事: figures of speech.
    if number is None:
        raise NotAValueError
    if len(figure) > LONGEST_FIGURE:
        raise NotAValueError
    scale = str(named.get("SCALE", ""))
    if "CURRENCY" in named and unit is None:
        unit = Measure("元", "元", Decimal(1), "money", *place(named["CURRENCY"]))
    if "CURRENCY" in named and unit is not None and not unit.dimension.startswith("money"):
        raise NotAValueError
    vague = place(named["MORE"]) if "MORE" in named else None
    digits = str(figure).replace(",", "").lstrip("+") if figure.type == "NUMBER" else ""
    return Amount(number, place(figure), end, scale, unit, vague, digits)


def _percent(token: Token) -> Decimal:
    """百分之九十 and 九成 as per cent."""
    text = str(token)
    if len(text) > LONGEST_FIGURE:
        raise NotAValueError
    if text.startswith("百分之"):
        figure = text[3:]
        number = numerals.arabic(figure) if figure[0].isdigit() else numerals.chinese(figure)
    else:
        tens, _, ones = text.partition("成")
        rest = Decimal(5) if ones == "半" else (numerals.chinese(ones) if ones else Decimal(0))
        whole = numerals.chinese(tens)
        number = None if whole is None or rest is None else whole * 10 + rest
    if number is None:
        raise NotAValueError
    return number
