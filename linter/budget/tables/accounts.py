"""Codes and names of the accounts of the government's classification, by budget year. Data: rules/accounts/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from linter.language.folding import plain, plain_label
from linter.resources import data


@dataclass(frozen=True, slots=True)
class AccountName:
    """A name of an account and the first and last budget year in which it is the name (None: open)."""

    name: str
    first: int | None = None
    last: int | None = None

    def in_force(self, year: int) -> bool:
        return (self.first or 0) <= year <= (self.last or 9999)


@cache
def account_names() -> Mapping[str, tuple[AccountName, ...]]:
    """The names of every code that the data lists, 2xx functional, 3xx and 5xx economic."""
    function, economic = data("accounts/function.yaml"), data("accounts/economic.yaml")
    names = {str(code): _entries(entry, None) for code, entry in function["names"].items()}
    for common in function["common"]:
        for group in map(str, common["groups"]):
            for item, pattern in common["items"].items():
                if group in names and group + item not in names:
                    names[group + item] = tuple(
                        AccountName(pattern.replace("{name}", each.name), each.first, each.last)
                        if "{name}" in pattern
                        else AccountName(pattern)
                        for each in (names[group] if "{name}" in pattern else names[group][:1])
                    )
    names.update({str(code): _entries(entry, economic["since"]) for code, entry in economic["names"].items()})
    return names


def _entries(entry: str | Sequence[Mapping[str, Any]], since: int | None) -> tuple[AccountName, ...]:
    if isinstance(entry, str):
        return (AccountName(entry, since),)
    return tuple(AccountName(each["name"], each.get("from") or since, each.get("to")) for each in entry)


def account_key(name: str) -> str:
    """A name for comparison: blanks, brackets, 的 and joining words aside, and 支出 at its end."""
    text = plain_label(name) or plain(name)
    for word in ("的", "和", "与", "及"):
        text = text.replace(word, "")
    return text.removesuffix("支出").removesuffix("用") or text


@cache
def personnel_classes() -> frozenset[str]:
    """The economic classes that are personnel costs (人员经费); the others of basic expenditure are public costs."""
    return frozenset(map(str, data("accounts/economic.yaml")["personnel"]))


@cache
def closed_classes() -> frozenset[str]:
    """The economic classes of which every code is listed."""
    return frozenset(map(str, data("accounts/economic.yaml")["closed"]))


@cache
def class_codes() -> Mapping[str, str]:
    """The codes of the functional classes (类) by the key of each name that they ever had."""
    return {
        account_key(each.name): code
        for code, names in account_names().items()
        if len(code) == 3 and code < "3"
        for each in names
    }
