"""One document checked, whatever happens to it; and many, one after another or side by side."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter import cache
from linter.bilingual import Bilingual
from linter.document import Document, Location
from linter.errors import UserError
from linter.findings import Coverage, DocumentEntry, Finding, Undecided
from linter.usecases.inputs import Input, load
from linter.usecases.options import Options, RunOptions

if TYPE_CHECKING:
    from linter.budget.forms.words import Layout
    from linter.budget.imprints import Copies
    from linter.budget.model import Budget
    from linter.packs.pack import Pack

Progress = Callable[[int, int, str], None]
"""Told before each document: its number from 1, how many there are, its path."""


@dataclass(frozen=True, slots=True)
class ReadInput:
    """One input as far as it could be read. `fault` is the trace of a bug that stopped it, for whoever mends it."""

    entry: DocumentEntry
    budget: Budget | None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one input. `document` is None where it could not be read, or was not asked for.

    `seconds` are those of reading, of checking, and of each rule by its code.
    """

    entry: DocumentEntry
    findings: tuple[Finding, ...] = ()
    coverages: tuple[Coverage, ...] = ()
    fault: str | None = None
    document: Document | None = None
    seconds: dict[str, float] = field(default_factory=dict)


def reading(source: Input, wanted: Options) -> ReadInput:
    """One input read and understood. A mistake in it, and a bug of ours, become an entry that says so."""
    return _read(source, wanted, *_content(source, wanted))


def _content(source: Input, wanted: Options) -> tuple[bytes, UserError | None]:
    try:
        if source.error is not None:
            raise UserError(source.error)
        return load(source, wanted.max_bytes), None
    except UserError as error:
        return b"", error


def _read(source: Input, wanted: Options, data: bytes, error: UserError | None) -> ReadInput:
    digest = sha256(data).hexdigest() if error is None else ""
    try:
        if error is not None:
            raise error
        # Not needed for what the cache holds.
        from linter.budget import understand
        from linter.readers import read

        document = read(source.path, data=data, limits=wanted.limits)
        budget = understand(document, year=wanted.year, kind=wanted.kind, layouts=layouts_for(wanted))
    except UserError as fault:
        return ReadInput(_unread(source, digest, fault.message.then(fault.hint).get(wanted.lang)), None)
    except Exception as fault:
        # A bug in a reader or recogniser must not keep the other documents from being checked.
        import traceback

        reason = Bilingual("程序内部错误，请报告", "internal error, please report").get(wanted.lang)
        reason = f"{reason}: {type(fault).__name__}: {fault}"
        return ReadInput(_unread(source, digest, reason), None, traceback.format_exc())
    return ReadInput(_entry(document.path, document.format, digest, budget), budget)


def _unread(source: Input, digest: str, error: str) -> DocumentEntry:
    kind = Path(source.path).suffix.lower().lstrip(".")
    return DocumentEntry(
        path=source.path,
        format=kind,
        sha256=digest,
        unit=None,
        fiscal_year=None,
        kind=None,
        projects=0,
        indicators=0,
        tables=0,
        status="unreadable",
        error=error,
    )


def _entry(path: str, form: str, digest: str, budget: Budget) -> DocumentEntry:
    return DocumentEntry(
        path=path,
        format=form,
        sha256=digest,
        unit=budget.unit,
        fiscal_year=budget.fiscal_year,
        kind=budget.kind or None,
        projects=len(budget.projects),
        indicators=sum(1 for _ in budget.indicators),
        tables=len(budget.tables),
        status="checked",
    )


def checked(sources: Sequence[Input], wanted: RunOptions, progress: Progress | None = None) -> Iterator[Checked]:
    """Each input checked, in order. Raises PackError for a pack with mistakes."""
    jobs = min(wanted.jobs, len(sources), os.cpu_count() or 1)
    if jobs > 1:
        yield from _side_by_side(sources, wanted, jobs, progress)
        return
    for number, source in enumerate(sources, 1):
        if progress is not None:
            progress(number, len(sources), source.path)
        yield check_source(source, wanted)


def _side_by_side(
    sources: Sequence[Input], wanted: RunOptions, jobs: int, progress: Progress | None
) -> Iterator[Checked]:
    from linter.usecases import workers

    longest = workers.patience(wanted.common.limits.seconds)
    results = workers.each(
        partial(check_source, wanted=wanted), sources, jobs, longest, partial(_lost, lang=wanted.lang, why=workers.DIED)
    )
    for number, source in enumerate(sources, 1):
        if progress is not None:
            progress(number, len(sources), source.path)
        yield next(results)


def _lost(source: Input, lang: str, why: Bilingual) -> Checked:
    return Checked(_unread(source, "", why.get(lang)))


