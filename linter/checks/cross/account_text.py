"""Accounts that the text names by a name of other years (医疗卫生与计划生育支出（类）in 2024)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linter.bilingual import Bilingual
from linter.budget.model import Budget
from linter.budget.tables.accounts import AccountName, account_key
from linter.checks.cross.account_path import account_steps
from linter.checks.shared.narrative import paragraph_hit
from linter.document import Paragraph
from linter.language.list_numbers import unnumbered
from linter.packs.hits import Hit, Outcome, Unsettled

_NO_YEAR = Bilingual("预算年度不明，无法判断科目名称", "the budget year is not known")
_OLD = Bilingual("的名称应为“{}”，文中为“{}”", "is “{}” in the budget year; the text says “{}”")

_Named = tuple[str, AccountName]


def old_names(budget: Budget, accounts: Mapping[str, Sequence[AccountName]]) -> Iterator[Outcome]:
    """The accounts of the text whose name is, on their level, no account's in the budget year and was one's in others."""
    by_name: dict[tuple[int, str], list[_Named]] = {}
    functional = ((code, names) for code, names in accounts.items() if code < "3")
    for code, names in functional:
        for each in names:
            by_name.setdefault((len(code), account_key(each.name)), []).append((code, each))
    for paragraph in budget.narrative:
        for start, end, length in account_steps(paragraph.text):
            name = unnumbered(paragraph.text[start:end])
            start = end - len(name)
            named = by_name.get((length, account_key(name)), [])
            if not named or all(each.first is None and each.last is None for _, each in named):
                continue
            if budget.fiscal_year is None:
                yield Unsettled(paragraph.location, _NO_YEAR)
            elif not any(each.in_force(budget.fiscal_year) for _, each in named):
                code = named[0][0]
                right = [each.name for each in accounts[code] if each.in_force(budget.fiscal_year)]
                yield _hit(paragraph, (start, end), code, right[-1] if right else "")


def _hit(paragraph: Paragraph, span: tuple[int, int], code: str, right: str) -> Hit:
    name = paragraph.text[slice(*span)]
    return paragraph_hit(
        paragraph,
        *span,
        expected=right or None,
        suggestion=right or None,
        key=f"{code}|{name}",
        fields={
            "account": code,
            "name": name,
            "right": right,
            "wrong": _OLD.zh.format(right, name),
            "wrong_en": _OLD.en.format(right, name),
        },
    )
