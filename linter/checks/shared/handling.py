"""Texts that speak of nothing but the handling of money: 工资按月及时发放, 及时支付工程款 (lexicon `categories`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from linter.checks.shared.wordlists import any_of
from linter.language.folding import fold, squash, unbracketed
from linter.packs.kinds import Resources

# So many characters may say which money it is (车辆租赁费), or which payment (服务费用).
_OWN = 6
# A longer text says more than how money is handled; and the pattern may try the ways to divide a text.
_LONGEST = 30


class Handling:
    """Reads names and descriptions; one for a pack's lexicon."""

    def __init__(self, resources: Resources) -> None:
        words: Mapping[str, Sequence[str]] = resources.lexicon("categories")["handling"]
        how, verb = any_of(words["how"]), any_of(words["verbs"])
        money = rf"(?:(?!{how}|{verb})[\u4e00-\u9fff]){{0,{_OWN}}}?{any_of(words['money'])}"
        joint = any_of(words["joints"])
        done = rf"(?:{how}|{joint})*{verb}(?:{how}|{verb}|{joint})*"
        before = f"{any_of(words['before'])}?"
        self._handled = re.compile(
            rf"{before}(?:{how})*(?:{money}{joint}?{done}|{done}{money}(?:{joint}?(?:{done}{money}|{how}))*)(?:{any_of(words['ends'])})?"
        )
        self._how = re.compile(how)
        self._timely = re.compile(rf"{before}(?:{how})+{verb}(?:{any_of(words['ends'])})?")
        self._money = re.compile(any_of([*words["verbs"], *words["money"]]))
        self.is_all = lru_cache(maxsize=4096)(self._is_all)

    def _is_all(self, text: str) -> bool:
        """Whether a text is about the handling of money from its first character to its last."""
        bare = squash(unbracketed(fold(text)))
        return len(bare) <= _LONGEST and (self._handled.fullmatch(bare) or self._timely.fullmatch(bare)) is not None

    def says_how(self, text: str) -> bool:
        """Whether it is said when or how fully the money is handled (按时, 足额)."""
        return self._how.search(text) is not None

    def speaks_of_money(self, text: str) -> bool:
        """Whether a text speaks of money or of a payment at all."""
        return self._money.search(text) is not None
