"""Copies between units as people compare them: the projects that hold the same, side by side, what differs marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from linter.audit.data import load
from linter.audit.items import Item, model_of
from linter.audit.statistics import Audit
from linter.budget.imprints import Imprint
from linter.language.folding import fold, squash
from linter.outputs.visible import Segment, visible

SHOWN = 4
"""The first projects of so many units of a group are printed beside the first one; the others are linked."""
_LONGEST = 2000
_WHAT = ("goals", "indicators", "descriptions")
Pair = tuple[tuple[Segment, ...], tuple[Segment, ...]]


@dataclass(frozen=True, slots=True)
class Member:
    """A project that holds the copy, and its document."""

    imprint: Imprint
    item: Item

    @property
    def anchor(self) -> str:
        """The rule in the document's report, under which its findings are listed."""
        return f"{self.item.page}#r-DUP009"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The first project of a group and another one, line by line: texts of the one, texts of the other. () is no line there."""

    one: Member
    other: Member
    percent: int
    heads: tuple[str, ...]
    lines: tuple[tuple[Pair, ...], ...]
    shortened: bool


@dataclass(frozen=True, slots=True)
class Cluster:
    """Projects of different units with the same goals, indicators or descriptions; `percent` is the least likeness."""

    what: str
    percent: int
    members: tuple[Member, ...]

    @property
    def by_unit(self) -> tuple[Member, ...]:
        """The first project of each unit."""
        found: dict[str, Member] = {}
        for each in self.members:
            found.setdefault(fold(each.imprint.unit or ""), each)
        return tuple(found.values())

    @property
    def units(self) -> int:
        return len(self.by_unit)


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster as it is printed."""

    number: int
    cluster: Cluster
    comparisons: tuple[SideBySide, ...]

    @property
    def anchor(self) -> str:
        return f"c{self.number}"


def clusters(audit: Audit) -> tuple[Cluster, ...]:
    """Which projects hang together by a copy; those that most units share come first."""
    if audit.found is None:
        return ()
    imprints = {each.key: each for item in audit.items for each in item.imprints}
    links: dict[str, dict[tuple[str, int], list[tuple[tuple[str, int], int]]]] = {what: {} for what in _WHAT}
    for key, copies in audit.found.copies.items():
        for copy in copies:
            percent = int(copy.share * 100)
            links[copy.what].setdefault(key, []).append((copy.peer.key, percent))
            links[copy.what].setdefault(copy.peer.key, []).append((key, percent))
    found = []
    for what, edges in links.items():
        for keys, percent in _connected(edges):
            members = (Member(imprints[key], audit.by_path[key[0]]) for key in keys)
            ordered = sorted(members, key=lambda each: (_year(each), fold(each.imprint.unit or ""), *each.imprint.key))
            found.append(Cluster(what, percent, tuple(ordered)))
    return tuple(sorted(found, key=lambda each: (-each.units, _WHAT.index(each.what), each.members[0].imprint.key)))


def _year(member: Member) -> int:
    return member.item.entry.fiscal_year or 0


def _connected(
    edges: Mapping[tuple[str, int], Sequence[tuple[tuple[str, int], int]]],
) -> Iterator[tuple[list[tuple[str, int]], int]]:
    """The keys of each connected part, and the least percentage in it."""
    seen: set[tuple[str, int]] = set()
    for start in edges:
        if start in seen:
            continue
        part, least, waiting = [], 100, [start]
        seen.add(start)
        while waiting:
            key = waiting.pop()
            part.append(key)
            for other, percent in edges.get(key, ()):
                least = min(least, percent)
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        yield part, least


def groups(found: Sequence[Cluster], root: Path, first: int, heads: Mapping[str, tuple[str, ...]]) -> Iterator[Group]:
    """The clusters with the texts of their documents, which are read from the data that was written. `first` numbers them."""

    @lru_cache(maxsize=64)
    def projects(name: str) -> Any:
        return load(root, model_of(name))["documents"][0]["projects"]

    def lines_of(member: Member, what: str) -> list[tuple[str, ...]]:
        return _lines(projects(member.item.name)[member.imprint.index], what)

    for number, cluster in enumerate(found, first):
        one = cluster.members[0]
        others = cluster.by_unit[1 : SHOWN + 1]
        compared = tuple(_comparison(one, other, cluster.what, heads[cluster.what], lines_of) for other in others)
        yield Group(number, cluster, compared)


def _lines(project: Mapping[str, Any], what: str) -> list[tuple[str, ...]]:
    if what == "goals":
        return [(goal,) for goal in project["goals"]]
    names = ("name", "description") if what == "descriptions" else ("name", "value")
    return [tuple(row[name] or "" for name in names) for row in project["indicators"]]


def _comparison(
    one: Member,
    other: Member,
    what: str,
    heads: tuple[str, ...],
    lines_of: Callable[[Member, str], list[tuple[str, ...]]],
) -> SideBySide:
    left, right = lines_of(one, what), lines_of(other, what)
    shortened = any(len(text) > _LONGEST for line in (*left, *right) for text in line)
    lines = tuple(_paired(left, right))
    same = sum(len(part.text) for line in lines for mine, _ in line for part in mine if not part.marked)
    percent = min(100, same * 100 // max(_length(left), _length(right), 1))
    return SideBySide(one, other, percent, heads, lines, shortened)


def _length(lines: Sequence[tuple[str, ...]]) -> int:
    """How many characters are seen of some lines."""
    return sum(len(visible(text)) for line in lines for text in line)


def _paired(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> Iterator[tuple[Pair, ...]]:
    """The lines of two projects side by side, equal ones at the same height, marked where they differ."""
    mine_keys, their_keys = ([squash("\x1f".join(line)) for line in each] for each in (left, right))
    for _, a, b, c, d in SequenceMatcher(None, mine_keys, their_keys, autojunk=False).get_opcodes():
        for mine, theirs in zip_longest(left[a:b], right[c:d]):
            width = len(mine or theirs or ())
            yield tuple(_marked(mine[at] if mine else None, theirs[at] if theirs else None) for at in range(width))


def _marked(mine: str | None, theirs: str | None) -> Pair:
    """Both texts, cut where they differ. A text that is not there at all is ()."""
    if mine is None or theirs is None:
        return _whole(mine), _whole(theirs)
    one, other = visible(mine[:_LONGEST]), visible(theirs[:_LONGEST])
    left: list[Segment] = []
    right: list[Segment] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if b > a:
            left.append(Segment(one[a:b], tag != "equal"))
        if d > c:
            right.append(Segment(other[c:d], tag != "equal"))
    return tuple(left), tuple(right)


def _whole(text: str | None) -> tuple[Segment, ...]:
    return (Segment(visible(text[:_LONGEST]), True),) if text else ()


def per_unit(found: Sequence[Cluster]) -> Mapping[str, int]:
    """In how many groups each unit (folded) stands."""
    counts: dict[str, int] = defaultdict(int)
    for cluster in found:
        for unit in {fold(each.imprint.unit or "") for each in cluster.members}:
            counts[unit] += 1
    return counts
