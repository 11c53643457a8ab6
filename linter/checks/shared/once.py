"""What is found out once for a document, though a check asks for it with each of the document's items."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from linter.budget.model import Budget

T = TypeVar("T")


class OncePerBudget(Generic[T]):
    """A function of a budget that keeps its answer for the last one: documents are checked one after the other."""

    __slots__ = ("_find", "_last")

    def __init__(self, find: Callable[[Budget], T]) -> None:
        self._find = find
        self._last: tuple[Budget, T] | None = None

    def __call__(self, budget: Budget) -> T:
        last = self._last
        if last is None or last[0] is not budget:
            last = self._last = (budget, self._find(budget))
        return last[1]
