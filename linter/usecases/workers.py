"""The same work on many things side by side, in order, a bounded number of results waiting at a time.

A process that dies over a thing (out of memory, a crash in a library) or never comes back from it (a loop inside a library,
which no check of time in Python reaches) takes neither the run nor the other things with it.
"""

from __future__ import annotations

import faulthandler
import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from linter.bilingual import Bilingual

DIED = Bilingual(
    "检查进程意外终止或超时（可能内存不足）",
    "the process that checked it died or took too long, perhaps for want of memory",
)
_AHEAD = 4

T = TypeVar("T")
R = TypeVar("R")


def patience(seconds: float) -> float:
    """How long a process may take over a document whose reading may take `seconds`, before it is ended."""
    return 60 + 4 * seconds


def each(work: Callable[[T], R], things: Sequence[T], jobs: int, longest: float, lost: Callable[[T], R]) -> Iterator[R]:
    """What `work` makes of each thing, in their order; what `lost` makes of one whose process died or took over `longest`
    seconds.
    """
    done = 0
    while done < len(things):
        for result in _until_broken(work, things[done:], jobs, longest):
            done += 1
            yield result
        # Something in flight ended its process: the next ones are taken one by one, to know which.
        for thing in things[done : done + jobs * _AHEAD]:
            done += 1
            results = list(_until_broken(work, [thing], 1, longest))
            yield results[0] if results else lost(thing)


def _until_broken(work: Callable[[T], R], things: Sequence[T], jobs: int, longest: float) -> Iterator[R]:
    """Ends early where a process died."""
    # Forking a process that holds locks of libraries can hang; a fresh one costs a fraction of a second.
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=gc.set_threshold, initargs=(100_000,)
    ) as pool:
        waiting: deque[Future[R]] = deque()
        rest = iter(things)
        try:
            while True:
                while len(waiting) < jobs * _AHEAD:
                    for thing in rest:
                        waiting.append(pool.submit(_watched, work, thing, longest))
                        break
                    else:
                        break
                if not waiting:
                    return
                yield waiting.popleft().result()
        except BrokenProcessPool:
            return
        finally:
            for future in waiting:
                future.cancel()


def _watched(work: Callable[[T], R], thing: T, longest: float) -> R:
    # Its thread needs no lock of the interpreter: it also ends a process that a library in C never gives back.
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(longest, exit=True, file=nowhere)
        try:
            return work(thing)
        finally:
            faulthandler.cancel_dump_traceback_later()
