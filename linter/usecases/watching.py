"""`check --watch`: the documents are looked at every second, and those that changed are checked again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from linter.bilingual import Bilingual
from linter.errors import UserError
from linter.findings import Report
from linter.usecases.check import Request
from linter.usecases.checking import Checked, checked, forget_packs, pack_for
from linter.usecases.held import baseline_file
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


def watch(request: Request, tell: Told, mistaken: Callable[[UserError], object], sleep: Sleep = time.sleep) -> int:
    """Checks whenever something changes, until it is interrupted; returns the exit code of the last round.

    A change of the configuration, the pack or the baseline makes all documents be checked again; a mistake in these is
    told, and waited for to be mended. Raises UserError for what is wrong at the beginning.
    """
    if STDIN in request.arguments:
        raise UserError(
            Bilingual("--watch 不能用于标准输入", "--watch does not go with standard input"),
            Bilingual("请写文件名或文件夹。", "Name files."),
        )
    state, code, first = _State(request), 3, True
    try:
        for changed in changes(state.watched, sleep):
            try:
                done = state.round(changed)
            except UserError as error:
                if first:
                    raise
                mistaken(error)
                continue
            first = False
            # Known before it is told: what is told may be interrupted.
            code = request.exit_code(done.whole)
            tell(done.shown, done.whole, done.given, done.faults)
    except KeyboardInterrupt:
        pass
    return code


@dataclass(frozen=True, slots=True)
class _Round:
    """One round: the report of what was checked in it, the report of all documents, the inputs, the traces of bugs."""

    shown: Report
    whole: Report
    given: Inputs
    faults: tuple[str, ...]


class _State:
    """What is known from one round to the next: the options in force, the files that they come from, the results."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._results: dict[str, Checked] = {}
        self._begun = False
        self._read_settings()

    def _read_settings(self) -> None:
        self._wanted = self._request.options()
        self._settings = frozenset(_settings(self._request, self._wanted))

    def watched(self) -> Iterator[str]:
        """The documents, and the files that decide what is found."""
        yield from (each.path for each in self._request.inputs().sources)
        yield from self._settings

    def round(self, changed: frozenset[str]) -> _Round:
        """Checks what changed; all documents where a setting did. Raises UserError."""
        if self._begun and not self._settings.isdisjoint(changed):
            forget_packs()
            self._read_settings()
            self._results = {}
        self._begun = True
        wanted, given = self._wanted, self._request.inputs()
        sources = [each for each in given.sources if not wanted.config.excluded(each.path)]
        due = [each for each in sources if each.path in changed or each.path not in self._results]
        fresh = dict(zip((each.path for each in due), checked(due, wanted), strict=True))
        self._results = {each.path: fresh.get(each.path) or self._results[each.path] for each in sources}
        whole = self._request.reported(list(self._results.values()), wanted)
        shown = whole if len(due) == len(sources) else self._request.reported(list(fresh.values()), wanted)
        return _Round(shown, whole, given, tuple(each.fault for each in fresh.values() if each.fault is not None))


def _settings(request: Request, wanted: RunOptions) -> Iterator[str]:
    """The files that decide what is found, apart from the documents."""
    if wanted.config.path is not None:
        yield str(wanted.config.path)
    baseline = baseline_file(request.baseline, wanted)
    if baseline is not None:
        yield str(baseline)
    yield from (str(path) for path, _ in pack_for(wanted.common).files)
