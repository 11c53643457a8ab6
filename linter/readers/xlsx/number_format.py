"""The text that a spreadsheet shows for a number: number formats as ECMA-376 part 1, 18.8.30 and 18.8.31 describe them.

Colours, locales and padding leave no text behind; digits, literals, scaling, percent, sections and conditions do. A
fraction format (# ?/?) shows the decimal number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from functools import lru_cache
from itertools import groupby

from linter.readers.xlsx.number_dates import chinese, show_date

GENERAL = "General"
_GENERAL_WIDTH = 11
# Below this a General number is what binary arithmetic left over of a difference, not money.
_DEBRIS = Decimal("1e-9")
_SCIENTIFIC_BELOW = Decimal("1e-4")
_DOUBLE = Context(prec=15, rounding=ROUND_HALF_UP)
_LONG = 255
# Beyond the digits of any amount; a format would print noughts.
_TOO_LARGE = 21
# Beyond what a double holds: the file is damaged.
_LARGEST = 308

BUILTIN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0 ;-#,##0 ",
    38: "#,##0 ;[Red]-#,##0 ",
    39: "#,##0.00 ;-#,##0.00 ",
    40: "#,##0.00 ;[Red]-#,##0.00 ",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
"""Number of a built-in format -> its code, as a Chinese Excel shows it (18.8.30, the tables "all languages" and zh-cn)."""

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | _(?P<pad>.) | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式)
    | (?P<ampm>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|aaaa|aaa|b+)
    | (?P<digit>[0#?])
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*")
_ELAPSED = re.compile(r"(h+|m+|s+)", re.IGNORECASE)


Tokens = tuple[tuple[str, str], ...]
"""Kind and text of each part of a format."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format: its tokens as (kind, text), and the condition under which it is used, if it states one."""

    tokens: Tokens
    condition: tuple[str, Decimal] | None
    numerals: str

    @property
    def dated(self) -> bool:
        return any(kind in ("date", "ampm", "elapsed") for kind, _ in self.tokens)

    def has(self, kind: str) -> bool:
        return any(each == kind for each, _ in self.tokens)

    def meets(self, value: Decimal) -> bool:
        if self.condition is None:
            return False
        sign, bound = self.condition
        return {
            "<": value < bound,
            "<=": value <= bound,
            ">": value > bound,
            ">=": value >= bound,
            "=": value == bound,
            "<>": value != bound,
        }[sign]


def show_figure(text: str, code: str, *, date1904: bool = False) -> str | None:
    """The text of a number as a file writes it; None for what is no number, or none that a cell can hold."""
    try:
        value = Decimal(text.strip())
        if value.is_finite() and value.adjusted() <= _LARGEST:
            return show_number(value, code, date1904=date1904)
    except (DecimalException, ValueError, OverflowError):
        pass
    return None


def show_number(value: Decimal, code: str, *, date1904: bool = False) -> str:
    """The text of a number under a format code, without the blanks that only pad it."""
    if value.adjusted() >= _TOO_LARGE:
        return str(value)
    value = _DOUBLE.plus(value)
    sections = _sections(code)
    section, minus = _section_for(value, sections)
    if section is None:
        return general(value)
    if section.dated:
        shown = show_date(value, section.tokens, section.numerals, date1904=date1904)
        return general(value) if shown is None else shown
    text = _show(value if minus else abs(value), section)
    return text.strip()


def show_text(text: str, code: str) -> str:
    """The text of a text cell: a section with @ puts it among literals."""
    if "@" not in code or code == "@":
        return text
    section = next((each for each in _sections(code) if each.has("text")), None)
    if section is None:
        return text
    around = "".join(text if kind == "text" else part for kind, part in section.tokens if kind in ("text", "literal"))
    return text if around.strip() == text.strip() else around


