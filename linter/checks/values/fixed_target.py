"""What a description fixes without saying that it is to be reached: a total (共110人), so much each (每月4次), a standard (每亩
3300元的标准). A target that such a figure rules out contradicts it (VAL014)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from linter.budget.model import Indicator
from linter.checks.shared.forms import share_words
from linter.checks.shared.wordlists import alternation, any_word
from linter.language import units
from linter.language.comparators import CEILINGS, FLOORS
from linter.language.dates import years_in
from linter.language.folding import fold
from linter.values import Value, parse

_CLAUSE = re.compile(r"[，。；、,;]")
_FIGURE = rf"\d[\d,.]*(?:{units.behind_figure()})"


class FixedTargets:
    """Reads descriptions; one for a pack's lexicon `stated_targets`."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        unit = units.any_unit()
        self._total = re.compile(
            rf"(?<![公中])(?:{alternation(lexicon['totals'])})([^，。；、,;\d]{{0,8}})({_FIGURE})(?!以)"
        )
        self._each = re.compile(rf"每个?({unit})([^，。；、,;\d每]{{0,8}})({_FIGURE})(?!以)")
        self._standard = any_word(lexicon["fixes"])
        self._past = any_word(lexicon["past"])

    def missed(self, indicator: Indicator, year: int | None) -> str | None:
        """The figure, with its unit, that the description fixes and the target rules out; None where there is not exactly one."""
        text = fold(indicator.description or "")
        if self._past.search(text) or any(each.value != year for each in years_in(text)):
            return None
        own = indicator.parsed
        found = [each for each in self._fixed(indicator.name, text) if each.unit == own.unit and not _damaged(each)]
        if len(found) != 1 or found[0].number is None or not _rules_out(own, found[0]):
            return None
        return found[0].canonical

    def _fixed(self, name: str, text: str) -> Iterator[Value]:
        for match in self._total.finditer(text):
            if share_words(_CLAUSE.split(text[: match.start()])[-1], name) or share_words(match.group(1), name):
                yield parse(match.group(2))
        for match in self._each.finditer(text):
            clause = _CLAUSE.split(text[match.end() :])[0]
            if share_words(match.group(2), name) or self._standard.search(clause):
                yield parse(f"{match.group(3)}/{match.group(1)}")


def _damaged(value: Value) -> bool:
    """Whether a figure has a defect beside the spelling of its unit."""
    return any(each.code != "VAL006" for each in value.problems)


def _rules_out(target: Value, fixed: Value) -> bool:
    """Whether what is fixed cannot meet the target: more than there will be, less than it costs, or another figure."""
    reached = fixed.low if fixed.low is not None else fixed.number
    own = target.low if target.low is not None else target.high
    if own is None or reached is None or own == reached:
        return False
    if target.comparator in FLOORS:
        return own > reached
    return own < reached if target.comparator in CEILINGS else own != Decimal(reached)
