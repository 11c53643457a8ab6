"""Tables that a set of budget tables must hold and does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Budget
from linter.budget.tables.words import bare, table_words
from linter.document import Location
from linter.packs.hits import Check, Hit, Outcome, Subject
from linter.packs.kinds import DOCUMENT, Kind, ParameterError, Resources

_LINE = 60


@dataclass(frozen=True, slots=True)
class Params:
    tables: tuple[str, ...] = field(metadata={"doc": "应有的表的类型 / the kinds of table that there must be"})
    least: int = field(
        metadata={
            "doc": "已有几类时才认为文件应当齐全 / from how many kinds on the document is taken to be meant as complete"
        }
    )


def build(params: Params, resources: Resources) -> Check:
    words = table_words()
    for kind in params.tables:
        if kind not in words.names:
            raise ParameterError("tables", f"没有这类表 / there is no kind of table: {kind}")

    def check(subject: Subject) -> Iterator[Outcome]:
        budget = subject.item
        assert isinstance(budget, Budget)
        printed = {table.kind for table in budget.tables}
        if len(printed & set(params.tables)) < params.least:
            return
        # A title is proof enough that the table is there, if only as a picture or in a layout that was not read.
        titles = {
            words.kind_of_title(p.text)
            for p in budget.document.paragraphs
            if len(bare(p.text)) <= _LINE and "表" in p.text
        }
        for kind in params.tables:
            if (
                kind not in printed
                and kind not in titles
                and not (kind == "three_public" and "three_public_change" in printed)
            ):
                name = words.names[kind]["zh"]
                yield Hit(
                    location=Location(budget.document.path, line=1),
                    fields={"name": name},
                    excerpt="",
                    actual="",
                    expected=name,
                    key=kind,
                )

    return check


KIND = Kind("sections-required", frozenset({DOCUMENT}), Params, build, frozenset({"name"}))
