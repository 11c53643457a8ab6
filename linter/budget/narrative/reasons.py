"""Reasons that a text gives for a change: which direction is explained, and by what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from linter.budget.amounts import Prose
from linter.budget.narrative.lexicon import words
from linter.language.list_numbers import ListNumber, at_start

_END = re.compile(r"[；。！]|$")
_CLAUSE = re.compile(r"[，：]")
_SENTENCE = re.compile(r"[。！？；]")
_SENTENCE_END = re.compile(r"[。！？]")
# Only so much of the text before a reason is looked at for what it explains.
_REACH = 600


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason at `start`..`end` of the flat text. `direction` is what it explains: increase, decrease, level or "".

    `announced` says that the text promises a reason (主要原因是) rather than giving one in passing (由于); `of_change` that
    there is a change to explain, or that the word says so itself (原因).
    """

    direction: str
    reason: str
    announced: bool
    marker: int
    start: int
    end: int
    of_change: bool


def explanations(prose: Prose) -> list[Explanation]:
    """The reasons of a text in reading order. They do not overlap."""
    lexicon = words()
    flat = prose.flat
    found: list[Explanation] = []
    position = 0
    while match := lexicon.announced.search(flat, position):
        marker = match.start()
        lead = lexicon.reason_lead.match(flat, match.end())
        start = lead.end() if lead else match.end()
        end = _reason_end(flat, start)
        # “其中：主要是……” introduces a list, and 主要是 between amounts names a part: the word needs a change to explain.
        direction = _direction(flat[max(position, marker - _REACH) : marker])
        other = lexicon.next_change.search(flat, start, end) if direction else None
        if other is not None:
            # 主要原因是统一派车，与上年相比增加0.5万元，增长的主要原因是车辆老化
            end = other.start()
        of_change = bool(direction) or lexicon.cause in match.group() or _speaks_of_change(flat[position:marker])
        found.append(Explanation(direction, flat[start:end], True, marker, start, end, of_change))
        position = max(end, start)
    return found


def _speaks_of_change(before: str) -> bool:
    """Whether the sentence before a reason tells of a change at all."""
    lexicon = words()
    own = _SENTENCE_END.split(before[-_REACH:])[-1]
    return lexicon.change_word.search(own) is not None or lexicon.beyond.search(own) is not None


def _reason_end(flat: str, start: int) -> int:
    """The first stop that no further reason of the same row (二是……，另外……) follows."""
    lexicon = words()
    position = start
    first = at_start(flat, start)
    last = {first.style: first.value} if first is not None else {}
    while True:
        match = _END.search(flat, position)
        end = match.start() if match else len(flat)
        if end == len(flat) or flat[end] == "！":
            return end
        number = at_start(flat, end + 1)
        goes_on = number is not None and number.value > 1 and (number.opens == "point" or _follows(number, last))
        if not goes_on and not lexicon.reason_goes_on.match(flat, end + 1):
            return end
        if number is not None:
            last[number.style] = number.value
        position = end + 1


def _follows(number: ListNumber, last: Mapping[str, int]) -> bool:
    """Whether a number goes on with those of the row: not （2） where the row has no （1）, which is the next item's."""
    return last.get(number.style) == number.value - 1


def _direction(before: str) -> str:
    """The last change word in the clause before a reason; where the reason opens a sentence, in the sentence before."""
    lexicon = words()
    clauses = _SENTENCE.split(before)
    own = clauses[-1]
    if not own.strip("，：、") and len(clauses) > 1:
        # A reason that opens a sentence explains all changes of the one before, which a list may follow.
        sentences = _SENTENCE_END.split(before)[:-1]
        own = sentences[-1] if sentences else clauses[-2]
        if lexicon.bracket_opener.match(own) and len(sentences) > 1:
            own = sentences[-2] + own
        if len({lexicon.direction(match.group()) for match in lexicon.change_word.finditer(own)}) > 1:
            return ""
    found = [lexicon.direction(match.group()) for match in lexicon.change_word.finditer(own)]
    beyond = lexicon.beyond.search(own)
    if not found and beyond:
        return "increase" if beyond.group("above") else "decrease" if beyond.group("below") else "level"
    if not found or (len(set(found[-2:])) > 1 and len(_CLAUSE.split(own)) == 1):
        # “收入增加、支出减少的主要原因”: which one is explained is open.
        return ""
    return found[-1]
