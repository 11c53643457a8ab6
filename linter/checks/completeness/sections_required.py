"""CMP007. Tables that a set of budget tables must hold and does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.budget.tables.words import bare, table_words
from linter.document import Location
from linter.packs.hits import Hit, Outcome, Subject
from linter.packs.kinds import DOCUMENT, ParameterError, Resources, check

_LINE = 60
_TABLE = "表"
_COVERED_BY = {"three_public": "three_public_change"}


@dataclass(frozen=True, slots=True)
class Params:
    tables: tuple[str, ...] = field(metadata={"doc": "应有的表的类型 / the kinds of table that there must be"})
    least: int = field(
        metadata={
            "doc": "已有几类时才认为文件应当齐全 / from how many kinds on the document is taken to be meant as complete"
        }
    )


def _known(params: Params, resources: Resources) -> Params:
    names = table_words().names
    for kind in params.tables:
        if kind not in names:
            said = Bilingual(f"没有这类表：{kind}", f"there is no kind of table: {kind}")
            raise ParameterError("tables", str(said))
    return params


@check("sections-required", on=DOCUMENT, says={"name"}, params=Params, prepare=_known)
def sections_required(budget: Budget, params: Params, subject: Subject) -> Iterator[Outcome]:
    printed = {table.kind for table in budget.tables}
    if len(printed & set(params.tables)) < params.least:
        return
    there = printed | _titled(budget)
    for kind in params.tables:
        if kind not in there and _COVERED_BY.get(kind) not in printed:
            name = table_words().names[kind]["zh"]
            place = Location(budget.document.path, line=1)
            yield Hit(place, fields={"name": name}, excerpt="", actual="", expected=name, key=kind)


def _titled(budget: Budget) -> set[str | None]:
    """The kinds whose title is printed: proof enough that the table is there, if as a picture or in a layout that was not read."""
    lines = (each.text for each in budget.document.paragraphs if _TABLE in each.text and len(bare(each.text)) <= _LINE)
    return {table_words().kind_of_title(line) for line in lines}
