"""What projects of different units have in common, over many documents: goals, sets of indicators, descriptions.

A document leaves an imprint of each of its projects, which is small: documents themselves need not be kept. `find` compares
the imprints. What many units print alike (a sentence or a row that a form came with) is common stock and no copy.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from hashlib import blake2b
from math import ceil
from typing import Any

from linter.budget.imprints import Copies, Copy, Imprint
from linter.budget.model import Budget, Project
from linter.language.folding import fold, squash

_SENTENCE = re.compile(r"[。；;！!\n]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_GRAM = 4
_SKETCH = 12
_NEIGHBOURS = 50
"""How many earlier texts with the same piece of a sketch a text is held against: enough to find one that is like it."""
_TRIALS = 20


LEAST_CHARACTERS = 20
"""The shortest goals that count, common stock aside."""
LEAST_SHARE = Decimal("0.9")
"""The share of equal rows or characters that counts."""
LEAST_ROWS = 4
"""The least number of rows that count, common stock aside."""
COMMON_UNITS = 5
"""What at least so many units print alike is common stock and no copy."""
COMMON_SHARE = Decimal("0.2")
"""In a large run: the share of the units that makes common stock."""


@dataclass(frozen=True, slots=True)
class Found:
    """The copies, and the common stock: sentences and numbers of rows that so many units share that they are no copies."""

    copies: Copies
    units: int
    limit: int
    stock: Mapping[str, int]


def imprints(budget: Budget, least_description: int = 12) -> tuple[Imprint, ...]:
    """The imprints of a document's projects."""
    return tuple(_imprint(index, project, budget, least_description) for index, project in enumerate(budget.projects))


def _imprint(index: int, project: Project, budget: Budget, least: int) -> Imprint:
    unit = project.unit or budget.unit
    own = fold(unit) if unit else ""
    described = (_bare(each.description or "", own) for each in project.indicators)
    return Imprint(
        index=index,
        unit=unit,
        name=project.name,
        code=squash(project.code or ""),
        budget=project.budget.yuan if project.budget else None,
        location=project.location,
        sentences=tuple(
            filter(None, (_bare(each, own) for goal in project.goals for each in _SENTENCE.split(goal.text)))
        ),
        rows=tuple(_digest(f"{squash(each.name)}\x1f{squash(each.parsed.canonical)}") for each in project.indicators),
        descriptions=tuple(_digest(text) for text in described if len(text) >= least),
    )


def _bare(text: str, own: str) -> str:
    folded = fold(text)
    return squash(folded.replace(own, "") if own else folded)


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def find(listed: Iterable[Imprint]) -> Found:
    """The copies among projects of different units. The same imprints give the same copies, in whatever order."""
    prints = sorted((each for each in listed if each.unit), key=lambda each: (_unit(each), *each.key))
    units = len({_unit(each) for each in prints})
    limit = max(COMMON_UNITS, ceil(COMMON_SHARE * units))
    sentences = _units_of(prints, lambda each: map(_figureless, each.sentences))
    stock = {text: number for text, number in sentences.items() if number >= limit}
    copies: dict[tuple[str, int], list[Copy]] = defaultdict(list)
    for each, copy in _goals(prints, stock):
        copies[each.key].append(copy)
    taken: set[tuple[str, int]] = set()
    for each, copy in _sets(prints, "indicators", lambda one: one.rows, limit):
        copies[each.key].append(copy)
        taken.add(each.key)
    for each, copy in _sets(prints, "descriptions", lambda one: one.descriptions, limit):
        if each.key not in taken:
            copies[each.key].append(copy)
    return Found({key: tuple(copies[key]) for key in sorted(copies)}, units, limit, stock)


def _unit(each: Imprint) -> str:
    return fold(each.unit or "")


def _figureless(sentence: str) -> str:
    return _FIGURE.sub("0", sentence)


def _units_of(prints: Sequence[Imprint], pieces: Callable[[Imprint], Iterable[Any]]) -> Counter[Any]:
    """In how many units each piece stands. The imprints come unit by unit."""
    counts: Counter[Any] = Counter()
    last: dict[Any, str] = {}
    for each in prints:
        unit = _unit(each)
        for piece in pieces(each):
            if last.get(piece) != unit:
                last[piece] = unit
                counts[piece] += 1
    return counts


