"""Quotation marks, brackets and book-title marks that stand without their partner."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from linter.checks.shared.texts import Text, texts
from linter.document import Cell, Paragraph
from linter.language import comparators
from linter.language.list_numbers import half_bracketed
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

# A closing bracket behind a list number has no partner and needs none: "1)", "（一）" written "一)", "A)".
# Half-open intervals pair a round with a square bracket: [80,90).
_INTERVAL = re.compile(r"[\[(（［]\s*-?[\d.]+\s*[%％]?\s*[,，~～—-]\s*-?[\d.]*\s*[%％]?\s*[\])）］]")
# A book-title mark before a figure stands for a comparator, which is another defect.
_INCHES = re.compile(r"(?<=\d)\"(?=\s*(?:$|[，。、；)）]|液晶|显示|电视|彩电|屏|监视|LED))")
_WIDTH = str.maketrans({"(": "（", ")": "）", "［": "[", "］": "]", "＂": '"'})
_STRAIGHT = '"'
_REACH = 3


@dataclass(frozen=True, slots=True)
class Params:
    pairs: tuple[str, ...] = field(
        default=("“”", "‘’", "《》", "（）", "〔〕", "【】", "[]", "「」", "『』"),
        metadata={"doc": "成对的标点，每项两个字符 / the pairs of marks, two characters each"},
    )


class Loose(NamedTuple):
    """A mark without its partner: its offset, its pair, and whether it opens."""

    offset: int
    pair: str
    opens: bool


@cache
def _half_bracketed() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s，。；：、,;:.．])(?:{half_bracketed()}|\d{{3}}[)）])")


def build(params: Params, resources: Resources) -> Check:
    return lambda subject: _check(subject, params.pairs)


def _check(subject: Subject, pairs: Sequence[str]) -> Iterator[Hit]:
    found = [(text, loose_marks(text.text, pairs)) for text in texts(subject.budget)]
    _match_over_blocks(found)
    for text, marks in found:
        for mark in _one_a_pair(marks):
            printed = text.text[mark.offset]
            partner = _STRAIGHT if mark.pair == _STRAIGHT else mark.pair[mark.opens]
            yield text.hit(
                mark.offset,
                mark.offset + 1,
                fields={"mark": printed, "partner": partner},
                key=f"{printed}{text.text[max(0, mark.offset - 6) : mark.offset + 7]}",
            )


@cache
def _for_comparators() -> re.Pattern[str]:
    return re.compile(rf"[{comparators.confusable()}](?=\s*\d)")


def loose_marks(text: str, pairs: Sequence[str]) -> list[Loose]:
    """The marks of a text that have no partner, each kind of pair by itself: crossing pairs are no defect."""
    body = _INTERVAL.sub(lambda match: " " * len(match.group()), text)
    body = _INCHES.sub(" ", _for_comparators().sub(" ", body)).translate(_WIDTH)
    numbers = {match.end() - 1 for match in _half_bracketed().finditer(body)}
    loose: list[Loose] = []
    for pair in pairs:
        if pair[0] not in body and pair[1] not in body:
            continue
        opened: list[int] = []
        for offset, char in enumerate(body):
            if char == pair[0]:
                opened.append(offset)
            elif char == pair[1]:
                if opened:
                    opened.pop()
                elif offset not in numbers and not (char == "’" and _apostrophe(body, offset)):
                    loose.append(Loose(offset, pair, False))
        loose.extend(Loose(offset, pair, True) for offset in opened)
    straight = [offset for offset, char in enumerate(body) if char == _STRAIGHT]
    if len(straight) % 2:
        curly = next((mark for mark in loose if mark.pair == "“”"), None)
        if curly is not None:
            loose.remove(curly)
        else:
            first = not body[: straight[0]].strip() or len(straight) == 1
            loose.append(Loose(straight[0] if first else straight[-1], _STRAIGHT, first))
    return sorted(loose)


def _apostrophe(text: str, offset: int) -> bool:
    """Whether ’ is no quotation mark: a letter stands before it (company’s), or a shortened year behind it (’98)."""
    before, behind = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    return (before.isascii() and before.isalpha()) or (behind.isdigit() and not before.isdigit())


def _match_over_blocks(found: Sequence[tuple[Text, list[Loose]]]) -> None:
    """Takes out the marks whose partner stands in one of the next paragraphs, or in the next row of the same column."""
    for index, (text, marks) in enumerate(found):
        for mark in [mark for mark in marks if mark.opens and mark.pair != _STRAIGHT]:
            for other, candidates in _followers(found, index, text):
                partner = next((m for m in candidates if m.pair == mark.pair and not m.opens), None)
                if partner is not None and other is not text:
                    candidates.remove(partner)
                    marks.remove(mark)
                    break


def _followers(found: Sequence[tuple[Text, list[Loose]]], index: int, text: Text) -> Iterator[tuple[Text, list[Loose]]]:
    if isinstance(text.block, Paragraph):
        for other, marks in found[index + 1 : index + 1 + _REACH]:
            if not isinstance(other.block, Paragraph):
                return
            yield other, marks
        return
    for other, marks in found[index + 1 :]:
        if other.table is not text.table or not isinstance(other.block, Cell):
            return
        if other.block.row == text.block.row + 1 and other.block.column == text.block.column:
            yield other, marks
            return


def _one_a_pair(marks: Sequence[Loose]) -> Iterator[Loose]:
    """Two marks that open (or close) in turn are one defect: the second was meant as the partner of the first."""
    skip = False
    for index, mark in enumerate(marks):
        if skip:
            skip = False
            continue
        follower = marks[index + 1] if index + 1 < len(marks) else None
        skip = follower is not None and follower.pair == mark.pair and follower.opens == mark.opens
        yield mark


KIND = Kind(
    name="paired-marks",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"mark", "partner"}),
)
