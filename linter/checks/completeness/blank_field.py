"""CMP013. Heading fields of a form or table that are left blank (编制部门：, 单位：)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.model import Budget
from linter.checks.shared.texts import Text, texts
from linter.checks.shared.wordlists import alternation
from linter.document import Cell
from linter.language.folding import fold
from linter.packs.hits import Hit, Outcome, Subject
from linter.packs.kinds import DOCUMENT, Resources, check

_MOST = 60


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(default="head_fields", metadata={"doc": "表头要素的词表 / the lexicon of heading fields"})


@dataclass(frozen=True, slots=True)
class _Labels:
    """`blank` finds a label with nothing behind it; `alone` are labels without a colon; `label` fits a cell that is a label."""

    blank: re.Pattern[str]
    alone: frozenset[str]
    label: re.Pattern[str]


def _labels(params: Params, resources: Resources) -> _Labels:
    data = resources.lexicon(params.lexicon)
    names, known = alternation(data["fields"]), alternation([*data["fields"], *data["others"]])
    return _Labels(
        re.compile(rf"(?<![\u4e00-\u9fff])({names})\s*[:：][\s_]*(?=$|\n|(?:{known})\s*[:：])"),
        frozenset(data["form_labels"]),
        re.compile(rf"(?:{known})[:：]?.{{0,6}}|.*[:：]"),
    )


@check("blank-field", on=DOCUMENT, says={"label"}, params=Params, prepare=_labels)
def blank_field(budget: Budget, labels: _Labels, subject: Subject) -> Iterator[Outcome]:
    for text in texts(budget):
        if text.indicator is None and len(text.text) <= _MOST:
            yield from (_hit(text, start, end) for start, end in _blank_labels(text, labels))


def _blank_labels(text: Text, labels: _Labels) -> Iterator[tuple[int, int]]:
    """Where a text names a field that is filled in neither behind its colon nor, at the end of its cell, beside it."""
    for match in labels.blank.finditer(text.text):
        at_end = not text.text[match.end() :].strip()
        if not (at_end and _filled_beside(text, labels)):
            yield match.span(1)
    alone = text.form is not None and fold(text.text) in labels.alone
    if alone and not _filled_beside(text, labels) and not _heads_a_column(text):
        yield len(text.text) - len(text.text.lstrip()), len(text.text.rstrip())


def _filled_beside(text: Text, labels: _Labels) -> bool:
    """Whether a cell between this one and the next label holds something."""
    if not isinstance(text.block, Cell):
        return False
    column = text.block.column
    behind = next((fold(cell.text) for cell in text.row if cell.column > column and not cell.blank), None)
    return behind is not None and labels.label.fullmatch(behind) is None and behind not in labels.alone


def _heads_a_column(text: Text) -> bool:
    """Whether a label stands over its value, as the head of a column: the next cell is filled, and no value of it."""
    if not isinstance(text.block, Cell):
        return False
    following = next((cell for cell in text.row if cell.column > text.block.column), None)
    return following is not None and not following.blank


def _hit(text: Text, start: int, end: int) -> Hit:
    label = text.text[start:end]
    form = text.form.name if text.form else ""
    return text.hit(start, end, fields={"label": label}, actual="", key=f"{label}|{form}")
