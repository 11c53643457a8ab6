"""A run over several documents: what a pack says of copies among them."""

from __future__ import annotations

from linter.budget.imprints import Copies
from linter.budget.model import Budget
from linter.checks.repetition import copied_across
from linter.checks.repetition.copies import find, imprints
from linter.packs.pack import Pack
from linter.packs.rules import Rule


def copies_rule(pack: Pack) -> Rule | None:
    """The rule of the pack that compares documents, None where it has none."""
    return next((rule for rule in pack.rules if rule.kind == copied_across.copied_across.name), None)


def copies_within(budget: Budget, pack: Pack) -> Copies | None:
    """What the projects of several units in one document have in common; None where the pack does not ask."""
    rule = copies_rule(pack)
    return None if rule is None else find(imprints(budget)).copies
