"""The words by which forms are recognised, from rules/forms/: labels of fields, heads of columns, names of levels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from linter.language.dates import years_in
from linter.language.folding import fold, plain, plain_label
from linter.language.list_numbers import unnumbered
from linter.resources import data

_LEVEL_SUFFIX = re.compile(r"(?:一级|二级)?(?:绩效)?指标等?\d*$")
_LONGEST_LABEL = 20
_LONGEST_WORD = 8
_LONGEST_TIME = 6


@dataclass(frozen=True, slots=True)
class Composed:
    """Labels that are nothing but words: any of `of`, then one of `ends`. One that ends with one of `any` is one anyhow."""

    of: frozenset[str]
    ends: tuple[str, ...]
    any: tuple[str, ...] = ()

    def fits(self, label: str) -> bool:
        """Whether a plain label is such a join."""
        if not label or len(label) > _LONGEST_LABEL:
            return False
        if label.endswith(self.any):
            return True
        if not label.endswith(self.ends):
            return False
        reached = {0}
        for start in range(len(label)):
            if start not in reached:
                continue
            if label[start:] in self.ends:
                return True
            reached.update(
                end
                for end in range(start + 1, min(start + _LONGEST_WORD, len(label)) + 1)
                if label[start:end] in self.of
            )
        return False


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """Labels and heads of a form's funding."""

    total: Composed
    source: Composed
    marks: tuple[str, ...]
    subtotals: tuple[str, ...]
    long: tuple[str, ...]
    annual: tuple[str, ...]
    whole: tuple[str, ...]
    columns: Mapping[str, str]

    def column(self, text: str) -> str | None:
        """What the amounts of a column are by its head: a role of `columns`, by the time it names where no list holds it."""
        role = self.columns.get(plain(text)) or self.columns.get(plain_label(text))
        if role is not None:
            return role
        label = yearless(text)
        if not label:
            return "budget"
        term = self.term(label)
        short = self.total.fits(label) or len(label) <= _LONGEST_TIME
        return {"annual": "budget", "long": "long", "whole": "long"}.get(term) if short else None

    def is_total(self, label: str) -> bool:
        """Whether a label that is joined of words of both lists speaks of all the money and not of a source."""
        source = any(mark in label for mark in self.marks) and "总" not in label
        return self.total.fits(label) and not source

    def term(self, label: str) -> str:
        """Of which time a total is by its label: long, annual, whole (of the project, which may be of one year) or ""."""
        for name, words in (("annual", self.annual), ("long", self.long), ("whole", self.whole)):
            if any(word in label for word in words):
                return name
        return ""


@dataclass(frozen=True, slots=True)
class TargetWords:
    """Heads over targets, and the words that say of which time a target is."""

    composed: Composed
    terms: tuple[tuple[str, tuple[str, ...]], ...]

    def term(self, heads: str) -> str:
        """past, actual, long, part (of the year), adjusted, current or "": the first whose words the heads of a column hold."""
        return next((name for name, words in self.terms if any(word in heads for word in words)), "")


