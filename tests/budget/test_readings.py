"""The sentences of readings.yaml are read into the trees that stand beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from linter.budget.model import Comparison, Part, Share, Statement
from linter.budget.narrative.lexicon import without_number
from linter.budget.narrative.statements import find_statements
from linter.document import Location, Paragraph, Run

READINGS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("readings.yaml").read_text(encoding="utf-8"))
SIGNS = {"increase": "+", "decrease": "-", "level": "=", "": ""}


def name(text: str) -> str:
    return "".join(without_number(text).split())


def compared(change: Comparison, of_change: bool) -> str:
    sign = SIGNS[change.direction]
    said = [str(change.base_year or ""), change.base.text if change.base else ""]
    if change.difference is not None and not of_change:
        said.append(sign + change.difference.text)
    if change.rate is not None:
        said.append(f"{sign}{change.rate}%")
    if change.direction == "level" and change.rate is None:
        said.append("=")
    said += [f"或{other.text}" for other in change.others]
    if change.reason is not None:
        said.append(f"因{change.reason or '?'}")
    return f" [{' '.join(filter(None, said))}]"


def shared(share: Share) -> str:
    return f" {{{'完成' if share.completion else '占'}{share.percent}% {share.whole.text if share.whole else '?'}}}"


def line(statement: Statement, year: int | None) -> str:
    said = f"{name(statement.subject)}={SIGNS[statement.change]}{statement.amount.text}"
    if statement.year != year:
        said += f" @{statement.year or '?'}"
    if statement.stage:
        said += f" :{statement.stage}"
    if statement.parts and not statement.complete:
        said += " …"
    if statement.readings:
        said += " ?"
    if statement.comparison is not None:
        said += compared(statement.comparison, bool(statement.change))
    if statement.share is not None:
        said += shared(statement.share)
    return said + "".join(f" 缺{part}" for part in statement.missing)


def tree(text: str, year: int | None) -> str:
    """The statements of a text, a line each, parts under their totals."""
    paragraphs = [
        Paragraph(each, Location("t.txt", line=number, end_line=number), runs=(Run(0, number, 1),))
        for number, each in enumerate(text.splitlines(), 1)
    ]
    statements = find_statements(paragraphs, year)
    by_amount: dict[int, Statement] = {}
    for statement in statements:
        by_amount.setdefault(id(statement.amount), statement)
    inner = {id(part.amount) for statement in statements for part in statement.parts}

    def lines(statement: Statement, depth: int) -> Iterator[str]:
        yield "  " * depth + line(statement, year)
        for part in statement.parts:
            yield from of_part(part, depth + 1)

    def of_part(part: Part, depth: int) -> Iterator[str]:
        statement = by_amount.get(id(part.amount))
        if statement is not None:
            yield from lines(statement, depth)
        else:
            yield "  " * depth + f"{name(part.label)}={SIGNS[part.direction]}{part.amount.text}"

    tops = [each for each in statements if id(each.amount) not in inner or by_amount[id(each.amount)] is not each]
    return "\n".join(each for top in tops for each in lines(top, 0))


@pytest.mark.parametrize("reading", READINGS, ids=[f"{number:03}" for number in range(1, len(READINGS) + 1)])
def test_a_sentence_is_read_into_its_tree(reading: dict[str, Any]) -> None:
    assert tree(reading["text"].strip(), reading.get("year", 2026)) == reading["tree"].strip()
