"""IND002, IND004, IND012, IND013. An indicator whose content is plainly that of another category than the one it is filed under."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from linter.bilingual import Bilingual
from linter.budget.model import Indicator, Project
from linter.checks.indicators.lines import Lines
from linter.checks.indicators.names import Names
from linter.checks.shared.forms import NO_PROJECT, business_text
from linter.checks.shared.handling import Handling
from linter.checks.shared.measures import Measures, measures
from linter.checks.shared.wordlists import any_pattern, any_word
from linter.language.folding import fold, unbracketed
from linter.packs.hits import Outcome, Subject, Unsettled, indicator_hit
from linter.packs.kinds import INDICATOR, Resources, check

_BENEFITS = ("economic", "social", "ecological", "sustainable")

_IS_RATE = Bilingual("数量指标应是数量，这里是比率", "a quantity is asked for, this is a rate")
_NO_TIME = Bilingual("看不出与时间有关", "nothing in it speaks of time")
_TIMELY = Bilingual("说的是及时与否，不是花费", "it says how timely a thing is, not what it costs")
_NO_MONEY = Bilingual("看不出与花费有关", "nothing in it speaks of money or resources")
_IS_AMOUNT = Bilingual(
    "质量指标应是质量，这里是人数或金额", "a quality is asked for, this is a head-count or an amount"
)
_NO_SATISFACTION = Bilingual("看不出与满意程度有关", "nothing in it speaks of satisfaction")
_SOCIAL = Bilingual("说的是社会效益", "it names a social benefit")
_ECONOMIC = Bilingual("说的是经济效益", "it names an economic benefit")
_NO_ECOLOGY = Bilingual("看不出与生态环境有关", "nothing in it speaks of ecology or environment")
_SERVED = Bilingual("写的是受益人数", "it counts those served")
_BENEFIT = Bilingual("写的是效益", "it states a benefit")
_MANAGEMENT = Bilingual("写的是资金管理", "it is about the handling of the money")


@dataclass(frozen=True, slots=True)
class Params:
    check: Literal["misfit", "ecology", "cost-as-benefit", "management"] = field(
        metadata={
            "doc": "misfit: the closed list of plain misfits; ecology: an ecological row without ecology; "
            "cost-as-benefit: a social or ecological cost row that states a benefit; management: a benefit row about the money"
        }
    )


@dataclass(frozen=True, slots=True)
class _Content:
    """What is looked for (`check` of the parameters), and the words that tell the content of a row (lexicon `categories`)."""

    check: str
    sense: Mapping[str, re.Pattern[str]]
    not_ecology: re.Pattern[str]
    plainly_not_ecology: re.Pattern[str]
    social: re.Pattern[str]
    economic: re.Pattern[str]
    both: re.Pattern[str]
    timeliness: re.Pattern[str]
    benefit: re.Pattern[str]
    management: re.Pattern[str]
    not_management: re.Pattern[str]
    handling: Handling
    time_like: re.Pattern[str]
    measures: Measures
    names: Names
    lines: Lines


def _content(params: Params, resources: Resources) -> _Content:
    words = resources.lexicon("categories")
    return _Content(
        check=params.check,
        sense={key: any_word(map(fold, each)) for key, each in words["sense"].items()},
        not_ecology=any_word(map(fold, words["not_ecology"])),
        plainly_not_ecology=any_word(map(fold, words["plainly_not_ecology"])),
        social=any_word(map(fold, words["social_words"])),
        economic=any_word(map(fold, words["economic_words"])),
        both=re.compile(words["economic_or_social"]),
        timeliness=re.compile(words["timeliness"]),
        benefit=any_word(map(fold, words["benefit_words"])),
        management=any_pattern(words["management"]),
        not_management=any_word(map(fold, words["management_not"])),
        handling=Handling(resources),
        time_like=any_pattern(words["time_patterns"]),
        measures=measures(resources),
        names=Names(resources),
        lines=Lines(resources),
    )


@check("category-fit", on=INDICATOR, says={"reason", "reason_en", "category"}, params=Params, prepare=_content)
def category_fit(indicator: Indicator, content: _Content, subject: Subject) -> Iterator[Outcome]:
    if not isinstance(subject.form, Project) or not indicator.category:
        return
    reason = _CHECKS[content.check](indicator, subject.form, content)
    if reason is _NO_ECOLOGY and not business_text(subject.form).strip() and not _plainly_not(indicator, content):
        yield Unsettled(indicator.location, NO_PROJECT)
    elif reason is not None:
        fields = {"reason": reason.zh, "reason_en": reason.en, "category": indicator.level2}
        yield indicator_hit(indicator, "name", fields=fields)


def _misfit(indicator: Indicator, form: Project, content: _Content) -> Bilingual | None:
    """The closed list of rows that plainly belong to another category."""
    if indicator.category in ("economic", "social"):
        return _other_benefit(indicator, content)
    if content.names.placeholder(indicator):
        return None
    measure = content.measures.of(indicator.name)
    match indicator.category:
        case "quantity" if measure.type == "rate" and not measure.effect:
            return _IS_RATE
        case "time" if not _is_timed(indicator, content):
            return _NO_TIME
        case "cost" | "economic_cost" if indicator.parsed.dimension != "money":
            return _no_cost(indicator, content)
        case "quality" if (measure.type == "persons" or measure.is_money) and not measure.effect:
            return _IS_AMOUNT
        case "satisfaction" if not _speaks_of("satisfaction", indicator, content):
            return _NO_SATISFACTION
    return None


def _no_cost(indicator: Indicator, content: _Content) -> Bilingual | None:
    """What is wrong with a cost row whose target is no money."""
    if content.timeliness.search(_bare(indicator.name)):
        return _TIMELY
    return None if _speaks_of("money", indicator, content) else _NO_MONEY


def _is_timed(indicator: Indicator, content: _Content) -> bool:
    """Whether anything in a row speaks of time: its words, or a target that is a date, a period or a cadence."""
    value = indicator.parsed
    return (
        value.kind in ("date", "duration", "frequency")
        or value.dimension == "time"
        or _speaks_of("time", indicator, content)
        or content.time_like.search(fold(_text(indicator))) is not None
    )


def _speaks_of(sense: str, indicator: Indicator, content: _Content) -> bool:
    return content.sense[sense].search(_text(indicator)) is not None


def _other_benefit(indicator: Indicator, content: _Content) -> Bilingual | None:
    name = _bare(indicator.name)
    if content.both.search(name):
        return None
    social, economic = content.social.search(name), content.economic.search(name)
    if indicator.category == "economic":
        return _SOCIAL if social and not economic else None
    return _ECONOMIC if economic and not social else None


def _no_ecology(indicator: Indicator, form: Project, content: _Content) -> Bilingual | None:
    """An ecological row that says nothing about ecology; in a project that is about ecology only where that is plain."""
    names = content.names
    if indicator.category not in ("ecological", "ecological_cost") or names.placeholder(indicator):
        return None
    if content.sense["ecology"].search(content.not_ecology.sub("", fold(_text(indicator)).lower())):
        return None
    if content.lines.concerns("ecology", form) and not _plainly_not(indicator, content):
        return None
    if names.not_applicable(indicator.name) or names.not_applicable(indicator.value):
        return None
    return _NO_ECOLOGY


def _plainly_not(indicator: Indicator, content: _Content) -> bool:
    return content.plainly_not_ecology.search(indicator.name) is not None


def _cost_as_benefit(indicator: Indicator, form: Project, content: _Content) -> Bilingual | None:
    if indicator.category not in ("social_cost", "ecological_cost"):
        return None
    measure = content.measures.of(indicator.name)
    if measure.type == "persons":
        return _SERVED
    if measure.is_money:
        # 绿化养护成本, 技能培训支出: what it costs, not what it gives.
        return None
    return _BENEFIT if content.benefit.search(indicator.name) and measure.better != "low" else None


def _about_money(indicator: Indicator, form: Project, content: _Content) -> Bilingual | None:
    if indicator.category not in _BENEFITS or indicator.group not in ("benefit", ""):
        return None
    name = _bare(indicator.name)
    if content.handling.is_all(name) and content.handling.speaks_of_money(name):
        return _MANAGEMENT
    return _MANAGEMENT if content.management.search(name) and not content.not_management.search(name) else None


def _text(indicator: Indicator) -> str:
    # Stops between the cells: 台数 before 年度内 is no 数年.
    return f"{indicator.name}；{indicator.description or ''}；{indicator.value}"


def _bare(name: str) -> str:
    return unbracketed(fold(name))


_CHECKS: Mapping[str, Callable[[Indicator, Project, _Content], Bilingual | None]] = {
    "misfit": _misfit,
    "ecology": _no_ecology,
    "cost-as-benefit": _cost_as_benefit,
    "management": _about_money,
}
