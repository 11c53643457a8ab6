"""Differently named indicators of one form that measure one thing with one value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import Indicator, Project
from linter.engine.hits import Check, Outcome, Subject, indicator_hit
from linter.engine.kinds.base import PROJECT, Kind, Resources
from linter.engine.measures import Measures, measures
from linter.findings import Related
from linter.language.folding import squash

# What a name says of how it counts, not of what: 帮扶率, 帮扶情况 and 已帮扶人数占总人数的% are about 帮扶.
_HOW = re.compile(r"(?:率|情况|程度|进度|比例|占比|百分比)$")
_SHARE = re.compile(r"^已?(.+?)(?:人数|数量|数)占.+$")


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    names = measures(resources)

    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        groups: dict[tuple[str, str, bool], list[Indicator]] = {}
        for indicator in project.indicators:
            thing, value = _thing(indicator, names), _value(indicator)
            if thing and value:
                groups.setdefault((thing, value, indicator.multi_year), []).append(indicator)
        for group in groups.values():
            if len({squash(each.name) for each in group}) < 2:
                continue
            listed = "、".join(f"“{each.name}”" for each in group)
            yield indicator_hit(
                group[0],
                "name",
                fields={"names": listed, "value": group[0].value},
                related=tuple(Related(each.location, each.name) for each in group[1:]),
                key=listed,
            )

    return check


def _thing(indicator: Indicator, names: Measures) -> str:
    """What is measured, for comparison; all head-counts of one form with one value count the same persons."""
    measure = names.of(indicator.name)
    if measure.type == "persons":
        return "人"
    name = squash(indicator.name)
    share = _SHARE.match(name)
    bare = share.group(1) if share else _HOW.sub("", name)
    return bare if bare != name and len(bare) >= 2 else ""


def _value(indicator: Indicator) -> str:
    value = indicator.parsed
    if value.number is None or value.problem("VAL005"):
        return ""
    # 预计300人, 300人左右 and 300人 are one value here.
    return f"{value.low or value.high or value.number}{value.unit}"


KIND = Kind("synonymous", frozenset({PROJECT}), Params, build, frozenset({"names", "value"}))
