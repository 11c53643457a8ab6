"""What the pages print of all documents together: by unit, by rule, by group of rules, by year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from linter.audit.items import Item
from linter.checks.repetition.copies import Found
from linter.findings import SEVERITIES, Report
from linter.language.folding import fold
from linter.outputs.arranged import rank
from linter.packs.rules import Rule

VERDICTS = ("fail", "incomplete", "notes", "pass")
"""The gravest first."""
GROUPS: Mapping[str, tuple[str, str]] = {
    "VAL": ("指标值", "Target values"),
    "IND": ("指标", "Indicators"),
    "CMP": ("完整性", "Completeness"),
    "DUP": ("重复雷同", "Repetition"),
    "SUM": ("计算", "Arithmetic"),
    "XRF": ("前后一致", "Agreement"),
    "PUB": ("公开要求", "Publication"),
    "TXT": ("文字", "Wording"),
}
OTHER = "*"
"""The group of rules whose codes begin with none of these (a pack's own)."""
SHADES = 5


@dataclass(frozen=True, slots=True)
class YearRow:
    """The documents of one fiscal year: how many, their findings that count for the verdict, and those per 100 indicators."""

    year: int
    documents: int
    failing: int
    indicators: int
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit. `number` counts the units from 1 in order of rank; `groups` counts findings by group of rules."""

    number: int
    unit: str
    items: tuple[Item, ...]
    verdicts: Mapping[str, int]
    severities: Mapping[str, int]
    groups: Mapping[str, int]
    gaps: int
    indicators: int
    years: tuple[YearRow, ...]

    @property
    def total(self) -> int:
        return sum(self.severities.values())

    @property
    def verdict(self) -> str:
        return next(each for each in VERDICTS if self.verdicts.get(each))

    @property
    def rate(self) -> Decimal | None:
        return per_hundred(self.total, self.indicators)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with findings: how many, in how many documents and units, and the documents with most of them."""

    rule: Rule
    count: int
    units: int
    items: tuple[Item, ...]


def per_hundred(number: int, of: int) -> Decimal | None:
    """The number per 100, one decimal; None of nothing."""
    if not of:
        return None
    return (Decimal(number * 100) / of).quantize(Decimal("0.1"), ROUND_HALF_UP)


class Audit:
    """All that was kept of a run. `head` has its facts; `found` is None where documents were not held against each other."""

    def __init__(self, head: Report, items: tuple[Item, ...], rules: Sequence[Rule], found: Found | None) -> None:
        self.head = head
        self.rules = {rule.code: rule for rule in rules}
        self.found = found
        self.items = tuple(sorted(items, key=lambda each: (not each.unit, fold(each.unit), _year(each), each.shown)))
        self.by_path = {item.entry.path: item for item in items}

    @cached_property
    def verdicts(self) -> Mapping[str, int]:
        counts = Counter(item.verdict.key for item in self.items)
        return {each: counts[each] for each in VERDICTS}

    @property
    def verdict(self) -> str:
        """The gravest verdict of any document."""
        return next((each for each in VERDICTS if self.verdicts[each]), "nothing")

    @cached_property
    def severities(self) -> Mapping[str, int]:
        return {each: sum(item.severities[each] for item in self.items) for each in SEVERITIES}

    @property
    def total(self) -> int:
        return sum(self.severities.values())

    @cached_property
    def unread(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.entry.status != "checked")

    @cached_property
    def groups(self) -> tuple[str, ...]:
        other = any(_group(code) == OTHER for item in self.items for code in item.codes)
        return (*GROUPS, *((OTHER,) if other else ()))

    @cached_property
    def units(self) -> tuple[UnitRow, ...]:
        """The units, those with most to mend first."""
        by_unit: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            by_unit[fold(item.unit)].append(item)
        rows = sorted((self._unit(members) for members in by_unit.values()), key=_weight)
        return tuple(
            UnitRow(
                number,
                each.unit,
                each.items,
                each.verdicts,
                each.severities,
                each.groups,
                each.gaps,
                each.indicators,
                each.years,
            )
            for number, each in enumerate(rows, 1)
        )

    def _unit(self, members: Sequence[Item]) -> UnitRow:
        return UnitRow(
            number=0,
            unit=members[0].unit,
            items=tuple(members),
            verdicts=Counter(item.verdict.key for item in members),
            severities={each: sum(item.severities[each] for item in members) for each in SEVERITIES},
            groups=_grouped(members),
            gaps=sum(item.verdict.gaps for item in members),
            indicators=sum(item.entry.indicators for item in members),
            years=self.years_of(members),
        )

    def years_of(self, items: Iterable[Item]) -> tuple[YearRow, ...]:
        by_year: dict[int, list[Item]] = defaultdict(list)
        for item in items:
            if item.entry.fiscal_year is not None:
                by_year[item.entry.fiscal_year].append(item)
        levels = SEVERITIES[: rank(self.head.fail_level) + 1]
        rows = []
        for year, members in sorted(by_year.items()):
            failing = sum(item.severities[each] for item in members for each in levels)
            indicators = sum(item.entry.indicators for item in members)
            rows.append(YearRow(year, len(members), failing, indicators, per_hundred(failing, indicators)))
        return tuple(rows)

    @cached_property
    def years(self) -> tuple[YearRow, ...]:
        return self.years_of(self.items)

    @cached_property
    def trends(self) -> tuple[UnitRow, ...]:
        """The units with documents of several years."""
        return tuple(row for row in self.units if row.unit and len(row.years) > 1)

    @cached_property
    def ranking(self) -> tuple[RuleRow, ...]:
        """The rules with findings, the gravest first, then the most frequent."""
        holders: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            for code in item.codes:
                holders[code].append(item)
        rows = []
        for code, items in holders.items():
            count = sum(item.codes[code] for item in items)
            most = sorted(items, key=lambda item: (-item.codes[code], item.shown))
            rows.append(RuleRow(self.rules[code], count, len({fold(item.unit) for item in items}), tuple(most)))
        return tuple(sorted(rows, key=lambda row: (rank(row.rule.severity), -row.count, row.rule.code)))

    @cached_property
    def gaps(self) -> tuple[tuple[str, str, int, int], ...]:
        """What was not checked: what it is, the rule's code, in how many documents, at how many places."""
        places: Counter[tuple[str, str]] = Counter()
        documents: Counter[tuple[str, str]] = Counter()
        for item in self.items:
            places.update(item.gaps)
            documents.update(item.gaps.keys())
        order = ("crashed", "unrecognised", "undecided")
        rows = ((what, code, documents[what, code], places[what, code]) for what, code in places)
        return tuple(sorted(rows, key=lambda row: (order.index(row[0]), -row[3], row[1])))

    def shade(self, number: int) -> int:
        """0 for none, else 1 to SHADES: how dark a number stands among those of its kind in the heat map."""
        if not number:
            return 0
        top = max(max(row.groups.values(), default=0) for row in self.units)
        return 1 if top <= 1 else 1 + min(SHADES - 1, (number.bit_length() - 1) * SHADES // top.bit_length())


def _year(item: Item) -> int:
    return item.entry.fiscal_year or 0


def _group(code: str) -> str:
    return code[:3] if code[:3] in GROUPS else OTHER


def _grouped(items: Iterable[Item]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for item in items:
        for code, number in item.codes.items():
            counts[_group(code)] += number
    return {each: counts[each] for each in (*GROUPS, OTHER)}


def _weight(row: UnitRow) -> tuple[object, ...]:
    return (*(-row.severities[each] for each in SEVERITIES), -row.gaps, not row.unit, fold(row.unit))
