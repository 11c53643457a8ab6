"""XRF001. The same figure in two tables."""

from __future__ import annotations

from collections.abc import Iterator

from linter.budget.model import Budget
from linter.checks.cross.places import Place, Quantity
from linter.checks.cross.quantities import quantities, table_sets
from linter.checks.shared.tables import table_name
from linter.checks.sums.sum_hits import in_unit
from linter.packs.hits import Beside, Hit, Subject, row_excerpt
from linter.packs.kinds import DOCUMENT, check


@check("cross-tables", on=DOCUMENT, says=("table", "quantity", "places"))
def cross_tables(budget: Budget, subject: Subject) -> Iterator[Hit]:
    for tables in table_sets(budget.tables):
        for quantity in quantities(tables):
            if not quantity.agrees:
                yield _hit(quantity)


def _odd_one(quantity: Quantity) -> Place:
    """The place that most others contradict; the last one where none stands out."""
    places = quantity.places
    return min(reversed(places), key=lambda place: sum(place.stands.meets(other.stands) for other in places))


def _printed(place: Place) -> str:
    return f"{table_name(place.table)} {place.figure.text}{place.figure.unit}"


def _hit(quantity: Quantity) -> Hit:
    odd = _odd_one(quantity)
    others = [place for place in quantity.places if place is not odd]
    excerpt, marks = row_excerpt(odd.row.cells, odd.figure.cell)
    places = "；".join(_printed(place) for place in quantity.places)
    return Hit(
        location=odd.row.location,
        fields={"table": table_name(odd.table), "quantity": quantity.name, "places": places},
        excerpt=excerpt,
        marks=marks,
        actual=in_unit(odd.figure.text, odd.figure),
        expected=in_unit(others[0].figure.text, others[0].figure),
        related=tuple(Beside(place.figure.location, _printed(place)) for place in others),
        spot=odd.figure.location,
        key=f"{quantity.name}|{places}",
    )
