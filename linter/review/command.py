"""The use case behind `budgetlint review`: one file checked, and a copy of it with the findings as comments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from linter.bilingual import NOTHING, Bilingual
from linter.errors import UserError
from linter.findings import Report
from linter.outputs.arranged import unread
from linter.readers.kinds import kind_of
from linter.readers.limits import Meter
from linter.review import MODULES, SUFFIXES, SUGGESTING, Annotated, Task, annotated
from linter.review.target import guard
from linter.usecases.check import check
from linter.usecases.files import write_whole
from linter.usecases.held import read_baseline
from linter.usecases.inputs import STDIN, Input, Inputs, documents, load
from linter.usecases.options import RunOptions, Typed, run_options
from linter.usecases.reporting import exit_code

_CONVERTED = frozenset({"doc", "rtf"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The report on the file and its copy; `copy` is None where the file could not be read and none was made."""

    report: Report
    copy: Annotated | None
    faults: tuple[str, ...]
    exit_code: int


def review(
    file: str, target: str, typed: Typed, *, stdin_name: str, force: bool = False, suggest: bool = False
) -> Outcome:
    """Checks one file and writes its review copy to `target`. `typed` are the options of a check.

    Raises UserError for a copy that cannot be made of such a file, or that may not or cannot be written.
    """
    path = Path(target)
    if file != STDIN:
        guard(Path(file), path, force=force)
    wanted = run_options((file,), typed)
    given = documents((file,), stdin_name)
    if len(given.sources) != 1 or Path(file).is_dir():
        raise UserError(
            Bilingual(f"每次审阅一个文件：{file}", "one file at a time"),
            Bilingual.naming("例如", "for example", "budgetlint review 预算.docx -o 预算-批注.docx"),
        )
    source, kind = _content(given.sources[0], wanted)
    if kind is not None:
        _refuse(source.path, kind, path, suggest=suggest)
    report, faults = check(Inputs((source,), ()), wanted, cards=False, held=read_baseline(None, wanted))
    copy = None
    if kind is not None and source.data is not None and report.documents and not unread(report):
        task = Task(
            findings=tuple(each for each in report.findings if each.suppressed is None),
            lang=wanted.lang,
            made=report.made or datetime.now().astimezone(),
            limits=wanted.of(source.path).limits,
            suggest=suggest,
        )
        copy = annotated(kind, source.data, task)
        write_whole(path, copy.data)
    return Outcome(report, copy, faults, exit_code(report))


def said(outcome: Outcome, target: str) -> str:
    """What is told of the copy: where it is and what it holds, or that there is none."""
    copy = outcome.copy
    if copy is None:
        return Bilingual("没有生成批注副本", "no review copy was made").get(outcome.report.lang)
    made = Bilingual(f"{target}：批注 {copy.comments} 处", f"{copy.comments} finding(s) commented on")
    changed = Bilingual(f"修改 {copy.changes} 处", f"{copy.changes} change(s)")
    left = Bilingual(f"另有 {copy.left} 处放不下，请看检查报告", f"{copy.left} more found no room: see the report")
    return str(Bilingual.joined(made, changed if copy.changes else NOTHING, left if copy.left else NOTHING))


def _content(source: Input, wanted: RunOptions) -> tuple[Input, str | None]:
    """The source with its content, which is read but once, and its kind; None where it cannot be read.

    An old Word file becomes the .docx that its copy will be, so that its findings have the places of the copy.
    """
    if source.error is not None:
        return source, None
    options = wanted.of(source.path)
    try:
        data = load(source, options.max_bytes)
        kind = kind_of(data)
        if kind in _CONVERTED:
            from linter.readers.converted import to_docx

            data, kind = to_docx(data, Meter(options.limits)), "docx"
    except UserError:
        # The check meets the same and reports it as it does for every file.
        return source, None
    return replace(source, data=data), kind


def _refuse(file: str, kind: str, copy: Path, *, suggest: bool) -> None:
    if kind not in MODULES:
        raise UserError(
            Bilingual(
                f"批注副本只能由 .docx、.xlsx 和 .pdf 生成：{file}", "review copies are made of .docx, .xlsx and .pdf"
            ),
            Bilingual(
                "请另存为其中一种，或用 budgetlint check 生成检查报告。",
                "Save it as one of these, or make a report with `check`.",
            ),
        )
    if suggest and kind not in SUGGESTING:
        raise UserError(
            Bilingual(f"--suggest 只用于 Word 和 Excel 文件：{file}", "only Word and Excel files can hold mends"),
            Bilingual("去掉 --suggest，建议会写在批注里。", "Without it the suggestions stand in the comments."),
        )
    own = Path(file).suffix.lower()
    wanted = (own,) if own in SUFFIXES[kind] else SUFFIXES[kind]
    if copy.suffix.lower() not in wanted:
        raise UserError(
            Bilingual(
                f"这个文件的批注副本应以 {wanted[0]} 结尾：{copy}", f"the copy of this file is named *{wanted[0]}"
            ),
            Bilingual.naming("例如", "for example", f"-o {copy.with_suffix(wanted[0]).name}"),
        )
