"""Numbers as lists print them: the number formats of WordprocessingML (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_MOST = 780
"""Beyond it a letter would be repeated more than thirty times; no list counts so far in letters."""


def numeral(count: int, form: str) -> str:
    """`count` in a number format. A format that is not known, or does not reach so far, prints decimal digits."""
    write = _FORMS.get(form)
    return write(count) if write is not None and count >= 0 else str(count)


def chinese(count: int, digits: str = "零一二三四五六七八九", tens: str = "十百千", short: bool = True) -> str:
    """Chinese counting numerals up to 99 999 999. `short` prints 十二 for 一十二 at the beginning."""
    if count == 0:
        return digits[0]
    if count >= 10**8:
        return str(count)
    high, low = divmod(count, 10_000)
    text = ""
    if high:
        text = _below_ten_thousand(high, digits, tens) + "万"
        if 0 < low < 1_000:
            text += digits[0]
    if low:
        text += _below_ten_thousand(low, digits, tens)
    return text[1:] if short and text.startswith(digits[1] + tens[0]) else text


def _below_ten_thousand(count: int, digits: str, tens: str) -> str:
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = count // 10**power % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + (tens[power - 1] if power else "")
            gap = False
        else:
            gap = True
    return text


def _roman(count: int) -> str:
    if not 0 < count < 4_000:
        return str(count)
    text = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        times, count = divmod(count, value)
        text += letters * times
    return text


def _letters(count: int) -> str:
    """A to Z, then AA, BB …, as Word repeats letters."""
    if not 0 < count <= _MOST:
        return str(count)
    times, index = divmod(count - 1, 26)
    return chr(ord("A") + index) * (times + 1)


def _from(first: str, most: int) -> Callable[[int], str]:
    """A run of characters that stand for 1 to `most`."""
    return lambda count: chr(ord(first) + count - 1) if 1 <= count <= most else str(count)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)] if count else str(count)


def _digits(signs: str) -> Callable[[int], str]:
    return lambda count: "".join(signs[int(digit)] for digit in str(count))


def _ordinal(count: int) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def _legal(digits: str) -> Callable[[int], str]:
    return lambda count: chinese(count, digits, "拾佰仟", short=False)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "ordinal": _ordinal,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "chineseLegalSimplified": _legal("零壹贰叁肆伍陆柒捌玖"),
    "ideographLegalTraditional": _legal("零壹貳參肆伍陸柒捌玖"),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "none": lambda count: "",
}
