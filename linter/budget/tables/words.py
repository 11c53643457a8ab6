"""The words by which budget tables are recognised, from rules/forms/tables.yaml."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from linter.language.dates import year_value
from linter.language.folding import fold, plain, plain_label, unbracketed
from linter.language.list_numbers import unnumbered
from linter.language.pieces import compiled
from linter.resources import data

_QUOTES = re.compile(r"[“”\"'‘’「」《》<>＂]")
_OF_WHICH = re.compile(r"^其中[:：]?")
_YEAR_AMOUNT = r"({any_year})度?(?:年初)?(?:预算|决算|执行|实际|预计)?(?:安排|执行)?(?:数|金额)?"
_STATED = re.compile(r"[(（][^()（）]*(?:单位|元)[^()（）]*[)）]")

_STAGED = frozenset({"amount", "final", "revised", "year", "this_year"})

ROW_TOTAL = "total"
ROW_SUBTOTAL = "subtotal"


def bare(text: str) -> str:
    """A title, head or row name for comparison: no blanks, quotation marks, punctuation; bracketed text stays."""
    return plain(_QUOTES.sub("", text))


@dataclass(frozen=True, slots=True)
class TitleWords:
    kind: str
    titles: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemRelation:
    """`total` is made up of the roles of the first of `parts` that are all printed."""

    total: str
    parts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class NoteWords:
    starts: tuple[str, ...]
    own: tuple[str, ...]
    empty: re.Pattern[str]
    conditional: re.Pattern[str]
    beside: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TableWords:
    kinds: tuple[TitleWords, ...]
    names: Mapping[str, Mapping[str, str]]
    heads: tuple[tuple[str, tuple[frozenset[str], ...]], ...]
    counts: frozenset[str]
    loose: frozenset[str]
    columns: Mapping[str, str]
    columns_holding: tuple[tuple[str, str], ...]
    groups: frozenset[str]
    not_parts: frozenset[str]
    open_parts: frozenset[str]
    stages: Mapping[str, tuple[str, ...]]
    total_roles: frozenset[str]
    total_rows: frozenset[str]
    subtotal_rows: frozenset[str]
    of_which: tuple[str, ...]
    rest: tuple[str, ...]
    relations: Mapping[str, tuple[ItemRelation, ...]]
    notes: NoteWords
    topics: Mapping[str, tuple[str, ...]]
    title_number: re.Pattern[str]
    title_never: tuple[str, ...]
    meta: tuple[str, ...]
    meta_years: tuple[str, ...]

    def kind_of_title(self, title: str) -> str | None:
        text = bare(title)
        for entry in self.kinds:
            named = any(all(word in text for word in words) for words in entry.titles)
            if named and not any(word in text for word in entry.without):
                return entry.kind
        return None

    def kind_of_heads(self, heads: Iterable[str]) -> str | None:
        """The kind that the words in a table's head and first column tell."""
        printed = {key for head in heads for key in _keys(head)}
        return next((kind for kind, needed in self.heads if all(words & printed for words in needed)), None)

    def column_role(self, head: str) -> str:
        """The role of one head, or ""."""
        for key in _keys(head):
            role = self.columns.get(key)
            if role is not None:
                return role
        if year_head(head) is not None:
            return "year"
        undated = compiled("^{any_year}度?").sub("", fold(head))
        if undated != fold(head):
            return self.column_role(undated)
        return next((role for word, role in self.columns_holding if word in bare(head)), "")

    def stage(self, head: str) -> str:
        """The stage whose figures a head announces (预算数: budget, 调整预算数: revised, 决算数: final), or ""."""
        if self.column_role(head) not in _STAGED:
            return ""
        return next((stage for stage, words in self.stages.items() if any(word in head for word in words)), "")

    def knows_head(self, text: str) -> bool:
        return bool(self.column_role(text)) or any(key in self.groups for key in _keys(text))

    def item_role(self, name: str) -> str:
        """The role of a row's name among the items of a table (因公出国（境）费: abroad; 合计: total), or ""."""
        own = _own_name(fold(name))
        text = bare(own)
        for key in (text, bare(unbracketed(own))):
            if key in self.total_rows:
                return ROW_TOTAL
            if role := self.columns.get(key):
                return role
        return ""

    def half(self, name: str) -> str:
        """personnel or public for a row that sums up one half of a table (人员经费合计), or ""."""
        text = bare(unnumbered(fold(name)))
        for end in ("合计", "小计", "总计"):
            role = self.columns.get(text.removesuffix(end)) if text.endswith(end) else None
            if role in ("personnel", "public"):
                return role
        return ""

    def closes_list(self, name: str) -> bool:
        """Whether a row stands for all that the rows before it do not name."""
        return any(word in name for word in self.rest)

    def row_kind(self, name: str) -> str:
        """total, subtotal, of_which or "" for a row's name."""
        text = bare(name)
        if any(text.startswith(word) for word in self.of_which):
            return "of_which"
        key = bare(unnumbered(fold(name)))
        for each in (key, bare(unbracketed(key))):
            if each in self.total_rows:
                return ROW_TOTAL
            if each in self.subtotal_rows:
                return ROW_SUBTOTAL
        return ROW_SUBTOTAL if key.endswith(("小计", "合计")) else ""


