"""The documents of an audit, one after another or side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from linter.audit.items import Item
from linter.audit.work import Task, broken
from linter.usecases import workers
from linter.usecases.checking import Progress


def each(
    work: Callable[[Task], Item], tasks: Sequence[Task], jobs: int, progress: Progress | None = None
) -> Iterator[Item]:
    """What `work` makes of each task, in order of the tasks. A document whose process died becomes an entry that says so."""
    if jobs < 2 or len(tasks) < 2:
        for number, task in enumerate(tasks, 1):
            if progress is not None:
                progress(number, len(tasks), task.shown)
            yield work(task)
        return
    longest = workers.patience(tasks[0].wanted.common.limits.seconds)
    items = workers.each(work, tasks, jobs, longest, _lost)
    for number, (task, item) in enumerate(zip(tasks, items, strict=True), 1):
        if progress is not None:
            progress(number, len(tasks), task.shown)
        yield item


def _lost(task: Task) -> Item:
    return broken(task, workers.DIED)
