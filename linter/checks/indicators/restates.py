"""One field of an indicator that says, word for word, what another one says."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from linter.budget.model import Indicator
from linter.language.folding import fold, squash, unbracketed
from linter.packs.hits import Check, Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, Kind, Resources

_SIGNS = "≥≤><=＞＜＝%％‰+-"
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Params:
    field: Literal["value", "description", "basis"] = dataclasses.field(metadata={"doc": "the field that restates"})
    of: tuple[str, ...] = dataclasses.field(metadata={"doc": "the fields that it may restate (name, description)"})


def build(params: Params, resources: Resources) -> Check:
    def check(subject: Subject) -> Iterator[Outcome]:
        indicator = subject.item
        assert isinstance(indicator, Indicator)
        text = _words(indicator, params.field)
        if len(text) < _LEAST:
            return
        for other in params.of:
            if _comparable(_text(indicator, other)) == text:
                yield indicator_hit(indicator, params.field, fields={"of": _FIELDS[other], "of_en": other})
                return

    return check


_FIELDS = {"name": "指标名称", "description": "指标描述", "value": "指标值"}


def _text(indicator: Indicator, name: str) -> str:
    return {"name": indicator.name, "description": indicator.description, "basis": indicator.basis}.get(name) or ""


def _comparable(text: str) -> str:
    """Punctuation, bracketed remarks and a trailing % make no difference."""
    folded = fold(text)
    return squash(unbracketed(folded)).strip("%") or squash(folded)


def _words(indicator: Indicator, name: str) -> str:
    if name != "value":
        return _comparable(_text(indicator, name))
    value = indicator.parsed
    leaked = value.problem("VAL005")
    if leaked is not None:
        return _comparable(leaked.detail)
    # A value that is a figure restates nothing: only words can be copied from the name.
    return _comparable(value.text).strip(_SIGNS) if value.kind in ("text", "level", "yes-no") else ""


KIND = Kind("restates", frozenset({INDICATOR}), Params, build, frozenset({"of", "of_en"}))
