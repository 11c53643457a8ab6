"""From parse tree to Value, one function for each form of the grammar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from linter.lalr import Token, Tree
from linter.language import dates
from linter.language.comparators import CEILINGS, FLIPPED, FLOORS
from linter.language.folding import Folded
from linter.language.units import table
from linter.values import grammar
from linter.values.dates import exists, read_dates
from linter.values.messages import report
from linter.values.model import PartialDate, Problem, Value
from linter.values.parts import Node, NotAValueError, part, parts, place, read_comparators, tokens
from linter.values.quantities import (
    Reading,
    damaged,
    list_of,
    quantity_value,
    read_quantity,
    stated_twice,
    two_sided,
)

# A figure below this and without a comparator in front of words is speech (1网通办), no target with a leaked unit.
_LEAST_LEAKED = 10
_YEARS = range(1900, 2100)
# Of these dimensions only the measure words stand before a name; ≤30日办结 is a period with words.
# With these a name ends, and no unit is called so.
_ENDS_OF_NAMES = "率性度量数额费金款值"
_COUNTED = ("count", "persons", "work", "grade", "energy", "volume", "mass", "power")
_BRACKETED_PERCENT = re.compile(r"\(%\)$")
_EDGE_MARKS = "\"'“”‘’「」:;,、。 "


def value_of(folded: Folded, tree: Node) -> Value:
    """The Value of a parse tree. Raises NotAValueError where the words only happen to have the shape."""
    form = tree.children[0]
    assert isinstance(form, Tree)
    return _FORMS[str(form.data)](folded, form)


def _quantities(folded: Folded, node: Node) -> Value:
    items = [child for child in node.children if isinstance(child, Tree)]
    readings = [read_quantity(folded, item) for item in items if item.data != "joiner"]
    if len(readings) == 1:
        return quantity_value(folded, readings[0])
    touching = any(item.data == "further" for item in items)
    if len(readings) == 2:
        first, second = readings
        if _opposed(first, second):
            return two_sided(folded, first, second)
        if touching:
            return stated_twice(folded, first, second)
    elif touching:
        return damaged(folded, readings[0], report(folded, "VAL002", 0, len(folded.text)))
    return list_of(folded, [quantity_value(folded, reading) for reading in readings])


def _opposed(first: Reading, second: Reading) -> bool:
    signs = {first.sign, second.sign}
    single = first.high is None and second.high is None
    return single and bool(signs & set(FLOORS)) and bool(signs & set(CEILINGS))


def _interval(folded: Folded, node: Node) -> Value:
    """90%≤满意度<95%: the first comparator looks the other way."""
    quantity = part(node, "quantity")
    assert quantity is not None
    first = read_quantity(folded, quantity)
    before, after = (read_comparators(child) for child in parts(node, "comparators"))
    second = read_quantity(folded, Tree("further", [child for child in node.children[3:] if isinstance(child, Tree)]))
    first.sign, second.sign = FLIPPED.get(before.sign, ""), after.sign
    if not _opposed(first, second):
        raise NotAValueError
    return two_sided(folded, first, second)


def _span(folded: Folded, node: Node) -> Value:
    """A period with words behind (2年内保持使用), or a figure with words where its unit belongs (100档案管理)."""
    if part(node, "measure") is None:
        if {token.type for child in parts(node, "prefix") for token in tokens(child)} != {"WHOLE"}:
            raise NotAValueError
        return _plain(folded, "duration")
    tail = node.children[-1]
    assert isinstance(tail, Token)
    reading = read_quantity(folded, node)
    unit = reading.low.unit
    if unit is not None and unit.dimension == "time" and reading.bounded and reading.high is None:
        return replace(quantity_value(folded, reading), text=folded.printed, canonical=folded.text)
    if reading.high is not None or reading.low.scale or reading.bounded or reading.lead:
        raise NotAValueError
    if unit is None:
        return leaked(folded, reading, *place(tail))
    if reading.sign and opens_word(folded.text[unit.start : unit.end]):
        bare = replace(reading, low=replace(reading.low, unit=None, end=reading.low.places[1]))
        return leaked(folded, bare, unit.start, place(tail)[1])
    raise NotAValueError


def opens_word(unit: str) -> bool:
    """Whether a unit in front of words is rather the first character of a word: 对 of 对提交材料的审核."""
    found = table().spelled.get(unit)
    counted = found is not None and found.dimension in _COUNTED
    return counted and len(unit) == 1 and unit not in table().measure_words


def leaked(folded: Folded, reading: Reading, start: int, end: int) -> Value:
    """A figure with text in the place of its unit: VAL005, the figure kept. NotAValueError where the words are a phrase."""
    while start < end and folded.text[start] in _EDGE_MARKS:
        start += 1
    detail, number = folded.text[start:end], reading.low.number
    if not detail or not "\u4e00" <= detail[0] <= "\u9fff" or reading.approximate:
        raise NotAValueError
    if not reading.sign and (
        number < _LEAST_LEAKED or number in _YEARS or reading.low.digits in grammar.words()["hotlines"]
    ):
        raise NotAValueError
    bare = quantity_value(folded, reading)
    mend = f"{bare.canonical}%" if _BRACKETED_PERCENT.search(detail) else None
    found = report(folded, "VAL005", start, end, suggestion=mend)
    kept = tuple(p for p in bare.problems if p.code != "VAL004")
    if len(detail) == 1 and detail not in _ENDS_OF_NAMES:
        # 860枪, 40盘: one character in the place of a unit is a unit that no list holds.
        return replace(bare, text=folded.printed, canonical=folded.text, problems=kept)
    return replace(
        bare,
        text=folded.printed,
        kind="damaged",
        canonical=folded.text,
        problems=(*kept, found),
        spans={**bare.spans, "tail": folded.span(start, end)},
    )


def _cadence(folded: Folded, node: Node) -> Value:
    each = parts(node, "each")
    quantities = part(node, "quantities")
    per_unit = [token for child in each for token in tokens(child) if token.type == "UNIT"]
    if quantities is None:
        if per_unit:
            raise NotAValueError
        named, problems = read_dates(folded, node)
        return replace(_plain(folded, "frequency"), dates=named, problems=problems)
    if len(quantities.children) != 1 or not isinstance(quantities.children[0], Tree):
        raise NotAValueError
    value = quantity_value(folded, read_quantity(folded, quantities.children[0]))
    whole = replace(value, text=folded.printed, canonical=folded.text)
    if value.kind == "damaged":
        return whole
    if not (per_unit or value.dimension == "money"):
        return replace(whole, kind="frequency")
    return _rate(folded, value, each, per_unit) if value.unit else whole


def _rate(folded: Folded, value: Value, each: list[Node], per_unit: list[Token]) -> Value:
    """每人每月500元 is 500元/人/月."""
    if any(table().spelled[str(token)].dimension in ("ratio", "grade") for token in per_unit):
        raise NotAValueError
    under = [_period(token) for child in each for token in list(tokens(child))[-1:]]
    if any(not name for name, _, _ in under):
        raise NotAValueError
    return replace(
        value,
        text=folded.printed,
        kind="range" if value.kind == "range" else "number",
        canonical="/".join([value.canonical, *(name for name, _, _ in under)]),
        unit="/".join([value.unit, *(base for _, base, _ in under)]),
        printed_unit="/".join([value.printed_unit, *(name for name, _, _ in under)]),
        dimension="/".join([value.dimension, *(dimension for _, _, dimension in under)]),
    )


def _period(token: Token) -> tuple[str, str, str]:
    """The unit that 每 or 按 stands before: name, base, dimension; empty where it is none (半年, 两年)."""
    text = str(token).lstrip("每按逐")
    unit = table().spelled.get(text)
    return (unit.name, unit.base, unit.dimension) if unit is not None else ("", "", "")


def _deadline(folded: Folded, node: Node) -> Value:
    _refuse_prefix(node)
    comparison = read_comparators(part(node, "comparators"))
    named, problems = read_dates(folded, node)
    broken = part(node, "broken")
    if broken is not None:
        named, problems = _broken(folded, broken)
    return replace(_plain(folded, "date"), comparator=comparison.sign, dates=named, problems=problems)


def _broken(folded: Folded, node: Node) -> tuple[tuple[PartialDate, ...], tuple[Problem, ...]]:
    """12底前: the 月 is missing. 12月31前: the 日. 2024年月, 年12月底: a figure. 20226年, 20261231: no date is written so."""
    _refuse_prefix(node)
    named = {token.type: token for token in node.children if isinstance(token, Token)}
    start = min(place(token)[0] for token in named.values())
    end = max(place(token)[1] for token in named.values())
    year = dates.year_value(named["YEAR"]) if "YEAR" in named else None
    if "COMPACT" in named:
        digits = str(named["COMPACT"])
        date = PartialDate(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        meant = f"{date.year}年{date.month}月{date.day}日"
    elif "BARE_DAY" in named:
        date = PartialDate(year, dates.figure_value(named["MONTH"].rstrip("月份")), int(named["BARE_DAY"]))
        meant = f"{folded.text[start:end]}日"
    else:
        date, meant = _without_month(folded, named, year)
    mend = f"{folded.text[:start]}{meant}{folded.text[end:]}" if meant and exists(date) else None
    known = (date,) if date != PartialDate() and exists(date) else ()
    return known, (report(folded, "VAL018", start, end, suggestion=mend),)


def _without_month(folded: Folded, named: dict[str, Token], year: int | None) -> tuple[PartialDate, str]:
    """The date whose 月 is missing, and how it is meant to stand; empty where that is not certain."""
    figure = named.get("NUMBER")
    if figure is None:
        return PartialDate(year), ""
    month = int(figure) if figure.isdigit() and 1 <= int(figure) <= 12 else None
    if month is None and year is None:
        raise NotAValueError
    if month is None:
        return PartialDate(year), ""
    first = min(place(token)[0] for token in named.values())
    last = max(place(token)[1] for token in named.values())
    cut = place(figure)[1]
    return PartialDate(year, month), f"{folded.text[first:cut]}月{folded.text[cut:last]}"


def _level(folded: Folded, node: Node) -> Value:
    comparison = read_comparators(part(node, "comparators"))
    prefix = {token.type for child in parts(node, "prefix") for token in tokens(child)}
    if prefix == {"WHOLE"} and not comparison.sign:
        return _plain(folded, "duration")
    if comparison.mistyped or prefix:
        raise NotAValueError
    word = next(child for child in node.children if isinstance(child, Token))
    sign = comparison.sign
    for after in parts(node, "after"):
        token = next(tokens(after))
        if token.type in ("OR_MORE", "OR_LESS"):
            sign = sign or ("≥" if token.type == "OR_MORE" else "≤")
    return Value(folded.printed, "level", sign + word, comparator=sign)


def _proportion(folded: Folded, node: Node) -> Value:
    """1:5 and <140/90mmHg are known forms, but no figure with a unit."""
    _refuse_prefix(node)
    return replace(_plain(folded, "text"), comparator=read_comparators(part(node, "comparators")).sign)


def _refuse_prefix(node: Node) -> None:
    if any(True for prefix in parts(node, "prefix") for _ in tokens(prefix)):
        raise NotAValueError


def _plain(folded: Folded, kind: str) -> Value:
    return Value(folded.printed, kind, folded.text)


_FORMS: dict[str, Callable[[Folded, Node], Value]] = {
    "quantities": _quantities,
    "interval": _interval,
    "deadline": _deadline,
    "span": _span,
    "cadence": _cadence,
    "level": _level,
    "proportion": _proportion,
}
