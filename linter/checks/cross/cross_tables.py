"""The same figure in two tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linter.budget.model import Budget
from linter.checks.cross.quantities import Place, Quantity, quantities, table_sets
from linter.checks.sums.sum_hits import in_unit
from linter.findings import Related
from linter.packs.hits import Check, Hit, Outcome, Subject, row_excerpt
from linter.packs.kinds import DOCUMENT, Kind, Resources


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        budget = subject.item
        assert isinstance(budget, Budget)
        for tables in table_sets(budget.tables):
            for quantity in quantities(tables):
                if not quantity.agrees:
                    yield _hit(quantity)

    return check


def _odd_one(quantity: Quantity) -> Place:
    """The place that most others contradict; the last one where none stands out."""
    places = quantity.places
    return min(reversed(places), key=lambda place: sum(place.stands.meets(other.stands) for other in places))


def _printed(place: Place) -> str:
    return f"{place.table.title or place.table.kind} {place.figure.text}{place.figure.unit}"


def _hit(quantity: Quantity) -> Hit:
    odd = _odd_one(quantity)
    others = [place for place in quantity.places if place is not odd]
    excerpt, marks = row_excerpt(odd.row.cells, odd.figure.cell)
    places = "；".join(_printed(place) for place in quantity.places)
    return Hit(
        location=odd.row.location,
        fields={"table": odd.table.title or odd.table.kind, "quantity": quantity.name, "places": places},
        excerpt=excerpt,
        marks=marks,
        actual=in_unit(odd.figure.text, odd.figure),
        expected=in_unit(others[0].figure.text, others[0].figure),
        related=tuple(Related(place.figure.location, _printed(place)) for place in others),
        spot=odd.figure.location,
        key=f"{quantity.name}|{places}",
    )


KIND = Kind("cross-tables", frozenset({DOCUMENT}), Params, build, frozenset({"table", "quantity", "places"}))
