"""An indicator whose content is plainly that of another category than the one it is filed under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from linter.budget.model import Indicator, Project
from linter.checks.indicators.lines import Lines
from linter.checks.indicators.names import Names
from linter.checks.shared.measures import measures
from linter.language.folding import fold, unbracketed
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources

_BENEFITS = ("economic", "social", "ecological", "sustainable")


@dataclass(frozen=True, slots=True)
class Params:
    check: Literal["misfit", "ecology", "cost-as-benefit", "management"] = field(
        metadata={
            "doc": "misfit: the closed list of plain misfits; ecology: an ecological row without ecology; "
            "cost-as-benefit: a social or ecological cost row that states a benefit; management: a benefit row about the money"
        }
    )


def build(params: Params, resources: Resources) -> Check:
    content = _Content(resources)

    def check(subject: Subject) -> Iterator[Outcome]:
        indicator = subject.item
        assert isinstance(indicator, Indicator)
        if not isinstance(subject.form, Project) or not indicator.category:
            return
        found = content.checks[params.check](indicator, subject.form)
        if found is not None:
            zh, en = found
            yield indicator_hit(indicator, "name", fields={"reason": zh, "reason_en": en, "category": indicator.level2})

    return check


class _Content:
    def __init__(self, resources: Resources) -> None:
        words = resources.lexicon("categories")
        self._sense = {key: _any(each) for key, each in words["sense"].items()}
        self._not_ecology = _any(words["not_ecology"])
        self._social, self._economic = _any(words["social_words"]), _any(words["economic_words"])
        self._both = re.compile(words["economic_or_social"])
        self._benefit = _any(words["benefit_words"])
        self._management = [re.compile(pattern) for pattern in words["management"]]
        self._not_management = _any(words["management_not"])
        self._measures = measures(resources)
        self._names = Names(resources)
        self._lines = Lines(resources.lexicon("lines"))
        self._plainly_not_ecology = _any(words["plainly_not_ecology"])
        self.checks = {
            "misfit": self._misfit,
            "ecology": self._no_ecology,
            "cost-as-benefit": self._cost_as_benefit,
            "management": self._about_money,
        }

    def _misfit(self, indicator: Indicator, form: Project) -> tuple[str, str] | None:
        name, category = _bare(indicator.name), indicator.category
        text = f"{indicator.name} {indicator.description or ''} {indicator.value}"
        measure = self._measures.of(indicator.name)
        if category in ("economic", "social"):
            return self._other_benefit(name, category)
        if self._names.placeholder(indicator):
            return None
        if category == "quantity" and measure.type == "rate" and not measure.effect:
            return "数量指标应是数量，这里是比率", "a quantity is asked for, this is a rate"
        if category == "time" and not self._sense["time"].search(text):
            return "看不出与时间有关", "nothing in it speaks of time"
        if (
            category in ("cost", "economic_cost")
            and indicator.parsed.dimension != "money"
            and not self._sense["money"].search(text)
        ):
            return "看不出与花费有关", "nothing in it speaks of money or resources"
        if category == "quality" and (measure.type == "persons" or measure.is_money) and not measure.effect:
            return "质量指标应是质量，这里是人数或金额", "a quality is asked for, this is a head-count or an amount"
        if category == "satisfaction" and not self._sense["satisfaction"].search(text):
            return "看不出与满意程度有关", "nothing in it speaks of satisfaction"
        return None

    def _other_benefit(self, name: str, category: str) -> tuple[str, str] | None:
        if self._both.search(name):
            return None
        if category == "economic" and self._social.search(name) and not self._economic.search(name):
            return "说的是社会效益", "it names a social benefit"
        if category == "social" and self._economic.search(name) and not self._social.search(name):
            return "说的是经济效益", "it names an economic benefit"
        return None

    def _no_ecology(self, indicator: Indicator, form: Project) -> tuple[str, str] | None:
        if indicator.category not in ("ecological", "ecological_cost") or self._names.placeholder(indicator):
            return None
        text = fold(f"{indicator.name} {indicator.description or ''} {indicator.value}").lower()
        if self._sense["ecology"].search(self._not_ecology.sub("", text)):
            return None
        if self._lines.concerns("ecology", form) and not self._plainly_not_ecology.search(indicator.name):
            return None
        if self._names.not_applicable(indicator.name) or self._names.not_applicable(indicator.value):
            return None
        return "看不出与生态环境有关", "nothing in it speaks of ecology or environment"

    def _cost_as_benefit(self, indicator: Indicator, form: Project) -> tuple[str, str] | None:
        if indicator.category not in ("social_cost", "ecological_cost"):
            return None
        if self._measures.of(indicator.name).type == "persons":
            return "写的是受益人数", "it counts those served"
        if self._benefit.search(indicator.name) and self._measures.of(indicator.name).better != "low":
            return "写的是效益", "it states a benefit"
        return None

    def _about_money(self, indicator: Indicator, form: Project) -> tuple[str, str] | None:
        if indicator.category not in _BENEFITS or indicator.group not in ("benefit", ""):
            return None
        name = _bare(indicator.name)
        if self._not_management.search(name) or not any(pattern.search(name) for pattern in self._management):
            return None
        return "写的是资金管理", "it is about the handling of the money"


def _bare(name: str) -> str:
    return unbracketed(fold(name))


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True)))


KIND = Kind("category-fit", frozenset({INDICATOR}), Params, build, frozenset({"reason", "reason_en", "category"}))
