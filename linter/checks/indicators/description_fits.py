"""IND010. A description that defines something else than the name: another business line, or satisfaction where none is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.bilingual import Bilingual
from linter.budget.model import Activity, Indicator, Project
from linter.checks.indicators.lines import Foreign, Lines, line_hit
from linter.checks.indicators.names import Names, defines_rate
from linter.checks.shared.forms import share_words, shares_words
from linter.checks.shared.handling import Handling
from linter.checks.shared.wordlists import any_word
from linter.packs.hits import Outcome, Subject
from linter.packs.kinds import INDICATOR, Resources, check

_SATISFIED = "满意"
_SATISFACTION = Bilingual("满意度", "satisfaction")
_PAYMENT = Bilingual("款项的支付", "a payment")


@dataclass(frozen=True, slots=True)
class Params:
    except_lines: tuple[str, ...] = field(default=(), metadata={"doc": "business lines that another rule looks after"})
    satisfaction_names: tuple[str, ...] = field(
        default=(), metadata={"doc": "words by which a name rightly is described by satisfaction"}
    )
    other_kinds: tuple[str, ...] = field(
        default=(),
        metadata={"doc": "words of a name that asks for an effect, a quality or an opinion, never for a payment"},
    )


@dataclass(frozen=True, slots=True)
class _Words:
    params: Params
    lines: Lines
    names: Names
    handling: Handling
    kinds: re.Pattern[str]


def _words(params: Params, resources: Resources) -> _Words:
    return _Words(params, Lines(resources), Names(resources), Handling(resources), any_word(params.other_kinds))


@check("description-fits", on=INDICATOR, says={"word", "line", "line_en"}, params=Params, prepare=_words)
def description_fits(indicator: Indicator, words: _Words, subject: Subject) -> Iterator[Outcome]:
    text, about = indicator.description, subject.activity or subject.form
    if not text or not isinstance(about, (Project, Activity)):
        return
    if _is_payment(indicator, text, words):
        yield line_hit(indicator, "description", _PAYMENT, text)
        return
    if words.names.placeholder(indicator):
        return
    found = words.lines.foreign(text, about, subject.budget.unit)
    if (
        found is not None
        and found.line not in words.params.except_lines
        and _is_another(indicator, found, about, words)
    ):
        yield line_hit(indicator, "description", found.name, found.word)
    elif _SATISFIED in text and _asks_no_satisfaction(indicator, words.params):
        yield line_hit(indicator, "description", _SATISFACTION, _SATISFIED)


def _is_payment(indicator: Indicator, text: str, words: _Words) -> bool:
    """Whether a name asks for an effect, a quality or an opinion, and its description tells only how money is paid out."""
    if not (words.kinds.search(indicator.name) and words.handling.is_all(text)):
        return False
    return words.handling.says_how(text) and not share_words(indicator.name, text)


def _is_another(indicator: Indicator, found: Foreign, about: Project | Activity, words: _Words) -> bool:
    """Whether a name, by contrast to its description, is not foreign itself: it takes up a word of what its project is about;
    in an activity table, of which IND003 does not speak, it shares neither line nor word with the description."""
    if isinstance(about, Project) and shares_words(indicator.name, about):
        return True
    if isinstance(about, Project) and not defines_rate(indicator.description or ""):
        return False
    named, text = words.names.subject(indicator.name), indicator.description or ""
    return not share_words(named, text) and found.line not in words.lines.spoken(named)


def _asks_no_satisfaction(indicator: Indicator, params: Params) -> bool:
    return indicator.category != "satisfaction" and not any(
        word in indicator.name for word in params.satisfaction_names
    )
