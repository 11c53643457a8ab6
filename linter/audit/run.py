"""An audit from beginning to end: every document checked, all held against each other, the site and the data written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from linter.audit import data, pages, work
from linter.audit.folder import Folder, demand
from linter.audit.items import Item, findings_of, model_of, page_of
from linter.audit.statistics import Audit
from linter.audit.work import Task, broken
from linter.bilingual import Bilingual
from linter.budget.imprints import Copy
from linter.checks.repetition.copies import Found, find
from linter.errors import UserError
from linter.findings import Report
from linter.findings.suppression import Use
from linter.run.corpus import copies_rule
from linter.usecases import workers
from linter.usecases.checking import Progress, pack_for
from linter.usecases.inputs import Input, documents
from linter.usecases.options import RunOptions
from linter.usecases.reporting import gathered


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an audit. `report` has the facts of the run and its suppressions, but no findings."""

    items: tuple[Item, ...]
    report: Report
    index: Path

    @property
    def faults(self) -> tuple[str, ...]:
        return tuple(item.fault for item in self.items if item.fault is not None)

    @property
    def exit_code(self) -> int:
        """3 nothing to check; 4 something could not be read or crashed; 1 findings at the fail level; else 0."""
        if not self.items:
            return 3
        if any(
            item.entry.status != "checked" or any(what == "crashed" for what, _ in item.gaps) for item in self.items
        ):
            return 4
        if any(item.verdict.key == "fail" for item in self.items):
            return 1
        return 3 if all(item.barren for item in self.items) else 0


def run(
    audited: Path,
    sources: Sequence[Input],
    target: Path,
    wanted: RunOptions,
    formats: Sequence[str],
    progress: Progress | None = None,
) -> Outcome:
    """Audits the documents of a folder. `formats` are those of the data (json is always written).

    Raises UserError for an output folder that is not ours and for a format that needs what is not installed, PackError for
    a pack with mistakes; nothing has been written then.
    """
    data.demand(formats)
    demand(target)
    pack = pack_for(wanted.common)
    inside = os.path.realpath(target)
    listed = [
        each
        for each in sources
        if not wanted.config.excluded(each.path) and not _within(os.path.realpath(each.path), inside)
    ]
    head = gathered((), wanted)
    if not listed:
        return Outcome((), head, target / "index.html")
    folder = Folder(target)
    with TemporaryDirectory(prefix="budgetlint-") as spool:
        tasks = [_task(each, audited, wanted, target, Path(spool), head) for each in listed]
        for task in tasks:
            folder.announce((page_of(task.name), findings_of(task.name), model_of(task.name)))
        items = list(each(work.first, tasks, wanted.jobs, progress))
        rule = copies_rule(pack)
        found: Found | None = None
        if rule is not None:
            found = find(imprint for item in items for imprint in item.imprints)
            _with_copies(items, tasks, found, wanted.jobs, progress)
    # An entry of the configuration may select rules for some documents that the run as a whole leaves out.
    rules = pack_for(replace(wanted.common, select=(), ignore=())).rules
    audit = Audit(head, tuple(items), rules, found)
    data.write(folder, audit, formats)
    pages.write(folder, audit, formats)
    folder.finish()
    return Outcome(tuple(items), replace(head, suppressions=_uses(head, items)), target / "index.html")


def sources_of(audited: Path) -> tuple[Input, ...]:
    """The documents of a folder and those below it. Raises UserError if it is none."""
    if not audited.is_dir():
        raise UserError(
            Bilingual(f"不是文件夹：{audited}", "not a folder"),
            Bilingual(
                "audit 检查整个文件夹；单个文件用 check。", "audit takes a folder; for single files there is check."
            ),
        )
    return documents((str(audited),), "").sources


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _task(source: Input, audited: Path, wanted: RunOptions, target: Path, spool: Path, head: Report) -> work.Task:
    shown = Path(os.path.relpath(source.path, audited)).as_posix()
    # By its path within the folder: links to a document's report outlive the coming and going of others.
    name = sha256(shown.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    printed = shown.encode("utf-8", "backslashreplace").decode()
    return work.Task(source, name, printed, wanted, target, spool, head.made)


def _with_copies(
    items: list[Item], tasks: Sequence[work.Task], found: Found, jobs: int, progress: Progress | None
) -> None:
    """Writes the reports of the documents with copies anew and takes their new numbers."""
    by_path: dict[str, dict[tuple[str, int], tuple[Copy, ...]]] = {}
    for (path, index), copies in found.copies.items():
        by_path.setdefault(path, {})[path, index] = copies
    again = [
        (number, replace(task, copies=by_path[task.source.path]))
        for number, task in enumerate(tasks)
        if task.source.path in by_path
    ]
    renewed = each(work.second, [task for _, task in again], jobs, progress)
    for (number, _), item in zip(again, renewed, strict=True):
        items[number] = replace(item, imprints=items[number].imprints)


def _uses(head: Report, items: Sequence[Item]) -> tuple[Use, ...]:
    return tuple(
        replace(use, count=sum(item.uses[number] for item in items)) for number, use in enumerate(head.suppressions)
    )


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
