"""The examples of rule files, run: bad ones must be found by their rule, good ones must not.

An example goes through the real recognisers and the real engine, with its one rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from linter.authors.example_document import INDICATOR_KEYS, PROJECT_KEYS, example_document
from linter.bilingual import Bilingual
from linter.budget import understand
from linter.budget.model import Budget
from linter.errors import Problem
from linter.packs.names import did_you_mean
from linter.packs.pack import Pack
from linter.packs.source import Route, Source, read_source
from linter.run.corpus import copies_within
from linter.run.run import Result, check

KEYS = ("indicator", "project", "projects", "unit_form", "paragraph", "paragraphs", "text", "year", "note")
"""What an example may consist of; `note` says for people what it shows."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule file: `side` is bad or good, `number` counts from 1."""

    code: str
    side: str
    number: int
    data: Mapping[str, Any]
    path: Path

    @property
    def name(self) -> str:
        return f"{self.code}-{self.side}-{self.number}"


def examples_of(path: Path) -> list[Example]:
    """All examples of a rule file; none where the file is no such thing (lint and loader say why)."""
    data = _source(path).data
    sides = data.get("examples") if isinstance(data, Mapping) else None
    return [
        Example(str(data.get("code")), side, number, each, path)
        for side in ("bad", "good")
        for number, each in enumerate(_list(sides.get(side) if isinstance(sides, Mapping) else None), 1)
        if isinstance(each, Mapping)
    ]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


@cache
def _source(path: Path) -> Source:
    return read_source(path)


@cache
def _pack(path: Path) -> Pack:
    from linter.packs.loader import single_rule

    return single_rule(path)


def example_budget(data: Mapping[str, Any]) -> Budget:
    """The budget that an example stands for."""
    year = data.get("year") or (data.get("project") or {}).get("year")
    if "text" in data:
        from linter.readers import read

        return understand(read(Path("example.txt"), data=data["text"].encode()), year=year)
    return understand(example_document(data), year=year)


def run_example(example: Example, lang: str = "zh") -> Result:
    """What the example's rule finds in it. Raises PackError where the rule file is wrong.

    To a rule that compares documents the example's units are those of as many documents.
    """
    budget, pack = example_budget(example.data), _pack(example.path)
    return check(budget, pack, lang, copies_within(budget, pack))


def failure(example: Example) -> Bilingual | None:
    """What is wrong with an example, for people; None if the rule does with it what it should."""
    result = run_example(example)
    crashed = result.coverage.crashed
    if crashed:
        return Bilingual.naming("规则出错", "the rule crashed", crashed[0].reason).after(f"{example.name}: ")
    found = [finding.message for finding in result.findings]
    if example.side == "bad" and not found:
        undecided = "；".join(each.reason for each in result.coverage.undecided)
        unread = "；".join(each.reason for each in result.coverage.unrecognised)
        missed = Bilingual("反例没有报出", "nothing was found in a bad example")
        detail = Bilingual.joined(
            Bilingual.naming("未决", "undecided", undecided or "-"),
            Bilingual.naming("未识别", "unrecognised", unread or "-"),
        )
        said = Bilingual(f"{missed.zh}（{detail.zh}）", f"{missed.en} ({detail.en})", f"{missed}（{detail}）")
        return said.after(f"{example.name}: ")
    if example.side == "good" and found:
        return Bilingual.naming("正例被误报", "a good example was found", found[0]).after(f"{example.name}: ")
    return None


def shape_problems(source: Source) -> Iterator[Problem]:
    """Unknown fields in the examples of a rule file."""
    sides = source.data.get("examples") if isinstance(source.data, Mapping) else None
    for side, listed in sides.items() if isinstance(sides, Mapping) else ():
        for index, each in enumerate(_list(listed)):
            route: Route = ("examples", side, index)
            if isinstance(each, Mapping):
                yield from _example_problems(source, route, each)


def _example_problems(source: Source, route: Route, data: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _unknown(source, route, data, KEYS)
    if not any(key in data for key in KEYS[:7]) or data.keys() <= {"year", "note", "unit_form"}:
        yield source.problem(route, Bilingual("示例没有内容", "the example holds nothing"))
    if isinstance(data.get("indicator"), Mapping):
        yield from _unknown(source, (*route, "indicator"), data["indicator"], INDICATOR_KEYS)
    projects = [((*route, "projects", number), each) for number, each in enumerate(_list(data.get("projects")))]
    for where, project in (((*route, "project"), data.get("project")), *projects):
        if not isinstance(project, Mapping):
            continue
        yield from _unknown(source, where, project, PROJECT_KEYS)
        for number, indicator in enumerate(_list(project.get("indicators"))):
            if isinstance(indicator, Mapping):
                yield from _unknown(source, (*where, "indicators", number), indicator, INDICATOR_KEYS)


def _unknown(source: Source, route: Route, data: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[Problem]:
    for key in data:
        if key not in known:
            message = Bilingual(f"示例没有“{key}”这个字段", f"unknown field “{key}” in an example")
            yield source.problem((*route, key), message, did_you_mean(key, known), on_key=True)
