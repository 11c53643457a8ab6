"""A stated number of offices or units that differs from the items listed behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linter.checks.shared.texts import Text, texts
from linter.checks.text.numbering import Item, numbered
from linter.language import numbers
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_LISTED = re.compile(r"(?:[:：]|(?:分别是|分别为|包括|包含|即|具体是|具体为)[:：]?)\s*")
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_WITHIN = re.compile(r"包括|包含|其中|下属|含")
_OPEN_ENDED = re.compile(r"等|主要|其中")
_ITEM_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Params:
    things: tuple[str, ...] = field(metadata={"doc": "所数的机构 / what is counted (股室, 科室, 单位 …)"})
    endings: tuple[str, ...] = field(metadata={"doc": "机构名称的词尾 / how the names of such items end"})


def build(params: Params, resources: Resources) -> Check:
    things = "|".join(map(re.escape, sorted(params.things, key=len, reverse=True)))
    number = rf"(\d{{1,2}}|{numbers.small_pattern()})"
    before = rf"{number}\s*[个家]\s*[\u4e00-\u9fff]{{0,6}}?(?:{things})"
    behind = rf"(?:{things})(?:共计|共有|共|合计|总计|为)?\s*{number}\s*[个家]"
    counts = re.compile(f"{before}|{behind}")
    return lambda subject: _check(subject, counts, params.endings)


def _check(subject: Subject, pattern: re.Pattern[str], endings: tuple[str, ...]) -> Iterator[Hit]:
    found = [text for text in texts(subject.budget) if text.kind == "narrative"]
    for index, text in enumerate(found):
        for sentence in re.finditer(r"[^。；;]+[。；;]?", text.text):
            stated = list(pattern.finditer(sentence.group()))
            if not stated:
                continue
            counts = [_value(match.group(1) or match.group(2)) for match in stated]
            total = sum(counts)
            tail = sentence.group()[stated[-1].end() :]
            listed = _inline(tail, endings)
            if listed is None and sentence.end() == len(text.text.rstrip()):
                listed = _numbered(found[index + 1 :], endings)
            if listed is None:
                continue
            # 共4个，包括本级和下属3个单位：the list may be that of the last number alone.
            within = _WITHIN.search(sentence.group()[stated[0].end() : stated[-1].start()]) is not None
            # 内设机构8个，所属单位2个：……: a list right behind a colon is that of the number before it.
            direct = tail.startswith((":", "："))
            fits = (total, counts[-1]) if within or direct else (total,)
            if not any(listed[0] <= each <= listed[1] for each in fits):
                start = sentence.start() + stated[0].start()
                yield text.hit(
                    start,
                    sentence.start() + stated[-1].end(),
                    fields={"stated": total, "listed": listed[0]},
                    expected=str(listed[0]),
                )


def _value(printed: str) -> int:
    return int(printed) if printed.isdigit() else int(numbers.chinese(printed) or 0)


def _inline(tail: str, endings: tuple[str, ...]) -> tuple[int, int] | None:
    """The fewest and the most items that the rest of the sentence can be read as; None where it lists none for certain."""
    lead = _LISTED.search(tail)
    if lead is None or lead.start() > 12 or not tail.endswith(("。", "；", ";")):
        return None
    body = _BRACKETED.sub("", tail[lead.end() :]).strip("。；; ")
    items = re.split(r"[、，,]", body)
    if len(items) < 2 or _OPEN_ENDED.search(body) or any(len(item) > _ITEM_LENGTH for item in items):
        return None
    if sum(item.strip().endswith(endings) for item in items) < len(items):
        return None
    return len(items), len(items) + len(re.findall(r"和|及|与", body))


def _numbered(following: Sequence[Text], endings: tuple[str, ...]) -> tuple[int, int] | None:
    """How many numbered items follow at once, where they are names; None where no such list begins."""
    items: list[Item] = []
    for text in following:
        first = next(numbered(text), None)
        if first is None or first.start > len(text.text) - len(text.text.lstrip()):
            if not items:
                return None
            continue
        if not items:
            if first.number != 1:
                return None
        elif first.style != items[0].style:
            if first.number != 1:
                break
            continue
        elif first.number != items[-1].number + 1:
            break
        items.append(first)
    names = [_BRACKETED.sub("", item.text.text[item.end :]).strip("。；;，, ") for item in items]
    if len(names) < 2 or any(len(name) > _ITEM_LENGTH or not name.endswith(endings) for name in names):
        return None
    return len(names), len(names)


KIND = Kind(
    name="count-list",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"stated", "listed"}),
)
