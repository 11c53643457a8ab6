"""Differently named indicators of one form that measure one thing with one value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Indicator, Project
from linter.checks.shared.measures import measures
from linter.findings import Related
from linter.language.folding import squash
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import PROJECT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    how: tuple[str, ...] = field(
        metadata={"doc": "what the end of a name says of how it counts, not of what (率, 情况)"}
    )
    counts: tuple[str, ...] = field(metadata={"doc": "what may stand between a thing and its share (人数, 面积)"})


def build(params: Params, resources: Resources) -> Check:
    names = measures(resources)
    how = re.compile(f"(?:{'|'.join(map(re.escape, params.how))})$")
    # 已修缮面积占应修缮面积的比例 is 修缮率.
    share = re.compile(f"已?(.+?)(?:{'|'.join(map(re.escape, params.counts))})占.+")

    def thing_of(indicator: Indicator) -> str:
        """What is measured, for comparison; all head-counts of one form with one value count the same persons."""
        if names.of(indicator.name).type == "persons":
            return "人"
        name = squash(indicator.name)
        matched = share.fullmatch(name)
        bare = matched.group(1) if matched else how.sub("", name)
        return bare if bare != name and len(bare) >= 2 else ""

    def check(subject: Subject) -> Iterator[Outcome]:
        project = subject.item
        assert isinstance(project, Project)
        groups: dict[tuple[str, str, bool], list[Indicator]] = {}
        for indicator in project.indicators:
            thing, value = thing_of(indicator), _value(indicator)
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


def _value(indicator: Indicator) -> str:
    value = indicator.parsed
    if value.number is None or value.problem("VAL005"):
        return ""
    # 预计300人, 300人左右 and 300人 are one value here.
    return f"{value.low or value.high or value.number}{value.unit}"


KIND = Kind("synonymous", frozenset({PROJECT}), Params, build, frozenset({"names", "value"}))
