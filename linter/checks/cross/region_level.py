"""XRF015. A document of one level of government that calls itself another (我市 in a county's document)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.checks.cross.own_unit import UnitNames
from linter.checks.shared.texts import Text, texts
from linter.checks.shared.wordlists import any_of
from linter.packs.hits import Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Resources, check

_QUOTED = re.compile(r"《[^《》]*》")
_NO_LEVEL = Bilingual("未能确定编制单位的行政层级", "the unit's level is unknown")
_PROVINCE, _DISTRICT, _AUTONOMOUS = "省", "区", "自治区"
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Params:
    reference_words: tuple[str, ...] = field(
        metadata={"doc": "说的是上级规定时的引导词 / words that lead to a rule of a higher level"},
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """How a text names a level of government: as its own (我市), by its organs (区委、区政府), in a definition."""

    names: UnitNames
    own: re.Pattern[str]
    organs: re.Pattern[str]
    peers: frozenset[str]
    defined: re.Pattern[str]
    defined_levels: frozenset[str]
    references: tuple[str, ...]


def _words(params: Params, resources: Resources) -> _Words:
    lexicon = resources.lexicon("unit_names")
    own = lexicon["own"]
    defines, behind_colon = any_of(own["defines"]), any_of([*own["defines"], *own["after_colon"]])
    return _Words(
        names=UnitNames.of(lexicon),
        own=re.compile(
            "".join(f"(?<!{re.escape(word)})" for word in own["not_behind"])
            + rf"{re.escape(own['call'])}({any_of(own['levels'])})(?!{any_of(own['not_before'])})"
        ),
        organs=re.compile(rf"({any_of(own['peers'])}){any_of(own['party'])}、?\1{any_of(own['government'])}"),
        peers=frozenset(own["peers"]),
        defined=re.compile(
            rf"(?:[:：]{behind_colon}?|{defines})({any_of(own['defined_levels'])}){any_of(own['defined'])}"
        ),
        defined_levels=frozenset(own["defined_levels"]),
        references=params.reference_words,
    )


@check("region-level", on=DOCUMENT, says=("called", "level"), params=Params, prepare=_words)
def region_level(budget: Budget, words: _Words, subject: Subject) -> Iterator[Outcome]:
    found = texts(budget)
    calls = [(text, match) for text in found for match in _calls(text, words)]
    level = _own_level(budget, [match.group(1) for _, match in calls], words)
    if level is None:
        if calls:
            text, match = calls[0]
            yield Unsettled(text.place(match.start()), _NO_LEVEL)
        return
    autonomous = any(_AUTONOMOUS in text.text for text in found)
    for text, match in calls:
        if _is_another(match.group(1), level, autonomous=autonomous) and not _reference(text, match.start(), words):
            yield _hit(text, match.start(), match.end(), level)
    for text in found:
        yield from _organs_of_another(text, level, words, autonomous=autonomous)
        if text.kind == "narrative":
            yield from _defined_for_another(text, level, words)


def _calls(text: Text, words: _Words) -> Iterator[re.Match[str]]:
    """Where a text speaks of its own level, titles of rules aside."""
    quoted = [match.span() for match in _QUOTED.finditer(text.text)]
    for match in words.own.finditer(text.text):
        if not any(start <= match.start() < end for start, end in quoted):
            yield match


def _own_level(budget: Budget, calls: Sequence[str], words: _Words) -> str | None:
    """The level of the document's government: by its units' names, else by what the document mostly calls itself."""
    for name in words.names.of_budget(budget):
        region = words.names.region_of(name)
        if region is not None:
            return region[1]
    counts = Counter(calls).most_common(2)
    if counts and counts[0][1] >= _LEAST and (len(counts) == 1 or counts[0][1] >= _LEAST * counts[1][1]):
        return counts[0][0]
    return None


def _is_another(called: str, level: str, *, autonomous: bool) -> bool:
    """Whether 我市 and the like is another level. Every unit belongs to a province, or to an autonomous region (我区)."""
    return called not in (level, _PROVINCE) and not (called == _DISTRICT and autonomous)


def _reference(text: Text, start: int, words: _Words) -> bool:
    return text.text[max(0, start - 4) : start].endswith(words.references)


def _organs_of_another(text: Text, level: str, words: _Words, *, autonomous: bool) -> Iterator[Hit]:
    """区委、区政府 in a county: levels that are each other's equals, so that one of them cannot be above the other."""
    for match in words.organs.finditer(text.text):
        if match.group(1) != level and level in words.peers and not autonomous:
            yield _hit(text, match.start(), match.end(), level)


def _defined_for_another(text: Text, level: str, words: _Words) -> Iterator[Hit]:
    """A definition (财政拨款：指市级财政当年拨付的资金) that was taken over from another level's document."""
    for match in words.defined.finditer(text.text):
        if match.group(1) != level and level in words.defined_levels:
            yield _hit(text, match.start(1), match.end(), level)


def _hit(text: Text, start: int, end: int, level: str) -> Hit:
    return text.hit(
        start,
        end,
        fields={"called": text.text[start:end], "level": level},
        key=text.text[max(0, start - 8) : end + 8],
    )
