"""`check --watch`: the documents are looked at every second, and those that changed are checked again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.findings import Report
from linter.usecases import app
from linter.usecases.checking import Checked, checked, forget_packs, pack_for
from linter.usecases.inputs import STDIN, Inputs
from linter.usecases.options import RunOptions

INTERVAL = 1.0
Sleep = Callable[[float], None]
Told = Callable[[Report, Report, Inputs, Sequence[str]], None]
"""Tells a round: the report of what was checked in it, the report of all documents, the inputs, the traces of bugs."""


def changes(files: Callable[[], Iterable[str]], sleep: Sleep = time.sleep) -> Iterator[frozenset[str]]:
    """First all the files; then, looked at once in a while, those that were changed, came or went since the last time."""
    before: dict[str, tuple[int, int, int]] | None = None
    while True:
        now = {path: state for path in files() if (state := _state(path)) is not None}
        if before is None:
            yield frozenset(now)
        else:
            changed = frozenset(path for path in {*now, *before} if now.get(path) != before.get(path))
            if changed:
                yield changed
        before = now
        sleep(INTERVAL)


def _state(path: str) -> tuple[int, int, int] | None:
    try:
        stat = Path(path).stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def watch(request: app.Request, tell: Told, mistaken: Callable[[UserError], object], sleep: Sleep = time.sleep) -> int:
    """Checks whenever something changes, until it is interrupted; returns the exit code of the last round.

    A change of the configuration, the pack or the baseline makes all documents be checked again; a mistake in these is
    told, and waited for to be mended. Raises UserError for what is wrong at the beginning.
    """
    if STDIN in request.arguments:
        raise UserError(
            Bilingual("--watch 不能用于标准输入", "--watch does not go with standard input"),
            Bilingual("请写文件名或文件夹。", "Name files."),
        )
    wanted, code = request.options(), 3
    settings = frozenset(_settings(request, wanted))
    results: dict[str, Checked] = {}
    first = True

    def watched() -> Iterator[str]:
        yield from (each.path for each in request.inputs().sources)
        yield from settings

    try:
        for changed in changes(watched, sleep):
            try:
                if not first and not settings.isdisjoint(changed):
                    forget_packs()
                    wanted = request.options()
                    settings = frozenset(_settings(request, wanted))
                    results = {}
                given = request.inputs()
                sources = [each for each in given.sources if not wanted.config.excluded(each.path)]
                due = [each for each in sources if each.path in changed or each.path not in results]
                fresh = dict(zip((each.path for each in due), checked(due, wanted), strict=True))
                results = {each.path: fresh.get(each.path) or results[each.path] for each in sources}
                whole = request.reported(list(results.values()), wanted)
                shown = whole if len(due) == len(sources) else request.reported(list(fresh.values()), wanted)
            except UserError as error:
                if first:
                    raise
                mistaken(error)
                continue
            first = False
            # Known before it is told: what is told may be interrupted.
            code = request.exit_code(whole)
            tell(shown, whole, given, [each.fault for each in fresh.values() if each.fault is not None])
    except KeyboardInterrupt:
        pass
    return code


def _settings(request: app.Request, wanted: RunOptions) -> Iterator[str]:
    """The files that decide what is found, apart from the documents."""
    if wanted.config.path is not None:
        yield str(wanted.config.path)
    baseline = app.baseline_file(request.baseline, wanted)
    if baseline is not None:
        yield str(baseline)
    yield from (str(path) for path, _ in pack_for(wanted.common).files)
