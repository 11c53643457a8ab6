"""The use case behind `budgetlint review`: one file checked, and a copy of it with the findings as comments."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from linter import app, review
from linter.errors import UserError
from linter.findings import Report
from linter.inputs import STDIN, Inputs, Source, load
from linter.options import RunOptions
from linter.outputs.arranged import unread
from linter.outputs.words import in_language
from linter.readers.kinds import kind_of
from linter.readers.limits import Meter
from linter.review.target import guard, write

_CONVERTED = frozenset({"doc", "rtf"})


class Reviewed(NamedTuple):
    """The report of the file, and what came of its copy: None where the file could not be read and none was made."""

    report: Report
    copy: review.Annotated | None
    faults: tuple[str, ...] = ()


def review_file(
    file: str, copy: str, wanted: RunOptions, *, stdin_name: str, force: bool = False, suggest: bool = False
) -> Reviewed:
    """Checks one file and writes its review copy. Raises UserError for a copy that cannot be made or may not be written."""
    given = app.inputs((file,), stdin_name)
    if len(given.sources) != 1 or (file != STDIN and Path(file).is_dir()):
        raise UserError(
            f"每次审阅一个文件：{file} / one file at a time", "例如 / for example: budgetlint review 预算.docx -o 预算-批注.docx"
        )
    source, kind = _content(given.sources[0], wanted)
    if source.data is None:
        report, faults = app.check(Inputs((source,), ()), wanted, cards=False)
        return Reviewed(report, None, faults)
    _refuse(source.path, kind, suggest=suggest)
    guard(Path(file), Path(copy), _suffixes(file, kind), force=force)
    report, faults = app.check(
        Inputs((source,), ()), wanted, cards=False, held=app.read_baseline(None, wanted)
    )
    if not report.documents or unread(report):
        return Reviewed(report, None, faults)
    made = review.annotated(
        kind,
        source.data,
        review.Task(
            findings=tuple(each for each in report.findings if each.suppressed is None),
            lang=wanted.lang,
            made=report.made or datetime.now().astimezone(),
            limits=wanted.of(source.path).limits,
            suggest=suggest,
        ),
    )
    write(Path(copy), made.data)
    return Reviewed(report, made, faults)


def _content(source: Source, wanted: RunOptions) -> tuple[Source, str]:
    """The source with its content, which is read but once, and its kind; without content where it cannot be read.

    An old Word file becomes the .docx that its copy will be, so that the findings are those of the copy.
    """
    options = wanted.of(source.path)
    try:
        if source.error is not None:
            return source, ""
        data = load(source, options.max_bytes)
        kind = kind_of(data)
        if kind in _CONVERTED:
            from linter.readers.converted import to_docx

            data, kind = to_docx(data, Meter(options.limits)), "docx"
    except UserError:
        # The check meets the same and reports it as it does for every file.
        return source if source.data is None else replace(source, error=None, data=None), ""
    return replace(source, data=data), kind