@dataclass(frozen=True, slots=True)
class RowWords:
    """Rows below the indicators that are none."""

    tail_ends: tuple[str, ...]
    tail_begins: frozenset[str]
    totals: frozenset[str]
    numbers: frozenset[str]
    template: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A layout: its name, the labels that only it has, and what it means by heads and labels (plain text -> role)."""

    name: str
    has: frozenset[str]
    columns: Mapping[str, str]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class FormWords:
    """All of them. Two are the same only if they are one: texts looked up in them are remembered."""

    fields: Mapping[str, str]
    composed: Mapping[str, Composed]
    money: MoneyWords
    currency: frozenset[str]
    below: Mapping[str, str]
    goal_heads: Mapping[str, str]
    goal_terms: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, str]
    targets: TargetWords
    grades: tuple[str, ...]
    least_grades: int
    frame: frozenset[str]
    long_term: frozenset[str]
    annual: frozenset[str]
    continued: tuple[str, ...]
    groups: Mapping[str, str]
    categories: Mapping[str, str]
    category_groups: Mapping[str, frozenset[str]]
    own_frameworks: frozenset[str]
    funding: Mapping[str, str]
    basic: frozenset[str]
    subtotal: frozenset[str]
    ignored: frozenset[str]
    rows: RowWords
    title_ends: tuple[str, ...]
    title_about: tuple[str, ...]
    title_kinds: tuple[str, ...]
    title_numbers: tuple[str, ...]
    title_whole: tuple[str, ...]
    title_generic: frozenset[str]
    layouts: tuple[Layout, ...]

    def field(self, text: str) -> str | None:
        """The role of a field label, or None. “其中：财政资金” and “（二）自有资金小计” are sources."""
        return _field(self, text)

    def column(self, text: str) -> str | None:
        """The role of a head of an indicator column, or None. A head with a year in it is a target's."""
        return _column(self, text)

    def group(self, text: str) -> str:
        return self.groups.get(level_name(text), "")

    def category(self, text: str) -> str:
        return self.categories.get(level_name(text), "")

    def known_level(self, text: str) -> bool:
        """Whether a text names a first or second level."""
        name = level_name(text)
        return name in self.groups or name in self.categories

    def goal_term(self, text: str) -> str:
        """Of which term a goal is by its label: long, annual, whole or ""."""
        label = plain_label(text)
        for name in ("long", "annual", "whole"):
            if any(word in label for word in self.goal_terms[name]):
                return name
        return ""

    def is_template(self, text: str) -> bool:
        """Whether a name is what a template prints in its place: 指标2, ……, ×××."""
        bare = fold(text).rstrip(":：").strip()
        return not bare or self.rows.template.fullmatch(bare) is not None

    def of_layout(self, labels: Iterable[str]) -> tuple[str, FormWords]:
        """The name of the layout that these labels and heads (plain) show, and the words as it means them."""
        printed = set(labels)
        layout = next(each for each in self.layouts if each.has <= printed)
        return layout.name, _as_meant(self, layout) if layout.columns or layout.fields else self


@lru_cache(maxsize=1 << 14)
def level_name(text: str) -> str:
    """A level's name for comparison: “数量 指标（20分）” is 数量."""
    return _LEVEL_SUFFIX.sub("", plain_label(text)) or plain_label(text)


def yearless(text: str) -> str:
    """A plain label without the years in it: “2026年目标值” is 目标值."""
    printed = fold(text)
    for found in reversed(list(years_in(printed))):
        printed = printed[: found.start] + printed[found.end :]
    return plain_label(printed)


@lru_cache(maxsize=1 << 14)
def _column(words: FormWords, text: str) -> str | None:
    role = words.columns.get(plain(text)) or words.columns.get(plain_label(text))
    return role or ("value" if words.targets.composed.fits(yearless(text)) else None)


@lru_cache(maxsize=64)
def _as_meant(words: FormWords, layout: Layout) -> FormWords:
    return replace(words, columns={**words.columns, **layout.columns}, fields={**words.fields, **layout.fields})


@lru_cache(maxsize=1 << 14)
def _field(words: FormWords, text: str) -> str | None:
    label, bare = plain(text), plain_label(text)
    role = words.fields.get(label) or words.fields.get(bare)
    if role is not None or not bare:
        return role
    bare = bare.rstrip("0123456789") or bare
    source = plain_label(unnumbered(text.strip())).removeprefix("其中")
    source = plain_label(unnumbered(source))
    if source != bare and words.fields.get(source) in ("source", "budget", "total_budget"):
        return "source"
    dateless = yearless(text)
    for name, composed in words.composed.items():
        if composed.fits(label) or composed.fits(bare) or composed.fits(dateless):
            return name
    if words.fields.get(dateless) is not None:
        return words.fields[dateless]
    return _money(words, dateless if source == bare else source, of_which=source != bare)


def _money(words: FormWords, label: str, *, of_which: bool) -> str | None:
    money = words.money
    whole = next((label.removesuffix(each) for each in money.subtotals if label.endswith(each)), label)
    if not of_which and (money.is_total(label) or money.is_total(whole)):
        return "total_budget" if money.term(label) in ("long", "whole") else "budget"
    if money.source.fits(label) or money.source.fits(whole):
        return "source"
    if money.total.fits(label):
        return "source" if of_which else "budget"
    return None


