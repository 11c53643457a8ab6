"""Hits on a whole form: what the checks of projects have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from linter.bilingual import Bilingual
from linter.budget.model import Activity, Goal, Project, UnitForm
from linter.checks.shared.places import PROJECT
from linter.document import Cell, Location
from linter.language.folding import squash
from linter.packs.hits import Hit, row_excerpt

NO_PROJECT = Bilingual(
    "没有读到项目的名称、用途和目标，不能判断指标与项目是否相关",
    "neither name, purpose nor goals of the project are known, so nothing can be foreign to it",
)
"""Why a rule about the relation of an indicator to its project is undecided where nothing is known of the project."""


def form_place(form: Project | UnitForm) -> Location:
    """Where a form stands, with its route: for checks of the whole document that speak of one form."""
    return form.location.routed(PROJECT + form.name)


def form_hit(form: Project | UnitForm, cell: Cell | None = None, **more: Any) -> Hit:
    """A hit on a form, from its title line to its last row; the excerpt is `cell` or the title."""
    excerpt, marks = row_excerpt((cell,), cell) if cell is not None else (form.title or form.name, ())
    more.setdefault("excerpt", excerpt)
    more.setdefault("marks", marks)
    more.setdefault("key", form.name)
    field = more.get("field") or ""
    named = cell or form.fields.get(field)
    if cell is None and field == "goals" and form.goals:
        # The form's field is the cell that labels them.
        more.setdefault("spot", form.goals[0].location.through(form.goals[-1].location))
    elif named is not None:
        more.setdefault("spot", named.location)
    return Hit(location=form_place(form), **more)


def joined(goals: Iterable[Goal]) -> str:
    """Goals as one text, as messages quote them."""
    return "；".join(goal.text.rstrip("。；;") for goal in goals)


def business_text(form: Project | UnitForm | Activity | None) -> str:
    """What a project is about: its name, purpose and goals; what an activity is."""
    if form is None:
        return ""
    if isinstance(form, Activity):
        return "\n".join(filter(None, (form.name, form.about, form.goal)))
    purpose = form.purpose if isinstance(form, Project) else None
    return "\n".join(filter(None, (form.name, purpose, form.goal_text)))


def shares_words(name: str, form: Project | UnitForm) -> bool:
    """Whether an indicator's name takes up a word (two characters in a row) of what its project is about."""
    return share_words(name, business_text(form))


def share_words(text: str, other: str) -> bool:
    """Whether a text takes up a word (two characters in a row) of another."""
    bare, about = squash(text), squash(other)
    return any(bare[i : i + 2] in about for i in range(len(bare) - 1))
