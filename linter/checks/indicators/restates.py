"""IND006, VAL011. One field of an indicator that says, word for word, what another one says."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from linter.budget.model import Indicator
from linter.language.folding import fold, squash, unbracketed
from linter.packs.hits import Outcome, Subject, indicator_hit
from linter.packs.kinds import INDICATOR, check

_FIELDS = {"name": "指标名称", "description": "指标描述", "value": "指标值"}
_SIGNS = "≥≤><=＞＜＝%％‰+-"
_LEAST = 2
_ENDS = "%。；;，,、.：:"
# A bracket that a narrow cell has cut off.
_CUT_OFF = re.compile(r"[(][^()]*$")


@dataclass(frozen=True, slots=True)
class Params:
    field: Literal["value", "description", "basis"] = dataclasses.field(metadata={"doc": "the field that restates"})
    of: tuple[str, ...] = dataclasses.field(metadata={"doc": "the fields that it may restate (name, description)"})


@check("restates", on=INDICATOR, says={"of", "of_en"}, params=Params)
def restates(indicator: Indicator, params: Params, subject: Subject) -> Iterator[Outcome]:
    said = _words_of_value(indicator) if params.field == "value" else _comparable(_text(indicator, params.field))
    if len(said) < _LEAST:
        return
    other = next((other for other in params.of if _comparable(_text(indicator, other)) == said), None)
    if other is not None:
        yield indicator_hit(indicator, params.field, fields={"of": _FIELDS[other], "of_en": other})


def _text(indicator: Indicator, name: str) -> str:
    return {"name": indicator.name, "description": indicator.description, "basis": indicator.basis}.get(name) or ""


def _words_of_value(indicator: Indicator) -> str:
    """What a value says in words, for comparison: only words can be copied, a figure restates nothing."""
    value = indicator.parsed
    leaked = value.problem("VAL005")
    if leaked is not None:
        return _comparable(leaked.detail)
    if value.kind == "number" and value.lead:
        return _comparable(value.lead).strip(_SIGNS)
    return _comparable(value.text).strip(_SIGNS) if value.kind in ("text", "level", "yes-no") else ""


def _comparable(text: str) -> str:
    """Punctuation, bracketed remarks (cut-off ones as well) and a trailing % make no difference."""
    folded = fold(text)
    whole = _CUT_OFF.sub("", unbracketed(folded))
    return squash(whole).strip(_ENDS) or squash(folded)