@cache
def form_words() -> FormWords:
    """The words of the shipped layouts."""
    fields, levels, columns = data("forms/fields.yaml"), data("forms/levels.yaml"), data("forms/columns.yaml")
    money, rows, targets, titles = fields["money"], fields["rows"], columns["targets"], columns["titles"]
    activities = data("forms/activities.yaml")
    return FormWords(
        fields=_inverted(fields["fields"]),
        composed={role: _composed(entry) for role, entry in fields["composed"].items()},
        money=MoneyWords(
            total=_composed(money["total"]),
            source=_composed(money["source"]),
            marks=tuple(money["marks"]),
            subtotals=tuple(money["subtotals"]),
            long=tuple(money["long"]),
            annual=tuple(money["annual"]),
            whole=tuple(money["whole"]),
            columns=_inverted(money["columns"]),
        ),
        currency=frozenset(fields["currency"]),
        goal_heads=_inverted(fields["goal_heads"]),
        goal_terms={name: tuple(words) for name, words in fields["goal_terms"].items()},
        below={plain(word): role for word, role in fields["below"].items()},
        columns=_inverted(columns["columns"]),
        targets=TargetWords(
            _composed(targets),
            tuple((name, tuple(targets[name])) for name in ("past", "actual", "long", "part", "adjusted", "current")),
        ),
        grades=tuple(activities["grades"]),
        least_grades=activities["least"],
        frame=frozenset(map(plain, columns["frame"])),
        long_term=frozenset(map(plain, columns["terms"]["long"])),
        annual=frozenset(map(plain, columns["terms"]["annual"])),
        continued=tuple(columns["continued"]),
        groups=_named(levels["groups"]),
        categories=_named(levels["categories"]),
        category_groups={key: frozenset(entry["groups"]) for key, entry in levels["categories"].items()},
        own_frameworks=frozenset(map(level_name, levels["own_frameworks"])),
        funding=_inverted(fields["funding"]),
        basic=frozenset(map(plain, fields["basic"])),
        subtotal=frozenset(map(plain, fields["subtotal"])),
        ignored=frozenset(map(plain, fields["ignored"])),
        rows=RowWords(
            tuple(rows["tail_ends"]),
            frozenset(rows["tail_begins"]),
            frozenset(rows["totals"]),
            frozenset(rows["numbers"]),
            re.compile("|".join(rows["template"])),
        ),
        title_ends=tuple(map(plain, titles["ends"])),
        title_about=tuple(titles["about"]),
        title_kinds=tuple(titles["kinds"]),
        title_numbers=tuple(titles["numbers"]),
        title_whole=tuple(map(plain, titles["whole"])),
        title_generic=frozenset(map(plain, titles["generic"])),
        layouts=tuple(map(layout_of, columns["layouts"])),
    )


def with_layouts(layouts: Sequence[Layout]) -> FormWords:
    """The words of the shipped layouts and of those that a pack brings, which are asked first.

    A head or label that only such a layout has is known everywhere; one that means something else in it does so only there.
    """
    words = form_words()
    if not layouts:
        return words
    columns = {head: role for layout in layouts for head, role in layout.columns.items()}
    fields = {label: role for layout in layouts for label, role in layout.fields.items()}
    return replace(
        words,
        layouts=(*layouts, *words.layouts),
        columns={**columns, **words.columns},
        fields={**fields, **words.fields},
    )


def roles_of(part: str) -> frozenset[str]:
    """The roles that a layout may give to heads of `columns` or to labels of `fields`."""
    return frozenset(data(f"forms/{part}.yaml")[part])


def layout_of(entry: Mapping[str, Any]) -> Layout:
    """A layout from its entry in a YAML file."""
    own = (_inverted(entry.get(part, {})) for part in ("columns", "fields"))
    return Layout(entry["name"], frozenset(map(plain, entry["has"])), *own)


def _composed(entry: Mapping[str, Sequence[str]]) -> Composed:
    return Composed(frozenset(entry["of"]), tuple(entry["ends"]), tuple(entry.get("any", ())))


def _inverted(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {plain(word): role for role, words in table.items() for word in words}


def _named(table: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    out: dict[str, str] = {}
    for key, entry in table.items():
        for word in (entry["name"], *entry["synonyms"]):
            out.setdefault(level_name(word), key)
    return out
