"""A run over several documents: what a pack says of copies among them."""

from __future__ import annotations

from typing import Any

from linter.budget.imprints import Copies
from linter.budget.model import Budget
from linter.checks.repetition import copied_across
from linter.checks.repetition.copies import Measures, find, imprints
from linter.packs.kinds import CORPUS
from linter.packs.pack import Pack
from linter.packs.params import fill
from linter.packs.rules import Rule

_KIND = "copied-across"


def copies_rule(pack: Pack) -> Rule | None:
    """The rule of the pack that compares documents, None where it has none."""
    return next((rule for rule in pack.rules if rule.kind == _KIND), None)


def measures_of(rule: Rule) -> Measures:
    """From where on something is a copy, as the rule says. Its parameters were checked when it was loaded."""
    filled: Any = fill(copied_across.Params, rule.parameters, CORPUS, ("check",), lambda *_, **__: None, None)
    params: copied_across.Params = filled
    return params.measures


def copies_within(budget: Budget, pack: Pack) -> Copies | None:
    """What the projects of several units in one document have in common; None where the pack does not ask."""
    rule = copies_rule(pack)
    return None if rule is None else find(imprints(budget), measures_of(rule)).copies
