"""What kind of spending the sections of a text are about: that of fiscal grants, of government funds, or all of it."""

from __future__ import annotations

from collections.abc import Mapping

from linter.budget.model import Budget
from linter.budget.tables.words import bare, table_words
from linter.checks.shared.once import OncePerBudget
from linter.language.list_numbers import level_of

_LONGEST = 50
_SENTENCE = ("。", "；", ";", "，")


@OncePerBudget
def kinds_meant(budget: Budget) -> Mapping[int, tuple[str, ...]]:
    """The kinds of tables that the text around each paragraph (by its id) speaks of; paragraphs of no such section are left out.

    A heading, or a line that announces a list, tells it for what follows, until the next heading of a section.
    """
    scopes = table_words().scopes
    meant: dict[int, tuple[str, ...]] = {}
    now: tuple[str, ...] = ()
    for paragraph in budget.narrative:
        text = paragraph.text.strip()
        if len(text) <= _LONGEST and not text.endswith(_SENTENCE):
            named = next((kinds for word, kinds in scopes if word in bare(text)), None)
            if named is not None:
                now = named
            elif level_of(text) == 1 or paragraph.level > 0:
                now = ()
        if now:
            meant[id(paragraph)] = now
    return meant
