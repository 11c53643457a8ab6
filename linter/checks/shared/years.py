"""Why a rule about years is undecided, and which year holds for a form."""

from __future__ import annotations

from linter.bilingual import Bilingual
from linter.budget.model import Budget, Project, UnitForm

NO_YEAR = Bilingual("文件的预算年度不明", "the document's fiscal year is not known")
"""Why a rule that needs the budget year is undecided."""


def year_for(form: Project | UnitForm | None, budget: Budget) -> int | None:
    """The year that a form states, else the document's."""
    return (form.year if form is not None else None) or budget.fiscal_year
