"""XRF002. A number of posts or of staff in the narrative that differs from the table of staff."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from linter.bilingual import Bilingual
from linter.budget.amounts import COUNT, Mention, Prose, mentions
from linter.budget.model import Budget, BudgetTable, Figure
from linter.budget.narrative.lexicon import words
from linter.budget.tables.words import bare
from linter.checks.shared.narrative import paragraph_hit
from linter.checks.shared.tables import table_name
from linter.checks.shared.wordlists import alternation
from linter.language import units
from linter.packs.hits import Beside, Hit
from linter.resources import data

_PERSONS = "人"
_STOP = re.compile(r"[，、；。：（）]")
_LEAD = 24


@dataclass(frozen=True, slots=True)
class _Words:
    """`keys` name what is counted, by the word in text and table; `tails` stand between a word and its figure, `before` before
    it where the whole unit is meant."""

    keys: Mapping[str, str]
    text: re.Pattern[str]


@cache
def _words() -> _Words:
    raw = data("lexicons/figures.yaml")["staff"]
    keys = {word: key for key, entry in raw["counted"].items() for word in entry}
    before = alternation([*raw["before"], *words().owners])
    return _Words(
        keys={bare(word): key for word, key in keys.items()},
        text=re.compile(rf"(?:^|{before})(?P<word>{alternation(keys)})(?:{alternation(raw['tails'])})*$"),
    )


def staff_hits(budget: Budget) -> Iterator[Hit]:
    """The numbers of posts and staff that contradict the only table of staff."""
    tables = [table for table in budget.tables if table.kind == "staff"]
    printed = _printed(tables[0]) if len(tables) == 1 else {}
    if not printed:
        return
    for paragraph in budget.narrative:
        if not any(map(str.isdigit, paragraph.text)):
            continue
        prose = Prose.of(paragraph.text)
        before = 0
        for mention in mentions(prose):
            key = _counted(prose, mention, before)
            before = mention.end
            figure = printed.get(key)
            if figure is None or figure.number is None or figure.number == mention.amount.number:
                continue
            amount = mention.amount
            word = _STOP.split(prose.flat[max(0, mention.start - _LEAD) : mention.start])[-1]
            yield paragraph_hit(
                paragraph,
                amount.start,
                amount.end,
                expected=f"{figure.text}{amount.unit}",
                key=f"{key}|{amount.text}",
                related=(
                    Beside(
                        figure.location,
                        Bilingual(f"{table_name(tables[0])}：{figure.text}", f"the table of staff: {figure.text}"),
                    ),
                ),
                fields={
                    "subject": word,
                    "stated": amount.text,
                    "printed": f"{figure.text}{amount.unit}",
                    "table_title": table_name(tables[0]),
                },
            )


def _counted(prose: Prose, mention: Mention, before: int) -> str:
    """What a figure counts of the unit's staff, "" for anything else."""
    unit = (
        units.table().spelled.get(mention.measure[0]) if mention.kind == COUNT and len(mention.measure) == 1 else None
    )
    if unit is None or unit.name != _PERSONS or mention.amount.approximate:
        return ""
    lead = _STOP.split(prose.flat[max(before, mention.start - _LEAD) : mention.start])[-1]
    match = _words().text.search(lead)
    return _words().keys[bare(match.group("word"))] if match is not None else ""


def _printed(table: BudgetTable) -> Mapping[str, Figure]:
    """The figures of the whole unit: those of the total, or of the only row."""
    totals = [row for row in table.rows if row.kind == "total"] or table.rows
    if len(totals) != 1:
        return {}
    found: dict[str, Figure] = {}
    twice = set()
    for column in table.columns:
        key, figure = _words().keys.get(bare(column.label)), totals[0].figures.get(column.index)
        if key is not None and figure is not None:
            twice.update({key} & found.keys())
            found[key] = figure
    return {key: figure for key, figure in found.items() if key not in twice}
