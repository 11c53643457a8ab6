"""Work side by side: what ends its process, and what never comes back, costs the run nothing but itself."""

from __future__ import annotations

import os
import threading

from linter.usecases import workers

FOREVER = 1e6


def squared(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number * number


def endless(number: int) -> int:
    threading.Event().wait()
    return number


def lost(number: int) -> int:
    return -number


def test_a_process_that_dies_loses_only_its_own() -> None:
    assert list(workers.each(squared, range(1, 7), 2, FOREVER, lost)) == [1, 4, -3, 16, 25, 36]


def test_what_never_comes_back_is_ended() -> None:
    assert list(workers.each(endless, (1, 2), 2, 0.1, lost)) == [-1, -2]


def test_nothing_to_do() -> None:
    assert list(workers.each(squared, (), 2, FOREVER, lost)) == []
