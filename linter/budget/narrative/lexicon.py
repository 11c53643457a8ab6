"""The words of the narrative, from rules/lexicons/topics.yaml and narrative.yaml, as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from linter.language.dates import any_year, bare_year, year, year_value
from linter.language.list_numbers import at_start, bullet_at_start
from linter.resources import data

# A bracketed remark inside a label, left out of `Label.core`.
HOLE = "\ue000"
_MARKS = re.compile(rf"[“”\"'‘’「」《》<>〈〉:：，、；。\s{HOLE}]")
# Longer texts are no labels: only their end is looked at.
_LONGEST = 120


def either(words: Iterable[str]) -> str:
    """An alternation of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


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


@dataclass(frozen=True, slots=True)
class Words:
    """`by_word` holds the words of topics, longest first, `by_end` the same by their last character; `wholes` the topics that
    a topic is a part of; `tails` say nothing of the topic."""

    topics: Mapping[str, Topic]
    wholes: Mapping[str, frozenset[str]]
    by_word: Sequence[TopicWord]
    by_end: Mapping[str, Sequence[TopicWord]]
    owners: tuple[str, ...]
    others: tuple[str, ...]
    tails: tuple[str, ...]
    generic: re.Pattern[str]
    gaps: frozenset[str]
    totals: frozenset[str]
    sides: Mapping[str, tuple[str, ...]]
    stages: tuple[tuple[str, str], ...]
    funds: re.Pattern[str]
    year_behind: re.Pattern[str]
    stated_year: re.Pattern[str]
    year: re.Pattern[str]
    opener: re.Pattern[str]
    opener_start: re.Pattern[str]
    composed: re.Pattern[str]
    bracket_opener: re.Pattern[str]
    partial_opener: re.Pattern[str]
    again: tuple[str, ...]
    of_the_last: frozenset[str]
    inside: Mapping[str, str]
    one_change: Mapping[str, tuple[str, ...]]
    divided: re.Pattern[str]
    within: re.Pattern[str]
    conjunction: re.Pattern[str]
    and_so_on: re.Pattern[str]
    account: re.Pattern[str]
    account_head: re.Pattern[str]
    blank_amount: re.Pattern[str]
    separator: re.Pattern[str]
    rest: tuple[str, ...]
    overlapping: tuple[str, ...]
    negations: tuple[str, ...]
    opposites: tuple[frozenset[str], ...]
    persons: frozenset[str]
    change_end: re.Pattern[str]
    change_to: re.Pattern[str]
    change_word: re.Pattern[str]
    rate_noun: re.Pattern[str]
    beyond: re.Pattern[str]
    increase: frozenset[str]
    decrease: frozenset[str]
    level: re.Pattern[str]
    roughly: re.Pattern[str]
    compare: re.Pattern[str]
    compare_end: re.Pattern[str]
    ratio_end: re.Pattern[str]
    last_year: re.Pattern[str]
    carried: str
    this_year: re.Pattern[str]
    share: re.Pattern[str]
    share_end: re.Pattern[str]
    share_after: re.Pattern[str]
    done: re.Pattern[str]
    done_of: re.Pattern[str]
    announced: re.Pattern[str]
    reason_lead: re.Pattern[str]
    reason_goes_on: re.Pattern[str]
    reason: re.Pattern[str]
    cause: str
    more: re.Pattern[str]
    less: re.Pattern[str]
    turned: re.Pattern[str]
    account_names: re.Pattern[str]
    money_end: re.Pattern[str]
    limit_after: re.Pattern[str]
    limit_before: re.Pattern[str]

    def direction(self, word: str) -> str:
        return "increase" if word in self.increase else "decrease" if word in self.decrease else "level"

    def stage(self, text: str) -> str:
        return next((stage for word, stage in self.stages if word in text), "")

    def years(self, text: str) -> list[int]:
        """The years that a text states."""
        return [year_value(match.group()) for match in self.year.finditer(text)]

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

    def label(self, text: str) -> Label:
        """What the text before an amount names."""
        plain = _MARKS.sub("", without_number(text.strip()))[-_LONGEST:]
        stage = self.stage(self.funds.sub("", plain))
        core = plain
        while True:
            found = self._topic(core)
            if found:
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
    topics = _topics(data("lexicons/topics.yaml")["topics"])
    by_word = _by_word(topics.values())
    entry: dict[str, Any] = data("lexicons/narrative.yaml")

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
    return Words(
        topics=topics,
        wholes={
            part: frozenset(key for key, topic in topics.items() if part in topic.parts)
            for part in {part for topic in topics.values() for part in topic.parts}
        },
        by_word=by_word,
        by_end=_by_end(by_word),
        owners=tuple(entry["owners"]),
        others=tuple(entry["others"]),
        tails=tuple(word for group in ("figures", "fillers") for word in sorted(entry[group], key=len, reverse=True)),
        generic=re.compile(rf"(?:{one('generic', 'last_year', 'this_year')})*"),
        gaps=frozenset(entry["gaps"]),
        totals=frozenset(entry["totals"]),
        sides={side: tuple(keys) for side, keys in entry["sides"].items()},
        stages=tuple((word, stage) for stage, group in entry["stages"].items() for word in group),
        funds=re.compile(rf"(?:{one('funds')})(?={one('of_funds')})|{one('no_stage')}"),
        year_behind=re.compile(rf"(?<=.){years}$"),
        stated_year=re.compile(years),
        year=re.compile(rf"{year()}|{bare_year()}(?=[－-]|$)"),
        opener=re.compile(rf"(?P<opener>{one('openers', 'partial_openers')})[：，]?$"),
        opener_start=re.compile(
            rf"[{HOLE}（]*(?:{one('conjunctions')})?(?P<opener>{one('openers', 'partial_openers')})(?=.)"
        ),
        composed=re.compile(rf"(?:{one('composed')})(?=[^。；]{{1,200}}(?:{one('composed_end')}))"),
        bracket_opener=re.compile(one("bracket_openers")),
        partial_opener=re.compile(one("partial_openers")),
        again=tuple(entry["again"]),
        inside=dict(entry["inside"]),
        of_the_last=frozenset(entry["of_the_last"]),
        one_change={both: tuple(sides) for both, sides in entry["one_change"].items()},
        divided=re.compile(
            rf"[。；](?:{one('again')})[^。；]*(?:{one('divided')})[^。；]*[。；：](?:{one('openers')})[：，]?$"
        ),
        within=re.compile(rf"(?:{one('within_leads')})?(?P<head>[^，；。]{{2,24}})(?:{one('within')})，?$"),
        conjunction=re.compile(rf"^(?:{one('conjunctions')})"),
        and_so_on=re.compile(rf"(?:{one('and_so_on')})"),
        account=re.compile(rf"[（(]\s*\d*\s*[{entry['account_ranks']}]\s*[)）]"),
        account_head=re.compile(
            rf"(?:^|(?<=[。；：，]))(?P<path>[^。；：，]*（\d*[{entry['account_ranks']}]）)[。：，]$"
        ),
        blank_amount=re.compile(rf"[^\d{entry['scales']}]\s*(?:{scale})"),
        separator=re.compile(rf"[，；。：！？]|(?<!{entry['joint'][0]})、|、(?!{entry['joint'][1]})"),
        rest=tuple(entry["rest"]),
        overlapping=tuple(entry["overlapping"]),
        negations=tuple(entry["negations"]),
        opposites=tuple(frozenset(group) for group in entry["opposites"]),
        persons=frozenset(entry["persons"]),
        change_end=re.compile(rf"(?P<word>{changes})(?:{one('change_tails')})*(?:{verbs})?$"),
        change_to=re.compile(rf"(?:{changes})(?:{one('change_to')})$"),
        change_word=re.compile(one("increase", "decrease", "level")),
        rate_noun=re.compile(rf"(?:(?P<up>{one('rate_up')})|{one('rate_down')})(?:{verbs})*$"),
        beyond=re.compile(
            rf"(?:{one('executed')})(?:(?P<above>{one('above')})|{one('below')})[^，。；]{{0,6}}(?:{one('planned')})"
        ),
        increase=frozenset(entry["increase"]),
        decrease=frozenset(entry["decrease"]),
        level=re.compile(one("level")),
        roughly=re.compile(one("roughly_level")),
        compare=re.compile(compare),
        compare_end=re.compile(rf"{compare}(?:{one('of_base')})*$"),
        ratio_end=re.compile(rf"(?:{one('ratio_words')})$"),
        last_year=re.compile(one("last_year")),
        carried=entry["carried"],
        this_year=re.compile(one("this_year")),
        share=re.compile(rf"{entry['share']}(?!{one('no_share')})"),
        share_end=re.compile(rf"{entry['of']}?(?:{one('share_nouns')})?(?:{verbs})?$"),
        share_after=re.compile(rf"{entry['of']}(?:{one('share_nouns')})?(?:{verbs})?\d[\d.]*%"),
        done=re.compile(rf"(?:{one('done')})(?P<of>{one('done_of')})(?:{one('done_tails')})*$"),
        done_of=re.compile(rf"(?:{one('done_verbs')})(?P<of>[^，。；]*?(?:{one('plans')})(?:{one('done_tails')})?)$"),
        announced=re.compile(rf"(?:{one('announced')})(?!{no_reason})"),
        reason_lead=re.compile(rf"(?:(?!{one('no_reason')})(?:{one('reason_leads')})|：|，)*"),
        reason_goes_on=re.compile(one("reason_goes_on")),
        cause=entry["cause"],
        reason=re.compile(one("announced", "causes")),
        more=re.compile(one("more")),
        less=re.compile(one("less")),
        turned=re.compile(rf"(?:{one('turned')})"),
        account_names=re.compile(
            rf"(?:{verbs}|{one('reason_leads')}|：|[\w“”（）]*?(?:{one('account_names')})(?:（[{entry['account_ranks']}]）)?(?:[、，]|{one('conjunctions')}|$))*"
        ),
        money_end=re.compile(rf"(?:{one('money_words')})(?:{one('fillers')})*$"),
        limit_after=re.compile(one("limit_after")),
        limit_before=re.compile(rf"(?:{one('limit_before')})[^，、；。：]{{0,4}}$"),
    )
