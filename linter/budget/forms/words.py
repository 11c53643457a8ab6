"""The words by which forms are recognised, from rules/forms/: labels of fields, heads of columns, names of levels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from linter.language.folding import plain, plain_label
from linter.resources import data

_SUFFIX = re.compile(r"指标$")
_LEVEL_SUFFIX = re.compile(r"(?:一级|二级)?(?:绩效)?指标\d*$")


@dataclass(frozen=True, slots=True)
class FormWords:
    fields: dict[str, str]
    below: dict[str, str]
    goal_heads: dict[str, str]
    columns: dict[str, str]
    frame: frozenset[str]
    long_term: frozenset[str]
    annual: frozenset[str]
    groups: dict[str, str]
    categories: dict[str, str]
    category_groups: dict[str, frozenset[str]]
    own_frameworks: frozenset[str]
    funding: dict[str, str]
    basic: frozenset[str]
    subtotal: frozenset[str]
    ignored: frozenset[str]
    title_ends: tuple[str, ...]
    title_whole: tuple[str, ...]
    title_generic: frozenset[str]
    layouts: tuple[tuple[str, frozenset[str]], ...]

    def field(self, text: str) -> str | None:
        """The role of a field label, or None. “其中：财政资金” is a source."""
        label = plain(text)
        role = self.fields.get(label) or self.fields.get(plain_label(text))
        if role is None and label.startswith("其中"):
            rest = label.removeprefix("其中")
            role = self.fields.get(rest) or self.fields.get(plain_label(text).removeprefix("其中"))
        return role

    def column(self, text: str) -> str | None:
        return self.columns.get(plain(text)) or self.columns.get(plain_label(text))

    def group(self, text: str) -> str:
        return self.groups.get(level_name(text), "")

    def category(self, text: str) -> str:
        return self.categories.get(level_name(text), "")


def level_name(text: str) -> str:
    """A level's name for comparison: “数量 指标（20分）” is 数量."""
    return _LEVEL_SUFFIX.sub("", plain_label(text)) or plain_label(text)


@cache
def form_words() -> FormWords:
    fields, levels, columns = data("forms/fields.yaml"), data("forms/levels.yaml"), data("forms/columns.yaml")

    def inverted(table: dict[str, list[str]]) -> dict[str, str]:
        return {plain(word): role for role, words in table.items() for word in words}

    def named(table: dict[str, dict[str, object]]) -> dict[str, str]:
        out: dict[str, str] = {}
        for key, entry in table.items():
            synonyms = entry["synonyms"]
            assert isinstance(synonyms, list)
            for word in (str(entry["name"]), *synonyms):
                out.setdefault(level_name(word), key)
        return out

    titles = columns["titles"]
    return FormWords(
        fields=inverted(fields["fields"]),
        goal_heads=inverted(fields["goal_heads"]),
        below={plain(word): role for word, role in fields["below"].items()},
        columns=inverted(columns["columns"]),
        frame=frozenset(map(plain, columns["frame"])),
        long_term=frozenset(map(plain, columns["terms"]["long"])),
        annual=frozenset(map(plain, columns["terms"]["annual"])),
        groups=named(levels["groups"]),
        categories=named(levels["categories"]),
        category_groups={key: frozenset(entry["groups"]) for key, entry in levels["categories"].items()},
        own_frameworks=frozenset(map(level_name, levels["own_frameworks"])),
        funding=inverted(fields["funding"]),
        basic=frozenset(map(plain, fields["basic"])),
        subtotal=frozenset(map(plain, fields["subtotal"])),
        ignored=frozenset(map(plain, fields["ignored"])),
        title_ends=tuple(map(plain, titles["ends"])),
        title_whole=tuple(map(plain, titles["whole"])),
        title_generic=frozenset(map(plain, titles["generic"])),
        layouts=tuple((entry["name"], frozenset(map(plain, entry["has"]))) for entry in columns["layouts"]),
    )
