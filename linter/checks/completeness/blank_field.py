"""Heading fields of a form or table that are left blank (编制部门：, 单位：)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from linter.checks.shared.texts import Text, texts
from linter.document import Cell
from linter.language.folding import fold
from linter.packs.hits import Check, Hit, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_MOST = 60


@dataclass(frozen=True, slots=True)
class Params:
    lexicon: str = field(default="head_fields", metadata={"doc": "表头要素的词表 / the lexicon of heading fields"})


@dataclass(frozen=True, slots=True)
class _Labels:
    blank: re.Pattern[str]
    alone: frozenset[str]
    label: re.Pattern[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> _Labels:
        names = "|".join(map(re.escape, sorted(data["fields"], key=len, reverse=True)))
        others = "|".join(map(re.escape, sorted([*data["fields"], *data["others"]], key=len, reverse=True)))
        return cls(
            re.compile(rf"(?<![\u4e00-\u9fff])({names})\s*[:：][\s_]*(?=$|\n|(?:{others})\s*[:：])"),
            frozenset(data["form_labels"]),
            re.compile(rf"(?:{others})[:：]?.{{0,6}}|.*[:：]"),
        )


def build(params: Params, resources: Resources) -> Check:
    labels = _Labels.of(resources.lexicon(params.lexicon))
    return lambda subject: _check(subject, labels)


def _check(subject: Subject, labels: _Labels) -> Iterator[Hit]:
    for text in texts(subject.budget):
        if text.indicator is not None or len(text.text) > _MOST:
            continue
        for match in labels.blank.finditer(text.text):
            at_end = not text.text[match.end() :].strip()
            if not (at_end and _filled_beside(text, labels)):
                yield _hit(text, match.start(1), match.end(1))
        if text.form is not None and fold(text.text) in labels.alone and not _filled_beside(text, labels):
            lead = len(text.text) - len(text.text.lstrip())
            yield _hit(text, lead, len(text.text.rstrip()))


def _filled_beside(text: Text, labels: _Labels) -> bool:
    """Whether a cell between this one and the next label holds something."""
    if not isinstance(text.block, Cell):
        return False
    behind = [cell for cell in text.row if cell.column > text.block.column]
    for cell in behind:
        if cell.blank:
            continue
        return labels.label.fullmatch(fold(cell.text)) is None and fold(cell.text) not in labels.alone
    return False


def _hit(text: Text, start: int, end: int) -> Hit:
    label = text.text[start:end]
    return text.hit(
        start, end, fields={"label": label}, actual="", key=f"{label}|{text.form.name if text.form else ''}"
    )


KIND = Kind(
    name="blank-field",
    scopes=frozenset({DOCUMENT}),
    params=Params,
    build=build,
    message_fields=frozenset({"label"}),
)
