"""The Python API: `linter.check` gives a Report, `linter.render` prints one. See docs/api.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from typing import Literal

from linter.findings import Report
from linter.outputs import FORMATS, renderer
from linter.usecases.check import check as check_documents
from linter.usecases.config import Config
from linter.usecases.held import read_baseline
from linter.usecases.inputs import STDIN, Input, Inputs, expand
from linter.usecases.options import Typed, merged, run_options

StrPath = str | PathLike[str]
Severity = Literal["error", "warning", "info"]


def check(
    path: StrPath | Sequence[StrPath],
    *,
    data: bytes | None = None,
    pack: StrPath | None = None,
    plugins: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, Severity] | None = None,
    year: int | None = None,
    kind: Literal["部门预算", "单位预算", "决算"] | None = None,
    lang: Literal["zh", "en"] | None = None,
    fail_level: Severity | None = None,
    config: StrPath | Literal[False] | None = None,
    baseline: StrPath | None = None,
    diff_base: str | None = None,
    jobs: int | None = None,
    cache: bool = True,
    documents: bool = False,
) -> Report:
    """Checks documents as `budgetlint check` does, and returns what was found.

    `path` is a file, a folder or a pattern, or several of them. With `data` it is only the name of a document whose content
    that is. `config` is a configuration file, None for the nearest one upwards from the documents, False for none at all; what
    is given here stands above it. `documents` keeps the documents as read in `Report.sources`, which an HTML report prints.
    The other options are those of the command line.

    A document that cannot be read raises nothing: its entry in `Report.documents` says so (`status`, `error`). Raises
    `linter.UserError` for a mistake in the configuration, the rule pack or an option, and ValueError for `data` with several paths.
    """
    paths = [fspath(each) for each in ([path] if isinstance(path, (str, PathLike)) else path)]
    if data is not None and len(paths) != 1:
        raise ValueError("data is the content of one document")
    typed = Typed(
        pack=fspath(pack) if pack is not None else None,
        plugins=tuple(plugins),
        select=tuple(select),
        ignore=tuple(ignore),
        severity=tuple(f"{code}={level}" for code, level in (severity or {}).items()),
        year=year,
        kind=kind,
        lang=lang,
        fail_level=fail_level,
        jobs=jobs,
        no_cache=not cache,
        documents=documents,
        configuration=None if config is None or config is False else fspath(config),
    )
    wanted = merged(Config(), typed) if config is False else run_options(paths, typed)
    given = _inputs(paths) if data is None else Inputs((Input(paths[0], data),), ())
    held = read_baseline(fspath(baseline) if baseline is not None else None, wanted)
    report, _ = check_documents(given, wanted, held=held, diff_base=diff_base)
    return report


def _inputs(paths: Sequence[str]) -> Inputs:
    """Standard input is the caller's: a file called `-` is one."""
    return expand([f"./{each}" if each == STDIN else each for each in paths])


def render(report: Report, form: str = "text") -> str:
    """The report as text: `form` is one of text, json, sarif, junit, github, gitlab, csv, markdown, html.

    Raises ValueError for another one.
    """
    if form not in FORMATS:
        raise ValueError(f"{form!r} is none of {', '.join(FORMATS)}")
    return renderer(form)(report)
