"""“社会保障支出（类）就业补助（款）公益性岗位补贴（项）” names an account by its path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

CODE_LENGTHS: Mapping[str, int] = {"类": 3, "款": 5, "项": 7}
"""The levels of an account, and the length of the codes at each."""

_LEVEL = rf"[（(]\s*\d*\s*([{''.join(CODE_LENGTHS)}])\s*[)）]"
# No account has a longer name; without the bound a text without brackets is looked through from each of its characters.
_STEP = re.compile(rf"([^（）()“”\"、，；。]{{1,60}})\s*{_LEVEL}")
_ANY_LEVEL = re.compile(_LEVEL)


def account_path(text: str) -> list[tuple[str, int]]:
    """The names of an account and of those above it, each with the length of its code; empty where it names none."""
    return [(name, CODE_LENGTHS[level]) for name, level in _STEP.findall(text)]


def account_steps(text: str) -> Iterator[tuple[int, int, int]]:
    """The names of accounts in a text, from where to where they stand, each with the length of its code."""
    for step in _STEP.finditer(text):
        name = step.group(1)
        start = step.start(1) + len(name) - len(name.lstrip())
        yield start, step.start(1) + len(name.rstrip()), CODE_LENGTHS[step.group(2)]


def names_account(text: str) -> bool:
    """Whether a text gives the level of an account."""
    return _ANY_LEVEL.search(text) is not None
