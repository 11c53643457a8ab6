"""The parts of a quantity, read from the parse tree: comparators, units, amounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from linter.lalr import Token, Tree
from linter.language import comparators, numbers, units
from linter.language.folding import Folded
from linter.values.messages import report
from linter.values.model import Problem

Node = Tree

# Longer figures are no target, and past the precision of Decimal.
LONGEST_FIGURE = 24
_EACH = "均"
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
    """A figure with its scale (万) and unit; `places` are the folded characters of the figure.

    `spoken` marks Chinese numerals without a unit, which are a figure only with a comparator or in a range.
    """

    number: Decimal
    places: tuple[int, int]
    end: int
    scale: str = ""
    unit: Measure | None = None
    vague: tuple[int, int] | None = None
    digits: str = ""
    spoken: bool = False

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
    agree: bool = False


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
    signs = [(comparators.sign_of(token.type, token), token) for token in tokens(node)]
    for _, token in signs:
        if token.type in ("MISTYPED", "LETTER"):
            found.mistyped, found.letter = place(token), token.type == "LETTER"
        elif token.type != "NEUTRAL":
            found.symbol = found.symbol or token[0] in _SYMBOLS
    firm = [(sign, token) for sign, token in signs if token.type != "NEUTRAL"]
    found.neutral = not firm
    found.sign = (firm or signs)[0][0]
    found.start, found.end = place(signs[0][1])[0], place(signs[-1][1])[1]
    if len(firm) > 1 and found.symbol and not found.mistyped:
        found.repeated, found.agree = place(firm[1][1]), firm[0][0] == firm[1][0]
    return found


def read_unit(folded: Folded, node: Node) -> Measure:
    """`unit` of the grammar. A wrong joint or spelling is a problem of the unit; NotAValueError where two units merely touch."""
    base = part(node, "base")
    assert base is not None
    measure = _base(folded, base)
    joint: Token | None = None
    divided = False
    for child in node.children[1:]:
        assert isinstance(child, Tree)
        if child.data == "per":
            joint = next(tokens(child))
        elif child.data != "under":
            measure = _badly_joined(folded, measure, child)
        elif joint == "·" and not divided and not measure.dimension.startswith("money"):
            measure = _multiplied(folded, measure, _under(folded, child, measure))
        else:
            divided = True
            measure = _joined(folded, measure, _under(folded, child, measure), joint)
    return measure


def _multiplied(folded: Folded, first: Measure, second: Measure) -> Measure:
    """吨·公里 is a product; only behind a stroke or an amount of money does the point divide (元/人·月)."""
    spelled = units.table().spelled
    printed = folded.text[first.start : first.end] + folded.text[second.start : second.end]
    known = spelled.get(printed) or spelled.get(first.name + second.name)
    if known is not None:
        return Measure(known.name, known.base, known.factor, known.dimension, first.start, second.end)
    return Measure(
        f"{first.name}·{second.name}", f"{first.base}·{second.base}", first.factor * second.factor,
        f"{first.dimension}·{second.dimension}", first.start, second.end, first.problems + second.problems,
    )  # fmt: skip


def _base(folded: Folded, node: Node) -> Measure:
    token = next(tokens(node))
    start, end = place(token)
    table = units.table()
    if token.type == "LATIN":
        # Not in the table, but no damage either: a unit whose dimension is not known.
        return Measure(str(token), str(token), Decimal(1), "", start, end)
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


def _under(folded: Folded, node: Node, over: Measure) -> Measure:
    """The unit under a stroke, perhaps in brackets: 元/(人·月). What is priced by the piece may be any thing: 元/客."""
    inner = parts(node, "under")
    if inner:
        joints = [next(tokens(per)) for per in parts(node, "per")]
        measure = _under(folded, inner[0], over)
        for joint, under in zip(joints, inner[1:], strict=True):
            measure = _joined(folded, measure, _under(folded, under, over), joint)
        return measure
    first = next(tokens(node))
    if first.type == "THING":
        if not over.dimension.startswith("money"):
            raise NotAValueError
        # 元/人均: what is said twice, by the stroke and by 均, is no thing that is priced.
        each = units.table().spelled.get(first.removesuffix(_EACH)) if first.endswith(_EACH) else None
        if each is None:
            return Measure(str(first), str(first), Decimal(1), "count", *place(first))
        twice = (report(folded, "VAL020", over.start, place(first)[1]),)
        return Measure(each.name, each.base, Decimal(1), each.dimension, *place(first), twice)
    base = part(node, "base")
    assert base is not None
    measure = _base(folded, base)
    # /10万人: a figure and a scale belong to the unit.
    times = [child for child in node.children if isinstance(child, Token)]
    factor = measure.factor
    for token in times:
        factor *= numbers.arabic(token) if token.type == "NUMBER" else units.table().scales[str(token)]
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
    known = over.dimension and under.dimension
    if joint is not None and joint.type == "DOT" and joint != "·":
        problems += (report(folded, "VAL020", over.start, under.end),)
    return Measure(
        f"{over.name}/{under.name}", f"{over.base}/{under.base}", over.factor / under.factor,
        f"{over.dimension}/{under.dimension}" if known else "", over.start, under.end, problems,
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
    printed = [token for token in node.children if isinstance(token, Token)]
    named = {token.type: token for token in reversed(printed)}
    end = max(place(token)[1] for token in tokens(node))
    if "SHARE" in named or "SLASH" in named:
        percent = Measure("%", "%", Decimal(1), "ratio", *place(first))
        return Amount(_share(first), place(first), end, unit=percent)
    figures = [token for token in printed if token.type in ("NUMBER", "CN_NUMBER")]
    figure = figures[0]
    if figure == "一" and unit_node is not None and any(token.type == "COUNTED" for token in tokens(unit_node)):
        raise NotAValueError  # 一条龙服务, 一件事: figures of speech.
    number = _two_scales(printed) if len(figures) > 1 else _number(figure)
    plain_digits = figure.type == "NUMBER" and len(figures) == 1 and number >= 0
    return Amount(
        number,
        (place(figure)[0], place(figures[-1])[1]),
        end,
        scale=str(named.get("SCALE", "")),
        unit=_money(named.get("CURRENCY"), unit),
        vague=place(named["MORE"]) if "MORE" in named else None,
        digits=numbers.arabic_digits(figure) if plain_digits else "",
        spoken=figure.type == "CN_NUMBER" and unit is None,
    )


def _number(figure: Token) -> Decimal:
    number = numbers.arabic(figure) if figure.type == "NUMBER" else numbers.chinese(figure)
    if number is None or len(figure) > LONGEST_FIGURE:
        raise NotAValueError
    return number


def _two_scales(printed: list[Token]) -> Decimal:
    """1亿2000万 in 亿, 3万5000 in 万. NotAValueError where the second is not the rest of the first (3万50000)."""
    scales = units.table().scales
    parts = [token for token in printed if token.type in ("NUMBER", "SCALE")]
    rest = _number(parts[2]) * (scales[str(parts[3])] if len(parts) > 3 else 1)
    number = numbers.with_rest(_number(parts[0]), scales[str(parts[1])], rest)
    if number is None:
        raise NotAValueError
    return number


def _money(currency: Token | None, unit: Measure | None) -> Measure | None:
    """The unit of an amount with ¥ before it."""
    if currency is None:
        return unit
    if unit is None:
        return Measure("元", "元", Decimal(1), "money", *place(currency))
    if not unit.dimension.startswith("money"):
        raise NotAValueError
    return unit


def _share(token: Token) -> Decimal:
    """百分之九十, 九成 and 2/3 as per cent."""
    share = numbers.slash(token) if token.type == "SLASH" else numbers.percent(token)
    if share is None or len(token) > LONGEST_FIGURE:
        raise NotAValueError
    return share
