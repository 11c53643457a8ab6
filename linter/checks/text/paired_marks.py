"""TXT001. Quotation marks, brackets and book-title marks that stand without their partner."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from linter.budget.model import Budget
from linter.checks.shared.texts import Text, texts
from linter.checks.shared.wordlists import any_of
from linter.document import Cell, Paragraph
from linter.language import comparators
from linter.language.list_numbers import half_bracketed
from linter.language.pieces import compiled
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, Resources, check

# Half-open intervals pair a round with a square bracket: [80,90).
_INTERVAL = re.compile(r"[\[(（［]\s*-?[\d.]+\s*[%％]?\s*[,，~～—-]\s*-?[\d.]*\s*[%％]?\s*[\])）］]")
_WIDTH = str.maketrans({"(": "（", ")": "）", "［": "[", "］": "]", "＂": '"'})
_STRAIGHT, _CURLY = '"', "“”"
_APOSTROPHE = "’"
_REACH = 3


@dataclass(frozen=True, slots=True)
class Params:
    pairs: tuple[str, ...] = field(
        default=("“”", "‘’", "《》", "（）", "〔〕", "【】", "[]", "「」", "『』"),
        metadata={"doc": "成对的标点，每项两个字符 / the pairs of marks, two characters each"},
    )


@dataclass(frozen=True, slots=True)
class _Marks:
    """The pairs, and the straight mark that stands for inches."""

    pairs: tuple[str, ...]
    inches: re.Pattern[str]


def _marks(params: Params, resources: Resources) -> _Marks:
    things = any_of(resources.lexicon("inches")["things"])
    return _Marks(params.pairs, re.compile(rf"(?<=\d)\"(?=\s*(?:$|[，。、；)）]|{things}))"))


@cache
def _half_bracketed() -> re.Pattern[str]:
    """A closing bracket behind a list number has no partner and needs none: "1)", "（一）" written "一)", "A)"."""
    return re.compile(rf"(?:^|[\s，。；：、,;:.．])(?:{half_bracketed()}|\d{{3}}[)）])")


@cache
def _for_comparators() -> re.Pattern[str]:
    """A loose book-title mark before a figure, but a year, stands for a comparator, which is another defect."""
    return compiled(rf"[{comparators.confusable()}](?=\s*\d)(?!\s*{{year}})")


class Loose(NamedTuple):
    """A mark without its partner: its offset, its pair, and whether it opens."""

    offset: int
    pair: str
    opens: bool


@check("paired-marks", on=DOCUMENT, says=("mark", "partner"), params=Params, prepare=_marks)
def paired_marks(budget: Budget, kept: _Marks, subject: Subject) -> Iterator[Hit]:
    found = [(text, _loose_marks(text.text, kept)) for text in texts(budget)]
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


def _loose_marks(text: str, kept: _Marks) -> list[Loose]:
    """The marks of a text that have no partner, each kind of pair by itself: crossing pairs are no defect."""
    body = _INTERVAL.sub(lambda match: " " * len(match.group()), text)
    body = kept.inches.sub(" ", body).translate(_WIDTH)
    numbers = {match.end() - 1 for match in _half_bracketed().finditer(body)}
    loose = [mark for pair in kept.pairs for mark in _loose_of(pair, body, numbers)]
    compared = {match.start() for match in _for_comparators().finditer(body)} if loose else set()
    return sorted(_with_straight([mark for mark in loose if mark.offset not in compared], body))


def _loose_of(pair: str, body: str, numbers: Collection[int]) -> Iterator[Loose]:
    """The loose marks of one pair. `numbers` are the offsets of the brackets behind list numbers, which need no partner."""
    if pair[0] not in body and pair[1] not in body:
        return
    opened: list[int] = []
    for offset, char in enumerate(body):
        if char == pair[0]:
            opened.append(offset)
        elif char == pair[1] and opened:
            opened.pop()
        elif char == pair[1] and offset not in numbers and not _apostrophe(body, offset):
            yield Loose(offset, pair, False)
    yield from (Loose(offset, pair, True) for offset in opened)


def _with_straight(loose: Sequence[Loose], body: str) -> list[Loose]:
    """The loose marks with what the straight quotation marks say: where their number is odd, one of them is loose, or it
    stands for the partner of a curly one (“三公"), which is the defect."""
    straight = [offset for offset, char in enumerate(body) if char == _STRAIGHT]
    if len(straight) % 2 == 0:
        return list(loose)
    if any(mark.pair == _CURLY for mark in loose):
        return list(loose)
    opens = not body[: straight[0]].strip() or len(straight) == 1
    return [*loose, Loose(straight[0] if opens else straight[-1], _STRAIGHT, opens)]


def _apostrophe(text: str, offset: int) -> bool:
    """Whether a ’ is no quotation mark: a letter stands before it (company’s), or a shortened year behind it (’98)."""
    if text[offset] != _APOSTROPHE:
        return False
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
    """The next paragraphs of a paragraph, as far as they follow at once; the cell below a cell."""
    if isinstance(text.block, Paragraph):
        for other, marks in found[index + 1 : index + 1 + _REACH]:
            if not isinstance(other.block, Paragraph):
                return
            yield other, marks
        return
    for at in range(index + 1, len(found)):
        other, marks = found[at]
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
