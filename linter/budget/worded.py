"""Arithmetic that a text works out in words: 260人，1450元/月，每月需37.70万元. Words: rules/lexicons/calculations.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from linter.budget.amounts import COUNT, MONEY, RATE, Mention, Prose
from linter.budget.intervals import Interval
from linter.budget.products import Calculation, Value, compare, mention_value
from linter.language import units
from linter.language.folding import half_width
from linter.language.terminals import either
from linter.resources import data

_PERSONS, _VISITS = "人", "人次"
_MONTH, _YEAR = "月", "年"
_SENTENCE_END = re.compile(r"[。；]")
_STOP = re.compile(r"[，；。]")
# So many characters before an amount say what it is for each of; so many counts may stand on either side of it.
_LEAD = 14
_COUNTS = 3
_GAP = 40


@dataclass(frozen=True, slots=True)
class _Words:
    """`unit` finds what an amount is for each of (每人, 户均), `noun_each` so where that is a noun (每站), `lead` is what may
    stand before a count that names who is counted (，集训120人), `price` that it is the price of one; `glue` is what may stand
    between the figures of a calculation, `named` what may where a noun stands with it, `result` what stands between its last
    one and the result, `by` and `by_end` what stands around the terms where the result stands before them."""

    unit: re.Pattern[str]
    noun_each: re.Pattern[str]
    lead: re.Pattern[str]
    price: re.Pattern[str]
    by: re.Pattern[str]
    by_end: re.Pattern[str]
    glue: re.Pattern[str]
    named: re.Pattern[str]
    result: re.Pattern[str]
    total: re.Pattern[str]
    periods: tuple[tuple[str, re.Pattern[str]], ...]
    in_a_year: dict[str, Decimal]


@cache
def _words() -> _Words:
    raw = data("lexicons/calculations.yaml")
    made = units.prose_terminals()
    unit = f"(?:{made['TIME']}|{made['COUNT']})"
    each, average = either(raw["each"]), either(raw["averages"])
    spoken = f"{each}(?:{unit})|(?:{unit}){average}"
    periods = {period: either(words) for period, words in raw["periods"].items()}
    noun = "[^，。；：、（）]{0,8}"
    said, worked_out = "|".join(periods.values()), either(raw["worked_out"])
    return _Words(
        unit=re.compile(
            f"{each}(?P<each>{unit})|(?P<average>{unit}){average}|(?P<paid>{made['TIME']})(?={either(raw['paid'])})"
            f"|(?:^|(?<=[，、；：。]))(?P<own>{made['COUNT']})(?={either(raw['paid'])})"
        ),
        noun_each=re.compile(
            f"{each}(?:(?P<unit>{unit}))?+(?!{each}|{either(raw['glue'])})(?P<thing>[\u4e00-\u9fff]{{1,3}}?)(?={each}|{either(raw['glue'])}|$)"
        ),
        lead=re.compile("[，、]?[\u4e00-\u9fff]{1,6}"),
        by=re.compile(f"(?:^|.*[，、])?{noun}{either(raw['by'])}$"),
        by_end=re.compile(f"{noun}{either(raw['by_end'])}"),
        price=re.compile(either(raw["prices"])),
        # Possessive: 共计 is never read as 共 and 计 again, so that no text takes long.
        glue=re.compile(rf"(?>[，、：]|{said}|{spoken}|{either(raw['prices'])}|{either(raw['glue'])})*+"),
        result=re.compile(rf"[，。：]?{worked_out}?+[，。：]?(?>{said}|{either(raw['results'])})++"),
        named=re.compile(rf"{noun}[，、：]?(?>[，、：]|{said}|{spoken}|{either(raw['glue'])})*+{noun}"),
        total=re.compile(either(raw["totals"])),
        periods=tuple((period, re.compile(words)) for period, words in periods.items()),
        in_a_year={period: Decimal(times) for period, times in raw["in_a_year"].items()},
    )


def announces_result(gap: str) -> bool:
    """Whether the text behind a product says that the amount behind it is the result: ，测算全年共需."""
    return _words().result.fullmatch(gap) is not None


def worded(prose: Prose, amounts: Sequence[Mention]) -> list[Calculation]:
    """Counts × rate = sum, said in a row: 260人，1450元/月，每月预计需37.70万元，全年预计452.40万元."""
    row = [mention for mention in amounts if mention.kind in (MONEY, COUNT, RATE)]
    found: list[Calculation] = []
    rates: set[int] = set()
    for place, mention in enumerate(row):
        if mention.kind != COUNT:
            made = _rate_times_counts(prose, row, place)
            if made is not None:
                rates.add(place)
                found.append(made)
    for place in range(1, len(row)):
        made = _year_from_month(prose, row, place) if place - 1 not in rates else None
        if made is not None:
            found.append(made)
    return found


def _unit(printed: str) -> str:
    """A unit in its usual spelling: 名 -> 人, 个月 -> 月."""
    known = units.table().spelled.get(half_width(printed))
    if known is None:
        return printed
    return known.base if known.dimension == "time" else known.name


def _lead(prose: Prose, row: Sequence[Mention], place: int) -> str:
    """The text right before a figure, behind the figure before it."""
    before = row[place - 1].end if place else 0
    return prose.flat[max(before, row[place].start - _LEAD) : row[place].start]


def _said_per(lead: str) -> set[str]:
    """What the words before an amount say that it is for each of: 每人每月."""
    known = {_unit(match.group(match.lastgroup or 0)) for match in _words().unit.finditer(lead)}
    return known | set(_things(lead).values())


def _things(lead: str) -> dict[str, str]:
    """What an amount is for each of where that is a noun, and the unit it is counted in: 每站 -> 站: 站, 每个监测点 -> 监测点: 个."""
    found = {}
    for match in _words().noun_each.finditer(lead):
        thing, unit = match.group("thing"), match.group("unit")
        found[thing] = _unit(unit) if unit else thing
    return found


def _behind(prose: Prose, count: Mention, per: Mapping[str, str]) -> tuple[str, int]:
    """What a count counts, of what a rate is for each of, and where its words end: 6个站 counts 站, 21个台 counts 台."""
    if len(count.measure) != 1:
        return "", count.end
    own = _unit(count.measure[0])
    named = next((unit for unit in per.values() if own != unit and own.endswith(unit)), "")
    if named and own not in units.table().spelled:
        # 28个村 of 每村
        return named, count.end
    things = (thing for thing in per if prose.flat.startswith(thing, count.end))
    thing = max(things, key=len, default="")
    return per[thing] if thing and per[thing] != own else own, count.end + len(thing)


def _between(prose: Prose, first: Mention, second: Mention, per: Mapping[str, str]) -> str | None:
    """The text between two figures if it is nothing but glue; behind a count of what a rate is for (6个站) its noun, too."""
    if second.start - first.end > _GAP:
        return None
    end = _behind(prose, first, per)[1] if first.kind == COUNT else first.end
    text = prose.flat[end : second.start]
    return text if _words().glue.fullmatch(text) else None


def _rate_times_counts(prose: Prose, row: Sequence[Mention], place: int) -> Calculation | None:
    """An amount for each of something, the counts of it on both sides, and their product behind them."""
    rate = row[place]
    lead = _lead(prose, row, place)
    per = {_unit(each) for each in rate.measure[1:]} | _said_per(lead)
    things = {unit: unit for unit in per} | _things(lead)
    before, after = _counts_before(prose, row, place, things), _counts_behind(prose, row, place, things)
    for at in range(place - len(before), place + len(after) + 1):
        # 4期，每期50人，每人每天400元，每期2天
        per |= _said_per(_lead(prose, row, at))
    if _words().price.search(lead) and before:
        per |= {_unit(before[-1].measure[0])}
    counts = [*before, *after]
    last = place + len(after)
    found = _result(prose, row, place - len(before), last, things) if per and counts else None
    if found is None:
        return None
    result, text = found
    times = _times(per, [_behind(prose, each, things)[0] for each in counts], text)
    if times is None:
        return None
    terms = [mention_value(each) for each in (rate, *counts)]
    number, stands = times, Interval.exact(times)
    for each in terms:
        number, stands = number * each.number, stands * each.stands
    rough = any(each.amount.approximate for each in (rate, *counts, result))
    start = min(result.start, counts[0].start if before else rate.start)
    return compare(prose, start, max(result.end, row[last].end), Value(number, stands, True), result, rough)


def _result(
    prose: Prose, row: Sequence[Mention], first: int, last: int, per: Mapping[str, str]
) -> tuple[Mention, str] | None:
    """The result of the terms from `first` to `last`, behind them or before (需648万元，按900人、每人7200元测算), and the words
    that announce it."""
    if last + 1 < len(row) and row[last + 1].kind == MONEY:
        text = _between(prose, row[last], row[last + 1], per)
        if text is not None and text.strip("，、："):
            return row[last + 1], text
    before = row[first - 1] if first else None
    if before is None or before.kind != MONEY or row[first].start - before.end > _GAP:
        return None
    gap = prose.flat[before.end : row[first].start]
    if not _words().by.match(gap) or not _words().by_end.match(prose.flat, row[last].end):
        return None
    return before, gap


def _counts_before(prose: Prose, row: Sequence[Mention], place: int, per: Mapping[str, str]) -> list[Mention]:
    found: list[Mention] = []
    for at in range(place - 1, max(-1, place - 1 - _COUNTS), -1):
        text = _between(prose, row[at], row[at + 1], per) if row[at].kind == COUNT else None
        if text is None and at == place - 1 and _names_counted(prose, row, at):
            text = ""
        if text is None or (at == place - 1 and _words().total.search(text)):
            break
        found.insert(0, row[at])
    return found


def _names_counted(prose: Prose, row: Sequence[Mention], at: int) -> bool:
    """Whether the words between a count and a rate name what is counted or paid: 3名保安，每人每月伙食费500元. Not where
    another count of the sentence is in the same unit, which the rate may be for as well."""
    count, rate = row[at], row[at + 1]
    text = prose.flat[count.end : rate.start]
    if count.kind != COUNT or not _said_per(text) or len(text) > _GAP or not _words().named.fullmatch(text):
        return False
    before = row[at - 1] if at else None
    apart = before is None or _SENTENCE_END.search(prose.flat, before.end, count.start) is not None
    return apart or before is None or before.measure[:1] != count.measure[:1]


def _counts_behind(prose: Prose, row: Sequence[Mention], place: int, per: Mapping[str, str]) -> list[Mention]:
    found: list[Mention] = []
    for at in range(place + 1, min(len(row), place + 1 + _COUNTS)):
        if row[at].kind != COUNT:
            break
        if _between(prose, row[at - 1], row[at], per) is None and not _leads_to_count(prose, row, at, per):
            break
        found.append(row[at])
    return found


def _leads_to_count(prose: Prose, row: Sequence[Mention], at: int, per: Mapping[str, str]) -> bool:
    """Whether a few words between a rate and a count of what it is for each of name who or what that is: 每人每天65元，集训120人."""
    gap = prose.flat[row[at - 1].end : row[at].start]
    return _behind(prose, row[at], per)[0] in per.values() and _words().lead.fullmatch(gap) is not None


def _times(per: set[str], counted: Sequence[str], text: str) -> Decimal | None:
    """How often the product of rate and counts is paid, by the words before the result. None where they do not fit: where a
    count is of something else than the rate is for, or what it is for is not counted."""
    words = _words()
    times, counted = _converted(per, counted)
    things = per - {_YEAR} - words.in_a_year.keys()
    if not things and _PERSONS in counted:
        # 260人，1450元/月
        per = per | {_PERSONS}
    if _PERSONS in per and _PERSONS not in counted and _VISITS in counted:
        # 200人次，人均1500元
        per = per - {_PERSONS} | {_VISITS}
    if not per.issuperset(counted) or len(set(counted)) < len(counted):
        return None
    for open_unit in per - set(counted) - {_YEAR}:
        said = _period(text)
        if open_unit not in words.in_a_year or said not in (_YEAR, open_unit):
            return None
        times *= words.in_a_year[open_unit] if said == _YEAR else 1
    monthly = _MONTH in text and _period(text) == _MONTH
    return None if monthly and (_MONTH in counted or _MONTH not in per) else times


def _converted(per: set[str], counted: Sequence[str]) -> tuple[Decimal, list[str]]:
    """Counts in the units that the rate is for each of, and what they are multiplied by: 62公里 of 每米 are 62000."""
    spelled = units.table().spelled
    times, found = Decimal(1), []
    for each in counted:
        own = spelled.get(each)
        like = next(
            (spelled[unit] for unit in per if own and unit in spelled and spelled[unit].base == own.base != ""), None
        )
        if own is None or like is None or each in per or own.dimension == "time":
            found.append(each)
            continue
        times *= own.factor / like.factor
        found.append(next(unit for unit in per if unit in spelled and spelled[unit] is like))
    return times, found


def _period(text: str) -> str:
    return next((period for period, words in _words().periods if words.search(text)), "")


def _year_from_month(prose: Prose, row: Sequence[Mention], place: int) -> Calculation | None:
    """每月需37.70万元，全年需452.40万元. No sum where the month's amount is for each of something."""
    month, year = row[place - 1], row[place]
    if month.kind != MONEY or year.kind != MONEY:
        return None
    text = _between(prose, month, year, {})
    lead = _STOP.split(_lead(prose, row, place - 1))[-1]
    if text is None or _period(text) != _YEAR or _said_per(lead) != {_MONTH}:
        return None
    counted = place > 1 and row[place - 2].kind == COUNT and _unit(row[place - 2].measure[0]) != _MONTH
    apart = place > 1 and _SENTENCE_END.search(prose.flat, row[place - 2].end, month.start) is not None
    if counted and not apart and not _words().total.search(lead):
        return None
    twelve = _words().in_a_year[_MONTH]
    low, high, yuan = month.amount.low, month.amount.high, month.amount.yuan
    assert low is not None and high is not None and yuan is not None
    product = Value(yuan * twelve, Interval(low, high).scaled(twelve), True)
    rough = month.amount.approximate or year.amount.approximate
    return compare(prose, month.start, year.end, product, year, rough)
