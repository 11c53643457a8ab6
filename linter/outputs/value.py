"""One parsed target value in words (`budgetlint value TEXT --text`)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from linter.outputs.visible import visible
from linter.outputs.words import Words
from linter.values import Value, message_of

_KINDS = {
    "number": ("数值", "number"),
    "range": ("区间", "range"),
    "date": ("日期", "date"),
    "duration": ("期限", "duration"),
    "frequency": ("频次", "frequency"),
    "level": ("等级", "level"),
    "yes-no": ("是/否", "yes or no"),
    "text": ("文字", "text"),
    "list": ("多个值", "list"),
    "damaged": ("损坏", "damaged"),
    "empty": ("空", "empty"),
}


def render(value: Value, lang: str = "zh") -> str:
    """The value as it was read, its range in interval notation, and what is wrong with its writing."""
    return "".join(f"{visible(line)}\n" for line in _lines(value, Words(lang)))


def _lines(value: Value, say: Words) -> Iterator[str]:
    def line(key: str, text: str) -> str:
        return f"{say(key)}{say('colon')}{text}"

    yield line("value.text", value.text or say("empty"))
    if value.canonical and value.canonical != value.text:
        yield line("value.canonical", value.canonical)
    yield line("value.kind", _KINDS[value.kind][say.lang == "en"] if value.kind in _KINDS else value.kind)
    if value.low is not None or value.high is not None:
        yield line("value.range", f"{_interval(value)}{value.unit}")
    elif value.unit:
        yield line("value.unit", value.unit)
    for problem in value.problems:
        yield line("value.problem", f"{problem.code} {message_of(problem, say.lang)}")
        if problem.suggestion:
            yield f"  {say('suggestion', text=problem.suggestion)}"
    if not value.problems:
        yield say("value.sound")


def _interval(value: Value) -> str:
    if value.low is not None and value.low == value.high:
        return _plain(value.low)
    low = "(−∞" if value.low is None else f"{'[' if value.low_closed else '('}{_plain(value.low)}"
    high = "+∞)" if value.high is None else f"{_plain(value.high)}{']' if value.high_closed else ')'}"
    return f"{low}, {high}"


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
