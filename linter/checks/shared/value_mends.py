"""A target value mended in every cell that it stands in: comparator, figure and unit may have columns of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linter.budget.model import Indicator
from linter.document import Cell
from linter.findings import Change
from linter.language import comparators
from linter.language.folding import fold
from linter.packs.hits import Hit, indicator_hit
from linter.values import Value, parse

_SPLIT = ("comparator", "unit")


def value_hit(
    indicator: Indicator,
    suggestion: str | None,
    span: tuple[int, int] | None = None,
    *,
    part: str = "value",
    **more: Any,
) -> Hit:
    """A hit on an indicator's value, with the mend that makes it read `suggestion` (None where none is certain).

    What the hit quotes and marks is the cell that changes, where it is one; without a mend it is the cell of `part`
    (comparator, value, unit), if that has a column of its own. Messages print the value as the row does. `span` are the characters
    of the value's cell that are wrong.
    """
    value = indicator.cells.get("value")
    split = {name: cell for name in _SPLIT if (cell := indicator.cells.get(name)) is not None and not cell.blank}
    if value is None or not split:
        return indicator_hit(indicator, "value", span=span, suggestion=suggestion, **more)
    printed = " ".join(
        cell.text.strip() for cell in (split.get("comparator"), value, split.get("unit")) if cell is not None
    )
    more["fields"] = {"value": printed, **more.get("fields", {})}
    if suggestion is None:
        more.setdefault("key", "|".join((indicator.name, value.text)))
        return indicator_hit(indicator, part if part in split else "value", **more)
    changed = dict(_changed(value, split, parse(suggestion), suggestion))
    changes = tuple(Change(cell.location, cell.text.strip(), new) for cell, new in changed.values())
    more.setdefault("key", "|".join((indicator.name, value.text)))
    if not changes:
        return indicator_hit(indicator, "value", **more)
    more.setdefault("expected", suggestion)
    if len(changes) == 1:
        (name,) = changed
        return indicator_hit(indicator, name, suggestion=changes[0].new, changes=changes, **more)
    return indicator_hit(indicator, "value", actual=printed, suggestion=suggestion, changes=changes, **more)


def _changed(value: Cell, split: dict[str, Cell], wanted: Value, text: str) -> Iterator[tuple[str, tuple[Cell, str]]]:
    """The cells that must change, by field, each with its new text; none where the wanted value has no such parts."""
    spans = wanted.spans
    if wanted.kind != "number" or "number" not in spans:
        return
    comparator = split.get("comparator")
    own = comparator is not None and comparators.is_comparator(fold(comparator.text).strip())
    parts = {name: text[slice(*spans[name])] if name in spans else "" for name in ("comparator", "number", "unit")}
    if comparator is not None and own and not _means(comparator.text, wanted.comparator):
        yield "comparator", (comparator, parts["comparator"])
    unit = split.get("unit")
    figure = ("" if own else parts["comparator"]) + parts["number"] + ("" if unit is not None else parts["unit"])
    if parse(value.text).canonical != parse(figure).canonical:
        yield "value", (value, figure)
    if unit is not None and unit.text.strip() != parts["unit"]:
        yield "unit", (unit, parts["unit"])


def _means(comparator: str, sign: str) -> bool:
    return parse(f"{comparator.strip()}1").comparator == sign