def general(value: Decimal) -> str:
    """A number as the format General shows it: at most eleven characters wide, but whole numbers with all their digits."""
    if abs(value) < _DEBRIS:
        return "0"
    if value == value.to_integral_value() and abs(value) < Decimal("1e21"):
        return f"{value:f}".split(".")[0]
    if abs(value) < _SCIENTIFIC_BELOW or abs(value) >= Decimal("1e21"):
        mantissa, _, power = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{power[0]}{power[1:].zfill(2)}"
    whole = len(str(int(abs(value))))
    places = max(_GENERAL_WIDTH - whole - 1, 0)
    return _rounded(value, places).rstrip("0").rstrip(".")


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    matches = list(_TOKEN.finditer(code[:_LONG]))
    ends = [at for at, match in enumerate(matches) if match["other"] == ";"]
    starts = [0, *(at + 1 for at in ends)]
    return tuple(_section(matches[start:end]) for start, end in zip(starts, [*ends, len(matches)], strict=True))


def _section(matches: list[re.Match[str]]) -> Section:
    tokens: list[tuple[str, str]] = []
    condition, numerals = None, ""
    for match in matches:
        kind, text = match.lastgroup or "other", match.group(match.lastgroup or 0)
        if kind != "bracket":
            tokens += _plain_token(kind, text)
        elif stated := _CONDITION.fullmatch(text):
            condition = (stated.group(1), Decimal(stated.group(2)))
        elif text.lower().startswith("dbnum"):
            numerals = text[5:6]
        elif text.startswith("$"):
            tokens.append(("literal", text[1:].split("-")[0]))
        elif _ELAPSED.fullmatch(text):
            tokens.append(("elapsed", text.lower()))
    return Section(tuple(tokens), condition, numerals)


