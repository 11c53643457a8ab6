"""The same work on many documents side by side, in order, a bounded number of results waiting at a time.

A process that dies over a document (out of memory, a crash in a library) takes neither the run nor the other documents with it.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from linter.audit.items import Item
from linter.audit.work import Task, broken
from linter.checking import Progress

_AHEAD = 4
_DIED = "检查进程意外终止（可能内存不足）/ the process that checked it died, perhaps for want of memory"


def each(
    work: Callable[[Task], Item], tasks: Sequence[Task], jobs: int, progress: Progress | None = None
) -> Iterator[Item]:
    """What `work` makes of each task, in order of the tasks."""
    if jobs < 2 or len(tasks) < 2:
        for number, task in enumerate(tasks, 1):
            if progress is not None:
                progress(number, len(tasks), task.shown)
            yield work(task)
        return
    number = 0
    while number < len(tasks):
        for item in _until_broken(work, tasks[number:], jobs):
            number += 1
            if progress is not None:
                progress(number, len(tasks), tasks[number - 1].shown)
            yield item
        if number < len(tasks):
            # Some document in flight killed its process: the next ones are taken one by one, to know which.
            for task in tasks[number : number + jobs * _AHEAD]:
                number += 1
                yield next(_until_broken(work, [task], 1), None) or broken(task, _DIED)


def _until_broken(work: Callable[[Task], Item], tasks: Sequence[Task], jobs: int) -> Iterator[Item]:
    """Ends early where a process died."""
    # Forking a process that holds locks of libraries can hang; a fresh one costs a fraction of a second.
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=gc.set_threshold, initargs=(100_000,)
    ) as pool:
        waiting: deque[Future[Item]] = deque()
        rest = iter(tasks)
        try:
            while True:
                while len(waiting) < jobs * _AHEAD and (task := next(rest, None)) is not None:
                    waiting.append(pool.submit(work, task))
                if not waiting:
                    return
                yield waiting.popleft().result()
        except BrokenProcessPool:
            return
        finally:
            for future in waiting:
                future.cancel()
