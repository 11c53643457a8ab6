"""A document of one level of government that calls itself another (我市 in a county's document)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.budget.model import Budget
from linter.checks.shared.own_unit import region_of, unit_names
from linter.checks.shared.texts import Text, texts
from linter.packs.hits import Check, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Kind, Resources

_OWN = re.compile(r"(?<![自让])我(省|州|市|县|区|旗|镇|乡|街道)(?![场域])")
_QUOTED = re.compile(r"《[^《》]*》")
# 区委、区政府 in a county: levels that are each other's equals, so that one of them cannot be above the other.
_GOVERNMENT = re.compile(r"(?P<a>县|区|旗)委、?(?P=a)(?:人民)?政府")
_DEFINED = re.compile(
    r"(?:[:：]|是|指)(?:是|指)?与?(省|市|县|区)(?:本)?级(?:预算主管部门|财政(?:部门)?(?:当年|本年度|有经费领拨关系))"
)
_EQUALS = frozenset({"县", "区", "旗"})
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Params:
    reference_words: tuple[str, ...] = field(
        metadata={"doc": "说的是上级规定时的引导词 / words that lead to a rule of a higher level"},
    )


def build(params: Params, resources: Resources) -> Check:
    return lambda subject: _check(subject, params)


def _check(subject: Subject, params: Params) -> Iterator[Outcome]:
    found = list(texts(subject.budget))
    calls = [(text, match) for text in found for match in _calls(text)]
    level = own_level(subject.budget, [match.group(1) for _, match in calls])
    if level is None:
        if calls:
            yield Unsettled(
                calls[0][0].place(calls[0][1].start()), "未能确定编制单位的行政层级 / the unit's level is unknown"
            )
        return
    autonomous = any("自治区" in text.text for text in found)
    for text, match in calls:
        called = match.group(1)
        # Every unit belongs to a province: 我省 in a county's document need not be the unit itself.
        if called in (level, "省") or (called == "区" and autonomous) or _reference(text.text, match.start(), params):
            continue
        yield _hit(text, match, match.start(), level)
    for text in found:
        for match in _GOVERNMENT.finditer(text.text):
            if match["a"] != level and {match["a"], level} <= _EQUALS and not autonomous:
                yield _hit(text, match, match.start(), level)
        for match in _DEFINED.finditer(text.text):
            if match.group(1) != level and level in "省市县区" and text.kind == "narrative":
                yield _hit(text, match, match.start(1), level)


def _calls(text: Text) -> Iterator[re.Match[str]]:
    quoted = [match.span() for match in _QUOTED.finditer(text.text)]
    for match in _OWN.finditer(text.text):
        if not any(a <= match.start() < b for a, b in quoted):
            yield match


def _reference(text: str, start: int, params: Params) -> bool:
    lead = text[max(0, start - 4) : start]
    return any(lead.endswith(word) for word in params.reference_words)


def own_level(budget: Budget, calls: Sequence[str]) -> str | None:
    """The level of the document's government: by its units' names, else by what the document mostly calls itself."""
    for name in unit_names(budget):
        region = region_of(name)
        if region is not None:
            return region[1]
    counts = Counter(calls).most_common(2)
    if counts and counts[0][1] >= _LEAST and (len(counts) == 1 or counts[0][1] >= _LEAST * counts[1][1]):
        return counts[0][0]
    return None


def _hit(text: Text, match: re.Match[str], start: int, level: str) -> Outcome:
    return text.hit(
        start,
        match.end(),
        fields={"called": text.text[start : match.end()], "level": level},
        key=text.text[max(0, start - 8) : match.end() + 8],
    )


KIND = Kind(
    name="region-level",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"called", "level"}),
)
