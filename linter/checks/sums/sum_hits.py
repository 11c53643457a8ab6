"""Sums that do not hold -> hits: places, equations with every operand, and the printed figure that explains the gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from linter.bilingual import Bilingual
from linter.budget.model import BudgetTable, Figure
from linter.checks.sums.relations import Mismatch, Open, Relation, Term, factor, value
from linter.document import Cell, Location
from linter.packs.hits import Beside, Hit, Unsettled, row_excerpt

SUM_FIELDS = frozenset({"table", "project", "total", "stated", "parts", "sum", "difference", "equation", "gap"})
_MOST_OPEN = 1
_FEW = 4


def plain(number: Decimal) -> str:
    """A number without an exponent and trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def order(place: Location) -> tuple[object, ...]:
    return (place.line or 0, place.page or 0, place.sheet or "", place.table or 0, place.row or 0, place.cell or 0)


def spanning(places: Iterable[Location]) -> Location:
    """From the first of the places to the end of the last."""
    listed = sorted(places, key=order)
    return listed[0].through(max(listed, key=lambda p: (p.end_line or p.line or 0, order(p))))


def equation(found: Mismatch, near: Sequence[Term] = ()) -> tuple[str, str]:
    """The sum as it stands, in the total's unit ("15 ≠ 甲 8 + 乙 5 = 13（差 2）"), and which other printed figure equals the gap."""
    unit = factor(found.relation.total.figure)
    listed = " + ".join(_told(term) for term in _listed(found))
    # Where the total itself is zero, the gap is the sum and explains nothing.
    told_total = bool(found.relation.total.figure.number)
    gap = next(
        (t for t in near if told_total and t.figure.number and abs(value(t.figure)) == abs(found.difference)), None
    )
    difference = plain(found.difference / unit)
    told = f" = {gap.label} {gap.figure.text}" if gap is not None else ""
    left, right = found.relation.total.figure.text, f"{listed} = {_printed(found, unit)}"
    text = f"{right} > {left}" if found.relation.at_most else f"{left} ≠ {right}"
    return f"{text} (Δ {difference}{told})", told.removeprefix(" = ")


def _printed(found: Mismatch, unit: Decimal) -> str:
    """The sum with the decimals of what is added, as a reader would write it below them."""
    decimals = max((term.figure.decimals for term in found.parts), default=0)
    number = found.sum / unit
    rounded = round(number, decimals)
    return f"{rounded:f}" if rounded == number else plain(number)


def _listed(found: Mismatch) -> Sequence[Term]:
    """The terms that an equation names: all of a few, of many those that are not zero."""
    return found.parts if len(found.parts) <= _FEW else [t for t in found.parts if value(t.figure) != 0]


def _told(term: Term) -> str:
    return f"{term.label} {term.figure.text or '—'}"


def operands(found: Mismatch) -> tuple[Beside, ...]:
    """The terms of the equation, each where it is printed and as the equation names it."""
    return tuple(Beside(term.figure.location, _told(term)) for term in _listed(found))


def in_unit(text: str, figure: Figure) -> str:
    """A figure's text with the unit of its table, unless it prints its own."""
    return f"{text}{figure.unit}" if text and figure.number is not None and not text.endswith("元") else text


def sum_hits(
    found: Sequence[Mismatch],
    owner: Mapping[str, object],
    near: Mapping[str, Sequence[Term]],
    rows: Mapping[Location, Sequence[Cell]],
) -> Iterator[Hit]:
    """One hit for each set of rows that does not add up, however many columns show it.

    `owner` fills the message fields table or project; `near` holds, by column, the other printed figures; `rows` the
    cells of a row by its place.
    """
    groups: dict[tuple[object, ...], list[Mismatch]] = {}
    for each in found:
        key = (each.relation.family, each.relation.total.location, tuple(t.location for t in each.parts))
        groups.setdefault(key, []).append(each)
    for group in groups.values():
        first = group[0]
        total = first.relation.total
        used = {id(t.figure) for t in (total, *first.parts)}
        equations, gaps = [], []
        for each in group:
            others = [t for t in near.get(each.relation.column, ()) if id(t.figure) not in used]
            text, gap = equation(each, others)
            equations.append(f"[{each.relation.column}] {text}" if len(group) > 1 or each.relation.column else text)
            gaps.append(gap)
        cells = rows.get(total.location, ())
        excerpt, marks = row_excerpt(cells, total.figure.cell) if cells else (f"{total.label} {total.figure.text}", ())
        unit = factor(total.figure)
        yield Hit(
            location=spanning([t.location for t in (*first.parts, total)]),
            fields={
                **owner,
                "total": total.label,
                "stated": total.figure.text,
                "parts": "、".join(t.label for t in first.parts if value(t.figure) != 0),
                "sum": plain(first.sum / unit),
                "difference": plain(first.difference / unit),
                "equation": "; ".join(equations),
                "gap": gaps[0],
            },
            excerpt=excerpt,
            marks=marks,
            actual=in_unit(total.figure.text, total.figure),
            expected=in_unit(plain(first.sum / unit), total.figure),
            related=operands(first),
            key="|".join((first.relation.family, total.label, *equations)),
            spot=total.figure.location,
        )


def table_rows(table: BudgetTable) -> dict[Location, Sequence[Cell]]:
    return {row.location: row.cells for row in table.rows}


def table_figures(table: BudgetTable) -> dict[str, list[Term]]:
    """All printed figures of a table by the label of their column."""
    labels = {column.index: column.label for column in table.columns}
    found: dict[str, list[Term]] = {}
    for row in table.rows:
        for index, figure in row.figures.items():
            found.setdefault(labels.get(index, ""), []).append(Term(row.name, figure, row.location))
    return found


def unsettled(undecided: Sequence[Open], families: frozenset[str]) -> Iterator[Unsettled]:
    """The first open question of a table or form: one is enough to say that it was not fully checked."""
    for each in [each for each in undecided if each.relation.family in families][:_MOST_OPEN]:
        name = _name(each.relation)
        reason = Bilingual(f"{name}：{each.reason.zh}", f"{name}: {each.reason.en}")
        yield Unsettled(each.relation.total.location, reason)


def _name(relation: Relation) -> str:
    return " / ".join(filter(None, (relation.total.label, relation.column)))
