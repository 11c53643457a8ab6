"""Things that are the same in some respect."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T")


def grouped(items: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    """The items that share a key, where at least two do, in the order of their first. A blank key (None, "") is none."""
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        if shared := key(item):
            groups.setdefault(shared, []).append(item)
    return [group for group in groups.values() if len(group) > 1]