def check_source(source: Input, wanted: RunOptions) -> Checked:
    """Reads and checks one input, or takes what an earlier run found for the same content and settings."""
    options = wanted.of(source.path)
    data, error = _content(source, options)
    name = f"{sha256(data).hexdigest()} checked"
    stamp = cache.digest(pack_for(options).sha256, repr(options), source.path, _plugins_stamp(options.plugins))
    if wanted.cache and not wanted.documents and error is None:
        known = _kept(name, stamp)
        if known is not None:
            return known
    result, budget = _fresh(source, options, data, error)
    if not wanted.documents:
        result = replace(result, document=None)
    if wanted.cache and budget is not None and not any(each.crashed for each in result.coverages):
        _keep(name, stamp, result)
    return result


def examine(source: Input, wanted: RunOptions, copies: Copies | None = None) -> tuple[Checked, Budget | None]:
    """One input checked, with its budget (None if it could not be read).

    `copies` is what a run that holds documents against each other has found so far; None for any other run.
    """
    options = wanted.of(source.path)
    return _fresh(source, options, *_content(source, options), copies)


def _fresh(
    source: Input, options: Options, data: bytes, error: UserError | None, copies: Copies | None = None
) -> tuple[Checked, Budget | None]:
    began = time.perf_counter()
    read_in = _read(source, options, data, error)
    middle = time.perf_counter()
    result = _check(read_in, pack_for(options), options, copies)
    seconds = {"read": middle - began, "check": time.perf_counter() - middle, **result.seconds}
    return replace(result, seconds=seconds), read_in.budget


@lru_cache(maxsize=64)
def _pack(
    name: str,
    plugins: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severity: tuple[tuple[str, str], ...],
) -> Pack:
    return _whole_pack(name, plugins).with_selection(select, ignore, dict(severity))


@lru_cache(maxsize=8)
def _whole_pack(name: str, plugins: tuple[str, ...]) -> Pack:
    from linter.packs.load import load_pack

    return load_pack(name)


def pack_for(options: Options) -> Pack:
    """The pack of these options, loaded once a process, with its plug-ins switched on. Raises PackError and UserError."""
    from linter.packs import plugins

    plugins.use(options.plugins)
    layouts_for(options)
    severity = tuple(sorted(options.severity.items()))
    return _pack(options.pack, options.plugins, options.select, options.ignore, severity)


def layouts_for(options: Options) -> tuple[Layout, ...]:
    """The layouts of forms that the pack of these options brings. Raises PackError. A shipped pack has none of its own."""
    from linter.packs.paths import find_pack
    from linter.resources import rules_dir

    path = find_pack(options.pack)
    if path is None or path.resolve().is_relative_to(rules_dir().resolve()):
        return ()
    from linter.packs import plugins

    plugins.use(options.plugins)
    return _layouts(options.pack, options.plugins)


@lru_cache(maxsize=8)
def _layouts(name: str, plugins: tuple[str, ...]) -> tuple[Layout, ...]:
    from linter.packs.layouts import pack_layouts

    return pack_layouts(_whole_pack(name, plugins).bases)


def forget_packs() -> None:
    """Packs are read again when they are next asked for: their files have changed."""
    _pack.cache_clear()
    _layouts.cache_clear()
    _whole_pack.cache_clear()


@lru_cache(maxsize=8)
def _plugins_stamp(names: tuple[str, ...]) -> str:
    from linter.packs import plugins

    return plugins.stamp(names) if names else ""


def _check(given: ReadInput, pack: Pack, options: Options, copies: Copies | None) -> Checked:
    from linter.run.run import check

    if given.budget is None:
        return Checked(given.entry, fault=given.fault)
    result = check(given.budget, pack, options.lang, copies)
    return Checked(
        entry=given.entry,
        findings=result.findings,
        coverages=(result.coverage, _recognised(given.budget, options.lang)),
        document=given.budget.document,
        seconds=dict(result.seconds),
    )


def _recognised(budget: Budget, lang: str) -> Coverage:
    """A document in which nothing of a budget was found: that it has no findings says little, and is said."""
    if any((budget.projects, budget.unit_forms, budget.tables, budget.activities, budget.statements)):
        return Coverage((), ())
    why = Bilingual("没有认出绩效目标表、预算表或金额说明", "no form, budget table or amount was recognised")
    return Coverage((), (), unrecognised=(Undecided("", Location(budget.document.path), why.get(lang)),))


def _kept(name: str, stamp: str) -> Checked | None:
    from linter.findings import storage

    data: Any = cache.load(name, stamp)
    if data is None:
        return None
    try:
        return Checked(
            entry=storage.entry(data["entry"]),
            findings=tuple(storage.finding(each) for each in data["findings"]),
            coverages=tuple(storage.coverage(each) for each in data["coverages"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _keep(name: str, stamp: str, result: Checked) -> None:
    from linter.findings import storage

    cache.keep(
        name,
        stamp,
        {
            "entry": storage.plain(result.entry),
            "findings": [storage.plain(each) for each in result.findings],
            "coverages": [storage.plain(each) for each in result.coverages],
        },
    )
