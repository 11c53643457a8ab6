"""The use cases behind the commands: check documents and gather one report; read documents into the budget model."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter import __version__
from linter.budget import understand
from linter.budget.model import Budget
from linter.document import Location
from linter.errors import UserError
from linter.findings import SEVERITIES, Coverage, DocumentEntry, Finding, Report, RuleCard, Tool, Undecided
from linter.inputs import STDIN, Inputs, Source, expand, load
from linter.outputs import FORMATS, SUFFIXES, WITH_CARDS, encode, renderer, target_of
from linter.outputs.arranged import failing, unread
from linter.outputs.words import in_language
from linter.readers import read

if TYPE_CHECKING:
    from linter.engine.rules import Rule

MAX_BYTES = 50_000_000

Progress = Callable[[int, int, str], None]
"""Told before each document: its number from 1, how many there are, its path."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked for. `select` and `ignore` hold rule codes or their first letters (VAL)."""

    pack: str = "standard"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    fail_level: str = "warning"
    year: int | None = None
    lang: str = "zh"
    max_bytes: int = MAX_BYTES

    def described(self) -> tuple[str, ...]:
        """The options that bear on the findings, as they are typed."""
        return (
            *(f"--select {code}" for code in self.select),
            *(f"--ignore {code}" for code in self.ignore),
            *(f"--severity {code}={level}" for code, level in self.severity.items()),
            f"--fail-level {self.fail_level}",
            *([f"--year {self.year}"] if self.year is not None else []),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One input as far as it could be read. `fault` is the trace of a bug that stopped it, for whoever mends it."""

    entry: DocumentEntry
    budget: Budget | None
    fault: str | None = None


def readings(given: Inputs, wanted: Options, progress: Progress | None = None) -> Iterator[Reading]:
    """Each input read and understood. One that cannot be is reported, and the others go on."""
    for number, source in enumerate(given.sources, 1):
        if progress is not None:
            progress(number, len(given.sources), source.path)
        yield _reading(source, wanted)


def _reading(source: Source, wanted: Options) -> Reading:
    digest = ""
    try:
        if source.error is not None:
            return Reading(_unread(source, digest, in_language(source.error, wanted.lang)), None)
        data = load(source, wanted.max_bytes)
        digest = sha256(data).hexdigest()
        document = read(source.path, data=data)
        budget = understand(document, year=wanted.year)
    except UserError as error:
        reason = " ".join(in_language(each, wanted.lang) for each in (error.message, error.hint) if each)
        return Reading(_unread(source, digest, reason), None)
    except Exception as error:
        # A bug in a reader or recogniser must not keep the other documents from being checked.
        import traceback

        reason = in_language("程序内部错误，请报告 / internal error, please report", wanted.lang)
        reason = f"{reason}: {type(error).__name__}: {error}"
        return Reading(_unread(source, digest, reason), None, traceback.format_exc())
    return Reading(_entry(document.path, document.format, digest, budget), budget)


def _unread(source: Source, digest: str, error: str) -> DocumentEntry:
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


def options(
    *,
    severity: Sequence[str] = (),
    max_bytes: int | None = None,
    **settings: Any,
) -> Options:
    """Options of what was typed; `severity` holds CODE=LEVEL. Raises UserError for one that is not of that form."""
    levels = {}
    for each in severity:
        code, _, level = each.partition("=")
        if not code.strip() or level.strip() not in SEVERITIES:
            raise UserError(
                f"--severity 应写成 代码=级别：{each} / wants CODE=LEVEL",
                f"例如 / for example: --severity VAL004=info（{'、'.join(SEVERITIES)}）",
            )
        levels[code.strip().upper()] = level.strip()
    for name in ("select", "ignore"):
        listed = (code.strip().upper() for each in settings.get(name, ()) for code in each.split(","))
        settings[name] = tuple(code for code in listed if code)
    return Options(severity=levels, max_bytes=max_bytes or MAX_BYTES, **settings)


def inputs(arguments: Sequence[str], stdin_name: str) -> Inputs:
    """The documents that the arguments of a command mean, standard input read if it is among them."""
    data = sys.stdin.buffer.read() if STDIN in arguments else b""
    return expand(arguments, stdin=data, stdin_name=stdin_name)


def targets(outputs: Sequence[str], arguments: Sequence[str]) -> tuple[tuple[Path, str], ...]:
    """Each output file with its format. Raises UserError, before any work, for one that could not be written."""
    found = []
    for each in outputs:
        name, form = target_of(each)
        path = Path(name)
        if form is None:
            raise UserError(
                f"无法从后缀判断输出格式：{each} / no format has this suffix",
                f"可用 / use: {'、'.join(SUFFIXES)}；或写成 格式:文件 / or FORMAT:FILE（{'、'.join(FORMATS)}）",
            )
        if path.is_dir() or not path.parent.is_dir():
            raise UserError(f"输出文件的文件夹不存在，或者它本身是文件夹：{each} / no such folder", "请先建立文件夹。")
        if any(path.resolve() == Path(argument).resolve() for argument in arguments):
            raise UserError(
                f"输出文件就是要检查的文件：{each} / this output is an input", "请换一个文件名。/ Choose another."
            )
        found.append((path, form))
    return tuple(found)


def needs_cards(form: str | None, files: Iterable[tuple[Path, str]]) -> bool:
    """Whether the format of standard output, or that of one of the files, prints the cards of the rules."""
    return not WITH_CARDS.isdisjoint([form, *(each for _, each in files)])


def write(report: Report, files: Iterable[tuple[Path, str]]) -> None:
    """Writes the report into each file. Raises UserError for one that cannot be written."""
    for path, form in files:
        try:
            path.write_bytes(encode(form, renderer(form)(report)))
        except OSError as error:
            raise UserError(
                f"无法写入 {path}：{error.strerror or error} / cannot be written",
                "请检查权限和磁盘空间，或换一个位置。/ Check permissions and space, or choose another place.",
            ) from None


def check(
    given: Inputs, wanted: Options, progress: Progress | None = None, *, cards: bool = True
) -> tuple[Report, tuple[str, ...]]:
    """Checks every document against the pack. Returns the report, and the traces of bugs that were met on the way.

    Without `cards` the report's `rules` stay empty: to gather them means to read the rule files again.
    Raises PackError for a pack with mistakes and UserError for a setting that does not fit it.
    """
    from linter.engine.packs import load_pack
    from linter.engine.run import check as run

    began = time.perf_counter()
    pack = load_pack(wanted.pack).with_selection(wanted.select, wanted.ignore, wanted.severity)
    timings = {"pack": time.perf_counter() - began, "read": 0.0, "check": 0.0}
    entries: list[DocumentEntry] = []
    findings: list[Finding] = []
    coverages: list[Coverage] = []
    faults: list[str] = []
    began = time.perf_counter()
    for reading in readings(given, wanted, progress):
        timings["read"] += time.perf_counter() - began
        began = time.perf_counter()
        entries.append(reading.entry)
        if reading.fault is not None:
            faults.append(reading.fault)
        if reading.budget is not None:
            result = run(reading.budget, pack, wanted.lang)
            findings += (_in_language(finding, wanted.lang) for finding in result.findings)
            coverages += [result.coverage, _recognised(reading.budget, wanted.lang)]
        timings["check"] += time.perf_counter() - began
        began = time.perf_counter()
    found = {finding.code for finding in findings}
    report = Report(
        tool=Tool("budgetlint", __version__, pack.name, pack.sha256),
        documents=tuple(entries),
        findings=tuple(findings),
        coverage=_merged(coverages, wanted.lang),
        lang=wanted.lang,
        fail_level=wanted.fail_level,
        made=_now(),
        options=wanted.described(),
        rules=_cards((rule for rule in pack.rules if rule.code in found), wanted.lang) if cards else (),
        timings=timings,
    )
    return report, tuple(faults)


def _cards(rules: Iterable[Rule], lang: str) -> tuple[RuleCard, ...]:
    from linter.catalogue import rule_card

    return tuple(rule_card(rule, lang) for rule in rules)


def _recognised(budget: Budget, lang: str) -> Coverage:
    """A document in which nothing of a budget was found: that it has no findings says little, and is said."""
    if any((budget.projects, budget.unit_forms, budget.tables, budget.activities, budget.statements)):
        return Coverage((), ())
    why = in_language("没有认出绩效目标表、预算表或金额说明 / no form, budget table or amount was recognised", lang)
    return Coverage((), (), unrecognised=(Undecided("", Location(budget.document.path), why),))


def _in_language(finding: Finding, lang: str) -> Finding:
    """Notes of checks come in both languages; a report speaks one."""
    if not finding.related:
        return finding
    return replace(finding, related=tuple(replace(each, note=in_language(each.note, lang)) for each in finding.related))


def _merged(coverages: Sequence[Coverage], lang: str) -> Coverage:
    """Of all documents together. A rule is not applicable only where it did not run on any of them."""
    run = {code for each in coverages for code in each.rules_run}
    idle = {code for each in coverages for code in each.not_applicable}

    def said(places: Iterable[Undecided]) -> tuple[Undecided, ...]:
        return tuple(replace(place, reason=in_language(place.reason, lang)) for place in places)

    return Coverage(
        rules_run=tuple(sorted(run)),
        not_applicable=tuple(sorted(idle - run)),
        undecided=said(place for each in coverages for place in each.undecided),
        crashed=said(place for each in coverages for place in each.crashed),
        unrecognised=said(place for each in coverages for place in each.unrecognised),
    )


def _now() -> datetime:
    """The time of the run; SOURCE_DATE_EPOCH pins it (reproducible-builds.org)."""
    pinned = os.environ.get("SOURCE_DATE_EPOCH")
    if not pinned:
        return datetime.now().astimezone().replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(pinned), UTC)
    except (ValueError, OverflowError, OSError):
        raise UserError(
            f"SOURCE_DATE_EPOCH 应是整数秒：{pinned} / wants whole seconds", "请改正或取消该变量。"
        ) from None


def exit_code(report: Report) -> int:
    """3 nothing to check; 4 something could not be read or crashed; 1 findings at the fail level; else 0."""
    if not report.documents:
        return 3
    if unread(report) or report.coverage.crashed:
        return 4
    if failing(report):
        return 1
    if report.findings:
        return 0
    # A run that met nothing of a budget has not shown that anything is in order.
    barren = {
        each.location.path for each in report.coverage.unrecognised if each.location == Location(each.location.path)
    }
    return 3 if all(entry.path in barren for entry in report.documents) else 0


def extract(given: Inputs, wanted: Options) -> tuple[str, int]:
    """The budget models as JSON, and the exit code."""
    from linter.outputs import extract as output
    from linter.outputs.json_ import dumps
    from linter.values import as_json

    found = [(reading.entry, reading.budget) for reading in readings(given, wanted)]
    code = 3 if not found else 4 if any(budget is None for _, budget in found) else 0
    return dumps(output.as_json(found, as_json)), code


def value(text: str, *, human: bool, lang: str) -> str:
    """One target value parsed: as JSON, or in words."""
    from linter.outputs.json_ import dumps
    from linter.outputs.value import render
    from linter.values import as_json, parse

    parsed = parse(text)
    return render(parsed, lang) if human else dumps(as_json(parsed, lang))
