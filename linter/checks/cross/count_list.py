"""XRF005. A stated number of offices or units that differs from the items listed behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.budget.model import Budget
from linter.checks.shared.texts import Text, texts
from linter.checks.shared.wordlists import any_of
from linter.checks.text.numbering import Item, numbered
from linter.language import numbers
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, Resources, check

_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_SENTENCE_ENDS = ("。", "；", ";")
_SEPARATOR = re.compile(r"[、，,]")
_LISTED = re.compile("、")
_LEAD_LENGTH, _ITEM_LENGTH = 12, 30


@dataclass(frozen=True, slots=True)
class Params:
    things: tuple[str, ...] = field(metadata={"doc": "所数的机构 / what is counted (股室, 科室, 单位 …)"})
    endings: tuple[str, ...] = field(metadata={"doc": "机构名称的词尾 / how the names of such items end"})


@dataclass(frozen=True, slots=True)
class _Words:
    """How a text states a number of things and how it goes on to list them; `behind` finds a number behind its list, `heads`
    what stands before the list's first item."""

    count: re.Pattern[str]
    leads: re.Pattern[str]
    within: re.Pattern[str]
    open_ended: re.Pattern[str]
    joins: re.Pattern[str]
    behind: re.Pattern[str]
    heads: re.Pattern[str]
    endings: tuple[str, ...]


def _words(params: Params, resources: Resources) -> _Words:
    lists = resources.lexicon("figures")["lists"]
    things = any_of(params.things)
    number = rf"(\d{{1,2}}|{numbers.small_pattern()})"
    before = rf"{number}\s*[个家]\s*[\u4e00-\u9fff]{{0,6}}?{things}"
    behind = rf"{things}{any_of(lists['totals'])}?\s*{number}\s*[个家]"
    return _Words(
        count=re.compile(f"{before}|{behind}"),
        leads=re.compile(rf"(?:[:：]|{any_of(lists['leads'])}[:：]?)\s*"),
        within=re.compile(any_of(lists["within"])),
        open_ended=re.compile(any_of(lists["open_ended"])),
        joins=re.compile(any_of(lists["joins"])),
        behind=re.compile(
            rf"(?:[，,]\s*{any_of(lists['counted'])}|{any_of(lists['counted'])}?)\s*{number}\s*[个家]\s*"
            rf"(?:[\u4e00-\u9fff]{{0,4}}?{things})?(?=[，,。；;]|$)"
        ),
        heads=re.compile(rf".*(?:[:：]|{any_of([*lists['heads'], *lists['leads']])}[:：]?)"),
        endings=params.endings,
    )


@check("count-list", on=DOCUMENT, says=("stated", "listed"), params=Params, prepare=_words)
def count_list(budget: Budget, words: _Words, subject: Subject) -> Iterator[Hit]:
    found = [text for text in texts(budget) if text.kind == "narrative"]
    for index, text in enumerate(found):
        for sentence in _SENTENCE.finditer(text.text):
            yield from _behind_list(text, sentence, words)
            counts = list(words.count.finditer(sentence.group()))
            if not counts:
                continue
            listed = _inline(sentence.group()[counts[-1].end() :], words)
            if listed is None and sentence.end() == len(text.text.rstrip()):
                listed = _numbered(found, index + 1, words.endings)
            if listed is None:
                continue
            stated = _stated(sentence.group(), counts, words)
            if not any(listed[0] <= each <= listed[1] for each in stated):
                yield text.hit(
                    sentence.start() + counts[0].start(),
                    sentence.start() + counts[-1].end(),
                    fields={"stated": stated[0], "listed": listed[0]},
                    expected=str(listed[0]),
                )


def _behind_list(text: Text, sentence: re.Match[str], words: _Words) -> Iterator[Hit]:
    """设办公室、财务科、业务科，共4个科室: the number stands behind the names."""
    for count in words.behind.finditer(sentence.group()):
        head = words.heads.match(sentence.group(), 0, count.start())
        if head is None:
            continue
        body = _BRACKETED.sub("", sentence.group()[head.end() : count.start()])
        items = [item.strip() for item in _LISTED.split(body)]
        if len(items) < 2 or words.open_ended.search(body) or not _are_names(items, words.endings):
            continue
        most = len(items) + len(words.joins.findall(body))
        stated = _value(count.group(1))
        if not len(items) <= stated <= most:
            yield text.hit(
                sentence.start() + head.end(),
                sentence.start() + count.end(),
                fields={"stated": stated, "listed": len(items)},
                expected=str(len(items)),
            )


def _stated(sentence: str, counts: Sequence[re.Match[str]], words: _Words) -> tuple[int, ...]:
    """How many things a sentence states: all its numbers together, or only the last.

    共4个，包括本级和下属3个单位：the list may be that of the last number alone; 内设机构8个，所属单位2个：……: a list right
    behind a colon is that of the number before it.
    """
    numbers = [_value(count.group(1) or count.group(2)) for count in counts]
    within = words.within.search(sentence[counts[0].end() : counts[-1].start()]) is not None
    direct = sentence[counts[-1].end() :].startswith((":", "："))
    return (sum(numbers), numbers[-1]) if within or direct else (sum(numbers),)


def _value(printed: str) -> int:
    return int(printed) if printed.isdigit() else int(numbers.chinese(printed) or 0)


def _inline(tail: str, words: _Words) -> tuple[int, int] | None:
    """The fewest and the most items that the rest of the sentence can be read as; None where it lists none for certain."""
    lead = words.leads.search(tail)
    if lead is None or lead.start() > _LEAD_LENGTH or not tail.endswith(_SENTENCE_ENDS):
        return None
    body = _BRACKETED.sub("", tail[lead.end() :]).strip("。；; ")
    items = [item.strip() for item in _SEPARATOR.split(body)]
    if len(items) < 2 or words.open_ended.search(body) or not _are_names(items, words.endings):
        return None
    return len(items), len(items) + len(words.joins.findall(body))


def _are_names(items: Sequence[str], endings: tuple[str, ...]) -> bool:
    return all(len(item) <= _ITEM_LENGTH and item.endswith(endings) for item in items)


def _numbered(found: Sequence[Text], start: int, endings: tuple[str, ...]) -> tuple[int, int] | None:
    """How many numbered items follow at once, where they are names; None where no such list begins."""
    items = _items(found, start)
    names = [_BRACKETED.sub("", item.text.text[item.end :]).strip("。；;，, ") for item in items]
    return (len(names), len(names)) if len(names) >= 2 and _are_names(names, endings) else None


def _items(found: Sequence[Text], start: int) -> list[Item]:
    """The items 1, 2, 3 … of one style from found[start] on, with what stands under each of them passed over."""
    items: list[Item] = []
    for index in range(start, len(found)):
        first = _leading_item(found[index])
        if first is None and items:
            continue
        if first is None or (not items and first.number != 1):
            return items
        if items and first.style != items[0].style and first.number == 1:
            continue
        if items and (first.style != items[0].style or first.number != items[-1].number + 1):
            return items
        items.append(first)
    return items


def _leading_item(text: Text) -> Item | None:
    """The numbered item that a text begins with."""
    first = next(numbered(text), None)
    indent = len(text.text) - len(text.text.lstrip())
    return first if first is not None and first.start <= indent else None
