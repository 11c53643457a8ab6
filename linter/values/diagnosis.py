"""What the grammar does not take: damaged values, lists in words, sentences that hold a figure, and plain words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

from linter.language import comparators, numbers
from linter.language.folding import Folded, fold_with_places
from linter.values import grammar
from linter.values.dates import broken_dates
from linter.values.messages import report
from linter.values.model import Value
from linter.values.parts import LONGEST_FIGURE, Amount, Comparison, NotAValueError, read_comparators, show
from linter.values.quantities import Reading, damaged, list_of
from linter.values.reading import leaked, opens_word, value_of

Parse = Callable[[Folded], Value]

_PLACEHOLDER = re.compile(r"[*＊×xX_□○…]{2,}|^[≥≤<>=]?[*＊×xX_□○…]+(?:$|[^\W\d_]{1,3}$|[%‰])")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"\d")
_SIGNS = re.compile(r"[≥≤<>=%‰]")
_SEPARATED = re.compile(r"[,、;]")
_VAGUE = re.compile(r"预计|大约|大概|力争")
_TWO_FIGURES = re.compile(r"\d \d")
# No technical unit makes a value longer; and the pattern below may try the ways to divide a text.
_LONGEST_TECHNICAL = 40
# A figure, perhaps with its power of ten (1×10⁻⁴), with several (30×16), or with another in brackets, and a unit in letters that
# no list holds (tCO₂e, °Bé, mg/L): a unit that is not known is no damage.
_POWER = r"(?:\d+(?:\.\d+)?(?:[×x*]10[-⁻]?[\d⁰¹²³⁴-⁹]+)?)"
_LETTERS = r"[A-Za-zÀ-ÿµμΩ°℃₀-₉⁰¹²³⁴-⁹⁻⁺·•/%-]"
_UNKNOWN_UNIT = re.compile(
    rf"[≥≤<>=]?±?(?:{_POWER}(?:[-~×x*]{_POWER})*(?:\({_POWER}\))?(?=.*[A-Za-zÀ-ÿ℃°])(?!\d*%\d)(?!.*[A-Za-z]%$){_LETTERS}+|\d+(?:\.\d+)?[×x*]10[-⁻]?[\d⁰¹²³⁴-⁹]+)"
)
_TWO_POINTS = re.compile(r"\d\.{2,}\d")
_DOUBLED_DECIMAL = re.compile(r"(\d+\.\d+)\1(?![\d.])")
_INTERVAL = re.compile(r"([\[(])(-?[\d.]+[^\d,]*),(-?[\d.]+[^\d,]*)([\])])$")
# Longer texts are sentences, and not worth the work.
_LONGEST = 200
_BRACKETS = re.compile(r"\([^()]*\)")


def diagnose(folded: Folded, parse: Parse) -> Value:
    """The Value of a text that is no well-formed target value. `parse` is used for its parts."""
    text = folded.text
    if not text:
        return Value(folded.printed, "empty", "")
    if _PLACEHOLDER.search(text):
        return Value(folded.printed, "text", text)
    if text in grammar.words()["yes_no"]:
        return Value(folded.printed, "yes-no", text)
    if len(text) <= _LONGEST:
        found = _none_of(folded) or _of_parameter(folded, parse)
        if found is None and _DIGIT.search(text):
            found = _bounds(folded, parse) or _broken_figure(folded, parse) or _labelled(folded, parse)
        if found is not None:
            return found
    if _TWO_POINTS.search(text):
        return damaged(folded, None, report(folded, "VAL016", 0, len(text)))
    if len(text) <= _LONGEST_TECHNICAL and _UNKNOWN_UNIT.fullmatch(text):
        return Value(folded.printed, "text", text)
    if not _WORD.search(text) and (_SIGNS.search(text) or (_DIGIT.search(text) and not _LETTER.search(text))):
        return damaged(folded, None, report(folded, "VAL016", 0, len(text)))
    return _words(folded)


def _none_of(folded: Folded) -> Value | None:
    """0投诉, 零事故: none of something."""
    if not _none_pattern().fullmatch(folded.text):
        return None
    nothing = Decimal(0)
    return Value(
        folded.printed, "number", folded.text, low=nothing, high=nothing, low_closed=True, high_closed=True,
        number=nothing, spans={"number": folded.span(0, 1)},
    )  # fmt: skip


@cache
def _none_pattern() -> re.Pattern[str]:
    return re.compile(numbers.none_pattern())


def _of_parameter(folded: Folded, parse: Parse) -> Value | None:
    """COD≤50mg/L, PM2.5≤35微克/立方米, 增幅≥6%: what the bound is of stands before its sign, and belongs to the value."""
    match = _parameter().match(folded.text)
    if match is None or comparators.turned(match.group()):
        return None
    value = parse(folded.part(match.end(), len(folded.text)))
    if value.kind != "number" or value.lead or not value.comparator or value.problem("VAL002"):
        return None
    name = match.group()
    return replace(value, text=folded.printed, canonical=name + value.canonical, lead=name)


@cache
def _parameter() -> re.Pattern[str]:
    sign = f"(?:{comparators.symbols()}|{comparators.words_before('≥', '≤')})"
    latin = r"[A-Za-z][A-Za-z0-9]*(?:\.\d+)?[\u4e00-\u9fff]{0,6}"
    rhythm = grammar.pattern("EACH_TIME")
    return re.compile(rf"(?:{latin}|(?!{rhythm})[\u4e00-\u9fff]{{2,12}}?)(?={sign}\d)")


def _broken_figure(folded: Folded, parse: Parse) -> Value | None:
    """A value that begins with a figure and goes wrong behind it."""
    text = folded.text
    head = _head().match(text)
    if head is None or len(head["number"]) > LONGEST_FIGURE:
        return None
    reading = _head_reading(folded, head)
    doubled = _DOUBLED_DECIMAL.match(text, head.start("number"))
    if doubled is not None:
        meant = text[: head.start("number")] + doubled[1] + text[doubled.end() :]
        return damaged(folded, reading, report(folded, "VAL002", *doubled.span(), suggestion=meant))
    start = head.end("number")
    if _TWO_FIGURES.search(text) and not _WORD.search(text):
        return damaged(
            folded, reading, report(folded, "VAL002", 0, len(text), suggestion=_same(folded, parse, reading, start))
        )
    if head["unit"] and not (reading.sign and (opens_word(head["unit"]) or _opens_phrase(reading, text, start))):
        return _two_values(folded, parse, head, reading)
    tail = parse(folded.part(start, len(text)))
    if tail.number is not None and (tail.kind in ("number", "duration") or tail.number == reading.low.number):
        mend = _same(folded, parse, reading, start)
        return damaged(folded, reading, report(folded, "VAL002", 0, len(text), suggestion=mend))
    try:
        return leaked(folded, reading, start, len(text)) if reading.sign or not _DIGIT.search(text, start) else None
    except NotAValueError:
        return None


def _same(folded: Folded, parse: Parse, reading: Reading, start: int) -> str | None:
    """The value that is meant where behind the figure the same figure stands again with its unit: 95 95%."""
    while folded.text[start : start + 1] == " ":
        start += 1
    tail = parse(folded.part(start, len(folded.text)))
    same = tail.number is not None and tail.number == reading.low.number and tail.unit
    return f"{reading.sign}{show(tail.number)}{tail.printed_unit}" if same and tail.number is not None else None


def _opens_phrase(reading: Reading, text: str, start: int) -> bool:
    """Whether 月 or 日 behind a floor begins words that leaked in (≥10月工资发放): no date has a floor, and no deadline follows."""
    return reading.sign in comparators.FLOORS and _calendar_phrase().match(text, start) is not None


@cache
def _calendar_phrase() -> re.Pattern[str]:
    edge = rf"份|[底末初内前]|[上中下]旬|{grammar.pattern('AHEAD')}"
    return re.compile(rf"(?:[月日号]|年度)(?!{edge})[\u4e00-\u9fff]{{2}}")


def _two_values(folded: Folded, parse: Parse, head: re.Match[str], reading: Reading) -> Value | None:
    """95%95%: behind a whole value stands a value again. 1年6个月 is one period."""
    text, behind = folded.text, head.end("unit")
    if not text[behind : behind + 1].isdigit():
        return None
    first, tail = parse(folded.part(0, behind)), parse(folded.part(behind, len(text)))
    if tail.number is None or tail.kind not in ("number", "duration"):
        return None
    if first.dimension == tail.dimension == "time" and first.unit != tail.unit:
        return Value(folded.printed, "duration", text, comparator=reading.sign)
    if first.unit != tail.unit:
        return None
    same = text[head.start("number") : behind] == text[behind:]
    mend = text[:behind] if same else None
    return damaged(folded, reading, report(folded, "VAL002", 0, len(text), suggestion=mend))


def _bounds(folded: Folded, parse: Parse) -> Value | None:
    """[80%,90%) and (80,90], as mathematics writes them."""
    match = _INTERVAL.match(folded.text)
    if match is None:
        return None
    low, high = ("≥" if match[1] == "[" else ">"), ("≤" if match[4] == "]" else "<")
    value = parse(fold_with_places(f"{low}{match[2]}且{high}{match[3]}"))
    if value.kind != "range":
        return None
    place = folded.span(0, len(folded.text))
    moved = tuple(replace(p, start=place[0], end=place[1], detail=folded.text) for p in value.problems)
    return replace(value, text=folded.printed, problems=moved, spans={})


@cache
def _head() -> re.Pattern[str]:
    signs = f"(?:{comparators.symbols()}|{comparators.words_before()}|{comparators.neutral()})"
    unit = f"(?:{grammar.pattern('SCALE')})?{grammar.pattern('MONEY', 'TIME', 'UNIT')}"
    return re.compile(f"(?P<signs>{signs}*)(?P<number>{grammar.pattern('NUMBER')})(?P<unit>{unit})?(?=.)")


@cache
def _figures() -> re.Pattern[str]:
    """A figure with its unit, comparators and suffixes, anywhere in a sentence."""
    signs = (
        f"(?:{comparators.symbols()}|{comparators.words_before()}|{comparators.neutral()}|{grammar.pattern('APPROX')})"
    )
    unit = grammar.pattern("MONEY", "TIME", "UNIT")
    under = f"(?:(?:/每|[/每])(?:{grammar.pattern('SCALE')})?{unit}){{0,4}}"
    after = grammar.pattern("OR_MORE", "OR_LESS", "APPROX_AFTER")
    amount = f"{grammar.pattern('NUMBER')}(?:{grammar.pattern('SCALE')})?(?:{grammar.pattern('MORE')})?{unit}{under}"
    bare = f"{grammar.pattern('NUMBER')}(?={after})"
    percent = grammar.pattern("SHARE")
    return re.compile(rf"(?<![\d.A-Za-z第])(?<!\d )(?:{signs}){{0,4}}(?:{amount}|{percent}|{bare})(?:{after}){{0,4}}")


def _head_reading(folded: Folded, head: re.Match[str]) -> Reading:
    places = head.span("number")
    amount = Amount(Decimal(head["number"].replace(",", "")), places, places[1], digits=head["number"].replace(",", ""))
    comparison = Comparison()
    if head["signs"]:
        tree = grammar.read(head["signs"] + "1")
        nodes = [] if tree is None else list(tree.find("comparators"))
        comparison = read_comparators(nodes[0]) if nodes else comparison
    return Reading(0, places[1], comparison, comparison.sign, amount)


def _labelled(folded: Folded, parse: Parse) -> Value | None:
    """Targets that each come with their own words: 一等奖1500元、二等奖1000元."""
    text = _BRACKETS.sub(lambda match: "\0" * len(match[0]), folded.text)
    cuts = [0, *(match.end() for match in _SEPARATED.finditer(text)), len(text) + 1]
    if len(cuts) < 3:
        return None
    values = []
    for start, stop in pairwise(cuts):
        piece = folded.part(start, stop - 1)
        bare = text[start : stop - 1].rstrip("\0")
        ends = [match.end() for match in _figures().finditer(bare)]
        value = parse(piece)
        if not ends or ends[-1] != len(bare) or (value.number is None and value.kind != "range"):
            return None
        values.append(replace(value, text=folded.as_printed(start, stop - 1)))
    return list_of(folded, values)


def _words(folded: Folded) -> Value:
    """A sentence or a phrase, with the figure that it holds where it holds just one."""
    text = folded.text
    vague = [report(folded, "VAL012", *match.span()) for match in _VAGUE.finditer(text)]
    broken = broken_dates(folded)
    kind = "frequency" if _cadence().match(text) else "date" if broken or _deadline().search(text) else "text"
    found = [value for match in _figures().finditer(text) if (value := _read_figure(folded, match)) is not None]
    if len(found) != 1:
        value = Value(folded.printed, kind, text, approximate=bool(vague), values=tuple(found))
        return replace(value, problems=(*vague, *broken))
    known = {problem.start for problem in vague}
    own = [p for p in found[0].problems if p.code != "VAL004" and p.start not in known]
    joint = []
    if _SEPARATED.search(text):
        joint = [report(folded, "VAL020", *match.span("unit")) for match in _bad_joint().finditer(text)]
    return replace(found[0], text=folded.printed, kind=kind, canonical=text, problems=(*vague, *broken, *joint, *own))


def _read_figure(folded: Folded, match: re.Match[str]) -> Value | None:
    if _WORD.match(match.group()) and comparators.turned(folded.text[: match.start()]):
        return None  # 不一定低于90%: which bound that is cannot be told.
    part = folded.part(*match.span())
    tree = grammar.read(part.text)
    try:
        value = value_of(part, tree) if tree is not None else None
    except NotAValueError:
        return None
    if value is None or value.kind not in ("number", "range", "duration") or value.problem("VAL002"):
        return None
    # 2024年 and 12月 in a sentence are dates.
    dated = (
        value.dimension == "time" and value.printed_unit in ("年", "月", "日", "年度", "月份") and not value.comparator
    )
    return None if dated else value


@cache
def _cadence() -> re.Pattern[str]:
    return re.compile(grammar.pattern("EACH_TIME"))


@cache
def _deadline() -> re.Pattern[str]:
    return re.compile(rf"{grammar.pattern('MONTH')}(?:\d{{1,2}}[日号])?(?:底|末|{grammar.pattern('AHEAD')})|年[底末]")


@cache
def _bad_joint() -> re.Pattern[str]:
    """元/人,月 inside a sentence or a formula."""
    unit = grammar.pattern("MONEY", "TIME", "UNIT")
    return re.compile(rf"\d(?P<unit>{unit}(?:/{unit})*[,、;]{unit})$")
