"""Layouts of forms that a pack brings: forms/layouts.yaml in its folder, in the form of `layouts` in rules/forms/columns.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from linter.bilingual import Bilingual
from linter.budget.forms.words import Layout, layout_of, roles_of
from linter.errors import PackError, Problem
from linter.packs.names import did_you_mean
from linter.packs.source import Route, Source, read_source
from linter.resources import rules_dir

FILE = Path("forms") / "layouts.yaml"
_KEYS = frozenset({"name", "title", "has", "columns", "fields"})


def pack_layouts(bases: tuple[Path, ...]) -> tuple[Layout, ...]:
    """The layouts of the packs in these folders, those of the nearest pack first. Raises PackError with every mistake."""
    found: list[Layout] = []
    problems: list[Problem] = []
    for base in dict.fromkeys(bases):
        path = base / FILE
        if base == rules_dir().resolve() or not path.is_file():
            continue
        source = read_source(path)
        problems += source.problems or _problems(source)
        if not problems:
            found += map(layout_of, source.data["layouts"])
    if problems:
        raise PackError(problems)
    return tuple(found)


def _problems(source: Source) -> Iterator[Problem]:
    listed = source.data.get("layouts") if isinstance(source.data, Mapping) else None
    if not isinstance(listed, list) or set(source.data) != {"layouts"}:
        yield source.problem((), Bilingual("这里应只有一个列表“layouts”", "this file holds one list, “layouts”"))
        return
    for number, entry in enumerate(listed):
        yield from _of_entry(source, ("layouts", number), entry)


def _of_entry(source: Source, route: Route, entry: Any) -> Iterator[Problem]:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("name"), str):
        yield source.problem(route, Bilingual("版式要有“name”", "a layout needs a “name”"))
        return
    for key in sorted(set(entry) - _KEYS):
        message = Bilingual(f"版式没有“{key}”这一项", f"a layout has no “{key}”")
        yield source.problem((*route, key), message, did_you_mean(key, _KEYS), on_key=True)
    if not _words(entry.get("has")):
        yield source.problem(
            (*route, "has"), Bilingual("“has”要列出版式特有的栏目名", "“has” lists heads that only it has")
        )
    for part in ("columns", "fields"):
        yield from _of_roles(source, (*route, part), entry.get(part, {}), roles_of(part))


def _of_roles(source: Source, route: Route, table: Any, known: frozenset[str]) -> Iterator[Problem]:
    if not isinstance(table, Mapping):
        yield source.problem(route, Bilingual("这里应为“角色: [叫法, …]”", "this is “role: [words, …]”"))
        return
    for role, words in table.items():
        if role not in known:
            message = Bilingual(f"没有“{role}”这个角色", f"there is no role “{role}”")
            yield source.problem((*route, role), message, did_you_mean(role, known), on_key=True)
        elif not _words(words):
            yield source.problem((*route, role), Bilingual("这里应为一列叫法", "this is a list of words"))


def _words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, str) and each.strip() for each in value)
