"""The use cases behind the commands: check documents and gather one report; read documents into the budget model."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linter import __version__, cache
from linter.bilingual import NOTHING, Bilingual
from linter.document import Location
from linter.errors import UserError
from linter.findings import Coverage, Report, RuleCard, Tool, baseline
from linter.findings.suppression import suppress
from linter.outputs import FORMATS, SUFFIXES, WITH_CARDS, WITH_DOCUMENTS, encode, renderer, target_of
from linter.outputs.arranged import failing, unread
from linter.outputs.visible import visible
from linter.usecases import config
from linter.usecases.checking import Checked, Progress, checked, pack_for, reading
from linter.usecases.inputs import STDIN, Inputs, Source, expand
from linter.usecases.options import RunOptions, merged

if TYPE_CHECKING:
    from linter.packs.rules import Rule
    from linter.usecases.revisions import Revision


def options(arguments: Sequence[str] = (), configuration: str | None = None, **typed: Any) -> RunOptions:
    """The options of a run over `arguments`: what was typed, over the configuration that is named or found, over defaults.

    Raises PackError for a configuration with mistakes and UserError for a wrong option.
    """
    path = Path(configuration) if configuration else config.find(each for each in arguments if each != STDIN)
    return merged(config.load(path), typed)


def inputs(arguments: Sequence[str], stdin_name: str, files: Iterable[tuple[Path, str]] = ()) -> Inputs:
    """The documents that the arguments of a command mean, standard input read if it is among them.

    The output `files` are none of them: what an earlier run wrote into a folder that is checked is no budget document.
    """
    data = sys.stdin.buffer.read() if STDIN in arguments else b""
    found = expand(arguments, stdin=data, stdin_name=stdin_name)
    outputs = {os.path.realpath(path) for path, _ in files}
    kept = (each for each in found.sources if each.data is not None or os.path.realpath(each.path) not in outputs)
    return replace(found, sources=tuple(kept)) if outputs else found


def targets(outputs: Sequence[str], arguments: Sequence[str]) -> tuple[tuple[Path, str], ...]:
    """Each output file with its format. Raises UserError, before any work, for one that could not be written."""
    found = []
    for each in outputs:
        name, form = target_of(each)
        path = Path(name)
        if form is None:
            raise UserError(
                Bilingual(f"无法从后缀判断输出格式：{each}", "no format has this suffix"),
                Bilingual(
                    f"可用 / use: {'、'.join(SUFFIXES)}；或写成 格式:文件", f"or FORMAT:FILE（{'、'.join(FORMATS)}）"
                ),
            )
        if path.is_dir() or not path.parent.is_dir():
            raise UserError(
                Bilingual(f"输出文件的文件夹不存在，或者它本身是文件夹：{each}", "no such folder"),
                Bilingual("请先建立文件夹。", "Make the folder first."),
            )
        if any(path.resolve() == Path(argument).resolve() for argument in arguments):
            raise UserError(
                Bilingual(f"输出文件就是要检查的文件：{each}", "this output is an input"),
                Bilingual("请换一个文件名。", "Choose another."),
            )
        found.append((path, form))
    return tuple(found)


def needs_cards(form: str | None, files: Iterable[tuple[Path, str]]) -> bool:
    """Whether the format of standard output, or that of one of the files, prints the cards of the rules."""
    return not WITH_CARDS.isdisjoint([form, *(each for _, each in files)])


def prints_documents(form: str | None, files: Iterable[tuple[Path, str]]) -> bool:
    """Whether an output prints the documents themselves, which the report then has to keep."""
    return not WITH_DOCUMENTS.isdisjoint([form, *(each for _, each in files)])


def write(report: Report, files: Iterable[tuple[Path, str]]) -> None:
    """Writes the report into each file. Raises UserError for one that cannot be written."""
    for path, form in files:
        _write(path, encode(form, renderer(form)(report)))


def write_text(file: str, text: str) -> None:
    """Writes a text file. Raises UserError if it cannot be written."""
    _write(Path(file), text.encode())


def may_write(file: str, *, force: bool) -> None:
    """Raises UserError for a file that exists, unless it may be replaced."""
    if Path(file).exists() and not force:
        raise UserError(
            Bilingual(f"文件已存在：{file}", "the file exists"),
            Bilingual("换一个名称，或加 --force 覆盖。", "Choose another, or use --force."),
        )


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UserError(
            Bilingual(f"无法写入 {path}：{error.strerror or error}", "cannot be written"),
            Bilingual("请检查权限和磁盘空间，或换一个位置。", "Check permissions and space, or choose another place."),
        ) from None


def check(
    given: Inputs,
    wanted: RunOptions,
    progress: Progress | None = None,
    *,
    cards: bool = True,
    held: Mapping[str, baseline.Entry] | None = None,
    diff_base: str | None = None,
) -> tuple[Report, tuple[str, ...]]:
    """Checks every document against the pack. Returns the report, and the traces of bugs that were met on the way.

    Without `cards` the report's `rules` stay empty: to gather them means to read the rule files again. `held` is the
    baseline whose findings are held back, `diff_base` a git revision: what was found in it already is held back.
    Raises PackError for a pack with mistakes and UserError for a setting that does not fit it.
    """
    began = time.perf_counter()
    pack_for(wanted.common)
    seconds = Counter({"pack": time.perf_counter() - began})
    sources = [each for each in given.sources if not wanted.config.excluded(each.path)]
    revision = _revision(diff_base, sources)
    results = []
    for result in checked(sources, wanted, progress):
        seconds.update(result.seconds)
        results.append(result)
    report = gathered(results, wanted, cards=cards, held=held, seconds=seconds)
    if revision is not None:
        report = revision.held_back(report, results, wanted)
    if wanted.cache:
        cache.prune()
    return report, tuple(result.fault for result in results if result.fault is not None)


def _revision(name: str | None, sources: Sequence[Source]) -> Revision | None:
    if name is None:
        return None
    from linter.usecases.revisions import Revision

    return Revision(name, [each.path for each in sources])


@dataclass(frozen=True, slots=True)
class Request:
    """What `check` was asked for: its arguments, and the options as typed (see `options`)."""

    arguments: tuple[str, ...]
    typed: Mapping[str, Any] = field(default_factory=dict)
    baseline: str | None = None
    diff_base: str | None = None
    cards: bool = True
    strict: bool = False
    allow_empty: bool = False
    files: tuple[tuple[Path, str], ...] = ()

    def options(self) -> RunOptions:
        return options(self.arguments, **self.typed)

    def inputs(self) -> Inputs:
        return inputs(self.arguments, "", self.files)

    def exit_code(self, report: Report) -> int:
        return exit_code(report, strict=self.strict, allow_empty=self.allow_empty)

    def reported(self, results: Sequence[Checked], wanted: RunOptions) -> Report:
        """The report of what came of some documents, held against the baseline and the revision as they are now."""
        held = read_baseline(self.baseline, wanted)
        report = gathered(results, wanted, cards=self.cards, held=held)
        revision = _revision(self.diff_base, [Source(each.entry.path) for each in results])
        return report if revision is None else revision.held_back(report, results, wanted)


def gathered(
    results: Sequence[Checked],
    wanted: RunOptions,
    *,
    cards: bool = True,
    held: Mapping[str, baseline.Entry] | None = None,
    seconds: Mapping[str, float] | None = None,
) -> Report:
    """The report of what came of some documents: suppressed, held against the baseline, with the facts of the run."""
    pack = pack_for(wanted.common)
    findings, uses = suppress(
        (finding for result in results for finding in result.findings),
        wanted.config.suppressions(),
        _today(),
        lambda path, glob: config.fits(wanted.config.relative(path), glob),
    )
    stale: tuple[baseline.Entry, ...] = ()
    if held is not None:
        findings, stale = baseline.hold_back(findings, held)
    found = {finding.code for finding in findings}
    return Report(
        tool=Tool("budgetlint", __version__, pack.name, pack.sha256),
        documents=tuple(result.entry for result in results),
        findings=findings,
        coverage=_merged([each for result in results for each in result.coverages]),
        lang=wanted.lang,
        fail_level=wanted.fail_level,
        made=_now(),
        options=wanted.described(),
        rules=_cards((rule for rule in pack.rules if rule.code in found), wanted.lang) if cards else (),
        suppressions=uses,
        stale=stale,
        sources={result.entry.path: result.document for result in results if result.document is not None},
        timings=dict(seconds or {}),
    )


def _cards(rules: Iterable[Rule], lang: str) -> tuple[RuleCard, ...]:
    from linter.authors.catalogue import rule_card

    return tuple(rule_card(rule, lang) for rule in rules)


def _merged(coverages: Sequence[Coverage]) -> Coverage:
    """Of all documents together. A rule is not applicable only where it did not run on any of them."""
    run = {code for each in coverages for code in each.rules_run}
    idle = {code for each in coverages for code in each.not_applicable}

    return Coverage(
        rules_run=tuple(sorted(run)),
        not_applicable=tuple(sorted(idle - run)),
        undecided=tuple(place for each in coverages for place in each.undecided),
        crashed=tuple(place for each in coverages for place in each.crashed),
        unrecognised=tuple(place for each in coverages for place in each.unrecognised),
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
            Bilingual(f"SOURCE_DATE_EPOCH 应是整数秒：{pinned}", "wants whole seconds"),
            Bilingual("请改正或取消该变量。", "Mend it, or unset it."),
        ) from None


def _today() -> date:
    """The day by which a suppression has expired or not; pinned like the time of the run."""
    return _now().date()


def exit_code(report: Report, *, strict: bool = False, allow_empty: bool = False) -> int:
    """3 nothing to check; 4 something could not be read or crashed; 1 findings at the fail level; else 0.

    With `strict` a baseline entry that nothing met fails too: the baseline is to shrink with the defects. With
    `allow_empty` it is no failure that there was nothing to check: a hook is also run for files that are no budgets.
    """
    if not report.documents:
        return 0 if allow_empty else 3
    if unread(report) or report.coverage.crashed:
        return 4
    if failing(report) or (strict and report.stale):
        return 1
    if report.findings:
        return 0
    # A run that met nothing of a budget has not shown that anything is in order.
    barren = {
        each.location.path for each in report.coverage.unrecognised if each.location == Location(each.location.path)
    }
    return 3 if not allow_empty and all(entry.path in barren for entry in report.documents) else 0


def extract(given: Inputs, wanted: RunOptions) -> tuple[str, int]:
    """The budget models as JSON, and the exit code."""
    from linter.outputs import extract as output
    from linter.outputs.json_ import dumps
    from linter.values import as_json

    read_in = (reading(source, wanted.of(source.path)) for source in given.sources)
    found = [(each.entry, each.budget) for each in read_in]
    code = 3 if not found else 4 if any(budget is None for _, budget in found) else 0
    return dumps(output.as_json(found, as_json)), code


def baseline_file(path: str | None, wanted: RunOptions) -> Path | None:
    """The file of the baseline that was named, else the configuration's; None where there is none."""
    configured = wanted.config.settings.baseline
    return Path(path) if path else wanted.config.folder / configured if configured else None


