"""Quantities on the way from the parse tree to a Value: comparison, figures, unit, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from linter.lalr import Token
from linter.language import comparators, units
from linter.language.comparators import CEILINGS, FLOORS
from linter.language.folding import Folded
from linter.values import grammar
from linter.values.fused import unfused
from linter.values.messages import mended, report
from linter.values.model import Problem, Value
from linter.values.parts import (
    Amount,
    Comparison,
    Measure,
    Node,
    NotAValueError,
    part,
    parts,
    place,
    plain,
    read_amount,
    read_comparators,
    read_unit,
    show,
    tokens,
)

_YEARS = range(1900, 2100)


@dataclass(slots=True)
class Reading:
    """One quantity; all places are those of the folded text. `sign` is the comparator that holds after prefix and suffix."""

    start: int
    end: int
    comparison: Comparison
    sign: str
    low: Amount
    high: Amount | None = None
    tolerance: bool = False
    bounded: bool = False
    between: bool = False
    open_low: bool = False
    open_high: bool = False
    lead: str = ""
    approximate: bool = False
    problems: list[Problem] = field(default_factory=list)


def read_quantity(folded: Folded, node: Node) -> Reading:
    """A `quantity`, `further` or `span` of the grammar."""
    measure = part(node, "measure")
    assert measure is not None
    comparison = read_comparators(part(node, "comparators"))
    places = [
        place(token) for name in ("prefix", "comparators", "measure") for t in parts(node, name) for token in tokens(t)
    ]
    amounts = [read_amount(folded, child) for child in parts(measure, "amount")]
    found = Reading(
        min(start for start, _ in places),
        max(end for _, end in places),
        comparison,
        comparison.sign,
        amounts[0],
        amounts[1] if len(amounts) > 1 else None,
        any(isinstance(child, Token) and child.type == "TOLERANCE" for child in measure.children),
    )
    afters = [next(tokens(after)) for after in parts(measure, "after")]
    # 5%（不含）以下: the remark is on the bound that the word behind it gives.
    for token in sorted(afters, key=lambda token: token.type == "NOTE"):
        _take_after(folded, token, found)
    for child in measure.children:
        if isinstance(child, Token) and child.type == "NOTE":
            found.open_low = comparators.says_exclusive(child) is True
    _take_prefix(folded, [token for prefix in parts(node, "prefix") for token in tokens(prefix)], found)
    for vague in (amount.vague for amount in amounts if amount.vague):
        _approximate(folded, found, vague)
    _check_figures(found)
    _check_comparators(folded, found)
    for unit in (end.unit for end in (found.low, found.high) if end is not None and end.unit is not None):
        found.problems += unit.problems
    return found


def _take_prefix(folded: Folded, prefix: Sequence[Token], found: Reading) -> None:
    for token in prefix:
        if token.type == "APPROX":
            _approximate(folded, found, place(token))
        elif token.type != "AMID":
            found.lead += token


def _check_figures(found: Reading) -> None:
    """NotAValueError for 一 and 三十 where nothing says that they are figures, and for 5之间, which lacks its other end."""
    last = found.high or found.low
    if last.spoken and last.unit is None and not (found.sign or found.approximate or found.high is not None):
        raise NotAValueError
    if found.between and found.high is None:
        raise NotAValueError


def _approximate(folded: Folded, found: Reading, where: tuple[int, int]) -> None:
    found.approximate = True
    found.problems.append(report(folded, "VAL012", *where))


def _take_after(folded: Folded, token: Token, found: Reading) -> None:
    start, end = place(token)
    comparison = found.comparison
    if token.type == "APPROX_AFTER":
        _approximate(folded, found, (start, end))
    elif token.type in ("OR_MORE", "OR_LESS"):
        found.bounded = True
        sign = "≥" if token.type == "OR_MORE" else "≤"
        if comparison.symbol and not comparison.mistyped:
            agrees = comparison.sign in (FLOORS if sign == "≥" else CEILINGS)
            mend = folded.text[comparison.start : start] if agrees else None
            found.problems.append(report(folded, "VAL021", start, end, suggestion=mend))
        elif comparison.neutral:
            found.sign = sign
    elif token.type == "BETWEEN":
        found.between = True
    elif token.type == "NOTE":
        _take_note(folded, start, end, found)


def _take_note(folded: Folded, start: int, end: int, found: Reading) -> None:
    """A unit in brackets behind the figure, known or not: 100.00(%), 5.00(万人次), 300(客); or whether the bound is meant.

    Any other remark in brackets is left aside.
    """
    exclusive = comparators.says_exclusive(folded.text[start:end])
    if exclusive is not None:
        found.sign = comparators.bound(found.sign, not exclusive)
        found.open_high = exclusive
        return
    last = found.high or found.low
    tree = grammar.read_unit(folded.text[start + 1 : end - 1]) if last.unit is None else None
    unit = part(tree, "unit") if tree is not None else None
    scale = last.scale
    if tree is not None and unit is not None:
        measure = read_unit(folded.part(start + 1, end - 1), unit)
        scale = next((str(token) for token in tree.children if isinstance(token, Token)), scale)
        measure = replace(measure, start=measure.start + start + 1, end=measure.end + start + 1)
    elif last.unit is None and units.may_be_unit(folded.text[start + 1 : end - 1]):
        name = folded.text[start + 1 : end - 1]
        measure = Measure(f"({name})", name, Decimal(1), "", start + 1, end - 1)
    else:
        return
    amount = replace(last, unit=measure, scale=scale, end=end)
    if found.high is None:
        found.low = amount
    else:
        found.high = amount


def _check_comparators(folded: Folded, found: Reading) -> None:
    comparison = found.comparison
    if comparison.mistyped:
        if comparison.letter and (found.low.unit is None or found.low.unit.dimension == "grade"):
            raise NotAValueError
        mend = comparison.sign + folded.text[comparison.end : found.end] if comparison.sign else None
        found.problems.append(report(folded, "VAL024", *comparison.mistyped, suggestion=mend))
    elif comparison.repeated:
        start, end = comparison.repeated
        mend = folded.text[comparison.start : start] + folded.text[end : found.end] if comparison.agree else None
        found.problems.append(report(folded, "VAL021", start, end, suggestion=mend))


# --- values


def quantity_value(folded: Folded, reading: Reading) -> Value:
    """A number, range, duration or grade; damaged where its digits are two figures run together."""
    if reading.tolerance and reading.high is not None:
        return _around(folded, reading, reading.low, reading.high)
    if reading.tolerance:
        low = replace(reading.low, number=-reading.low.number)
        return _between(
            folded, reading, low, reading.low, (True, True), f"±{show(reading.low.number)}{reading.low.unit_name}"
        )
    if reading.high is not None:
        return _range(folded, reading, reading.high)
    amount, sign = reading.low, reading.sign
    if _is_date(amount, sign):
        raise NotAValueError
    fused, meant = unfused(amount)
    if fused:
        mend = None if meant is None else _print(reading, sign, show(meant), amount.unit_name)
        return _fused(folded, reading, report(folded, "VAL002", *amount.places, suggestion=mend))
    canonical = _print(reading, sign, show(amount.number), amount.unit_name)
    dimension = amount.unit.dimension if amount.unit else ""
    return Value(
        text=folded.as_printed(reading.start, reading.end),
        kind={"time": "duration", "grade": "level"}.get(dimension, "number"),
        canonical=canonical,
        comparator=sign,
        low=None if sign in CEILINGS else amount.value,
        high=None if sign in FLOORS else amount.value,
        low_closed=sign not in (*CEILINGS, ">"),
        high_closed=sign not in (*FLOORS, "<"),
        number=plain(amount.number),
        unit=amount.unit.base if amount.unit else "",
        printed_unit=_printed_unit(folded, amount),
        dimension=dimension,
        approximate=reading.approximate,
        problems=_mended([*reading.problems, *_unit_problems(folded, reading, amount)], canonical),
        spans=_spans(folded, reading, amount),
        lead=reading.lead,
    )


def two_sided(folded: Folded, first: Reading, second: Reading) -> Value:
    """≥90%且<95%, in either order."""
    lower, upper = (first, second) if first.sign in FLOORS else (second, first)
    low, high = _same_unit(lower.low, upper.low)
    signs = f"{lower.sign}{show(low.number)}", f"{upper.sign}{show(high.number)}{high.unit_name}"
    if low.unit_name != high.unit_name:
        signs = signs[0] + low.unit_name, signs[1]
    whole = replace(first, end=second.end, problems=[*first.problems, *second.problems])
    return _between(folded, whole, low, high, (lower.sign == "≥", upper.sign == "≤"), "且".join(signs))


def _around(folded: Folded, reading: Reading, middle: Amount, off: Amount) -> Value:
    """20℃±2℃: from 18℃ to 22℃."""
    middle, off = _same_unit(middle, off)
    if _base(middle) != _base(off) or reading.sign:
        raise NotAValueError
    width = plain(off.value / middle.factor)
    low, high = replace(middle, number=middle.number - width), replace(middle, number=middle.number + width)
    around = replace(reading, low=replace(low, digits=""), tolerance=False)
    return _range(folded, around, replace(high, digits="", end=off.end))


def _is_date(amount: Amount, sign: str) -> bool:
    """2024年 and a bare 12月 name a date, wherever they stand."""
    if amount.scale or amount.unit is None:
        return False
    return (amount.unit.base == "年" and amount.number in _YEARS) or (amount.unit.name == "月" and not sign)


def _range(folded: Folded, reading: Reading, high: Amount) -> Value:
    low, high = _same_unit(reading.low, high)
    fused, meant = unfused(low)
    if not fused and low.value > high.value and _halves(low.digits):
        # 30 printed twice before the rest of 30元-120元.
        meant = Decimal(low.digits[: len(low.digits) // 2])
        fused = meant * low.factor <= high.value
    if fused:
        own = reading.low.unit_name
        mend = None if meant is None else f"{reading.lead}{show(meant)}{own}-{show(high.number)}{high.unit_name}"
        return _fused(folded, reading, report(folded, "VAL002", *low.places, suggestion=mend))
    own = low.unit_name if low.unit_name != high.unit_name else ""
    if low.number < 0 or reading.open_low or reading.open_high:
        signs = ">" if reading.open_low else "≥", "<" if reading.open_high else "≤"
        canonical = f"{signs[0]}{show(low.number)}{own}且{signs[1]}{show(high.number)}{high.unit_name}"
    else:
        canonical = f"{show(low.number)}{own}-{show(high.number)}{high.unit_name}"
    return _between(folded, reading, low, high, (not reading.open_low, not reading.open_high), canonical)


def _between(
    folded: Folded, reading: Reading, low: Amount, high: Amount, closed: tuple[bool, bool], canonical: str
) -> Value:
    problems = [*reading.problems, *_unit_problems(folded, reading, high)]
    if _base(low) != _base(high) or low.value > high.value:
        problems.append(report(folded, "VAL027", reading.start, reading.end))
    about = "约" if reading.approximate else ""
    canonical = f"{reading.lead}{about}{canonical}"
    return Value(
        text=folded.as_printed(reading.start, reading.end),
        kind="range",
        canonical=canonical,
        low=low.value,
        high=high.value,
        low_closed=closed[0],
        high_closed=closed[1],
        unit=_base(high),
        printed_unit=_printed_unit(folded, high),
        dimension=high.unit.dimension if high.unit else "",
        approximate=reading.approximate,
        problems=_mended(problems, canonical),
        spans=_spans(folded, reading, high),
        lead=reading.lead,
    )


def damaged(folded: Folded, reading: Reading | None, *problems: Problem) -> Value:
    """A value that cannot be trusted: the comparator is kept, the figure is not."""
    spans = _spans(folded, reading, None) if reading is not None else {}
    sign = reading.sign if reading is not None else ""
    return Value(folded.printed, "damaged", folded.text, comparator=sign, problems=problems, spans=spans)


def _fused(folded: Folded, reading: Reading, problem: Problem) -> Value:
    """One quantity, perhaps of several in the cell, whose digits are run together."""
    text, canonical = folded.as_printed(reading.start, reading.end), folded.text[reading.start : reading.end]
    return replace(damaged(folded, reading, problem), text=text, canonical=canonical)


def stated_twice(folded: Folded, first: Reading, second: Reading) -> Value:
    """≥90大于等于90%: the tail is the mend where it says the same figure."""
    same = first.low.number == second.low.number and (first.low.unit is None or _base(first.low) == _base(second.low))
    mend = quantity_value(folded, second).canonical if same and first.high is None and second.high is None else None
    return damaged(folded, first, report(folded, "VAL002", first.start, second.end, suggestion=mend))


def list_of(folded: Folded, values: Sequence[Value]) -> Value:
    """Several values in one cell: VAL017, and the problems of each."""
    bases = {value.unit for value in values}
    dimensions = {value.dimension for value in values}
    several = report(folded, "VAL017", 0, len(folded.text))
    return Value(
        text=folded.printed,
        kind="list",
        canonical="、".join(value.canonical for value in values),
        unit=bases.pop() if len(bases) == 1 else "",
        dimension=dimensions.pop() if len(dimensions) == 1 else "",
        approximate=any(value.approximate for value in values),
        values=tuple(values),
        problems=(several, *(problem for value in values for problem in value.problems)),
    )


def _print(reading: Reading, sign: str, figure: str, unit: str) -> str:
    return f"{reading.lead}{'约' if reading.approximate else ''}{sign}{figure}{unit}"


def _base(amount: Amount) -> str:
    return amount.unit.base if amount.unit else ""


def _printed_unit(folded: Folded, amount: Amount) -> str:
    if amount.unit is None:
        return amount.scale
    end = amount.unit.end
    printed = folded.text[amount.unit.start : end]
    return amount.scale + printed + (")" if "(" in printed and folded.text[end : end + 1] == ")" else "")


def _same_unit(low: Amount, high: Amount) -> tuple[Amount, Amount]:
    """Where only one end has a unit it is that of both: 360-400人, 1.5-2万元."""
    if low.unit is None and not low.scale:
        # 8000-1万元 starts at 8000 yuan, 1.5-2万元 at 15000.
        low = replace(low, unit=high.unit, scale=high.scale if low.number <= high.number else "")
    elif low.unit is None:
        low = replace(low, unit=high.unit)
    elif high.unit is None and not high.scale:
        high = replace(high, unit=low.unit, scale=low.scale)
    return low, high


def _halves(digits: str) -> bool:
    half = len(digits) // 2
    return half > 0 and digits[:half] == digits[half:]


def _unit_problems(folded: Folded, reading: Reading, amount: Amount) -> list[Problem]:
    if amount.unit is not None:
        return []
    if amount.scale:
        mend = folded.text[reading.start : amount.end] + "元"
        return [report(folded, "VAL019", reading.start, amount.end, suggestion=mend)]
    if amount.number == 0:
        return []
    return [report(folded, "VAL004", reading.start, reading.end)]


def _mended(problems: Sequence[Problem], canonical: str) -> tuple[Problem, ...]:
    """Where only the spelling of the unit is wrong, the canonical value is the mend."""
    return tuple(mended(p, canonical) if p.code in ("VAL006", "VAL020") else p for p in problems)


def _spans(folded: Folded, reading: Reading, amount: Amount | None) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    comparison = reading.comparison
    if comparison.end > comparison.start:
        found["comparator"] = folded.span(comparison.start, comparison.end)
    found["number"] = folded.span(*reading.low.places)
    if amount is not None and amount.unit is not None:
        found["unit"] = folded.span(amount.unit.start, amount.unit.end)
    return found
