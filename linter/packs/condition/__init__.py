"""The condition language of rules (`where:`, `assert:`): text -> a typed, three-valued function of a Subject.

The author's text is parsed by grammar/condition.lark, checked against `linter.packs.schema`, and turned into generated
Python syntax nodes, which are compiled; the text itself is never evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import TYPE_CHECKING, cast

from linter.bilingual import Bilingual
from linter.packs.condition.syntax import ConditionError, Node, parse
from linter.packs.hits import Subject

if TYPE_CHECKING:
    from linter.packs.condition.compiler import Missing

__all__ = ["BadConditionError", "Condition", "ConditionError", "compile_condition"]

Trees = MutableMapping[str, Node]
"""Syntax trees by the text of the condition: what a cache keeps so that Lark need not be loaded."""


class BadConditionError(Exception):
    """All mistakes of one condition."""

    def __init__(self, errors: Sequence[ConditionError]) -> None:
        super().__init__("; ".join(str(error.message) for error in errors))
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition. `test` gives True, False, or None where missing data leaves it open.

    `needs` are classes of forms that it speaks of: it says nothing about items whose form is of none of them.
    """

    text: str
    test: Callable[[Subject], bool | None]
    needs: frozenset[type | UnionType]
    missing: tuple[Missing, ...]

    def __call__(self, subject: Subject) -> bool | None:
        return self.test(subject)

    def applies(self, subject: Subject) -> bool:
        """Whether the item stands in a form of the class that the condition speaks of."""
        form = subject.form if subject.form is not None else subject.item
        return all(isinstance(form, need) for need in self.needs)

    def reason(self, subject: Subject) -> Bilingual:
        """For people: what was missing when `test` gave None."""
        absent = dict.fromkeys(
            each.label for each in self.missing if each.field.get(getattr(subject, each.attribute)) is None
        )
        if absent:
            return Bilingual.naming("缺少", "missing", "、".join(absent))
        return Bilingual("条件所需的数据缺失或单位不同", "data that the condition needs is missing, or units differ")


def compile_condition(text: str, scope: str, trees: Trees | None = None) -> Condition:
    """The condition for rules of `scope`. Raises BadConditionError with every mistake and its place in the text.

    `trees` holds syntax trees that are known already and takes up new ones.
    """
    try:
        node = trees.get(text) if trees is not None else None
        if node is None:
            node = parse(text)
            if trees is not None:
                trees[text] = node
    except ConditionError as error:
        raise BadConditionError([error]) from None
    from linter.packs.condition.compiler import Compiler
    from linter.packs.condition.emit import compiled

    compiler = Compiler(scope)
    body = compiler.condition(node)
    if compiler.errors:
        raise BadConditionError(sorted(compiler.errors, key=lambda error: error.start))
    test = cast("Callable[[Subject], bool | None]", compiled(body, compiler.names))
    return Condition(text, test, frozenset(compiler.needs), tuple(compiler.missing))
