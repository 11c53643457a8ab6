"""Names that say nothing: category labels, bare dimensions, metrics without a subject (lexicon `placeholders`)."""

from __future__ import annotations

import re

from linter.budget.forms.words import form_words, level_name
from linter.budget.model import Indicator
from linter.checks.shared.wordlists import alternation, without_ending
from linter.language.folding import fold, plain, plain_label, unbracketed
from linter.packs.kinds import Resources

# The share of something among all of it: a description that defines a rate.
_RATE = re.compile(r"占.+(?:率|比|比例|比重|比率|百分比)$|与.+之比$|占.+的百分之")


def defines_rate(description: str) -> bool:
    """Whether a description defines a rate: the share of something among all of it."""
    return _RATE.search(description) is not None


class Names:
    """Reads what stands in the cells of indicators; one for a pack's lexicon."""

    def __init__(self, resources: Resources) -> None:
        lexicon = resources.lexicon("placeholders")
        self._dimensions = frozenset(map(plain, lexicon["dimensions"]))
        self._real = frozenset(map(plain, lexicon["real"]))
        self._empty = frozenset(map(fold, lexicon["empty"]))
        self._not_applicable = frozenset(map(plain, lexicon["not_applicable"]))
        self._metrics = tuple(lexicon["metrics"])
        generic, metrics = alternation(lexicon["no_subject"]), alternation(lexicon["metrics"])
        self._metric = re.compile(f"(?:{alternation(lexicon['lifts'])})?(?:{generic}){{0,3}}(?:{metrics})")

    def placeholder(self, indicator: Indicator) -> bool:
        """A first- or second-level label or a bare dimension; 服务对象满意度 is a real indicator."""
        name = plain(indicator.name)
        if name in self._real or plain_label(indicator.name) in self._real:
            return False
        bare = level_name(indicator.name)
        words = form_words()
        return (
            name in self._dimensions
            or bare in self._dimensions
            or bool(words.categories.get(bare) or words.groups.get(bare))
        )

    def subjectless(self, name: str) -> bool:
        """A metric without a subject (完成率, 工作效率)."""
        return self._metric.fullmatch(plain(unbracketed(fold(name)))) is not None

    def subject(self, name: str) -> str:
        """What a name measures, without the metric at its end (巡河 of 巡河完成率); "" for a metric without a subject."""
        bare = plain(unbracketed(fold(name)))
        return "" if self.subjectless(name) else without_ending(bare, self._metrics)

    def empty(self, text: str) -> bool:
        return fold(text) in self._empty

    def not_applicable(self, text: str) -> bool:
        return plain(text) in self._not_applicable
