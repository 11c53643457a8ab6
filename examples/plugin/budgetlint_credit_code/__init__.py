"""A unified social credit code whose check character is wrong, or that holds letters which no code has.

The code has 18 characters of an alphabet of 31 (no I, O, S, V, Z). The last one is 31 minus the sum of the first 17, each
times 3 to the power of its place, modulo 31 (GB 32100-2015).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.document import Paragraph, locate
from linter.findings import Mark
from linter.packs.hits import Hit, Outcome, Subject
from linter.packs.kinds import PARAGRAPH, Resources, check

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Params:
    labels: tuple[str, ...] = field(metadata={"doc": "words that stand before a code"})


def labelled(params: Params, resources: Resources) -> re.Pattern[str]:
    """What finds a code behind one of the words."""
    labels = "|".join(map(re.escape, params.labels))
    return re.compile(rf"(?:{labels})\s*[:：为]?\s*([0-9A-Za-z]+)")


@check("credit-code", on=PARAGRAPH, says=("credit_code",), params=Params, prepare=labelled)
def credit_code(paragraph: Paragraph, printed: re.Pattern[str], subject: Subject) -> Iterator[Outcome]:
    for match in printed.finditer(paragraph.text):
        code = match[1]
        wanted = check_character(code)
        if wanted is None or code[-1] != wanted:
            yield Hit(
                location=locate(paragraph, *match.span(1)),
                fields={"credit_code": code},
                field="text",
                excerpt=paragraph.text,
                marks=(Mark(*match.span(1)),),
                actual=code,
                key=code,
            )


def check_character(code: str) -> str | None:
    """The character that a code of 18 should end with; None for what cannot be a code."""
    if len(code) != 18 or any(each not in ALPHABET for each in code):
        return None
    total = sum(ALPHABET.index(each) * pow(3, place, 31) for place, each in enumerate(code[:17]))
    return ALPHABET[-total % 31]