def _related(one: Imprint, other: Imprint) -> bool:
    """Whether both are of one unit, or are one project that is published twice (by a department and by its unit)."""
    a, b = _unit(one), _unit(other)
    if a.startswith(b) or b.startswith(a):
        return True
    if squash(one.name) != squash(other.name):
        return False
    return bool(one.code and one.code == other.code) or (one.budget is not None and one.budget == other.budget)


def _goals(prints: Sequence[Imprint], stock: Mapping[str, int]) -> Iterator[tuple[Imprint, Copy]]:
    """Projects whose goals, common stock aside, are those of a project of another unit, or nearly."""
    groups: dict[str, list[Imprint]] = defaultdict(list)
    for each in prints:
        own = "".join(text for text in each.sentences if _figureless(text) not in stock)
        if len(own) >= LEAST_CHARACTERS:
            groups[own].append(each)
    near = _near(groups, float(LEAST_SHARE))
    for text, members in groups.items():
        alike = [(Decimal(1), members), *((share, groups[other]) for share, other in near.get(text, ()))]
        for each in members:
            copy = _goal_copy(each, alike, len(text))
            if copy is not None:
                yield each, copy


def _goal_copy(own: Imprint, alike: Sequence[tuple[Decimal, Sequence[Imprint]]], length: int) -> Copy | None:
    """The copy that a project's goals of so many characters are, `alike` being those with such goals, the most alike first."""
    peers = ((share, one) for share, members in alike for one in members if not _related(own, one))
    share, peer = next(peers, (Decimal(0), None))
    if peer is None:
        return None
    units = {_unit(one) for _, members in alike for one in members} - {_unit(own)}
    return Copy("goals", share, int(share * length), length, peer, len(units))


def _near(texts: Iterable[str], least: float) -> dict[str, list[tuple[Decimal, str]]]:
    """The texts that are nearly the same as each one, the most like it first."""
    buckets: dict[int, list[str]] = defaultdict(list)
    near: dict[str, list[tuple[Decimal, str]]] = defaultdict(list)
    for text in texts:
        sketch = _sketch(text)
        met = Counter(other for piece in sketch for other in buckets[piece][-_NEIGHBOURS:])
        matcher = SequenceMatcher(None, "", text, autojunk=False)
        for other, _ in met.most_common(_TRIALS):
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least:
                share = Decimal(matcher.ratio()).quantize(Decimal("0.01"))
                near[text].append((share, other))
                near[other].append((share, text))
        for piece in sketch:
            buckets[piece].append(text)
    return {text: sorted(found, key=lambda each: (-each[0], each[1])) for text, found in near.items()}


def _sketch(text: str) -> list[int]:
    """The smallest digests of the text's runs of characters: texts that are much alike have most of them in common."""
    grams = {text[at : at + _GRAM] for at in range(max(len(text) - _GRAM + 1, 1))}
    return sorted(zlib.crc32(gram.encode("utf-8", "surrogatepass")) for gram in grams)[:_SKETCH]


def _sets(
    prints: Sequence[Imprint],
    what: str,
    rows: Callable[[Imprint], Sequence[Hashable]],
    limit: int,
) -> Iterator[tuple[Imprint, Copy]]:
    """Projects whose rows nearly all stand in a project of another unit; common stock aside."""
    counts = _units_of(prints, rows)
    own = [Counter(row for row in rows(each) if counts[row] < limit) for each in prints]
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for number, held in enumerate(own):
        for row in held:
            if counts[row] > 1:
                holders[row].append(number)
    for number, held in enumerate(own):
        total = held.total()
        if total < LEAST_ROWS:
            continue
        met = _met(held, own, holders)
        least = LEAST_SHARE * total
        enough = [(-shared, other) for other, shared in met.items() if shared >= least]
        enough = sorted(each for each in enough if not _related(prints[number], prints[each[1]]))
        if enough:
            shared, peer = -enough[0][0], prints[enough[0][1]]
            units = {_unit(prints[other]) for _, other in enough}
            share = (Decimal(shared) / total).quantize(Decimal("0.01"))
            yield prints[number], Copy(what, share, shared, total, peer, len(units))


def _met(
    held: Counter[Hashable], own: Sequence[Counter[Hashable]], holders: Mapping[Hashable, Sequence[int]]
) -> Counter[int]:
    """How many of the rows each project shares, by its number."""
    met: Counter[int] = Counter()
    for row, times in held.items():
        for other in holders.get(row, ()):
            met[other] += min(times, own[other][row])
    return met
