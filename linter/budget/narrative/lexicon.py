"""The words of the narrative, from rules/lexicons/topics.yaml and narrative.yaml, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from linter.language import comparators
from linter.language.dates import any_year, bare_year, year, year_value
from linter.language.list_numbers import at_start, bullet_at_start
from linter.language.terminals import either
from linter.resources import data

# A bracketed remark inside a label, left out of `Label.core`.
HOLE = "\ue000"
_MARKS = re.compile(rf"[“”\"'‘’「」《》<>〈〉:：，、；。\s{HOLE}]")
# Longer texts are no labels: only their end is looked at.
_LONGEST = 120


def without_number(text: str) -> str:
    """A label without the list numbers and bullets before it."""
    for _ in range(3):
        number = at_start(text)
        end = number.end if number is not None else bullet_at_start(text)
        if not end:
            break
        text = text[end:].lstrip("，：、。,")
    return text


def common_ending(names: Sequence[str]) -> str:
    """The longest end that all names have."""
    shortest = min(names, key=len)
    return next((shortest[i:] for i in range(len(shortest)) if all(name.endswith(shortest[i:]) for name in names)), "")


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

    @property
    def named(self) -> bool:
        """Whether it names a subject of its own."""
        return bool(self.core) and not self.generic


TopicWord = tuple[str, str, bool, bool]
"""A word of a topic, the topic, whether the word is one that has owners, and whether anything may stand before it."""


class Words:
    """The words and patterns. `by_word` holds the words of topics, longest first, `by_end` the same by their last character;
    `wholes` the topics that a topic is a part of; `tails` say nothing of the topic."""

    def __init__(self, topics: Mapping[str, Topic], entry: Mapping[str, Any]) -> None:
        def one(*names: str) -> str:
            return either(
                word for name in names for word in ([entry[name]] if isinstance(entry[name], str) else entry[name])
            )

        compare = (
            rf"(?:{one('compare')})(?P<base>(?:{any_year()}(?:{one('year_parts')})?"
            rf"|(?:{one('last_year')})(?!{entry['carried']})|{one('bases')}))"
        )
        scale, years = one("money_units"), any_year()
        changes = one("increase", "decrease")
        verbs = one("figure_verbs")
        # “主要因” before 公 is none: the word of a reason and the word that is none (因公) share their first character.
        no_reason = "|".join(f"(?<={word[0]}){word[1:]}" for word in entry["no_reason"])
        self.topics = topics
        self.by_word = _by_word(topics.values())
        self.by_end = _by_end(self.by_word)
        self.wholes = _wholes(topics)
        self.owners = tuple(entry["owners"])
        self.others = tuple(entry["others"])
        self.tails = tuple(
            word for group in ("figures", "fillers") for word in sorted(entry[group], key=len, reverse=True)
        )
        self.generic = re.compile(rf"(?:{one('generic', 'last_year', 'this_year')})*")
        self.gaps = frozenset(entry["gaps"])
        self.totals = frozenset(entry["totals"])
        self.sides = {side: tuple(keys) for side, keys in entry["sides"].items()}
        self.of_two: Mapping[str, int] = entry["of_two"]
        self.left_over = tuple(entry["left_over"])
        self.stages = tuple((word, stage) for stage, group in entry["stages"].items() for word in group)
        self.funds = re.compile(rf"(?:{one('funds')})(?={one('of_funds')})|{one('no_stage')}")
        self.year_behind = re.compile(rf"(?<=.){years}$")
        self.stated_year = re.compile(years)
        self.year = re.compile(rf"{year()}|{bare_year()}(?=[－-]|$)")
        # 收入按资金来源分为：, 按支出用途划分，包括：
        by = rf"(?:{one('again')})[^，。；：、]{{2,10}}(?:{one('divisions')})(?:[，：]?(?:{one('openers')}))?"
        self.opener = re.compile(rf"(?P<opener>{by}|{one('openers', 'partial_openers')})[：，]?$")
        self.opener_start = re.compile(
            rf"[{HOLE}（]*(?:{one('conjunctions')})?(?P<opener>{one('openers', 'partial_openers')})(?=.)"
        )
        self.listed_on = re.compile(rf"(?:{one('bracket_openers')})[：，]?")
        self.composed = re.compile(rf"(?:{one('composed')})(?=[^。；]{{1,200}}(?:{one('composed_end')}))")
        self.bracket_opener = re.compile(one("bracket_openers"))
        self.partial_opener = re.compile(one("partial_openers"))
        inside = rf"(?:{one('money_words')})(?!{one('no_within')})(?:{one('within')})"
        self.some_of = re.compile(rf"[^，；。]*?(?:{one('some_of')}|{inside})(?=.)")
        self.again = tuple(entry["again"])
        self.inside = dict(entry["inside"])
        self.of_the_last = frozenset(entry["of_the_last"])
        self.one_change = {both: tuple(sides) for both, sides in entry["one_change"].items()}
        self.divided = re.compile(
            rf"[。；](?:{one('again')})[^。；]*(?:{one('divided')})[^。；]*[。；：](?:{one('openers')})[：，]?$"
        )
        self.within = re.compile(rf"(?:{one('within_leads')})?(?P<head>[^，；。]{{2,24}})(?:{one('within')})，?$")
        self.within_last = re.compile(rf"(?:{one('within')})，?$")
        self.conjunction = re.compile(rf"^(?:{one('conjunctions')})")
        self.and_so_on = re.compile(rf"(?:{one('and_so_on')})")
        self.account = re.compile(rf"[（(]\s*\d*\s*[{entry['account_ranks']}]\s*[)）]")
        self.account_head = re.compile(
            rf"(?:^|(?<=[。；：，]))(?P<path>[^。；：，]*（\d*[{entry['account_ranks']}]）)[。：，]$"
        )
        self.blank_amount = re.compile(rf"[^\d{entry['scales']}]\s*(?:{scale})")
        # A 、 between the two words of a joint pair is no stop.
        joint = "".join(
            rf"(?!(?<={re.escape(first)})、{re.escape(second)})" for first, second in entry["joint"].items()
        )
        self.separator = re.compile(rf"[，；。：！？]|{joint}、")
        self.rest = tuple(entry["rest"])
        self.overlapping = tuple(entry["overlapping"])
        self.negations = tuple(entry["negations"])
        self.opposites = tuple(frozenset(group) for group in entry["opposites"])
        self.quantities = frozenset(entry["quantities"])
        self.persons = frozenset(entry["persons"])
        short = rf"(?:^|(?<=[{''.join(entry['short_behind'])}]))(?:{one('short_increase', 'short_decrease')})"
        self.change_end = re.compile(rf"(?P<word>{changes}|{short})(?:{one('change_tails')})*(?:{verbs})?$")
        base = rf"(?:{years}(?:{one('year_parts')})?|{one('last_year', 'bases')})?(?:{one('of_base')})*"
        moved = rf"(?P<word>{changes}|{one('short_increase', 'short_decrease')})(?:{one('change_to')})"
        self.breakdown_first = re.compile(rf"{by}[：，]")
        self.breakdown = re.compile(rf"[。；](?:{by})")
        self.change_to = re.compile(rf"{moved}{base}$")
        self.change_ahead = re.compile(rf"，?{moved}")
        self.change_from = re.compile(rf"(?:{one('change_from')})(?P<base>{base})$")
        self.change_word = re.compile(one("increase", "decrease", "level"))
        self.rate_noun = re.compile(rf"(?:(?P<up>{one('rate_up')})|{one('rate_down')})(?:{verbs})*$")
        self.rate_verb = re.compile(rf"(?:{one('rate_verbs')})(?:{one('change_tails')})*(?:{verbs})*$")
        self.named_rate = re.compile(rf"(?:{changes})(?:{one('rate_names')})(?:{verbs})*$")
        self.beyond = re.compile(
            rf"(?:{one('executed')})(?:(?P<above>{one('above')})|(?P<below>{one('below')})|{one('equal')})"
            rf"(?P<plan>[^，。；]{{0,6}}(?:{one('planned')}))"
        )
        self.increase = frozenset([*entry["increase"], *entry["short_increase"]])
        self.decrease = frozenset([*entry["decrease"], *entry["short_decrease"]])
        self.level = re.compile(one("level"))
        self.roughly = re.compile(one("roughly_level"))
        self.compare = re.compile(compare)
        self.compare_end = re.compile(rf"{compare}(?:{one('of_base')})*$")
        self.next_change = re.compile(rf"，{compare}(?:{one('of_base', 'compare_tails')})*，?(?:{changes})[了]?\d")
        self.ratio_end = re.compile(rf"(?:{one('ratio_words')})$")
        self.last_year = re.compile(one("last_year"))
        self.carried = entry["carried"]
        self.of_this_year = re.compile(one("this_year"))
        self.carried_over = re.compile(rf"(?:{one('last_year')}|年初)(?={entry['carried']})")
        self.this_year = re.compile(one("this_year"))
        self.share = re.compile(rf"{entry['share']}(?!{one('no_share')})")
        self.share_before = re.compile(
            rf"{entry['share']}(?!{one('no_share')})[^，；。]{{0,20}}?{entry['of']}?(?:{one('share_nouns')})?(?:{verbs})?$"
        )
        self.share_end = re.compile(rf"{entry['of']}?(?:{one('share_nouns')})?(?:{verbs})?$")
        self.share_after = re.compile(rf"{entry['of']}(?:{one('share_nouns')})?(?:{verbs})?\d[\d.]*%")
        self.done = re.compile(rf"(?:{one('done')})(?P<of>{one('done_of')})(?:{one('done_tails')})*$")
        self.done_name = re.compile(rf"(?:{one('done_names')})(?:{verbs})*$")
        self.done_of = re.compile(
            rf"(?:{one('done_verbs')})(?P<of>[^，。；]*?(?:{one('plans')})(?:{one('done_tails')})?)$"
        )
        self.announced = re.compile(rf"(?:{one('announced')})(?!{no_reason})")
        self.reason_lead = re.compile(rf"(?:(?!{one('no_reason')})(?:{one('reason_leads')})|：|，)*")
        self.reason_goes_on = re.compile(one("reason_goes_on"))
        self.cause = entry["cause"]
        self.reason = re.compile(one("announced", "causes"))
        self.more = re.compile(one("more"))
        self.less = re.compile(one("less"))
        self.turned = re.compile(rf"(?:{one('turned')})")
        self.account_name = re.compile(rf"[\w“”（）]*(?:{one('account_names')})(?:（[{entry['account_ranks']}]）)?")
        self.money_end = re.compile(rf"(?:{one('money_words')})(?:{one('fillers')})*$")
        self.limit_after = re.compile(f"{one('limit_after')}|{comparators.words_behind()}")
        bound = comparators.words_before("≥", "≤", ">", "<")
        self.no_limit = re.compile(one("no_limit"))
        self.limit_before = re.compile(rf"(?:(?:{one('limit_before')})[^，、；。：]{{0,4}}|{bound})$")

    def direction(self, word: str) -> str:
        return "increase" if word in self.increase else "decrease" if word in self.decrease else "level"

    def stage(self, text: str) -> str:
        return next((stage for word, stage in self.stages if word in text), "")

    def plan_stage(self, text: str) -> str:
        """Which planned figure a text names: initial, revised, or either."""
        stage = self.stage(text)
        return stage if stage in ("initial", "revised") else "planned"

    def years(self, text: str) -> list[int]:
        """The years that a text states."""
        return [year_value(match.group()) for match in self.year.finditer(text)]

    def one_sided(self, name: str) -> str:
        """The side (收入, 支出) that a name ends with, or what is left of both (结转, 结余); "" for neither."""
        sides = (*self.sides, *self.left_over)
        return next((side for side in sides if name.endswith(side)), "")

    def parts_of(self, topic: str) -> frozenset[str]:
        entry = self.topics.get(topic)
        return entry.parts if entry else frozenset()

    def beside(self, topic: str, other: str) -> bool:
        """Whether two topics are parts of one great total (基本支出, 项目支出), so that neither is a part of the other."""
        if not topic or not other or topic == other or other in self.parts_of(topic):
            return False
        return any(
            self.topics[whole].sums and whole in self.wholes.get(other, ()) for whole in self.wholes.get(topic, ())
        )

    def are_sides(self, names: Sequence[str]) -> bool:
        """Whether names are the sides of one whole: 行政人员 and 事业人员, 计容面积 and 不计容面积."""
        ending = common_ending(names)
        short = frozenset(name[: len(name) - len(ending)] for name in names)
        negated = len(names) == 2 and any(
            names[0] == no + names[1] or names[1] == no + names[0] for no in self.negations
        )
        return negated or any(group in (short, frozenset(names)) for group in self.opposites)

    def only_names(self, reason: str) -> bool:
        """Whether a reason consists of names of accounts: no reason by themselves."""
        pieces = (self.reason_lead.sub("", piece, count=1) for piece in re.split("[、，：]", reason))
        return all(not piece or self.account_name.fullmatch(piece) for piece in pieces)

    def label(self, text: str) -> Label:
        """What the text before an amount names."""
        plain = _MARKS.sub("", without_number(text.strip()))[-_LONGEST:]
        stage = self.stage(self.funds.sub("", plain))
        core = plain
        while True:
            found = self._topic(core) or ("", False, 0)
            # 基本支出预算 is what 基本支出 names, and no 支出预算 of an owner 基本.
            without = self._shortened(core)
            inner = self._topic(without) if without != core else None
            if inner and inner[2] + len(core) - len(without) > found[2]:
                core, found = without, inner
            if found[0]:
                return Label(text, core, found[0], found[1], stage, False, self._general(plain))
            # 三公经费2025年预算
            shorter = self.year_behind.sub("", self._shortened(core))
            if shorter == core:
                break
            core = shorter
        core = self.stated_year.sub("", core)
        return Label(text, core, "", False, stage, self._general(core))

    def _general(self, text: str) -> bool:
        """Whether a text consists of words that name no subject of their own, years aside."""
        return self.generic.fullmatch(self.stated_year.sub("", text)) is not None

    def _topic(self, core: str) -> tuple[str, bool, int] | None:
        """The topic whose word ends a text, whether the text is nothing else, and the length of the word."""
        for word, key, owned, any_prefix in self.by_end.get(core[-1:], ()):
            if core.endswith(word):
                prefix = core[: -len(word)]
                if not prefix and not owned:
                    return key, True, len(word)
                if prefix.endswith(self.others):
                    return None
                if any_prefix or (prefix and prefix.endswith(self.owners)):
                    return key, False, len(word)
                # The longest word decides: 教育支出 is not “支出” of an owner 教育, nor 基本支出 that of 基本.
                return None
        return None

    def _shortened(self, core: str) -> str:
        if not core.endswith(self.tails):
            return core
        return next((core[: -len(word)] for word in self.tails if core.endswith(word) and core != word), core)


def _topics(entries: Mapping[str, Any]) -> dict[str, Topic]:
    return {
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
        for key, each in entries.items()
    }


def _wholes(topics: Mapping[str, Topic]) -> dict[str, frozenset[str]]:
    parts = {part for topic in topics.values() for part in topic.parts}
    return {part: frozenset(key for key, topic in topics.items() if part in topic.parts) for part in parts}


def _by_word(topics: Iterable[Topic]) -> list[TopicWord]:
    found = [
        (word, topic.key, owned, topic.any_prefix)
        for topic in topics
        for owned, group in ((False, topic.words), (True, topic.owned))
        for word in group
    ]
    return sorted(found, key=lambda each: -len(each[0]))


def _by_end(by_word: Iterable[TopicWord]) -> dict[str, list[TopicWord]]:
    found: dict[str, list[TopicWord]] = {}
    for each in by_word:
        found.setdefault(each[0][-1], []).append(each)
    return found


@cache
def words() -> Words:
    """The words of the narrative."""
    return Words(_topics(data("lexicons/topics.yaml")["topics"]), data("lexicons/narrative.yaml"))