def _keys(head: str) -> tuple[str, ...]:
    text = _STATED.sub("", _QUOTES.sub("", fold(head)))
    own = _own_name(text)
    return tuple(dict.fromkeys(key for key in (bare(text), bare(own), plain_label(text), plain_label(own)) if key))


def _own_name(name: str) -> str:
    """A name without its list numbers and without the 其中 that says that it is part of another."""
    return unnumbered(_OF_WHICH.sub("", unnumbered(name)))


def year_head(head: str) -> int | None:
    """The year of a head such as “2024年预算数”, or None."""
    match = compiled(_YEAR_AMOUNT).fullmatch(plain_label(head))
    return year_value(match.group(1)) if match else None


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns))


def _set(words: Collection[str]) -> frozenset[str]:
    return frozenset(map(bare, words))


@cache
def table_words() -> TableWords:
    raw = data("forms/tables.yaml")
    columns: dict[str, str] = {}
    for role, words in raw["columns"].items():
        for word in words:
            columns.setdefault(bare(word), role)
    return TableWords(
        kinds=tuple(
            TitleWords(
                e["kind"],
                tuple(tuple(map(bare, words)) for words in e["titles"]),
                tuple(map(bare, e.get("without", []))),
            )
            for e in raw["kinds"]
        ),
        names={e["kind"]: {"zh": e["zh"], "en": e["en"]} for e in raw["kinds"]},
        heads=tuple(
            (e["kind"], tuple(_set([words] if isinstance(words, str) else words) for words in e["all"]))
            for e in raw["heads"]
        ),
        counts=frozenset(raw["counts"]),
        loose=frozenset(raw["loose"]),
        columns=columns,
        columns_holding=tuple((bare(word), role) for role, words in raw["columns_holding"].items() for word in words),
        groups=_set(raw["groups"]),
        not_parts=frozenset(raw["not_parts"]),
        open_parts=frozenset(raw["open_parts"]),
        stages={stage: tuple(words) for stage, words in raw["stages"].items()},
        total_roles=frozenset(raw["total_roles"]),
        total_rows=_set(raw["total_rows"]),
        subtotal_rows=_set(raw["subtotal_rows"]),
        of_which=tuple(raw["of_which"]),
        rest=tuple(raw["rest"]),
        relations={
            kind: tuple(ItemRelation(e["total"], tuple(tuple(parts) for parts in e["parts"])) for e in entries)
            for kind, entries in raw["relations"].items()
        },
        notes=NoteWords(
            tuple(raw["notes"]["starts"]),
            tuple(raw["notes"]["own"]),
            _any_of(raw["notes"]["empty"]),
            _any_of(raw["notes"]["conditional"]),
            _any_of(raw["notes"]["beside"]),
        ),
        topics={kind: tuple(words) for kind, words in raw["topics"].items()},
        title_number=re.compile(raw["titles"]["numbers"]),
        title_never=tuple(raw["titles"]["never"]),
        meta=tuple(map(bare, raw["titles"]["meta"])),
        meta_years=tuple(map(bare, raw["titles"]["meta_years"])),
    )
