"""The words of the narrative, from rules/lexicons/topics.yaml and narrative.yaml, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from linter.resources import data

# A bracketed remark inside a label, left out of `Label.plain`.
HOLE = "\ue000"
_MARKS = re.compile(rf"[“”\"'‘’「」《》<>〈〉:：，、；。\s{HOLE}]")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年|－|-|$)")
_STATED_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_YEAR_BEHIND = re.compile(r"(?<=.)(?:19|20)\d\d年?度?$")
# The 预算 in the name of a kind of money says nothing of the stage.
_FUNDS = re.compile(
    r"(?:一般公共|公共财政|政府性基金|国有资本经营)预算(?=财政|拨款|收入|支出|资金|基本|项目|当年)|拨款安排的?"
)
_LEADING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、。．]|[①-⑳]|[一二三四五六七八九十]是|第[一二三四五六七八九十]+[,，、]?|-|—|·|●|◆|■)+"
)


def either(words: Iterable[str]) -> str:
    """An alternation of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@dataclass(frozen=True, slots=True)
class Topic:
    key: str
    name: str
    words: tuple[str, ...]
    owned: tuple[str, ...]
    any_prefix: bool
    parts: frozenset[str]
    partial: bool
    sums: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The text that names an amount. `core` is what is left without year, fillers and the figure's kind.

    `generic` says that it names no subject of its own (年初预算为); `weak` that it names a total only where no
    account is spoken of (2022年支出预算).
    """

    text: str
    core: str
    topic: str
    bare: bool
    stage: str
    generic: bool
    weak: bool = False


TopicWord = tuple[str, str, bool, bool]
"""A word of a topic, the topic, whether the word is one that has owners, and whether anything may stand before it."""


@dataclass(frozen=True, slots=True)
class Words:
    """`by_word` holds the longest words first, `by_end` the same by their last character; `tails` say nothing of the topic."""

    topics: Mapping[str, Topic]
    by_word: tuple[TopicWord, ...]
    by_end: Mapping[str, Sequence[TopicWord]]
    owners: tuple[str, ...]
    others: tuple[str, ...]
    tails: tuple[str, ...]
    generic: re.Pattern[str]
    gaps: frozenset[str]
    stages: tuple[tuple[str, str], ...]
    opener: re.Pattern[str]
    opener_start: re.Pattern[str]
    partial_opener: re.Pattern[str]
    and_so_on: re.Pattern[str]
    change_end: re.Pattern[str]
    change_to: re.Pattern[str]
    change_word: re.Pattern[str]
    beyond: re.Pattern[str]
    increase: frozenset[str]
    decrease: frozenset[str]
    level: re.Pattern[str]
    roughly: re.Pattern[str]
    compare: re.Pattern[str]
    last_year: re.Pattern[str]
    this_year: re.Pattern[str]
    announced: re.Pattern[str]
    reason: re.Pattern[str]
    more: re.Pattern[str]
    less: re.Pattern[str]
    turned: re.Pattern[str]
    account_names: re.Pattern[str]
    money_end: re.Pattern[str]
    limit_after: re.Pattern[str]
    limit_before: re.Pattern[str]

    def direction(self, word: str) -> str:
        return "increase" if word in self.increase else "decrease" if word in self.decrease else "level"

    def parts_of(self, topic: str) -> frozenset[str]:
        entry = self.topics.get(topic)
        return entry.parts if entry else frozenset()

    def beside(self, topic: str, other: str) -> bool:
        """Whether two topics are parts of one great total (基本支出, 项目支出), so that neither is a part of the other."""
        if not topic or not other or topic == other or other in self.parts_of(topic):
            return False
        return any(entry.sums and topic in entry.parts and other in entry.parts for entry in self.topics.values())

    def label(self, text: str) -> Label:
        """What the text before an amount names."""
        plain = _MARKS.sub("", _LEADING.sub("", text.strip()))
        stage = next((stage for word, stage in self.stages if word in _FUNDS.sub("", plain)), "")
        core = plain
        while True:
            found = self._topic(core)
            if found:
                return Label(text, core, found[0], found[1], stage, False, self._general(plain))
            # 三公经费2025年预算
            shorter = _YEAR_BEHIND.sub("", self._shortened(core))
            if shorter == core:
                break
            core = shorter
        core = _STATED_YEAR.sub("", core)
        return Label(text, core, "", False, stage, self._general(core))

    def _general(self, text: str) -> bool:
        """Whether a text consists of words that name no subject of their own, years aside."""
        return self.generic.fullmatch(_STATED_YEAR.sub("", text)) is not None

    def _topic(self, core: str) -> tuple[str, bool] | None:
        for word, key, owned, any_prefix in self.by_end.get(core[-1:], ()):
            if core.endswith(word):
                prefix = core[: -len(word)]
                if not prefix and not owned:
                    return key, True
                if prefix.endswith(self.others):
                    return None
                if any_prefix or (prefix and prefix.endswith(self.owners)):
                    return key, False
                # The longest word decides: 教育支出 is not “支出” of an owner 教育, nor 基本支出 that of 基本.
                return None
        return None

    def _shortened(self, core: str) -> str:
        if not core.endswith(self.tails):
            return core
        return next((core[: -len(word)] for word in self.tails if core.endswith(word) and core != word), core)


def years_in(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(text)]


@cache
def words() -> Words:
    topics_data: dict[str, Any] = data("lexicons/topics.yaml")["topics"]
    entry: dict[str, Any] = data("lexicons/narrative.yaml")
    topics = {
        key: Topic(
            key=key,
            name=each["name"],
            words=tuple(each["words"]),
            owned=tuple(each.get("owned", ())),
            any_prefix=bool(each.get("any")),
            parts=frozenset(each.get("parts", ())),
            partial=bool(each.get("partial")),
            sums=bool(each.get("sums")),
        )
        for key, each in topics_data.items()
    }
    by_word = [
        (word, topic.key, owned, topic.any_prefix)
        for topic in topics.values()
        for owned, group in ((False, topic.words), (True, topic.owned))
        for word in group
    ]
    longest = sorted(by_word, key=lambda w: -len(w[0]))
    by_end: dict[str, list[TopicWord]] = {}
    for each in longest:
        by_end.setdefault(each[0][-1], []).append(each)
    openers = either([*entry["openers"], *entry["partial_openers"]])
    changes = [*entry["increase"], *entry["decrease"]]
    base = rf"(?:(?:19|20)\d\d年?(?:度|初|末|底)?|{either(entry['last_year'])}|年初|上半年|预算|全年预算|调整预算|年初预算)"
    return Words(
        topics=topics,
        by_word=tuple(longest),
        by_end=by_end,
        owners=tuple(entry["owners"]),
        others=tuple(entry["others"]),
        tails=tuple(word for group in ("figures", "fillers") for word in sorted(entry[group], key=len, reverse=True)),
        generic=re.compile(rf"(?:{either([*entry['generic'], *entry['last_year'], *entry['this_year']])})*"),
        gaps=frozenset(entry["gaps"]),
        stages=tuple((word, stage) for stage, group in entry["stages"].items() for word in group),
        opener=re.compile(rf"(?P<opener>{openers})[：，]?$"),
        opener_start=re.compile(rf"{HOLE}*(?:和|及)?(?P<opener>{openers})(?=.)"),
        partial_opener=re.compile(either(entry["partial_openers"])),
        and_so_on=re.compile(rf"^(?:{either(entry['and_so_on'])})"),
        change_end=re.compile(
            rf"(?P<word>{either(changes)})(?:了|数|额|金额|资金|支出|预算|经费|率|幅度|幅|百分比|比例)*(?:为|约为|约|共计|共|合计|达到|达)?$"
        ),
        change_to=re.compile(rf"(?:{either(changes)})(?:到|至)$"),
        change_word=re.compile(f"{either([*changes, *entry['level']])}"),
        beyond=re.compile(
            rf"(?:决算|支出|执行|收入)数?(?:(?P<above>{either(entry['above'])})|{either(entry['below'])})[^，。；]{{0,6}}预算"
        ),
        increase=frozenset(entry["increase"]),
        decrease=frozenset(entry["decrease"]),
        level=re.compile(either(entry["level"])),
        roughly=re.compile(either(entry["roughly_level"])),
        compare=re.compile(rf"(?:{either(entry['compare'])})(?P<base>{base})"),
        last_year=re.compile(either(entry["last_year"])),
        this_year=re.compile(either(entry["this_year"])),
        announced=re.compile(rf"(?:{either(entry['announced'])})(?!(?<=主要因)公)"),
        reason=re.compile(either([*entry["announced"], *entry["causes"]])),
        more=re.compile(either(entry["more"])),
        less=re.compile(either(entry["less"])),
        turned=re.compile(rf"(?:{either(entry['turned'])})"),
        account_names=re.compile(
            rf"(?:是|为|：|主要|[\w“”（）]*?(?:{either(entry['account_names'])})(?:（[类款项]）)?(?:[、及和与，]|$))*"
        ),
        money_end=re.compile(rf"(?:{either(entry['money_words'])})(?:{either(entry['fillers'])})*$"),
        limit_after=re.compile(either(entry["limit_after"])),
        limit_before=re.compile(rf"(?:{either(entry['limit_before'])})[^，、；。：]{{0,4}}$"),
    )