def read_baseline(path: str | None, wanted: RunOptions) -> dict[str, baseline.Entry] | None:
    """The baseline that was named, else the configuration's; None where there is none. Raises UserError."""
    file = baseline_file(path, wanted)
    if file is None:
        return None
    try:
        return baseline.parse(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError):
        raise UserError(
            Bilingual(f"找不到或不能读取基线文件：{file}", "the baseline file cannot be read"),
            Bilingual(f"请先运行 budgetlint baseline create -o {file} 文件…", "Make it first."),
        ) from None


def made_baseline(report: Report) -> str:
    """The file that holds back every finding of the report that is not suppressed otherwise."""
    return baseline.dump(baseline.of(report.findings))


def updated_baseline(report: Report, held: Mapping[str, baseline.Entry], *, prune: bool) -> str:
    """The baseline with the report's new findings; without what was not found any more, if it is to be pruned."""
    found = baseline.of(report.findings)
    return baseline.dump(found if prune else {**held, **found})


def baseline_said(report: Report, file: str) -> str:
    """What is told after a baseline was written."""
    number = sum(each.suppressed is None for each in report.findings)
    missed = len(unread(report))
    kept = Bilingual(f"{file}：{number} 个问题记入基线", f"{number} finding(s) kept")
    more = Bilingual(f"{missed} 个文件未能读取，不在其中", f"{missed} document(s) could not be read")
    return str(Bilingual.joined(kept, more if missed else NOTHING))


