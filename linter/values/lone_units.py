"""Units that stand alone: the unit column of a layout, or the brackets of an indicator's name."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from linter.lalr import Token
from linter.language.folding import fold_with_places
from linter.values import grammar
from linter.values.parts import Measure, NotAValueError, part, read_unit


def dimension_of(unit: str) -> str | None:
    """ "persons" for 万人, "money/time" for 元/月, None for what is no unit."""
    found = _lone(unit)
    return found.dimension if found else None


def standard_unit(unit: str) -> str | None:
    """The standard spelling: "%" for 百分比, "元/人" for 元每人; None for what is no unit."""
    found = _lone(unit)
    return found.name if found else None


def is_unit(text: str) -> bool:
    """Whether the text is a unit, simple or compound, rightly joined or not spelled by the standard."""
    return _lone(text) is not None


@lru_cache(maxsize=4096)
def _lone(text: str) -> Measure | None:
    folded = fold_with_places(text)
    tree = grammar.read_unit(folded.text)
    unit = part(tree, "unit") if tree is not None else None
    if tree is None or unit is None:
        return None
    try:
        measure = read_unit(folded, unit)
    except NotAValueError:
        return None
    # Latin letters that the table does not know are a unit only behind a figure.
    if not measure.dimension or any(problem.code == "VAL020" for problem in measure.problems):
        return None
    scale = "".join(token for token in tree.children if isinstance(token, Token))
    return replace(measure, name=scale + measure.name)
