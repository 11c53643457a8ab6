"""A typed piece of a compiled condition."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from linter.packs.schema import MONEY, NUMBER, PERCENT, QUANTITY, Field

ERROR = "error"
"""The type of a part that is wrong: it fits everywhere, so that one slip is reported once."""

NUMERIC = (NUMBER, MONEY, PERCENT, QUANTITY)


@dataclass(slots=True)
class Typed:
    """An expression: the code that gives it, its type, and whether it can be None (missing).

    A quantity has its `unit` as code; a literal has `zero` where it is 0, which needs no unit. `choices` is the field
    where only some texts can be its value: an enumerated one, or one that names units.
    """

    code: ast.expr
    type: str
    nullable: bool = False
    of: str = ""
    choices: Field | None = None
    unit: ast.expr | None = None
    zero: bool = False
    sweep: bool = False
