"""Texts of rules in two languages, and message templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and English; a rule file may give one text for both."""

    zh: str
    en: str

    def get(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh

    @classmethod
    def of(cls, data: Any) -> Bilingual:
        """From a rule file's plain text or {zh, en}; one missing language is filled by the other."""
        if isinstance(data, str):
            return cls(data.strip(), data.strip())
        zh, en = data.get("zh") or data.get("en"), data.get("en") or data.get("zh")
        return cls(zh.strip(), en.strip())


class TemplateError(Exception):
    """A template has a field that is no plain name, or braces that do not match."""


def template_fields(template: str) -> list[tuple[str, int]]:
    """The names between braces and the offset of each. Only plain names are allowed. Raises TemplateError."""
    names: list[tuple[str, int]] = []
    search_from = 0
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise TemplateError(str(error)) from None
    for _, name, spec, conversion in parts:
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise TemplateError(f"{{{name}}}")
        offset = template.find("{" + name, search_from)
        search_from = offset + 1
        names.append((name, max(offset, 0)))
    return names


def filled(template: str, fields: Mapping[str, object]) -> str:
    """The template with its fields filled in; a field that is missing or None gives nothing."""
    parts: list[str] = []
    for literal, name, _, _ in Formatter().parse(template):
        parts.append(literal)
        if name is not None:
            value = fields.get(name)
            parts.append("" if value is None else " ".join(str(value).split()))
    return "".join(parts)