def _plain_token(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """The token of a part that is no bracket, if it leaves anything in the text."""
    if kind in ("quoted", "escaped"):
        yield "literal", text
    elif kind == "pad":
        yield "literal", " "
    elif kind == "date" and text.lower().startswith("b"):
        yield "literal", ""
    elif kind == "other":
        yield {"@": "text", ".": ".", ",": ",", "%": "%"}.get(text, "literal"), text
    elif kind != "fill":
        yield kind, text.lower() if kind in ("date", "general") else text


def _section_for(value: Decimal, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """The section that shows `value`, and whether it puts the minus sign of a negative number by itself.

    Sections of numbers only: the fourth, and a last one with @ behind others, is that of texts.
    """
    numeric = sections[:3]
    if len(numeric) > 1 and numeric[-1].has("text"):
        numeric = numeric[:-1]
    if any(section.condition for section in numeric):
        return _by_condition(value, numeric)
    if len(numeric) == 1:
        return numeric[0], True
    if value < 0:
        return numeric[1], False
    return numeric[2 if value == 0 and len(numeric) > 2 else 0], False


def _by_condition(value: Decimal, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    for index, section in enumerate(sections):
        if section.meets(value):
            return section, index == 0 or not (section.condition and section.condition[0].startswith("<"))
    rest = [section for section in sections if section.condition is None]
    return (rest[-1] if rest else None), True


def _show(value: Decimal, section: Section) -> str:
    if section.has("general") or section.has("text"):
        number = general(value)
        if section.numerals:
            number = chinese(number, section.numerals)
        return "".join(
            number if kind in ("general", "text") else text
            for kind, text in section.tokens
            if kind in ("general", "text", "literal")
        )
    if not section.has("digit"):
        sign = "-" if value < 0 else ""
        return sign + "".join(text for kind, text in section.tokens if kind in ("literal", "%", "."))
    if ("literal", "/") in section.tokens:
        return general(value)
    for kind, _ in section.tokens:
        if kind == "%":
            value *= 100
    if section.has("exponent"):
        return _scientific(value, section)
    return _fixed(value, section)


def _fixed(value: Decimal, section: Section) -> str:
    tokens = section.tokens
    digits = [i for i, (kind, _) in enumerate(tokens) if kind == "digit"]
    point, whole, decimals = _divided(tokens, digits)
    grouped, thousands = _commas(tokens, whole, digits[-1] if point is None else max(whole, default=point), digits[-1])
    for _ in range(thousands):
        value /= 1000
    integer, _, fraction = _rounded(abs(value), len(decimals)).partition(".")
    # A value below one shows its leading zero only where the format asks for one.
    integer = "" if integer == "0" and not any(tokens[i][1] == "0" for i in whole) else integer
    out = [part if kind in ("literal", "%") else "" for kind, part in tokens]
    _fill_whole(out, integer, whole, tokens, grouped)
    _fill_fraction(out, fraction, decimals, tokens)
    if point is not None:
        out[point] = "." if whole else integer + "."
    shown = "".join(out)
    if section.numerals:
        shown = _in_numerals(shown, section.numerals)
    return f"-{shown.lstrip()}" if value < 0 else shown


def _divided(tokens: Tokens, digits: list[int]) -> tuple[int | None, list[int], list[int]]:
    """Where the decimal point stands, and the places of the digits before and behind it."""
    point = next((i for i, (kind, _) in enumerate(tokens) if kind == "."), None)
    if point is None:
        return None, digits, []
    return point, [i for i in digits if i < point], [i for i in digits if i > point]


def _commas(tokens: Tokens, whole: list[int], last_whole: int, last: int) -> tuple[bool, int]:
    """Whether digits are grouped, and how many times the number is divided by a thousand: commas behind the last digit."""
    commas = [i for i, (kind, _) in enumerate(tokens) if kind == ","]
    grouping = [i for i in commas if whole and whole[0] < i < whole[-1]]
    dividing = [i for i in commas if any(i > end and _only_commas(tokens[end + 1 : i]) for end in (last_whole, last))]
    return bool(grouping), len(set(dividing) - set(grouping))


def _in_numerals(shown: str, numerals: str) -> str:
    """The figures of a text in Chinese numerals of that kind."""
    runs = groupby(shown, key=lambda character: character.isdigit() or character == ".")
    return "".join(chinese("".join(run), numerals) if numeric else "".join(run) for numeric, run in runs)


def _only_commas(tokens: Tokens) -> bool:
    return all(kind == "," for kind, _ in tokens)


def _fill_whole(out: list[str], integer: str, places: list[int], tokens: Tokens, grouped: bool) -> None:
    """Lays the digits over the places from right to left; the first place takes all that are left."""
    left, right = integer, 0
    for number, place in enumerate(reversed(places)):
        last = number == len(places) - 1
        part, left = (left, "") if last else (left[-1:], left[:-1])
        if not part and tokens[place][1] == "0":
            part = "0"
        out[place] = _with_commas(part, right) if grouped else part
        right += len(part)


def _with_commas(part: str, right: int) -> str:
    """The digits of `part` with a comma behind each that has a multiple of three digits to its right."""
    out = []
    for index, digit in enumerate(part):
        behind = len(part) - index - 1 + right
        out.append(digit + ("," if behind and behind % 3 == 0 else ""))
    return "".join(out)


def _fill_fraction(out: list[str], fraction: str, places: list[int], tokens: Tokens) -> None:
    keep = len(fraction)
    while keep and fraction[keep - 1] == "0" and tokens[places[keep - 1]][1] != "0":
        keep -= 1
    for index, place in enumerate(places):
        out[place] = fraction[index] if index < keep else ""


def _scientific(value: Decimal, section: Section) -> str:
    places = 0
    point = False
    for kind, _ in section.tokens:
        if kind == "exponent":
            break
        point = point or kind == "."
        places += point and kind == "digit"
    mantissa, _, power = f"{value:.{places}E}".partition("E")
    return f"{mantissa}E{power[0]}{power[1:].zfill(2)}"


def _rounded(value: Decimal, places: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=60)):f}"
