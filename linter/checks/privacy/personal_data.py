"""PUB001. Personal mobile numbers, identity-card numbers and bank-card numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.checks.shared.texts import Text, row_text, texts
from linter.document import Cell
from linter.language.folding import half_width
from linter.packs.hits import Hit, Subject
from linter.packs.kinds import DOCUMENT, check

_MOBILE = re.compile(
    r"(?<![\w.．,，+-])(?:\+?86[- ]?)?(1[3-9]\d)([- ]?)(\d{4})\2(\d{4})(?![\w%]|[.．,，]\d|-\d)", re.ASCII
)
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_CARD = re.compile(r"(?<![0-9A-Za-z.-])(?:\d{16,19}|\d{4}(?: \d{4}){3}(?: \d{1,3})?)(?![0-9A-Za-z.]|-\d)")
_MONEY = re.compile(r"\s*(?:元|万|亿|人|户|%|％)")
# GB 11643-1999: weights and check characters of an 18-digit identity number.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_IDENTITY_NUMBER = Bilingual("居民身份证号码", "identity-card number")
_CARD_NUMBER = Bilingual("银行卡号", "bank-card number")
_MOBILE_NUMBER = Bilingual("个人手机号码", "personal mobile number")


@dataclass(frozen=True, slots=True)
class Params:
    phone_words: tuple[str, ...] = field(
        metadata={
            "doc": "独占一格的号码旁须有其一 / one of these must stand in the row of a number that fills its cell"
        },
    )
    card_words: tuple[str, ...] = field(
        metadata={"doc": "银行卡号旁须有其一 / one of these must stand beside a bank-card number"},
    )
    identity_words: tuple[str, ...] = field(
        default=(),
        metadata={
            "doc": "身份证号旁有其一，校验位不对也算 / beside one of these an identity number counts whatever its check character"
        },
    )


@check("personal-data", on=DOCUMENT, says=("number", "what", "what_en"), params=Params)
def personal_data(budget: Budget, params: Params, subject: Subject) -> Iterator[Hit]:
    for text in texts(budget):
        taken: list[tuple[int, int]] = []
        for what, start, end in _numbers(text, params):
            if not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                yield _masked_hit(text, what, start, end)


def _numbers(text: Text, params: Params) -> Iterator[tuple[Bilingual, int, int]]:
    printed = half_width(text.text)
    for match in _IDENTITY.finditer(printed):
        # One that is labelled is one, whatever its check character: digits are mistyped, and masked by other digits.
        if identity_number(match.group()) or _beside(text, params.identity_words):
            yield _IDENTITY_NUMBER, match.start(), match.end()
    for match in _CARD.finditer(printed):
        if luhn(match.group().replace(" ", "")) and _beside(text, params.card_words):
            yield _CARD_NUMBER, match.start(), match.end()
    for match in _MOBILE.finditer(printed):
        # A bare number in a cell of its own may be an amount or a code: only a label in its row makes it a telephone.
        alone = isinstance(text.block, Cell) and printed.strip() == match.group().strip()
        if not _MONEY.match(printed, match.end()) and (not alone or _beside(text, params.phone_words)):
            yield _MOBILE_NUMBER, match.start(), match.end()


def _beside(text: Text, words: tuple[str, ...]) -> bool:
    around = row_text(text.row) if text.row else text.text
    if text.table is not None and isinstance(text.block, Cell):
        heads = (text.table.at(row, text.block.column) for row in range(text.block.row))
        around += " ".join(head.text for head in heads if head is not None)
    return any(word in around for word in words)


def _masked_hit(text: Text, what: Bilingual, start: int, end: int) -> Hit:
    """A hit that does not repeat the number: reports are passed on and kept in logs."""
    number = text.text[start:end]
    masked = number[:3] + re.sub(r"\w", "*", number[3:-4]) + number[-4:]
    shown = replace(text, text=text.text[:start] + masked + text.text[end:])
    fields = {"number": masked, "what": what.zh, "what_en": what.en}
    return shown.hit(start, end, fields=fields, key=masked, secret=number)


def identity_number(number: str) -> bool:
    """Whether the last character of an 18-character identity number is its check character (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17].upper()


def luhn(number: str) -> bool:
    """Whether a card number's last digit is its check digit (ISO/IEC 7812-1, annex B)."""
    digits = [int(digit) for digit in reversed(number)]
    return sum(d if i % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(digits)) % 10 == 0
