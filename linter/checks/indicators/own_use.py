"""Projects in which a unit buys, rents, repairs or heats something for itself: they are not about what the unit is there for."""

from __future__ import annotations

from linter.budget.model import Indicator, Project
from linter.checks.shared.forms import shares_words
from linter.checks.shared.wordlists import any_word
from linter.language.folding import fold
from linter.packs.kinds import Resources


class OwnUse:
    """Reads names and goals of projects, and names of indicators (lexicon `lines`: own_use)."""

    def __init__(self, resources: Resources) -> None:
        words = resources.lexicon("lines")["own_use"]
        self._named, self._not = any_word(words["names"]), any_word(words["not"])
        self._duties, self._effects = any_word(words["duties"]), any_word(words["effects"])

    def excuses_nothing(self, indicator: Indicator, project: Project) -> bool:
        """Whether a row is foreign to such a project although it is of its unit's own business (参保率 where terminals are
        bought). Its goals may state the unit's duties, and those who are served by what is bought are no other business."""
        return (
            self._is_own_use(project)
            and indicator.category != "satisfaction"
            and not self._effects.search(fold(indicator.name))
            and not shares_words(indicator.name, project)
        )

    def _is_own_use(self, project: Project) -> bool:
        name = fold(project.name)
        if not self._named.search(name) or self._not.search(name):
            return False
        return not self._duties.search(fold(f"{project.purpose or ''}\n{project.goal_text}"))
