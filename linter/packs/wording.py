"""Texts of rules in two languages, and message templates."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any

from linter.bilingual import Bilingual

LANGUAGES = ("zh", "en")


def bilingual(data: Any) -> Bilingual:
    """From a rule file's plain text or {zh, en}; one missing language is filled by the other."""
    if isinstance(data, str):
        return Bilingual(data.strip(), data.strip())
    zh, en = data.get("zh") or data.get("en"), data.get("en") or data.get("zh")
    return Bilingual(zh.strip(), en.strip())


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