def baseline_listed(file: str) -> str:
    """The entries of a baseline file, one a line, in order of code and place."""
    held = read_baseline(file, RunOptions()) or {}
    rows = sorted(held.values(), key=lambda each: (each.code, each.where))
    lines = [
        f"{each.code} {each.where}：{each.message}" + (f" ×{each.count}" if each.count > 1 else "") for each in rows
    ]
    lines.append(str(Bilingual(f"共 {len(rows)} 项", f"{len(rows)} in all")))
    return "".join(f"{visible(line)}\n" for line in lines)


def config_schema() -> str:
    """The JSON Schema of the configuration."""
    from linter.authors.json_schema import settings_schema
    from linter.outputs.json_ import dumps

    return dumps(settings_schema(config.Settings, "budgetlint.yaml"))


def config_shown(path: str, configuration: str | None) -> str:
    """What is in force for one document: every setting with its value and its origin; then the pack with its changes."""
    from linter.outputs.json_ import dumps

    wanted = options((path,), configuration)
    chosen, settings = wanted.of(path), wanted.config.settings
    overrides = [each.match for each in wanted.config.overrides(path)]
    pack = pack_for(chosen)
    values: dict[str, Any] = {
        "pack": chosen.pack,
        "plugins": list(chosen.plugins),
        "select": list(chosen.select),
        "ignore": list(chosen.ignore),
        "severity": dict(chosen.severity),
        "year": chosen.year,
        "kind": chosen.kind,
        "fail_level": wanted.fail_level,
        "lang": chosen.lang,
        "baseline": settings.baseline,
        "exclude": list(settings.exclude),
        "max_bytes": chosen.max_bytes,
        "jobs": wanted.jobs,
        "limits": {each.name: getattr(chosen.limits, each.name) for each in fields(chosen.limits)},
        "suppress": len(settings.suppress),
    }
    return dumps(
        {
            "file": path,
            "config": str(wanted.config.path) if wanted.config.path else None,
            "excluded": wanted.config.excluded(path),
            "paths": overrides,
            "settings": {
                key: {"value": value, "from": str(wanted.config.origin(key))} for key, value in values.items()
            },
            "pack": {
                "name": pack.name,
                "rules": len(pack.rules),
                "off": {code: str(reason) for code, reason in pack.off.items()},
                "changed": {
                    rule.code: [
                        {"what": change.setting, "value": change.value, "from": change.pack} for change in rule.changes
                    ]
                    for rule in pack.rules
                    if rule.changes
                },
            },
        }
    )


def value(text: str, *, human: bool, lang: str) -> str:
    """One target value parsed: as JSON, or in words."""
    from linter.outputs.json_ import dumps
    from linter.outputs.value import render
    from linter.values import as_json, parse

    parsed = parse(text)
    return render(parsed, lang) if human else dumps(as_json(parsed, lang))
